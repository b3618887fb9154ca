//! What is sent as the body of a request, byte for byte.

mod contents;
mod faces;
mod forms;
mod multipart;
mod once;
mod recorder;
mod uploads;
