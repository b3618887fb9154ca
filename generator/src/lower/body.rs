//! What is sent and what comes back.

use super::{Lowering, node::Node};
use crate::api::{Body, Origin, OriginKind, Response};

impl<'d> Lowering<'d> {
    /// The body of a request. The outer `None`, with a warning, means that the operation cannot be
    /// called: it needs a body that is not JSON.
    #[allow(clippy::option_option, reason = "left out, without body, with body")]
    pub(super) fn body(&mut self, operation: &str, node: &Node<'d>) -> Option<Option<Body>> {
        let Some(body) = node.child("requestBody") else {
            return Some(None);
        };
        let Some(body) = self.follow(&body) else {
            return Some(None);
        };
        let required = body.flag("required");
        let Some(schema) = json_schema(&body) else {
            if !body.has("content") {
                return Some(None);
            }
            let kinds: Vec<_> = body
                .entries("content")
                .into_iter()
                .map(|(k, _)| k)
                .collect();
            let kinds = kinds.join(", ");
            let (code, what) = if required {
                ("operation-left-out", "the operation is left out")
            } else {
                ("body-left-out", "it is sent without a body")
            };
            self.warn(
                code,
                node,
                format!("the body of `{operation}` is not JSON but {kinds}: {what}"),
                "offer the body as application/json as well",
            );
            return (!required).then_some(None);
        };
        let origin = Origin {
            kind: OriginKind::Body(operation.to_owned()),
            item: false,
        };
        let value = self.type_of(&schema, &origin);
        Some(Some(Body {
            required,
            value,
            docs: body.docs(),
        }))
    }

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

/// The schema of the JSON of a request or response.
pub(super) fn json_schema<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let contents = node.entries("content");
    let exact = contents
        .iter()
        .find(|(kind, _)| essence(kind) == "application/json");
    let (_, media) = exact.or_else(|| {
        contents.iter().find(|(kind, _)| {
            let kind = essence(kind);
            kind.ends_with("+json") || kind == "*/*" || kind == "application/*"
        })
    })?;
    media.child("schema")
}

/// A media type without its parameters, in small letters.
fn essence(kind: &str) -> String {
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
