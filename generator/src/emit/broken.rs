//! Which member of a value is not as the service asks for.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    check::condition,
    rust_type::{ident, rust_type},
};
use crate::plan::{Field, Measure, Presence, RustType, Struct};

/// The method of a struct that says so; nothing where no call needs it.
pub(super) fn broken(item: &Struct) -> Option<TokenStream> {
    if !item.says_what_is_broken {
        return None;
    }
    let name = ident(&item.name);
    let rules: Vec<_> = item.fields.iter().flat_map(rules).collect();
    let mut within = item.fields.iter().filter_map(field_within);
    let first = if rules.is_empty() {
        within.next()?
    } else {
        quote! {
            [#(#rules),*]
                .into_iter()
                .find_map(|(met, name, rule)| (!met).then_some((name, rule)))
        }
    };
    Some(quote! {
        impl #name {
            /// The first member that is not as the service asks for, and the end of the sentence
            /// "the member …".
            pub(crate) fn broken(&self) -> Option<(&'static str, &'static str)> {
                #first #(.or_else(|| #within))*
            }
        }
    })
}

/// The rules of a field: whether it is met, the name on the wire, the words.
fn rules(field: &Field) -> Vec<TokenStream> {
    let (name, wire) = (ident(&field.name), &field.wire);
    let checks = field.checks.iter();
    let own = checks.filter(|check| !matches!(check.measure, Measure::Within(_)));
    own.map(|check| {
        let rule = &check.rule;
        let is_copied = match check.measure {
            Measure::Value | Measure::Remainder(_) => true,
            Measure::Length | Measure::Count | Measure::Within(_) => false,
        };
        let place = match (field.presence, is_copied) {
            (Presence::Required, _) => {
                let condition = condition(check, &quote!(self.#name));
                return quote!((#condition, #wire, #rule));
            }
            (Presence::TriState, true) => quote!(self.#name.flatten().is_none_or),
            (Presence::TriState, false) => quote!(self.#name.iter().flatten().all),
            (Presence::Nullable | Presence::Optional | Presence::OptionalAny, true) => {
                quote!(self.#name.is_none_or)
            }
            (Presence::Nullable | Presence::Optional | Presence::OptionalAny, false) => {
                quote!(self.#name.as_ref().is_none_or)
            }
        };
        let condition = condition(check, &quote!(value));
        quote!((#place(|value| #condition), #wire, #rule))
    })
    .collect()
}

/// What is broken within a field.
fn field_within(field: &Field) -> Option<TokenStream> {
    let value = field.checks.iter().find_map(|check| match &check.measure {
        Measure::Within(value) => Some(value.clone()),
        Measure::Value | Measure::Remainder(_) | Measure::Length | Measure::Count => None,
    })?;
    let whole = match field.presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional | Presence::OptionalAny => value.optional(),
        Presence::TriState => value.optional().optional(),
    };
    let name = ident(&field.name);
    within(&whole, &quote!(self.#name), &quote!(super))
}

/// What is broken within a value of this type.
pub(super) fn within(
    value: &RustType,
    place: &TokenStream,
    types: &TokenStream,
) -> Option<TokenStream> {
    Some(match value {
        RustType::Named(_) => quote!(#place.broken()),
        RustType::Boxed(inner) => return within(inner, place, types),
        RustType::Option(inner) => {
            let each = each(inner, types)?;
            quote!(#place.as_ref().and_then(#each))
        }
        RustType::Vec(inner) => {
            let each = each(inner, types)?;
            quote!(#place.iter().find_map(#each))
        }
        RustType::Map(inner) => {
            let each = each(inner, types)?;
            quote!(#place.values().find_map(#each))
        }
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
        | RustType::Upload
        | RustType::Tuple(_) => return None,
    })
}

/// A function from a value of this type to what is broken in it.
fn each(value: &RustType, types: &TokenStream) -> Option<TokenStream> {
    if let RustType::Named(_) = value {
        let name = rust_type(value, types);
        return Some(quote!(#name::broken));
    }
    let inner = within(value, &quote!(value), types)?;
    Some(quote!(|value| #inner))
}
