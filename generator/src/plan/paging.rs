//! Pages of lists: which field is where on a page, and how a call asks for the next one.

use std::collections::{BTreeSet, HashMap};

use super::{
    call::{Paging, Setter, Target, Way},
    distinct::distinct,
    item::{Page, Presence, Step},
    types::{Types, members},
};
use crate::api::{Api, Object, Operation, Pagination, PagingWay, Shape, Type, TypeId};

/// How each type that is a page is one, as the first operation that pages with it says.
pub(super) fn pages(api: &Api) -> HashMap<TypeId, &Pagination> {
    let mut pages = HashMap::new();
    for operation in &api.operations {
        if let Some(pagination) = &operation.pagination
            && let Some(Type::Defined(answer)) = operation.response.json()
        {
            pages.entry(behind(api, *answer)).or_insert(pagination);
        }
    }
    pages
}

/// The definition behind other names for it.
pub(super) fn behind(api: &Api, id: TypeId) -> TypeId {
    let mut id = id;
    while let Some(Shape::Alias(Type::Defined(next))) = api.definition(id).map(|d| &d.shape) {
        id = *next;
    }
    id
}

impl Types<'_> {
    /// How an object is a page of a list; `None` where it is none, or where one of its members is
    /// sent as well, and can be told absent from null.
    pub(super) fn page(&self, id: TypeId) -> Option<Box<Page>> {
        let pagination = self.pages.get(&id)?;
        let (_, list) = self.way_to(id, &pagination.items)?;
        let id_of_item = match &pagination.way {
            PagingWay::LastItem { member, .. } => {
                let item = match self.item_of(list)? {
                    Type::Defined(item) => behind(self.api, *item),
                    Type::Any
                    | Type::Scalar(_)
                    | Type::Upload
                    | Type::List(_)
                    | Type::Tuple(_)
                    | Type::Map(_)
                    | Type::Nullable(_) => return None,
                };
                Some(self.step(item, member)?.0)
            }
            PagingWay::Cursor { .. }
            | PagingWay::Offset { .. }
            | PagingWay::Number { .. }
            | PagingWay::Address { .. } => None,
        };
        let optional = |path: Option<&[String]>| match path {
            None => Some(None),
            Some(path) => self.way_to(id, path).map(|(steps, _)| Some(steps)),
        };
        let [total, next, pages] = pagination.counted();
        let address = match &pagination.way {
            PagingWay::Address { parameters, .. } => parameters.first().cloned(),
            PagingWay::Cursor { .. }
            | PagingWay::LastItem { .. }
            | PagingWay::Offset { .. }
            | PagingWay::Number { .. } => None,
        };
        Some(Box::new(Page {
            items: self.way_to(id, &pagination.items)?.0,
            item: self.rust(self.item_of(list)?),
            cursor: optional(pagination.cursor_member())?,
            last: id_of_item,
            has_more: optional(pagination.has_more.as_deref())?,
            total: optional(total)?,
            next: optional(next)?,
            pages: optional(pages)?,
            address,
        }))
    }

    /// What the items of a list are, whatever the list is called.
    fn item_of<'t>(&'t self, list: &'t Type) -> Option<&'t Type> {
        match list {
            Type::List(item) => Some(item),
            Type::Defined(id) => {
                match self.api.definition(behind(self.api, *id)).map(|d| &d.shape) {
                    Some(Shape::Alias(Type::List(item))) => Some(item),
                    Some(
                        Shape::Alias(_)
                        | Shape::Object(_)
                        | Shape::Enumeration(_)
                        | Shape::Union(_)
                        | Shape::Contents(_),
                    )
                    | None => None,
                }
            }
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => None,
        }
    }

    /// The fields on the way to a member, and what it holds.
    fn way_to(&self, id: TypeId, path: &[String]) -> Option<(Vec<Step>, &Type)> {
        let mut steps = Vec::new();
        let (mut at, mut value) = (Some(id), None);
        for name in path {
            let (step, held) = self.step(at?, name)?;
            steps.push(step);
            at = match held {
                Type::Defined(id) => Some(behind(self.api, *id)),
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_) => None,
            };
            value = Some(held);
        }
        Some((steps, value?))
    }

    /// The field of a member, and what it holds.
    fn step(&self, id: TypeId, name: &str) -> Option<(Step, &Type)> {
        let object = self.object_of(id)?;
        let at = object.properties.iter().position(|p| p.name == name)?;
        let property = object.properties.get(at)?;
        let field = distinct(&members(object), &mut BTreeSet::new())
            .get(at)?
            .clone();
        let optional = match self.presence(id, property) {
            Presence::Required => false,
            Presence::Nullable | Presence::Optional | Presence::OptionalAny => true,
            Presence::TriState => return None,
        };
        Some((Step { field, optional }, &property.value))
    }

    fn object_of(&self, id: TypeId) -> Option<&Object> {
        match &self.api.definition(id)?.shape {
            Shape::Object(object) => Some(object),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Contents(_) | Shape::Alias(_) => None,
        }
    }

    /// How the pages of an operation are read.
    pub(super) fn paging(&self, operation: &Operation, setters: &[Setter]) -> Option<Paging> {
        let pagination = operation.pagination.as_ref()?;
        match operation.response.json()? {
            Type::Defined(id) if !pagination.items.is_empty() => {
                self.page(behind(self.api, *id))?;
            }
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Defined(_) => {}
        }
        let (way, cursor) = match &pagination.way {
            PagingWay::Cursor { parameter, .. } | PagingWay::LastItem { parameter, .. } => {
                (Way::Cursor(parameter.clone()), Some(parameter))
            }
            PagingWay::Offset { parameter, .. } => (Way::Offset(parameter.clone()), None),
            PagingWay::Number {
                parameter, first, ..
            } => (Way::Number(parameter.clone(), *first), None),
            PagingWay::Address { parameters, member } => (
                Way::Address {
                    parameters: parameters.clone(),
                    in_header: member.is_none(),
                },
                None,
            ),
        };
        let setter = cursor.and_then(|cursor| {
            let target = Target::Query(cursor.clone());
            setters.iter().find(|setter| setter.target == target)
        });
        Some(Paging {
            way,
            cursor_setter: setter.map(|setter| setter.name.clone()),
        })
    }
}
