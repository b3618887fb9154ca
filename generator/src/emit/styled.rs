//! Parameters that are written in a style of their own: data, and a call into a part of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use crate::plan::{Call, Place, Style, Styled, Target};

/// The names of the runtime that the calls use which have such parameters.
pub(super) fn imports<'c>(calls: impl Iterator<Item = &'c Call>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for call in calls {
        let arguments = call.arguments.iter().map(|argument| &argument.target);
        let setters = call.setters.iter().map(|setter| &setter.target);
        for target in arguments.chain(setters) {
            if let Target::Styled(styled) = target {
                names.push("Style");
                if styled.place == Place::Path {
                    names.push("StyledPath");
                }
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// The entry of a parameter of the path among the arguments of its template.
pub(super) fn in_path(styled: &Styled, argument: &str) -> Option<TokenStream> {
    let (wire, style, name) = (&styled.name, style(styled.style), ident(argument));
    (styled.place == Place::Path).then(|| quote!((#wire, &StyledPath(#wire, #style, &#name))))
}

/// The statement that sets a parameter; that of the path is none.
pub(super) fn set(styled: &Styled, call: &TokenStream, value: &TokenStream) -> Option<TokenStream> {
    let (wire, style) = (&styled.name, style(styled.style));
    match styled.place {
        Place::Path => None,
        Place::Query if styled.reserved => {
            Some(quote!(#call.query_reserved(#wire, #style, &#value);))
        }
        Place::Query => Some(quote!(#call.query_styled(#wire, #style, &#value);)),
        Place::Header => Some(quote!(#call.header_styled(#wire, #style, &#value);)),
        Place::Cookie => Some(quote!(#call.cookie(#wire, #style, &#value);)),
    }
}

/// A style, as the runtime calls it.
pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple(explode) => quote!(Style::Simple { explode: #explode }),
        Style::Label(explode) => quote!(Style::Label { explode: #explode }),
        Style::Matrix(explode) => quote!(Style::Matrix { explode: #explode }),
        Style::Form(explode) => quote!(Style::Form { explode: #explode }),
        Style::Cookie(explode) => quote!(Style::Cookie { explode: #explode }),
        Style::Spaces => quote!(Style::Spaces),
        Style::Pipes => quote!(Style::Pipes),
        Style::Deep => quote!(Style::Deep),
        Style::Json => quote!(Style::Json),
        Style::Bare => quote!(Style::Bare),
    }
}
