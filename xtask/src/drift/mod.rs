//! `drift`: what a running service does otherwise than the corrected document says.

mod settings;

pub(crate) use settings::{Drift, recordings};
