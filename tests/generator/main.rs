//! The generator, tested from outside: a folder of small inputs for each case, with what is
//! expected beside it, and the real inputs.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

mod anything;
mod blocking;
mod cases;
mod changes;
mod codes;
mod composition;
mod decisions;
mod degraded;
mod documents;
mod drift;
mod front;
mod generate;
mod house;
mod html_report;
mod judged;
mod naming;
mod overlay;
mod parameters;
mod random;
mod reference;
mod rule_pages;
mod rules;
mod run;
mod security;
mod sensitive;
mod servers;
mod site;
mod surface;
