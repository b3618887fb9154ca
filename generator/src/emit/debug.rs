//! `Debug` that does not show what is secret.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use crate::plan::{Field, Presence, Shown, Struct, Union};

/// `Debug` of a struct. Whether a secret is there is none.
pub(super) fn structure(item: &Struct) -> TokenStream {
    let (name, text) = (ident(&item.name), &item.name);
    let fields = item.fields.iter().map(|field| {
        let (text, value) = (&field.name, field_value(field));
        quote!(.field(#text, &#value))
    });
    let further = item.further.iter().map(|further| {
        let (name, text) = (ident(&further.name), &further.name);
        let value = match further.shown {
            Shown::Whole => quote!(self.#name),
            Shown::ByName => by_name(&quote!(&self.#name)),
            Shown::Hidden => quote!(self.#name.keys().collect::<Vec<_>>()),
        };
        quote!(.field(#text, &#value))
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* #(#further)* .finish()
            }
        }
    }
}

/// `Debug` of a union.
pub(super) fn union(item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let variants = item.variants.iter().map(|v| (&v.name, v.shown));
    let variants = variants.chain([(&item.other, item.other_shown)]);
    let arms = variants.map(|(text, shown)| {
        let name = ident(text);
        match shown {
            Shown::Whole => {
                quote!(Self::#name(value) => f.debug_tuple(#text).field(value).finish(),)
            }
            Shown::ByName => {
                let value = by_name(&quote!(value));
                quote!(Self::#name(value) => f.debug_tuple(#text).field(&#value).finish(),)
            }
            Shown::Hidden => {
                quote!(Self::#name(_) => f.debug_tuple(#text).field(&"[redacted]").finish(),)
            }
        }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}

/// What is shown of a field.
fn field_value(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    // What stands for a value behind a reference, and whether it needs the value.
    let (pattern, part) = match field.shown {
        Shown::Whole => return quote!(self.#name),
        Shown::ByName => (quote!(value), by_name(&quote!(value))),
        Shown::Hidden => (quote!(_), quote!("[redacted]")),
    };
    match (field.presence, field.shown) {
        (Presence::Required, Shown::ByName) => by_name(&quote!(&self.#name)),
        (Presence::Required, Shown::Whole | Shown::Hidden) => part,
        (Presence::Nullable | Presence::Optional | Presence::OptionalAny, _) => {
            quote!(self.#name.as_ref().map(|#pattern| #part))
        }
        (Presence::TriState, _) => {
            let inner = quote!(value.as_ref().map(|#pattern| #part));
            quote!(self.#name.as_ref().map(|value| #inner))
        }
    }
}

/// The value behind a reference, without the members that are called as secrets are.
fn by_name(value: &TokenStream) -> TokenStream {
    quote!(crate::runtime::Hidden(#value, crate::client::SENSITIVE))
}
