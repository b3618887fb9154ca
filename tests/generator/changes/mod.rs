//! Changes between two versions of a document: what each is called, its verdicts, the items of the
//! crate that belong to it, and how all of it is told.

mod changelog;
mod real;
mod weighed;
mod wire;
