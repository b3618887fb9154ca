//! Open unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    choice, debug, markdown,
    rust_type::{ident, rust_type},
};
use crate::plan::{Json, RustType, Union, Variant};

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
    let debug = (!item.is_shown_whole()).then(|| debug::union(item));
    let derived = debug.is_none().then(|| quote!(Debug,));
    let serialize = item.writes_tags().then(|| serialize(item));
    let (derive_serialize, untagged) = if serialize.is_some() {
        (None, None)
    } else {
        (Some(quote!(Serialize)), Some(quote!(#[serde(untagged)])))
    };
    let read = read(item);
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq, #derive_serialize)]
        #untagged
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Anything else.
            #other(serde_json::Value),
        }
        #debug
        #serialize
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #read
                Ok(Self::#other(value))
            }
        }
    }
}

/// Reads a value as one of the variants; what follows takes the rest.
fn read(item: &Union) -> TokenStream {
    let tag = item
        .discriminator
        .as_ref()
        .filter(|_| item.variants.iter().any(|v| !v.tags.is_empty()))
        .map(|member| {
            if item.literal_tags {
                quote!(let tag = value.get(#member).map(ToString::to_string);)
            } else {
                quote!(let tag = value.get(#member).and_then(serde_json::Value::as_str);)
            }
        });
    let (table, chosen) = match choice::chosen(item) {
        Some((table, chosen)) => (Some(table), Some(chosen)),
        None => (None, None),
    };
    let variants = item.variants.iter().enumerate();
    let attempts = variants
        // What is chosen by its members was tried; a union within can be something else besides.
        .filter(|(at, variant)| !item.is_chosen(*at) || variant.json != Json::Object)
        .map(|(at, variant)| attempt(variant, item.literal_tags, item.is_chosen(at)));
    quote! {
        #table
        let value = serde_json::Value::deserialize(deserializer)?;
        #tag
        #chosen
        #(#attempts)*
    }
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
fn attempt(variant: &Variant, literal_tags: bool, is_chosen: bool) -> TokenStream {
    let name = ident(&variant.name);
    let condition = condition(variant, literal_tags);
    let condition = condition.or_else(|| is_chosen.then(|| quote!(!value.is_object())));
    let condition = condition.map(|condition| quote!(#condition &&));
    let read = known(variant);
    if variant.inner_other.is_some() {
        return quote! {
            if #condition let Some(known) = #read {
                return Ok(known);
            }
        };
    }
    quote! {
        if #condition let Ok(known) = Deserialize::deserialize(&value) {
            return Ok(Self::#name(known));
        }
    }
}

/// The value as a variant, as an option.
pub(super) fn known(variant: &Variant) -> TokenStream {
    let name = ident(&variant.name);
    let Some(other) = &variant.inner_other else {
        return quote!(Deserialize::deserialize(&value).ok().map(Self::#name));
    };
    // Every value is one of a union that is open: what it does not know is not taken for it.
    let (inner, known) = match &variant.value {
        RustType::Boxed(inner) => (&**inner, quote!(Self::#name(Box::new(known)))),
        inner => (inner, quote!(Self::#name(known))),
    };
    let (inner, other) = (rust_type(inner, &quote!(super)), ident(other));
    quote! {
        #inner::deserialize(&value)
            .ok()
            .filter(|known| !matches!(known, #inner::#other(_)))
            .map(|known| #known)
    }
}

/// What must hold of a value before it is read as a variant.
fn condition(variant: &Variant, literal_tags: bool) -> Option<TokenStream> {
    let tags = &variant.tags;
    if !tags.is_empty() {
        let tag = if literal_tags {
            quote!(tag.as_deref())
        } else {
            quote!(tag)
        };
        return Some(quote!(matches!(#tag, Some(#(#tags)|*))));
    }
    let texts = &variant.texts;
    if !texts.is_empty() {
        return Some(quote!(matches!(value.as_str(), Some(#(#texts)|*))));
    }
    match (&variant.json, &variant.value) {
        // Other notations of a UUID are more likely to be another text.
        (Json::String, RustType::Uuid) => {
            Some(quote!(value.as_str().is_some_and(|text| text.len() == 36)))
        }
        (Json::Object, _) => Some(quote!(value.is_object())),
        (Json::Array, _) => Some(quote!(value.is_array())),
        (Json::String, _) => Some(quote!(value.is_string())),
        (Json::Number, _) => Some(quote!(value.is_number())),
        (Json::Boolean, _) => Some(quote!(value.is_boolean())),
        (Json::Any, _) => None,
    }
}

/// Writes each variant with its tag.
fn serialize(item: &Union) -> TokenStream {
    let name = ident(&item.name);
    let other = ident(&item.other);
    let member = item.discriminator.as_deref().unwrap_or_default();
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        if let Some(tag) = variant.tags.first().filter(|_| variant.writes_tag) {
            let tag = tag_value(tag, item.literal_tags);
            quote! {
                Self::#name(value) => {
                    crate::runtime::with_tag(value, #member, #tag, serializer)
                }
            }
        } else {
            quote!(Self::#name(value) => value.serialize(serializer),)
        }
    });
    quote! {
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::#other(value) => value.serialize(serializer),
                }
            }
        }
    }
}

/// A tag as it is written: a text, or the number or boolean that it is the text of.
fn tag_value(tag: &str, literal: bool) -> TokenStream {
    match tag {
        "true" if literal => quote!(true),
        "false" if literal => quote!(false),
        tag if literal => {
            if let Ok(number) = tag.parse::<i64>() {
                let number = proc_macro2::Literal::i64_unsuffixed(number);
                quote!(#number)
            } else {
                quote!(#tag)
            }
        }
        tag => quote!(#tag),
    }
}
