//! The members of the body of an error.

use super::{Lowering, all_of::single_of_all, node::Node};
use crate::api::ErrorFields;

const CODES: [&str; 4] = ["code", "error_code", "errorCode", "type"];
const MESSAGES: [&str; 4] = ["message", "error", "error_description", "detail"];
const DETAILS: [&str; 2] = ["details", "errors"];

impl<'d> Lowering<'d> {
    /// The members that the documented errors have in common names: of the first operation that
    /// documents an error with a body, default responses first.
    pub(super) fn error_fields(&mut self, root: &Node<'d>) -> ErrorFields {
        let mut operations = Vec::new();
        for (_, item) in root.entries("paths") {
            let Some(item) = self.follow(&item) else {
                continue;
            };
            operations.extend(
                super::operation::METHODS
                    .iter()
                    .filter_map(|m| item.child(m.0)),
            );
        }
        for by_default in [true, false] {
            for operation in &operations {
                for (status, response) in operation.entries("responses") {
                    let fits = if by_default {
                        status == "default" && !super::response::default_is_success(operation)
                    } else {
                        status.starts_with(['4', '5'])
                    };
                    if fits && let Some(fields) = self.fields_of(&response) {
                        return fields;
                    }
                }
            }
        }
        ErrorFields::default()
    }

    fn fields_of(&mut self, response: &Node<'d>) -> Option<ErrorFields> {
        let response = self.follow(response)?;
        let schema = super::media::json_schema(&response)?;
        let mut schema = self.follow(&schema)?;
        for _ in 0..32 {
            match single_of_all(&schema) {
                Some(only) => schema = self.follow(&only)?,
                None => break,
            }
        }
        let own = self.members_in(&schema, "");
        if own.message.is_some() {
            return Some(own);
        }
        // Some put the error into a member of its own, such as `{"error": {"message": "…"}}`.
        for (name, member) in schema.entries("properties") {
            let Some(mut member) = self.follow(&member) else {
                continue;
            };
            if let Some(only) = single_of_all(&member) {
                member = self.follow(&only)?;
            }
            let within = self.members_in(&member, &format!("/{}/", escaped(&name)));
            if within.message.is_some() {
                return Some(ErrorFields {
                    code: within.code.or(own.code),
                    message: within.message,
                    details: within.details.or(own.details),
                });
            }
        }
        (own != ErrorFields::default()).then_some(own)
    }

    /// The members of an object that have common names, with a prefix to each name.
    fn members_in(&mut self, schema: &Node<'d>, prefix: &str) -> ErrorFields {
        let members = schema.entries("properties");
        let mut first = |names: &[&str], scalar: bool| {
            names.iter().find_map(|name| {
                let (_, member) = members.iter().find(|(known, _)| known == name)?;
                let member = self.follow(member)?;
                let fits = matches!(member.text("type"), Some("string" | "integer")) || !scalar;
                fits.then(|| format!("{prefix}{name}"))
            })
        };
        ErrorFields {
            code: first(&CODES, true),
            message: first(&MESSAGES, true),
            details: first(&DETAILS, false),
        }
    }
}

/// A name as a part of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
