//! Tuples: `prefixItems`, and the list in `items` that it was before 2020.

use super::{Normaliser, schema::Moved};
use crate::openapi::{
    grammar::Kind,
    tree::{Members, Tree},
};

impl Normaliser<'_> {
    /// `items: [a, b]` becomes `prefixItems`, and `additionalItems` the `items` that follow.
    pub(super) fn tuple(members: &mut Members, moved: &mut Vec<Moved>) {
        let is_old = members
            .get("items")
            .is_some_and(|items| items.list().is_some());
        let rest = members.shift_remove("additionalItems");
        if !is_old {
            return;
        }
        if let Some(mut items) = members.shift_remove("items") {
            items.kind = Kind::Schemas;
            moved.push((vec!["items".to_owned()], vec!["prefixItems".to_owned()]));
            members.insert("prefixItems".to_owned(), items);
        }
        if let Some(rest) = rest {
            moved.push((vec!["additionalItems".to_owned()], vec!["items".to_owned()]));
            members.insert(
                "items".to_owned(),
                Tree {
                    kind: Kind::Schema,
                    ..rest
                },
            );
        }
    }
}
