//! What stands elsewhere than where it was written, and references that follow it.

use std::collections::HashMap;

use super::{
    Pointer,
    grammar::Kind,
    tree::{Data, Tree},
};

/// Places by what they were before: a tree of their tokens.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// Where the place that ends here is now.
    to: Option<Pointer>,
    below: HashMap<String, Moves>,
}

impl Moves {
    pub(super) fn add(&mut self, from: &Pointer, to: Pointer) {
        let last = from
            .tokens()
            .iter()
            .fold(self, |at, token| at.below.entry(token.clone()).or_default());
        last.to = Some(to);
    }

    /// Where a place is now.
    pub(super) fn now(&self, mut at: Pointer) -> Pointer {
        // What was moved can be in something that was moved itself, but no deeper than documents are.
        for _ in 0..256 {
            let Some((length, to)) = self.first(at.tokens()) else {
                break;
            };
            at = to.join(at.tokens()[length..].iter().cloned());
        }
        at
    }

    /// The outermost place on the way that was moved, by how many tokens lead to it.
    fn first(&self, tokens: &[String]) -> Option<(usize, &Pointer)> {
        let mut at = self;
        for (number, token) in tokens.iter().enumerate() {
            at = at.below.get(token)?;
            if let Some(to) = &at.to {
                return Some((number + 1, to));
            }
        }
        None
    }
}

/// Lets references follow what was moved.
pub(super) fn redirect(tree: &mut Tree, moves: &Moves) {
    if moves.below.is_empty() {
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
