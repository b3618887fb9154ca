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
    let is_list = matches!(&field.value, RustType::Vec(item) if **item == RustType::Upload);
    if field.value != RustType::Upload && !is_list {
        let media = if let Some(media) = media {
            quote!(Some(#media))
        } else {
            quote!(None)
        };
        return quote!(parts.value(#wire, #media, &self.#name););
    }
    let files = match (is_list, required) {
        (false, true) => quote!([&self.#name]),
        (false, false) | (true, true) => quote!(&self.#name),
        (true, false) => quote!(self.#name.iter().flatten()),
    };
    let media = media.unwrap_or("application/octet-stream");
    quote!(parts.files(#wire, #media, #files);)
}
