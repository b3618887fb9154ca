//! Choosing among the objects of a union by their members: a table, and one call into the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{rust_type::ident, union::known};
use crate::plan::{Is, Members, Union};

/// The table, and the reading of a value by it; `None` where there is nothing to choose.
pub(super) fn chosen(item: &Union) -> Option<(TokenStream, TokenStream)> {
    if item.objects.is_empty() {
        return None;
    }
    let rows = item.objects.iter().map(|(_, members)| row(members));
    let says_what = |members: &Members| {
        let named = members.required.len() + members.optional.len();
        named > 0 || members.further.is_some()
    };
    let used = if item.objects.iter().any(|(_, members)| says_what(members)) {
        quote!({Is, Members})
    } else {
        quote!(Members)
    };
    let table = quote! {
        use crate::runtime::#used;
        const OBJECTS: &[Members] = &[#(#rows),*];
    };
    // Rows that are one variant stand in one arm.
    let mut arms: Vec<(usize, Vec<Literal>)> = Vec::new();
    for (row, (variant, _)) in item.objects.iter().enumerate() {
        let row = Literal::usize_unsuffixed(row);
        match arms.iter_mut().find(|(at, _)| at == variant) {
            Some((_, rows)) => rows.push(row),
            None => arms.push((*variant, vec![row])),
        }
    }
    let last = arms.len().saturating_sub(1);
    let arms = arms.iter().enumerate().filter_map(|(at, (variant, rows))| {
        let read = known(item.variants.get(*variant)?);
        Some(if at == last {
            quote!(_ => #read,)
        } else {
            quote!(#(#rows)|* => #read,)
        })
    });
    let chosen = quote! {
        for object in crate::runtime::fitting(&value, OBJECTS) {
            let known = match object {
                #(#arms)*
            };
            if let Some(known) = known {
                return Ok(known);
            }
        }
    };
    Some((table, chosen))
}

fn row(members: &Members) -> TokenStream {
    let list = |members: &[(String, Is)]| {
        let members = members.iter().map(|(name, is)| {
            let is = holds(is);
            quote!((#name, #is))
        });
        quote!(&[#(#members),*])
    };
    let (required, optional) = (list(&members.required), list(&members.optional));
    let further = if let Some(is) = &members.further {
        let is = holds(is);
        quote!(Some(#is))
    } else {
        quote!(None)
    };
    quote!(Members { required: #required, optional: #optional, further: #further })
}

fn holds(is: &Is) -> TokenStream {
    let plain = |name: &str| {
        let name = ident(name);
        quote!(Is::#name)
    };
    match is {
        Is::Any => plain("Any"),
        Is::Object => plain("Object"),
        Is::Array => plain("Array"),
        Is::Text => plain("Text"),
        Is::Number => plain("Number"),
        Is::Integer => plain("Integer"),
        Is::Boolean => plain("Boolean"),
        Is::Texts(texts) => quote!(Is::Texts(&[#(#texts),*])),
        Is::OrNull(inner) => {
            let inner = holds(inner);
            quote!(Is::OrNull(&#inner))
        }
    }
}
