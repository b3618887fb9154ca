//! What stands elsewhere than where it was written, and references that follow it.

use std::collections::HashMap;

use super::{
    Pointer,
    grammar::Kind,
    tree::{Data, Tree},
};

/// Places by what they were before.
#[derive(Debug, Default)]
pub(super) struct Moves {
    all: HashMap<Pointer, Pointer>,
}

impl Moves {
    pub(super) fn add(&mut self, from: Pointer, to: Pointer) {
        self.all.insert(from, to);
    }

    /// Where a place is now.
    pub(super) fn now(&self, mut at: Pointer) -> Pointer {
        if self.all.is_empty() {
            return at;
        }
        // What was moved can be in something that was moved itself, but no deeper than documents are.
        for _ in 0..256 {
            let tokens = at.tokens();
            let prefix = (1..=tokens.len())
                .map(|length| Pointer::of(tokens[..length].iter().cloned()))
                .find_map(|prefix| Some((prefix.tokens().len(), self.all.get(&prefix)?)));
            let Some((length, to)) = prefix else { break };
            at = to.join(tokens[length..].iter().cloned());
        }
        at
    }
}

/// Lets references follow what was moved.
pub(super) fn redirect(tree: &mut Tree, moves: &Moves) {
    if moves.all.is_empty() {
        return;
    }
    let is_reference = tree.kind != Kind::Inert;
    let is_mapping = tree.kind == Kind::Mapping;
    match &mut tree.data {
        Data::Scalar(_) => {}
        Data::Items(items) => items.iter_mut().for_each(|item| redirect(item, moves)),
        Data::Members(members) => {
            for (key, value) in members {
                let text = value.text();
                let text = text.filter(|_| is_mapping || (is_reference && key == "$ref"));
                match text.and_then(Pointer::of_reference) {
                    Some(target) => {
                        let now = moves.now(target.clone());
                        if now != target {
                            value.data = Data::Scalar(now.reference().into());
                        }
                    }
                    None => redirect(value, moves),
                }
            }
        }
    }
}
