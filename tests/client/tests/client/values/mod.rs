//! Values of every type, with the client of `types.yaml`: what is read is written as it was, what
//! cannot be read says where it stands, and what is sent is what the document asks for.

mod requests;
mod round_trips;
