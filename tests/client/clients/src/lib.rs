//! Clients that only the tests need, written by the build script with the same generator and the
//! same runtime as the real one.

#![allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    reason = "the real client is held to these"
)]

/// From `answers.yaml`, an invented service that answers in every way that there is.
pub mod answers {
    include!(concat!(env!("OUT_DIR"), "/answers/src/lib.rs"));
}

/// From `spec/openapi.yaml` alone, without the reference pages. It exists to fail: the tests show
/// on which operations.
pub mod document_only {
    include!(concat!(env!("OUT_DIR"), "/document_only/src/lib.rs"));
}

/// From `types.yaml`, an invented service that has values of every type.
pub mod types {
    include!(concat!(env!("OUT_DIR"), "/types/src/lib.rs"));
}

/// From `gadgets.yaml`, an invented service that has what the real one does not.
pub mod gadgets {
    include!(concat!(env!("OUT_DIR"), "/gadgets/src/lib.rs"));
}

/// From `names.yaml`, an invented service whose names are as bad as they can be. That it compiles
/// without a warning is a test.
#[deny(missing_docs, nonstandard_style, unused)]
pub mod names {
    include!(concat!(env!("OUT_DIR"), "/names/src/lib.rs"));
}

/// From the document of the case `bodies`, which has every kind of body.
pub mod bodies {
    include!(concat!(env!("OUT_DIR"), "/bodies/src/lib.rs"));
}

/// From the case of the generator that has lists of all shapes.
pub mod paging_shapes {
    include!(concat!(env!("OUT_DIR"), "/paging_shapes/src/lib.rs"));
}

/// From `styles.yaml`, an invented service that takes parameters in every style.
pub mod styles {
    include!(concat!(env!("OUT_DIR"), "/styles/src/lib.rs"));
}

/// From `secured.yaml`, an invented service that asks for credentials of every kind.
pub mod secured {
    include!(concat!(env!("OUT_DIR"), "/secured/src/lib.rs"));
}

/// From `servers.yaml`, an invented service that is at several servers.
#[deny(missing_docs, nonstandard_style, unused)]
pub mod servers {
    include!(concat!(env!("OUT_DIR"), "/servers/src/lib.rs"));
}

/// From `servers-relative.yaml`, of which the document says only the path.
#[deny(missing_docs, nonstandard_style, unused)]
pub mod servers_relative {
    include!(concat!(env!("OUT_DIR"), "/servers_relative/src/lib.rs"));
}

/// From `unions.yaml`, whose values are one of several things.
pub mod unions {
    include!(concat!(env!("OUT_DIR"), "/unions/src/lib.rs"));
}
