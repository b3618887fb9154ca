//! A client generated from `spec/openapi.yaml` alone, by the same generator and with the same
//! runtime as the real one, but without the reference pages. It exists to fail: the tests show on
//! which operations. The build script writes it.

#![allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    reason = "the real client is held to these"
)]

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
