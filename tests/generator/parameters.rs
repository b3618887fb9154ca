//! Parameters: where they go, and how they are written there.

use crate::generate::snapshot;

#[test]
fn a_style_is_data_where_it_is_not_the_usual_one() {
    snapshot("parameters", &["src/operations/default.rs"]);
}
