//! Exclusive bounds: numbers since 3.1, flags beside the bound in 3.0.

use serde_json::{Number, Value};

use super::Normaliser;
use crate::openapi::tree::{Members, Tree};

impl Normaliser<'_> {
    /// `exclusiveMinimum: 0` becomes `minimum: 0` with `exclusiveMinimum: true`; of two bounds the
    /// narrower one is kept.
    pub(super) fn exclusive_bounds(&mut self, members: &mut Members) {
        self.exclusive_bound(members, "exclusiveMinimum", "minimum", |new, old| {
            new >= old
        });
        self.exclusive_bound(members, "exclusiveMaximum", "maximum", |new, old| {
            new <= old
        });
    }

    fn exclusive_bound(
        &mut self,
        members: &mut Members,
        exclusive: &str,
        plain: &str,
        is_narrower: fn(f64, f64) -> bool,
    ) {
        let Some(bound) = members.get(exclusive).and_then(number).cloned() else {
            return;
        };
        let Some(place) = members.get(exclusive).map(|tree| tree.place) else {
            return;
        };
        self.later_word(&format!("`{exclusive}` with a number"), place);
        let narrower = match members.get(plain).and_then(number) {
            Some(old) => match (bound.as_f64(), old.as_f64()) {
                (Some(new), Some(old)) => is_narrower(new, old),
                _ => true,
            },
            None => true,
        };
        if narrower {
            members.insert(exclusive.to_owned(), Tree::scalar(place, true));
            members.insert(plain.to_owned(), Tree::scalar(place, Value::Number(bound)));
        } else {
            members.shift_remove(exclusive);
        }
    }
}

fn number(tree: &Tree) -> Option<&Number> {
    match tree.simple() {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}
