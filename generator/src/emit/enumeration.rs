//! Open enumerations of texts.

use proc_macro2::TokenStream;
use quote::quote;

use super::{markdown, rust_type::ident};
use crate::plan::Enum;

/// An enumeration with all that is implemented for it.
pub(super) fn enumeration(item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let docs = markdown::docs(&item.docs);
    let other = ident(&item.other);
    let texts: Vec<&str> = item
        .variants
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    let variants: Vec<_> = item
        .variants
        .iter()
        .map(|(variant, _)| ident(variant))
        .collect();
    let variant_docs = texts
        .iter()
        .map(|text| markdown::outer(&[markdown::code(text)]));
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
                    #(Self::#variants => #texts,)*
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
                    #(#texts => Self::#variants,)*
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
