//! The members of an answer, by their ways through its objects.

use super::Lowering;
use crate::api::{Object, Property, Scalar, Shape, Type, TypeId};

/// The members of an answer.
pub(super) struct Answer<'l, 'd> {
    lowering: &'l Lowering<'d>,
    root: Option<TypeId>,
}

impl<'l, 'd> Answer<'l, 'd> {
    /// Those of the object that a definition is; none where it is no object.
    pub(super) fn new(lowering: &'l Lowering<'d>, id: TypeId) -> Self {
        Self {
            lowering,
            root: Some(lowering.behind(id)),
        }
    }

    /// No members.
    pub(super) fn none(lowering: &'l Lowering<'d>) -> Self {
        Self {
            lowering,
            root: None,
        }
    }

    /// The members of the answer itself.
    pub(super) fn own(&self) -> &'l [Property] {
        self.root
            .and_then(|id| self.object(id))
            .map_or(&[], |object| &object.properties)
    }

    /// The members of the object that a property holds.
    pub(super) fn within(&self, property: &Property) -> &'l [Property] {
        match &property.value {
            Type::Defined(id) => self
                .object(self.lowering.behind(*id))
                .map_or(&[], |object| &object.properties),
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => &[],
        }
    }

    /// The member at the end of a way.
    ///
    /// # Errors
    /// There is none: a sentence without its beginning.
    pub(super) fn member(&self, path: &[String]) -> Result<&'l Property, String> {
        let mut members = self.own();
        let mut found = None;
        for name in path {
            let property = members.iter().find(|p| p.name == *name);
            let property =
                property.ok_or_else(|| format!("the answer has no `{}`", path.join(".")))?;
            members = self.within(property);
            found = Some(property);
        }
        found.ok_or_else(|| "a member has no name".to_owned())
    }

    /// The object that has the member at the end of a way, and the name of that.
    pub(super) fn owner_of<'p>(&self, path: &'p [String]) -> Option<(TypeId, &'p str)> {
        let (last, before) = path.split_last()?;
        let owner = match before {
            [] => self.root?,
            before => match self.member(before).ok()?.value {
                Type::Defined(id) => self.lowering.behind(id),
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_) => {
                    return None;
                }
            },
        };
        Some((owner, last))
    }

    /// A member of each item of a list, which must be there and be a text.
    ///
    /// # Errors
    /// There is no such member: a sentence without its beginning.
    pub(super) fn item_member(
        &self,
        answer: &Type,
        items: &[String],
        name: &str,
    ) -> Result<(), String> {
        let list = match items {
            [] => answer,
            items => &self.member(items)?.value,
        };
        let item = self.lowering.list_item(list);
        let members = match item {
            Some(Type::Defined(id)) => self.object(self.lowering.behind(id)),
            Some(
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_),
            )
            | None => None,
        };
        let fits = members.is_some_and(|object| {
            object.properties.iter().any(|p| {
                p.name == name && p.required && !p.nullable && p.value == Type::Scalar(Scalar::Text)
            })
        });
        if fits {
            Ok(())
        } else {
            Err(format!("an item has no text `{name}`"))
        }
    }

    fn object(&self, id: TypeId) -> Option<&'l Object> {
        match &self.lowering.definitions.get(id.0)?.shape {
            Shape::Object(object) => Some(object),
            Shape::Alias(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Contents(_) => None,
        }
    }
}
