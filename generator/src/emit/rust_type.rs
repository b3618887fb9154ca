//! Types of Rust as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::RustType;

/// An identifier. Names come out of the plan as such.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A type. `types` is the way to the types of the crate from where it stands.
pub(super) fn rust_type(value: &RustType, types: &TokenStream) -> TokenStream {
    match value {
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::U32 => quote!(u32),
        RustType::U64 => quote!(u64),
        RustType::Number => quote!(serde_json::Number),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::Base64 => quote!(crate::Base64),
        RustType::DateTime => quote!(chrono::DateTime<chrono::Utc>),
        RustType::Date => quote!(chrono::NaiveDate),
        RustType::Uuid => quote!(uuid::Uuid),
        RustType::Json => quote!(serde_json::Value),
        RustType::JsonMap => quote!(serde_json::Map<String, serde_json::Value>),
        RustType::Upload => quote!(crate::Upload),
        RustType::Vec(item) => {
            let item = rust_type(item, types);
            quote!(Vec<#item>)
        }
        RustType::Tuple(items) => {
            let items = items.iter().map(|item| rust_type(item, types));
            quote!((#(#items,)*))
        }
        RustType::Map(inner) => {
            let inner = rust_type(inner, types);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
        RustType::Option(inner) => {
            let inner = rust_type(inner, types);
            quote!(Option<#inner>)
        }
        RustType::Boxed(inner) => {
            let inner = rust_type(inner, types);
            quote!(Box<#inner>)
        }
        RustType::Named(name) => {
            let name = ident(name);
            quote!(#types::#name)
        }
    }
}

/// The type in which a function takes a value: texts in any form, nothing in a box.
pub(super) fn argument_type(value: &RustType, types: &TokenStream) -> TokenStream {
    match value {
        RustType::String => quote!(impl Into<String>),
        RustType::Upload => quote!(impl Into<crate::Upload>),
        RustType::Boxed(inner) => argument_type(inner, types),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Vec(_)
        | RustType::Tuple(_)
        | RustType::Map(_)
        | RustType::Option(_)
        | RustType::Named(_) => rust_type(value, types),
    }
}

/// The expression that makes the value of what a function took under this name.
pub(super) fn taken(value: &RustType, name: &TokenStream) -> TokenStream {
    match value {
        RustType::String | RustType::Upload => quote!(#name.into()),
        RustType::Boxed(_) => quote!(Box::new(#name)),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Vec(_)
        | RustType::Tuple(_)
        | RustType::Map(_)
        | RustType::Option(_)
        | RustType::Named(_) => name.clone(),
    }
}

/// Whether a type names one of the types of the crate.
pub(super) fn names_types(value: &RustType) -> bool {
    match value {
        RustType::Named(_) => true,
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Boxed(inner) => names_types(inner),
        RustType::Tuple(items) => items.iter().any(names_types),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::String
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Upload => false,
    }
}
