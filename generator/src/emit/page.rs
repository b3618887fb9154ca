//! Structs that are pages of lists, and how calls read them.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::{ident, rust_type};
use crate::plan::{Page, Step, Struct, Way};

/// What makes a page of a struct.
pub(super) fn page(item: &Struct, page: &Page) -> TokenStream {
    let name = ident(&item.name);
    let item_type = rust_type(&page.item, &quote!(super));
    let (items, count) = (into_items(&page.items), item_count(&page.items));
    let cursor = cursor(page).map(|cursor| {
        quote! {
            fn next_cursor(&self) -> Option<&str> {
                #cursor
            }
        }
    });
    let has_more = page.has_more.as_ref().map(|steps| {
        let value = has_more(steps);
        quote! {
            fn has_more(&self) -> Option<bool> {
                #value
            }
        }
    });
    let counts = counts(page);
    quote! {
        impl crate::runtime::Page for #name {
            type Item = #item_type;
            fn into_items(self) -> Vec<Self::Item> {
                #items
            }
            fn item_count(&self) -> usize {
                #count
            }
            #cursor
            #has_more
            #counts
        }
    }
}

/// The way of a call to its next page, as an argument.
pub(super) fn way(way: &Way) -> Option<TokenStream> {
    Some(match way {
        Way::Cursor(_) => return None,
        Way::Offset(parameter) => quote!(crate::runtime::ByOffset::new(#parameter)),
        Way::Number(parameter, first) => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(crate::runtime::ByNumber::new(#parameter, #first))
        }
        Way::Address {
            parameters,
            in_header: true,
        } => quote!(crate::runtime::ByAddress::in_header(&[#(#parameters),*])),
        Way::Address {
            parameters,
            in_header: false,
        } => quote!(crate::runtime::ByAddress::in_page(&[#(#parameters),*])),
    })
}

fn into_items(steps: &[Step]) -> TokenStream {
    let mut value = quote!(self);
    let mut optional = false;
    for step in steps {
        let field = ident(&step.field);
        value = match (optional, step.optional) {
            (false, _) => quote!(#value.#field),
            (true, false) => quote!(#value.map(|value| value.#field)),
            (true, true) => quote!(#value.and_then(|value| value.#field)),
        };
        optional |= step.optional;
    }
    if optional {
        quote!(#value.unwrap_or_default())
    } else {
        value
    }
}

fn item_count(steps: &[Step]) -> TokenStream {
    match read(steps, Leaf::Lent) {
        (value, true) => quote!(#value.map_or(0, Vec::len)),
        (value, false) => quote!(#value.len()),
    }
}

/// How the value at the end of a way is read.
#[derive(Clone, Copy)]
enum Leaf {
    /// As a reference.
    Lent,
    /// As a text.
    Text,
    /// As a copy.
    Copied,
}

/// What is at the end of a way: an option where one of the steps is optional (and true), else the value
/// itself.
fn read(steps: &[Step], leaf: Leaf) -> (TokenStream, bool) {
    let mut value = quote!(self);
    let mut optional = false;
    for (at, step) in steps.iter().enumerate() {
        let field = ident(&step.field);
        let leaf = if at + 1 == steps.len() {
            leaf
        } else {
            Leaf::Lent
        };
        value = match (optional, step.optional, leaf) {
            (false, false, _) | (false, true, Leaf::Copied) => quote!(#value.#field),
            (false, true, Leaf::Lent) => quote!(#value.#field.as_ref()),
            (false, true, Leaf::Text) => quote!(#value.#field.as_deref()),
            (true, false, Leaf::Lent) => quote!(#value.map(|value| &value.#field)),
            (true, false, Leaf::Text) => quote!(#value.map(|value| value.#field.as_str())),
            (true, false, Leaf::Copied) => quote!(#value.map(|value| value.#field)),
            (true, true, Leaf::Lent) => quote!(#value.and_then(|value| value.#field.as_ref())),
            (true, true, Leaf::Text) => quote!(#value.and_then(|value| value.#field.as_deref())),
            (true, true, Leaf::Copied) => quote!(#value.and_then(|value| value.#field)),
        };
        optional |= step.optional;
    }
    (value, optional)
}

fn has_more(steps: &[Step]) -> TokenStream {
    match read(steps, Leaf::Copied) {
        (value, true) => value,
        (value, false) => quote!(Some(#value)),
    }
}

fn cursor(page: &Page) -> Option<TokenStream> {
    if let Some(last) = &page.last {
        let (items, optional) = read(&page.items, Leaf::Lent);
        let items = if optional { quote!(#items?) } else { items };
        let field = ident(&last.field);
        return Some(quote!(#items.last().map(|item| item.#field.as_str())));
    }
    let steps = page.cursor.as_ref()?;
    Some(match read(steps, Leaf::Text) {
        (value, true) => value,
        (value, false) => quote!(Some(&#value)),
    })
}

fn counts(page: &Page) -> Option<TokenStream> {
    let number = |steps: &Vec<Step>| match read(steps, Leaf::Copied) {
        (value, true) => quote!(#value.and_then(|count| u64::try_from(count).ok())),
        (value, false) => quote!(u64::try_from(#value).ok()),
    };
    let total = page.total.as_ref().map(|steps| {
        let value = number(steps);
        quote!(total: #value,)
    });
    let next = page.next.as_ref().map(|steps| {
        let value = number(steps);
        quote!(next: Some(#value),)
    });
    let pages = page.pages.as_ref().map(|steps| {
        let value = number(steps);
        quote!(pages: #value,)
    });
    if total.is_none() && next.is_none() && pages.is_none() {
        return None;
    }
    Some(quote! {
        fn counts(&self) -> crate::runtime::Counts {
            crate::runtime::Counts {
                #total
                #next
                #pages
                ..Default::default()
            }
        }
    })
}
