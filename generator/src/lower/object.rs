//! Objects with named members.

use serde_json::Value;

use super::{Lowering, node::Node};
use crate::api::{Access, Object, Origin, OriginKind, Property, Type, TypeId};

impl<'d> Lowering<'d> {
    /// The members that a schema lists itself.
    pub(super) fn object(&mut self, node: &Node<'d>, id: TypeId) -> Object {
        let required = node.texts("required");
        let mut properties = Vec::new();
        for (name, schema) in node.entries("properties") {
            let is_required = required.contains(&name.as_str());
            properties.push(self.property(name, &schema, is_required, id));
        }
        let additional = self.additional(node, id);
        Object {
            properties,
            additional,
            form: None,
        }
    }

    fn property(
        &mut self,
        name: String,
        schema: &Node<'d>,
        required: bool,
        owner: TypeId,
    ) -> Property {
        let origin = Origin {
            kind: OriginKind::Property(owner, name.clone()),
            item: false,
        };
        let (value, nullable) = self.type_of(schema, &origin).split_null();
        let target = self.follow(schema).unwrap_or_else(|| schema.clone());
        let access = match (
            schema_flag(schema, &target, "readOnly"),
            schema_flag(schema, &target, "writeOnly"),
        ) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (true, true) | (false, false) => Access::Both,
        };
        Property {
            sensitive: access == Access::WriteOnly || self.holds_password(schema),
            name,
            value,
            required,
            nullable,
            access,
            docs: schema.docs(),
            facts: self.facts(schema),
        }
    }

    fn additional(&mut self, node: &Node<'d>, id: TypeId) -> Option<Type> {
        let further = node.child("additionalProperties")?;
        match further.value {
            Value::Bool(true) => Some(Type::Any),
            Value::Object(_) => {
                let origin = Origin {
                    kind: OriginKind::Additional(id),
                    item: false,
                };
                Some(self.type_of(&further, &origin))
            }
            Value::Null
            | Value::Bool(false)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => None,
        }
    }
}

fn schema_flag(schema: &Node<'_>, target: &Node<'_>, key: &str) -> bool {
    schema.flag(key) || target.flag(key)
}
