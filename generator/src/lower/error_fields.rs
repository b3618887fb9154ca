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
                        status == "default"
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
        let schema = super::body::json_schema(&response)?;
        let mut schema = self.follow(&schema)?;
        for _ in 0..32 {
            match single_of_all(&schema) {
                Some(only) => schema = self.follow(&only)?,
                None => break,
            }
        }
        let members = schema.entries("properties");
        let mut first = |names: &[&str], scalar: bool| {
            names.iter().find_map(|name| {
                let (_, member) = members.iter().find(|(known, _)| known == name)?;
                let member = self.follow(member)?;
                let fits = matches!(member.text("type"), Some("string" | "integer")) || !scalar;
                fits.then(|| (*name).to_owned())
            })
        };
        let fields = ErrorFields {
            code: first(&CODES, true),
            message: first(&MESSAGES, true),
            details: first(&DETAILS, false),
        };
        (fields != ErrorFields::default()).then_some(fields)
    }
}
