//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    broken::broken,
    debug, form, markdown, page,
    rust_type::{argument_type, ident, rust_type, taken},
};
use crate::plan::{Field, Further, Presence, RustType, Shown, Struct};

/// What is said of a field that is a secret.
const HIDDEN: &str = "This is a secret: `Debug` does not show its value.";

/// A struct with all that is implemented for it.
pub(super) fn structure(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let docs = markdown::docs(&item.docs);
    let debug = (!item.is_shown_whole()).then(|| debug::structure(item));
    let mut derived = vec![quote!(Clone)];
    if debug.is_none() {
        derived.push(quote!(Debug));
    }
    if item.default {
        derived.push(quote!(Default));
    }
    // A form is no JSON: it is written part by part.
    let is_form = item.form.is_some();
    if !is_form {
        derived.extend([quote!(PartialEq), quote!(Serialize), quote!(Deserialize)]);
    }
    let fields = item.fields.iter().map(|f| field(f, is_form));
    let further = item.further.iter().map(|further| {
        let name = ident(&further.name);
        let map = rust_type(&further.full_type(), &types());
        let flatten = (!is_form).then(|| quote!(#[serde(flatten)]));
        quote! {
            /// The members that are not listed.
            #flatten
            pub #name: #map,
        }
    });
    let made = item.made_by_users.then(|| made_by_users(item));
    let broken = broken(item);
    let page = item.page.as_ref().map(|p| page::page(item, p));
    let parts = item.form.as_ref().map(|media| form::parts(item, media));
    quote! {
        #docs
        #[derive(#(#derived),*)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #(#further)*
        }
        #made
        #parts
        #debug
        #broken
        #page
    }
}

/// The type of the map that holds further members, without what it holds.
fn map_name(value: &RustType) -> TokenStream {
    if *value == RustType::Json {
        quote!(serde_json::Map)
    } else {
        quote!(std::collections::BTreeMap)
    }
}

fn types() -> TokenStream {
    quote!(super)
}

fn field(field: &Field, is_form: bool) -> TokenStream {
    let name = ident(&field.name);
    let mut lines = markdown::lines(&field.docs);
    if field.shown == Shown::Hidden {
        lines.extend([String::new(), HIDDEN.to_owned()]);
    }
    let docs = markdown::outer(&lines);
    let full = rust_type(&field.full_type(), &types());
    let mut serde = Vec::new();
    if field.wire != field.name {
        let wire = &field.wire;
        serde.push(quote!(rename = #wire));
    }
    let times = field
        .gives_times
        .then(|| quote!(deserialize_with = "crate::runtime::times"));
    match field.presence {
        Presence::Required => serde.extend(times),
        Presence::Nullable => {
            serde.push(quote!(default));
            serde.extend(times);
        }
        Presence::Optional => {
            serde.push(quote!(default));
            serde.extend(times);
            serde.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        Presence::OptionalAny | Presence::TriState => {
            serde.push(quote!(default));
            serde.push(if field.gives_times {
                quote!(deserialize_with = "crate::runtime::present_times")
            } else {
                quote!(deserialize_with = "super::present")
            });
            serde.push(quote!(skip_serializing_if = "Option::is_none"));
        }
    }
    let serde = (!serde.is_empty() && !is_form).then(|| quote!(#[serde(#(#serde),*)]));
    quote! {
        #docs
        #serde
        pub #name: #full,
    }
}

fn made_by_users(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let arguments = item.fields.iter().filter(|f| f.is_argument()).map(|field| {
        let (name, value) = (ident(&field.name), argument_type(&field.value, &types()));
        quote!(#name: #value)
    });
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        if !field.is_argument() {
            return quote!(#name: None);
        }
        let value = taken(&field.value, &quote!(#name));
        if value.to_string() == field.name {
            return value;
        }
        quote!(#name: #value)
    });
    let further = item.further.iter().map(|further| {
        let (name, map) = (ident(&further.name), map_name(&further.value));
        quote!(#name: #map::new())
    });
    let all = values.chain(further);
    let setters = item.fields.iter().filter(|f| !f.is_argument()).map(setter);
    let setters = setters.chain(item.further.iter().map(further_setter));
    let constructor_docs = if item.default {
        "A value without any members."
    } else {
        "A value with the members that are always there."
    };
    let constructor_docs = markdown::outer(&[constructor_docs.to_owned()]);
    quote! {
        impl #name {
            #constructor_docs
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#all),* }
            }
            #(#setters)*
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let (name, setter) = (ident(&field.name), ident(&field.setter));
    let docs = markdown::docs(&field.docs);
    let value_type = argument_type(&field.value, &types());
    let value = taken(&field.value, &quote!(#name));
    let value = match field.presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional | Presence::OptionalAny => quote!(Some(#value)),
        Presence::TriState => quote!(Some(Some(#value))),
    };
    let null = field.null_setter.as_ref().map(|setter| {
        let setter = ident(setter);
        let docs = markdown::outer(&[format!(
            "Sends null as {}, which clears it; where this is not called, it stays as it is.",
            markdown::code(&field.wire)
        )]);
        quote! {
            #docs
            #[must_use]
            pub fn #setter(mut self) -> Self {
                self.#name = Some(None);
                self
            }
        }
    });
    quote! {
        #docs
        #[must_use]
        pub fn #setter(mut self, #name: #value_type) -> Self {
            self.#name = #value;
            self
        }
        #null
    }
}

fn further_setter(further: &Further) -> TokenStream {
    let (name, setter) = (ident(&further.name), ident(&further.setter));
    let map = rust_type(&further.full_type(), &types());
    quote! {
        /// The members that are not listed.
        #[must_use]
        pub fn #setter(mut self, #name: #map) -> Self {
            self.#name = #name;
            self
        }
    }
}
