//! What comes back.

use super::{Lowering, media::json_schema, node::Node};
use crate::api::{Origin, OriginKind, Response};

impl<'d> Lowering<'d> {
    /// What success gives: the JSON of the lowest status 2xx that has some.
    pub(super) fn response(&mut self, operation: &str, node: &Node<'d>) -> Response {
        let mut successes: Vec<_> = node
            .entries("responses")
            .into_iter()
            .filter(|(status, _)| status.starts_with('2') && status.len() == 3)
            .collect();
        // `2XX` sorts behind the digits.
        successes.sort_by(|(a, _), (b, _)| a.cmp(b));
        if successes.is_empty() {
            successes = node
                .entries("responses")
                .into_iter()
                .filter(|(status, _)| status == "default" && default_is_success(node))
                .collect();
        }
        let mut first = None;
        for (status, response) in successes {
            let Some(response) = self.follow(&response) else {
                continue;
            };
            let description = response.docs().description;
            if let Some(schema) = json_schema(&response) {
                let origin = Origin {
                    kind: OriginKind::Response(operation.to_owned()),
                    item: false,
                };
                return Response {
                    status: Some(status),
                    value: Some(self.type_of(&schema, &origin)),
                    description,
                };
            }
            if response.has("content") {
                self.warn(
                    "response-not-json",
                    &response,
                    format!("the answer of `{operation}` is not JSON: its body is not read"),
                    "offer the answer as application/json as well",
                );
            }
            first.get_or_insert(Response {
                status: Some(status),
                value: None,
                description,
            });
        }
        first.unwrap_or(Response {
            status: None,
            value: None,
            description: None,
        })
    }
}

/// Whether `default` means success: no other response does, and errors have responses of their own
/// or it is the only one.
pub(super) fn default_is_success(node: &Node<'_>) -> bool {
    let responses = node.entries("responses");
    let any = |starts: &[char]| responses.iter().any(|(s, _)| s.starts_with(starts));
    !any(&['2']) && (any(&['4', '5']) || responses.len() == 1)
}
