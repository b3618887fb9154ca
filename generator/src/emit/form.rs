//! Forms of several parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use crate::plan::{Field, Presence, RustType, Struct};

/// The method that writes a form. `media` has the media types of the parts that have one of their own.
pub(super) fn parts(item: &Struct, media: &[(String, String)]) -> TokenStream {
    let name = ident(&item.name);
    let fields = item.fields.iter().map(|field| {
        let media = media.iter().find(|(name, _)| *name == field.wire);
        part(field, media.map(|(_, media)| media.as_str()))
    });
    let further = item.further.iter().map(|further| {
        let name = ident(&further.name);
        if further.value == RustType::Upload {
            quote!(parts.contents(&self.#name);)
        } else {
            quote!(parts.values(&self.#name);)
        }
    });
    quote! {
        impl #name {
            pub(crate) fn parts(&self) -> crate::runtime::Multipart {
                let mut parts = crate::runtime::Multipart::new();
                #(#fields)*
                #(#further)*
                parts
            }
        }
    }
}

fn part(field: &Field, media: Option<&str>) -> TokenStream {
    let (name, wire) = (ident(&field.name), &field.wire);
    let required = field.presence == Presence::Required;
    let files = match &field.value {
        RustType::Upload if required => quote!([&self.#name]),
        RustType::Upload => quote!(&self.#name),
        RustType::Vec(item) if **item == RustType::Upload && required => quote!(&self.#name),
        RustType::Vec(item) if **item == RustType::Upload => quote!(self.#name.iter().flatten()),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::F64
        | RustType::String
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Option(_)
        | RustType::Boxed(_)
        | RustType::Named(_) => {
            let media = match media {
                Some(media) => quote!(Some(#media)),
                None => quote!(None),
            };
            return quote!(parts.value(#wire, #media, &self.#name););
        }
    };
    let media = media.unwrap_or("application/octet-stream");
    quote!(parts.files(#wire, #media, #files);)
}
