//! Lists that are read page by page: as `x-truespec-pagination` says, as the person who generates
//! says, or as the shape of parameters and answer tells.

mod answer;
mod named;
mod shape;
mod words;

pub use named::{PagedOperation, Paging};

use std::collections::HashMap;

use self::answer::Answer;
use super::{Lowering, node::Node};
use crate::{
    api::{
        Encoding, Operation, Pagination, PagingWay, ParameterPlace, Scalar, Shape, Type, TypeId,
    },
    diagnostic::Diagnostic,
};

const KEY: &str = "x-truespec-pagination";

impl<'d> Lowering<'d> {
    /// Makes an operation a paged one, where something says so and the answer fits.
    pub(super) fn paginate(&mut self, operation: &mut Operation, node: &Node<'d>) {
        if self.paging.is_off(&operation.id) {
            return;
        }
        if let Some(named) = self.paging.named(&operation.id) {
            match self.fits(operation, named.pagination()) {
                Ok(pagination) => self.set_paging(operation, pagination),
                Err(reason) => self.diagnostics.push(
                    Diagnostic::error(
                        "paging-does-not-fit",
                        named.at().clone(),
                        format!("`{}` cannot be paged so: {reason}", operation.id),
                    )
                    .help("name members of its answer and parameters of its query"),
                ),
            }
        } else if let Some(extension) = node.child(KEY) {
            let pagination =
                of_extension(&extension).and_then(|pagination| self.fits(operation, pagination));
            match pagination {
                Ok(pagination) => self.set_paging(operation, pagination),
                Err(reason) => self.warn(
                    "pagination-does-not-fit",
                    &extension,
                    format!("`{}` is not paged: {reason}", operation.id),
                    "name members of the answer and a query parameter of the operation",
                ),
            }
        } else if self.paging.recognised() {
            let has_link = self.has_link_header(node);
            if let Some(pagination) = shape::recognise(self, operation, has_link) {
                self.set_paging(operation, pagination);
            }
        }
    }

    /// Takes back the paging of operations that use an answer in another way than the first that
    /// pages with it: a type is a page of one kind only.
    pub(super) fn settle_paging(&mut self, operations: &mut [Operation]) {
        let mut first: HashMap<TypeId, (usize, Pagination)> = HashMap::new();
        let mut others = Vec::new();
        for at in 0..operations.len() {
            let Some(operation) = operations.get(at) else {
                continue;
            };
            let (Some(pagination), Some(Type::Defined(id))) =
                (&operation.pagination, answer(operation))
            else {
                continue;
            };
            let id = self.behind(*id);
            match first.get(&id) {
                Some((of, known)) if !is_same_page(known, pagination) => others.push((at, *of)),
                Some(_) => {}
                None => {
                    first.insert(id, (at, pagination.clone()));
                }
            }
        }
        for (at, of) in others {
            let of = operations.get(of).map(|o| o.id.clone()).unwrap_or_default();
            let Some(operation) = operations.get_mut(at) else {
                continue;
            };
            operation.pagination = None;
            let node = Node::root(self.document);
            let node = node
                .child("paths")
                .and_then(|paths| paths.child(&operation.path))
                .unwrap_or(node);
            let message = format!(
                "`{}` is not paged: its answer is a page in another way for `{of}`",
                operation.id
            );
            self.warn(
                "paged-in-two-ways",
                &node,
                message,
                "give the two operations answers of their own",
            );
        }
    }

    fn set_paging(&mut self, operation: &mut Operation, pagination: Pagination) {
        // A cursor means nothing to anybody but the service, whatever it looks like.
        if let PagingWay::Cursor { parameter, .. } | PagingWay::LastItem { parameter, .. } =
            &pagination.way
        {
            for known in &mut operation.parameters {
                if known.name == *parameter {
                    known.value = Type::Scalar(Scalar::Text);
                    known.encoding = Encoding::Usual;
                }
            }
        }
        if let PagingWay::Offset { parameter, .. } | PagingWay::Number { parameter, .. } =
            &pagination.way
        {
            let known = operation.parameters.iter_mut();
            for known in known.filter(|known| known.name == *parameter) {
                known.encoding = Encoding::Usual;
            }
        }
        operation.pagination = Some(pagination);
        if let Some((owner, name)) = self.cursor_of(operation)
            && let Some(definition) = self.definitions.get_mut(owner.0)
            && let Shape::Object(object) = &mut definition.shape
        {
            let property = object.properties.iter_mut().find(|p| p.name == name);
            if let Some(property) = property {
                property.value = Type::Scalar(Scalar::Text);
            }
        }
    }

