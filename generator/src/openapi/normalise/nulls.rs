//! Null, which 3.0 has as `nullable` and 3.1 as a type.

use serde_json::Value;

use crate::openapi::{
    grammar::Kind,
    places::Place,
    tree::{Members, Tree},
};

/// Says that null is a value as well.
pub(super) fn allow_null(members: &mut Members, place: Place) {
    members.insert("nullable".to_owned(), Tree::scalar(place, true));
}

/// Says that null is the only value.
pub(super) fn only_null(members: &mut Members, place: Place) {
    members.shift_remove("type");
    let null = Tree::scalar(place, Value::Null);
    members.insert(
        "enum".to_owned(),
        Tree::items(place, Kind::Inert, vec![null]),
    );
    allow_null(members, place);
}
