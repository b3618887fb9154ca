//! The client of an invented service, for what the real one does not have. `gadgets.yaml` is its
//! document.

mod document;
pub(crate) mod recorder;
mod requests;
mod round_trips;
mod samples;
mod shown;
mod tri_state;
