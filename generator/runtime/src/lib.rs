//! The hand-written part that every generated client carries.
