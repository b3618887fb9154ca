//! Open enumerations: of texts, of whole numbers, of any JSON.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::{markdown, rust_type::ident};
use crate::plan::{Enum, EnumerationKind, Literal};

/// An enumeration with all that is implemented for it.
pub(super) fn enumeration(item: &Enum) -> TokenStream {
    let parts = Parts {
        name: ident(&item.name),
        docs: markdown::docs(&item.docs),
        other: ident(&item.other),
        variants: item.variants.iter().map(|v| ident(&v.name)).collect(),
        variant_docs: variant_docs(item),
        values: item.variants.iter().map(|v| literal(&v.value)).collect(),
    };
    match item.kind {
        EnumerationKind::Texts => texts(&parts),
        EnumerationKind::Integers => integers(&parts),
        EnumerationKind::Mixed => mixed(&parts, item),
    }
}

/// The parts of an enumeration, variant by variant.
struct Parts {
    name: Ident,
    docs: TokenStream,
    other: Ident,
    variants: Vec<Ident>,
    variant_docs: Vec<TokenStream>,
    values: Vec<TokenStream>,
}

fn variant_docs(item: &Enum) -> Vec<TokenStream> {
    let variants = item.variants.iter();
    let docs = variants.map(|variant| {
        let value = markdown::code(&variant.shown());
        markdown::outer(&[match &variant.docs {
            Some(words) => format!("{value}: {}", markdown::one_line(words)),
            None => value,
        }])
    });
    docs.collect()
}

/// A value as an expression.
fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote!(#text),
        Literal::Integer(n) => {
            let digits = Token::u128_unsuffixed(n.unsigned_abs());
            if *n < 0 {
                quote!(-#digits)
            } else {
                quote!(#digits)
            }
        }
        Literal::Number(n) => {
            let digits = Token::f64_unsuffixed(n.abs());
            if *n < 0.0 {
                quote!(-#digits)
            } else {
                quote!(#digits)
            }
        }
        Literal::Boolean(truth) => quote!(#truth),
    }
}

fn texts(parts: &Parts) -> TokenStream {
    let Parts {
        name,
        docs,
        other,
        variants,
        variant_docs,
        values,
    } = parts;
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that this version of the crate does not know. Make values with `from`,
            /// which gives this variant only to texts that have none of their own.
            #other(String),
        }
        impl #name {
            /// The text of the value.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(text) => text,
                }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl From<String> for #name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    #(#values => Self::#variants,)*
                    _ => Self::#other(text),
                }
            }
        }
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    }
}

fn integers(parts: &Parts) -> TokenStream {
    let Parts {
        name,
        docs,
        other,
        variants,
        variant_docs,
        values,
    } = parts;
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that this version of the crate does not know. Make values with `from`,
            /// which gives this variant only to numbers that have none of their own.
            #other(i64),
        }
        impl #name {
            /// The number of the value.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(number) => number,
                }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.as_i64())
            }
        }
        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                match number {
                    #(#values => Self::#variants,)*
                    _ => Self::#other(number),
                }
            }
        }
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                i64::deserialize(deserializer).map(Self::from)
            }
        }
    }
}

fn mixed(parts: &Parts, item: &Enum) -> TokenStream {
    let Parts {
        name,
        docs,
        other,
        variants,
        variant_docs,
        values,
    } = parts;
    let written = item.variants.iter().zip(values).map(|(variant, value)| {
        let method = match &variant.value {
            Literal::Text(_) => quote!(serialize_str),
            Literal::Integer(n) if i64::try_from(*n).is_err() => quote!(serialize_u64),
            Literal::Integer(_) => quote!(serialize_i64),
            Literal::Number(_) => quote!(serialize_f64),
            Literal::Boolean(_) => quote!(serialize_bool),
        };
        quote!(serializer.#method(#value))
    });
    let typed = item.variants.iter().zip(values).map(|(variant, value)| {
        let Literal::Integer(n) = &variant.value else {
            return value.clone();
        };
        // Without a type of its own, a whole number would be an `i32`.
        let digits = match (i64::try_from(n.abs()), u64::try_from(n.abs())) {
            (Ok(n), _) => Token::i64_suffixed(n),
            (Err(_), Ok(n)) => Token::u64_suffixed(n),
            (Err(_), Err(_)) => return value.clone(),
        };
        if *n < 0 {
            quote!(-#digits)
        } else {
            quote!(#digits)
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that this version of the crate does not know. Make values with `from`,
            /// which gives this variant only to values that have none of their own.
            #other(serde_json::Value),
        }
        impl From<serde_json::Value> for #name {
            fn from(value: serde_json::Value) -> Self {
                #(if value == #typed {
                    Self::#variants
                } else)* {
                    Self::#other(value)
                }
            }
        }
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants => #written,)*
                    Self::#other(value) => value.serialize(serializer),
                }
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde_json::Value::deserialize(deserializer).map(Self::from)
            }
        }
    }
}
