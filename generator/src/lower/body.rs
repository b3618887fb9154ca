//! What is sent.

use super::{Lowering, media::json_schema, node::Node};
use crate::api::{Body, Origin, OriginKind};

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
}
