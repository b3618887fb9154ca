//! Bodies that can be written in several ways.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    body::give,
    markdown,
    rust_type::{ident, rust_type},
};
use crate::plan::{ContentVariant, Contents};

/// An enum with all that is implemented for it.
pub(super) fn contents(item: &Contents) -> TokenStream {
    let name = ident(&item.name);
    let docs = markdown::docs(&item.docs);
    let variants = item.variants.iter().map(|variant| {
        let docs = markdown::docs(&variant.docs);
        let (name, value) = (ident(&variant.name), value_type(variant));
        quote!(#docs #name(#value),)
    });
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let given = give(&variant.format, &quote!(call), &quote!(body), false);
        quote!(Self::#name(body) => { #given })
    });
    let from = item.variants.iter().filter(|variant| variant.only);
    let from = from.map(|variant| {
        let (variant_name, value) = (ident(&variant.name), value_type(variant));
        quote! {
            impl From<#value> for #name {
                fn from(body: #value) -> Self {
                    Self::#variant_name(body)
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant, reason = "it is made once and given to a call")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            pub(crate) fn give(self, call: &mut crate::runtime::Call) {
                match self {
                    #(#arms)*
                }
            }
        }
        #(#from)*
    }
}

fn value_type(variant: &ContentVariant) -> TokenStream {
    rust_type(&variant.value, &quote!(super))
}