    /// The object that holds the cursor of the next page, and the name of its member.
    pub(super) fn cursor_of(&self, operation: &Operation) -> Option<(TypeId, String)> {
        let member = operation.pagination.as_ref()?.cursor_member()?;
        let Some(Type::Defined(id)) = answer(operation) else {
            return None;
        };
        let (owner, name) = Answer::new(self, *id).owner_of(member)?;
        Some((owner, name.to_owned()))
    }

    /// The way of paging, where parameters and answer have what it names.
    fn fits(&self, operation: &Operation, pagination: Pagination) -> Result<Pagination, String> {
        let takes = |name: &str| {
            operation
                .parameters
                .iter()
                .any(|p| p.place == ParameterPlace::Query && p.name == name)
        };
        let mut named: Vec<&str> = pagination.parameter().into_iter().collect();
        if let PagingWay::Address { parameters, .. } = &pagination.way {
            named.extend(parameters.iter().map(String::as_str));
        }
        if let Some(name) = named.into_iter().find(|name| !takes(name)) {
            return Err(format!("there is no query parameter `{name}`"));
        }
        let Some(value) = answer(operation) else {
            return Err("there is no answer to read".to_owned());
        };
        let answer = match value {
            Type::Defined(id) => Answer::new(self, *id),
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => Answer::none(self),
        };
        let is_list = self.list_item(value).is_some();
        match (&*pagination.items, is_list) {
            ([], true) => {}
            ([], false) => return Err("the answer is not an array".to_owned()),
            (items, _) => {
                let member = answer.member(items)?;
                if self.list_item(&member.value).is_none() {
                    return Err(format!("`{}` is not an array", items.join(".")));
                }
            }
        }
        let check = |path: Option<&[String]>, is: fn(Scalar) -> bool, what: &str| match path {
            None => Ok(()),
            Some(path) => match &answer.member(path)?.value {
                Type::Scalar(scalar) if is(*scalar) => Ok(()),
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Defined(_) => Err(format!("`{}` is not {what}", path.join("."))),
            },
        };
        check(pagination.cursor_member(), words::is_text, "a text")?;
        check(
            pagination.has_more.as_deref(),
            |scalar| scalar == Scalar::Boolean,
            "a boolean",
        )?;
        for count in pagination.counts() {
            check(Some(count), words::is_integer, "an integer")?;
        }
        if let PagingWay::LastItem { member, .. } = &pagination.way {
            answer.item_member(value, &pagination.items, member)?;
        }
        Ok(pagination)
    }

    /// What the items of a list are, whatever the list is called.
    fn list_item(&self, value: &Type) -> Option<Type> {
        match value {
            Type::List(item) => Some((**item).clone()),
            Type::Defined(id) => match self.definitions.get(self.behind(*id).0).map(|d| &d.shape) {
                Some(Shape::Alias(Type::List(item))) => Some((**item).clone()),
                Some(
                    Shape::Alias(_)
                    | Shape::Object(_)
                    | Shape::Enumeration(_)
                    | Shape::Union(_)
                    | Shape::Contents(_),
                )
                | None => None,
            },
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => None,
        }
    }

    /// Whether a success is documented to have a `Link` header.
    fn has_link_header(&mut self, node: &Node<'d>) -> bool {
        let responses = node.entries("responses");
        responses.into_iter().any(|(status, response)| {
            status.starts_with('2')
                && self.follow(&response).is_some_and(|response| {
                    let mut headers = response.entries("headers").into_iter();
                    headers.any(|(name, _)| name.eq_ignore_ascii_case("link"))
                })
        })
    }
}

/// What a success holds.
fn answer(operation: &Operation) -> Option<&Type> {
    operation.response.json()
}

/// Whether two ways agree on what a page is.
fn is_same_page(one: &Pagination, other: &Pagination) -> bool {
    let last_item = |pagination: &Pagination| match &pagination.way {
        PagingWay::LastItem { member, .. } => Some(member.clone()),
        PagingWay::Cursor { .. }
        | PagingWay::Offset { .. }
        | PagingWay::Number { .. }
        | PagingWay::Address { .. } => None,
    };
    one.items == other.items
        && one.has_more == other.has_more
        && one.cursor_member() == other.cursor_member()
        && one.counted() == other.counted()
        && last_item(one) == last_item(other)
}

/// What the extension says.
fn of_extension(extension: &Node<'_>) -> Result<Pagination, String> {
    let cursor = extension.child("cursor");
    let text = |node: Option<&Node<'_>>, key: &str| {
        node.and_then(|n| n.text(key))
            .map(str::to_owned)
            .ok_or_else(|| format!("`{key}` is missing"))
    };
    Ok(Pagination {
        items: vec![text(Some(extension), "items")?],
        way: PagingWay::Cursor {
            parameter: text(cursor.as_ref(), "parameter")?,
            member: vec![text(cursor.as_ref(), "response")?],
        },
        has_more: extension.text("hasMore").map(|name| vec![name.to_owned()]),
        known_by: None,
    })
}
