//! Random documents: their names and their words are as bad as they can be, and what is written for
//! them must be good all the same.

mod document;
mod names;
mod words;
