//! Named schemas that nothing but forms of several parts uses: these are the forms themselves, and need
//! no second type.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    Lowering,
    media::{Kind, kind},
    node::Node,
};
use crate::openapi::Pointer;

/// How often references lead to each place, and how many of these are the schemas of forms.
pub(super) type Uses = HashMap<Pointer, (usize, usize)>;

impl<'d> Lowering<'d> {
    /// Whether a reference leads to a schema that forms of several parts alone refer to.
    pub(super) fn is_used_by_forms_alone(&mut self, schema: &Node<'d>) -> bool {
        let Ok(at) = self.document.resolve(&schema.at) else {
            return false;
        };
        if schema.text("$ref").is_none() {
            return false;
        }
        let uses = self.form_uses.take().unwrap_or_else(|| self.uses());
        let alone = uses.get(&at).is_some_and(|(all, forms)| all == forms);
        self.form_uses = Some(uses);
        alone
    }

    fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        let mut rest = vec![(Node::root(self.document), false)];
        while let Some((node, is_form)) = rest.pop() {
            match node.value {
                Value::Object(members) => {
                    if node.text("$ref").is_some()
                        && let Ok(at) = self.document.resolve(&node.at)
                    {
                        let (all, forms) = uses.entry(at).or_default();
                        *all += 1;
                        *forms += usize::from(is_form);
                    }
                    for key in members.keys() {
                        let Some(child) = node.child(key) else {
                            continue;
                        };
                        let is_form = key == "schema" && is_of_form(&node.at);
                        rest.push((child, is_form));
                    }
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    rest.extend(items.map(|(at, value)| {
                        let at = node.at.child(at);
                        (Node { at, value }, false)
                    }));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        uses
    }
}

/// Whether a place is that of a form of several parts among the contents of a body.
fn is_of_form(media: &Pointer) -> bool {
    match media.tokens() {
        [.., content, media] => content == "content" && kind(media, false) == Kind::Multipart,
        _ => false,
    }
}
