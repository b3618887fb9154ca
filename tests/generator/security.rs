//! How calls say who they are from.

use crate::generate::snapshot;

#[test]
fn a_client_takes_what_operations_ask_for() {
    snapshot(
        "security",
        &[
            "src/client.rs",
            "src/operations/default.rs",
            "README.md",
            "Cargo.toml",
        ],
    );
}

#[test]
fn what_most_operations_waive_is_sent_where_it_is_given() {
    snapshot("security-waived", &["src/client.rs"]);
}

#[test]
fn what_no_operation_asks_for_can_be_given() {
    snapshot("security-unasked", &[]);
}
