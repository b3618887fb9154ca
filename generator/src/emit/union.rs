//! Open unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    debug, markdown,
    rust_type::{ident, rust_type},
};
use crate::plan::{Json, Union, Variant};

/// A union with all that is implemented for it.
pub(super) fn union(item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let docs = markdown::docs(&item.docs);
    let other = ident(&item.other);
    let variants = item.variants.iter().map(|variant| {
        let (name, value) = (
            ident(&variant.name),
            rust_type(&variant.value, &quote!(super)),
        );
        let docs = markdown::outer(&[variant_docs(variant, item.discriminator.as_deref())]);
        quote!(#docs #name(#value),)
    });
    let tag =
        item.discriminator.as_ref().filter(|_| has_tags(item)).map(
            |member| quote!(let tag = value.get(#member).and_then(serde_json::Value::as_str);),
        );
    let debug = (!item.is_shown_whole()).then(|| debug::union(item));
    let derived = debug.is_none().then(|| quote!(Debug,));
    let attempts = item.variants.iter().map(attempt);
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Anything else.
            #other(serde_json::Value),
        }
        #debug
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                #tag
                #(#attempts)*
                Ok(Self::#other(value))
            }
        }
    }
}

fn has_tags(item: &Union) -> bool {
    item.variants.iter().any(|variant| !variant.tags.is_empty())
}

fn variant_docs(variant: &Variant, discriminator: Option<&str>) -> String {
    let tags: Vec<String> = variant.tags.iter().map(|tag| markdown::code(tag)).collect();
    match discriminator {
        Some(member) if !tags.is_empty() => {
            format!("If {} is {}.", markdown::code(member), tags.join(" or "))
        }
        _ => {
            let kind = match variant.json {
                Json::Object => "An object",
                Json::Array => "An array",
                Json::String => "A text",
                Json::Number => "A number",
                Json::Boolean => "True or false",
                Json::Any => "A value",
            };
            format!("{kind}.")
        }
    }
}

/// Reads the value as a variant, if it can be one.
fn attempt(variant: &Variant) -> TokenStream {
    let name = ident(&variant.name);
    let tags = &variant.tags;
    let condition = if tags.is_empty() {
        match variant.json {
            Json::Object => Some(quote!(value.is_object())),
            Json::Array => Some(quote!(value.is_array())),
            Json::String => Some(quote!(value.is_string())),
            Json::Number => Some(quote!(value.is_number())),
            Json::Boolean => Some(quote!(value.is_boolean())),
            Json::Any => None,
        }
    } else {
        Some(quote!(matches!(tag, Some(#(#tags)|*))))
    };
    let condition = condition.map(|condition| quote!(#condition &&));
    quote! {
        if #condition let Ok(known) = Deserialize::deserialize(&value) {
            return Ok(Self::#name(known));
        }
    }
}
