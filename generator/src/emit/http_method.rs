//! A method of HTTP as code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rust_type::ident;

/// The methods that the library has a name for.
const KNOWN: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// A method of HTTP. That any other one can be sent was seen when the document was read, so its
/// fallback is never used.
pub(super) fn http_method(name: &str) -> TokenStream {
    if KNOWN.contains(&name) {
        let name = ident(name);
        quote!(Method::#name)
    } else {
        let name = Literal::byte_string(name.as_bytes());
        quote!(Method::from_bytes(#name).unwrap_or_default())
    }
}
