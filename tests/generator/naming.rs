//! Names: of what the document calls badly, twice or not at all.

use crate::generate::snapshot;

#[test]
fn operations_that_share_a_name_or_have_none() {
    snapshot("operation-ids", &[]);
}

#[test]
fn methods_that_are_not_in_every_version() {
    snapshot("methods", &["src/operations/media.rs", "README.md"]);
}

#[test]
fn what_the_service_sends_has_types() {
    snapshot(
        "events",
        &["README.md", "src/types/thing_created_payload.rs"],
    );
}
