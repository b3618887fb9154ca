//! How many references may lead to each other before there is any content.

use crate::diagnostic::{Diagnostic, Location};

/// A chain of references is no longer than this: no real document comes near it, and each use of its
/// start is followed to its end.
pub(super) const MAX_HOPS: usize = 100;

/// A chain of references is longer than that.
pub(super) fn too_many_hops(at: Location) -> Diagnostic {
    Diagnostic::error(
        "too-deep",
        at,
        format!("more than {MAX_HOPS} references lead to each other, one after the other"),
    )
    .help("refer to what is meant itself")
}
