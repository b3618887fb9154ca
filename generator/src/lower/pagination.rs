//! Lists that are read page by page, as `x-truespec-pagination` says.

use super::{Lowering, node::Node};
use crate::api::{
    Encoding, Object, Operation, Pagination, ParameterPlace, Scalar, Shape, Type, TypeId,
};

const KEY: &str = "x-truespec-pagination";

impl<'d> Lowering<'d> {
    /// Makes an operation a paged one, where the document says so and the answer fits.
    pub(super) fn paginate(&mut self, operation: &mut Operation, node: &Node<'d>) {
        let Some(extension) = node.child(KEY) else {
            return;
        };
        match self.pagination(operation, &extension) {
            Ok(pagination) => {
                // A cursor means nothing to anybody but the service, whatever it looks like.
                for parameter in &mut operation.parameters {
                    if parameter.name == pagination.cursor_parameter {
                        parameter.value = Type::Scalar(Scalar::Text);
                        parameter.encoding = Encoding::Usual;
                    }
                }
                operation.pagination = Some(pagination);
            }
            Err(reason) => self.warn(
                "pagination-does-not-fit",
                &extension,
                format!("`{}` is not paged: {reason}", operation.id),
                "name members of the answer and a query parameter of the operation",
            ),
        }
    }

    fn pagination(
        &mut self,
        operation: &Operation,
        extension: &Node<'d>,
    ) -> Result<Pagination, String> {
        let cursor = extension.child("cursor");
        let text = |node: Option<&Node<'d>>, key: &str| {
            node.and_then(|n| n.text(key))
                .map(str::to_owned)
                .ok_or_else(|| format!("`{key}` is missing"))
        };
        let pagination = Pagination {
            items: text(Some(extension), "items")?,
            cursor_parameter: text(cursor.as_ref(), "parameter")?,
            cursor_member: text(cursor.as_ref(), "response")?,
            has_more: extension.text("hasMore").map(str::to_owned),
        };
        let takes_cursor = operation
            .parameters
            .iter()
            .any(|p| p.place == ParameterPlace::Query && p.name == pagination.cursor_parameter);
        if !takes_cursor {
            let name = &pagination.cursor_parameter;
            return Err(format!("there is no query parameter `{name}`"));
        }
        let Some(Type::Defined(id)) = operation.response.json().cloned() else {
            return Err("the answer is not an object".to_owned());
        };
        let Some(object) = self.object_behind(id) else {
            return Err("the answer is not an object".to_owned());
        };
        check(object, &pagination)?;
        Ok(pagination)
    }

    /// The object that a definition is, behind its other names.
    fn object_behind(&mut self, id: TypeId) -> Option<&mut Object> {
        let mut id = id;
        for _ in 0..32 {
            match &self.definitions.get(id.0)?.shape {
                Shape::Alias(Type::Defined(next)) => id = *next,
                Shape::Object(_) => break,
                Shape::Alias(_) | Shape::Enumeration(_) | Shape::Union(_) => return None,
            }
        }
        match &mut self.definitions.get_mut(id.0)?.shape {
            Shape::Object(object) => Some(object),
            Shape::Alias(_) | Shape::Enumeration(_) | Shape::Union(_) => None,
        }
    }
}

/// Whether an answer has the members that are named, and of the types that a page needs. The cursor
/// becomes a plain text.
fn check(object: &mut Object, pagination: &Pagination) -> Result<(), String> {
    for property in &mut object.properties {
        if property.name == pagination.cursor_member {
            property.value = match &property.value {
                Type::Scalar(Scalar::Text | Scalar::Uuid | Scalar::DateTime | Scalar::Date) => {
                    Type::Scalar(Scalar::Text)
                }
                Type::Any
                | Type::Scalar(
                    Scalar::Boolean
                    | Scalar::Integer32
                    | Scalar::Integer64
                    | Scalar::Unsigned32
                    | Scalar::Unsigned64
                    | Scalar::Integer
                    | Scalar::Number
                    | Scalar::Bytes,
                )
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Defined(_) => {
                    return Err(format!("`{}` is not a text", property.name));
                }
            };
        }
    }
    let find = |name: &str| {
        object
            .properties
            .iter()
            .find(|p| p.name == name)
            .ok_or_else(|| format!("the answer has no `{name}`"))
    };
    find(&pagination.cursor_member)?;
    if !matches!(find(&pagination.items)?.value, Type::List(_)) {
        return Err(format!("`{}` is not an array", pagination.items));
    }
    if let Some(name) = &pagination.has_more
        && find(name)?.value != Type::Scalar(Scalar::Boolean)
    {
        return Err(format!("`{name}` is not a boolean"));
    }
    Ok(())
}
