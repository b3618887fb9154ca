//! The body of a call: where it comes from, and how it is written.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    rust_type::{ident, rust_type, taken},
    styled,
};
use crate::plan::{Argument, Body, BodySource, Call, Format, Target};

/// The call with its body, and the method that puts that in, where there is one.
pub(super) fn ready(call: &Call) -> (TokenStream, Option<TokenStream>) {
    let Some(body) = &call.body else {
        return (quote!(self.call), None);
    };
    let give = match body.source {
        BodySource::Built(_) | BodySource::Argument => {
            give(&body.format, &quote!(self.call), &quote!(self.body), false)
        }
        BodySource::Optional => {
            let lent = is_lent(&body.format);
            let given = give(&body.format, &quote!(self.call), &quote!(body), lent);
            let lent = lent.then(|| quote!(&));
            quote! {
                if let Some(body) = #lent self.body {
                    #given
                }
            }
        }
    };
    let method = quote! {
        fn with_body(mut self) -> Call {
            #give
            self.call
        }
    };
    (quote!(self.with_body()), Some(method))
}

/// Whether a body is only looked at when it is written; others are sent themselves.
fn is_lent(format: &Format) -> bool {
    match format {
        Format::Json(_) | Format::Form(_) | Format::Multipart => true,
        Format::Text(_) | Format::Upload(_) | Format::Contents => false,
    }
}

/// The statements that give a body to a call. `lent` says that the body is a reference already.
pub(super) fn give(
    format: &Format,
    call: &TokenStream,
    body: &TokenStream,
    lent: bool,
) -> TokenStream {
    let seen = if lent { quote!(#body) } else { quote!(&#body) };
    match format {
        Format::Json(media) if media == "application/json" => quote!(#call.json(#seen);),
        Format::Json(media) => quote! {
            #call.json(#seen);
            #call.content_type(#media);
        },
        Format::Form(styles) => {
            let styles = styles.iter().map(|(name, style)| {
                let style = styled::style(*style);
                quote!((#name, crate::runtime::#style))
            });
            quote!(#call.form(#seen, &[#(#styles),*]);)
        }
        Format::Multipart => quote!(#call.multipart(#body.parts());),
        Format::Text(media) => quote!(#call.text(#media, #body);),
        Format::Upload(media) => quote!(#call.upload(#media, #body);),
        Format::Contents => {
            let call = if call.to_string() == "call" {
                quote!(#call)
            } else {
                quote!(&mut #call)
            };
            quote!(#body.give(#call);)
        }
    }
}

/// Sets a member of the body, or the body; `None` is null.
pub(super) fn set_field(
    target: &Target,
    body: Option<&Body>,
    value: Option<&TokenStream>,
) -> TokenStream {
    let optional = body.is_some_and(|body| body.source == BodySource::Optional);
    match target {
        Target::Field {
            name: field, depth, ..
        } => {
            let field = ident(field);
            let value = match (value, depth) {
                (None, _) => quote!(Some(None)),
                (Some(value), 0) => value.clone(),
                (Some(value), 1) => quote!(Some(#value)),
                (Some(value), _) => quote!(Some(Some(#value))),
            };
            if optional {
                quote!(self.body.get_or_insert_default().#field = #value;)
            } else {
                quote!(self.body.#field = #value;)
            }
        }
        Target::Body => quote!(self.body = Some(#value);),
        Target::Path(_) | Target::Query(_) | Target::Header(_) | Target::Styled(_) => {
            TokenStream::new()
        }
    }
}

pub(super) fn initial_body(body: &Body, arguments: &[Argument]) -> TokenStream {
    match &body.source {
        BodySource::Optional => quote!(None),
        BodySource::Argument => {
            let argument = arguments.iter().find(|a| a.target == Target::Body);
            argument.map_or_else(
                || quote!(body),
                |argument| taken(&argument.value, &quote!(body)),
            )
        }
        BodySource::Built(names) => {
            let value = rust_type(&body.value, &quote!(types));
            let names = names.iter().map(|name| ident(name));
            quote!(#value::new(#(#names),*))
        }
    }
}
