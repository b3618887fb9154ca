//! What a call gives: its type in each of the faces of the client, and how it is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    markdown,
    rust_type::{ident, rust_type},
};
use crate::plan::{Call, Failures, Output, Successes};

fn types() -> TokenStream {
    quote!(types)
}

/// The type that `send` gives.
pub(super) fn given(output: &Output) -> TokenStream {
    match output {
        Output::Nothing => quote!(()),
        Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_)
        | Output::Several(_) => held(output),
    }
}

/// The type that `send_with_response` gives in a response.
pub(super) fn held(output: &Output) -> TokenStream {
    match output {
        Output::Nothing => quote!(Empty),
        Output::Json(value) => rust_type(value, &types()),
        Output::Optional(value) => {
            let value = rust_type(value, &types());
            quote!(Option<#value>)
        }
        Output::Text => quote!(String),
        Output::Download | Output::Values(_) | Output::Events(_) => read(output),
        Output::Several(all) => {
            let name = ident(&all.name);
            quote!(#name)
        }
    }
}

/// The type that the answer is read as.
fn read(output: &Output) -> TokenStream {
    match output {
        Output::Nothing | Output::Json(_) | Output::Several(_) => held(output),
        Output::Optional(value) => {
            let value = rust_type(value, &types());
            quote!(crate::runtime::Maybe<#value>)
        }
        Output::Text => quote!(crate::runtime::Text),
        Output::Download => quote!(crate::runtime::Download),
        Output::Values(value) => {
            let value = rust_type(value, &types());
            quote!(crate::runtime::Values<#value>)
        }
        Output::Events(Some(value)) => {
            let value = rust_type(value, &types());
            quote!(crate::runtime::Events<#value>)
        }
        Output::Events(None) => quote!(crate::runtime::Events<crate::runtime::Text>),
    }
}

/// The type of the script of a mock.
pub(super) fn scripted(output: &Output) -> TokenStream {
    match output {
        Output::Several(all) => {
            let name = ident(&all.name);
            quote!(crate::operations::#name)
        }
        Output::Nothing
        | Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_) => read(output),
    }
}

/// The bodies of `send` and `send_with_response`, of a call that is ready.
pub(super) fn sent(output: &Output, ready: &TokenStream) -> (TokenStream, TokenStream) {
    let read = read(output);
    let plain = quote!(#ready.send_with_response().await);
    match output {
        Output::Nothing => (
            quote! {
                #ready.send::<Empty>().await?;
                Ok(())
            },
            plain,
        ),
        Output::Json(_) => (quote!(#ready.send().await), plain),
        Output::Optional(_) => (
            quote!(#ready.send().await.map(crate::runtime::Maybe::into_option)),
            quote! {
                let response = #ready.send_with_response().await?;
                Ok(response.map(crate::runtime::Maybe::into_option))
            },
        ),
        Output::Text => (
            quote!(#ready.send::<#read>().await.map(String::from)),
            quote! {
                let response = #ready.send_with_response::<#read>().await?;
                Ok(response.map(String::from))
            },
        ),
        Output::Download | Output::Values(_) | Output::Events(_) => (
            quote!(#ready.open().await.map(Response::into_value)),
            quote!(#ready.open().await),
        ),
        Output::Several(_) => (
            quote!(#ready.send_several().await.map(Response::into_value)),
            quote!(#ready.send_several().await),
        ),
    }
}

/// The enumerations that belong to a call.
pub(super) fn beside(call: &Call) -> TokenStream {
    let several = match &call.output {
        Output::Several(all) => Some(successes(call, all)),
        Output::Nothing
        | Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_) => None,
    };
    let failures = call
        .failures
        .as_ref()
        .map(|failures| self::failures(call, failures));
    quote!(#several #failures)
}

fn successes(call: &Call, all: &Successes) -> TokenStream {
    let name = ident(&all.name);
    let docs = markdown::outer(&[format!(
        "What [`Client::{}`] gives, by status and content type.",
        call.method
    )]);
    let variants = all.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), markdown::docs(&variant.docs));
        if variant.output.is_nothing() {
            return quote!(#docs #name,);
        }
        let value = held(&variant.output);
        quote!(#docs #name(#value),)
    });
    let cases = all.variants.iter().map(|variant| {
        let (status, media, open) = (&variant.status, &variant.media, variant.output.is_stream());
        quote!(crate::runtime::Case { status: #status, media: &[#(#media),*], open: #open })
    });
    let last = all.variants.len().saturating_sub(1);
    let arms = all.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = proc_macro2::Literal::usize_unsuffixed(at);
        let pattern = if at.to_string() == last.to_string() {
            quote!(_)
        } else {
            quote!(#at)
        };
        let read = read(&variant.output);
        let value = match &variant.output {
            Output::Nothing => quote!(Ok(Self::#name)),
            Output::Text => quote!(answer.whole::<#read>().map(String::from).map(Self::#name)),
            Output::Download | Output::Values(_) | Output::Events(_) => {
                quote!(answer.open().map(Self::#name))
            }
            Output::Json(_) | Output::Optional(_) | Output::Several(_) => {
                quote!(answer.whole().map(Self::#name))
            }
        };
        quote!(#pattern => #value,)
    });
    quote! {
        #docs
        #[allow(clippy::large_enum_variant, reason = "there is one at a time")]
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl crate::runtime::Several for #name {
            const CASES: &'static [crate::runtime::Case] = &[#(#cases),*];

            fn read(case: usize, answer: crate::runtime::Received) -> Result<Self, Error> {
                match case {
                    #(#arms)*
                }
            }
        }
    }
}

fn failures(call: &Call, all: &Failures) -> TokenStream {
    let name = ident(&all.name);
    let docs = markdown::outer(&[format!(
        "What the service says of the errors of [`Client::{}`].",
        call.method
    )]);
    let variants = all.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), rust_type(&variant.value, &types()));
        let docs = match variant.status.as_str() {
            "default" => "Of any other status.".to_owned(),
            status => format!("Of {}.", markdown::code(status)),
        };
        let docs = markdown::outer(&[docs]);
        quote!(#docs #name(#value),)
    });
    let arms = all.variants.iter().map(|variant| {
        let (name, pattern) = (ident(&variant.name), status_pattern(&variant.status));
        quote!(#pattern => error.body_as().map(Self::#name),)
    });
    let is_total = all
        .variants
        .iter()
        .any(|variant| variant.status == "default");
    let otherwise = (!is_total).then(|| quote!(_ => None,));
    quote! {
        #docs
        #[allow(clippy::large_enum_variant, reason = "there is one at a time")]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            /// What the service says of an error of the call; `None` where that is not as it is
            /// described, or the error is another one.
            #[must_use]
            pub fn of(error: &Error) -> Option<Self> {
                match error.status()?.as_u16() {
                    #(#arms)*
                    #otherwise
                }
            }
        }
    }
}

fn status_pattern(status: &str) -> TokenStream {
    if let Ok(status) = status.parse::<u16>() {
        let status = proc_macro2::Literal::u16_unsuffixed(status);
        return quote!(#status);
    }
    match status {
        "4XX" => quote!(400..=499),
        "5XX" => quote!(500..=599),
        _ => quote!(_),
    }
}

/// The methods by which a mock is told which of several answers to give.
pub(super) fn mock_methods(output: &Output) -> Option<TokenStream> {
    let Output::Several(all) = output else {
        return None;
    };
    let name = ident(&all.name);
    let methods = all.variants.iter().map(|variant| {
        let method = ident(&format!(
            "returns_{}",
            heck::ToSnakeCase::to_snake_case(variant.name.as_str())
        ));
        let docs = markdown::outer(&[format!(
            "A success that is [`{0}::{1}`](crate::operations::{0}::{1}).",
            all.name, variant.name
        )]);
        let status = variant.status.parse::<u16>().unwrap_or(200);
        let status = proc_macro2::Literal::u16_unsuffixed(status);
        let media = variant.media.first().filter(|media| !media.contains('*'));
        let header = media.map(|media| quote!(.header("content-type", #media)));
        let (argument, body) = match &variant.output {
            Output::Nothing => (quote!(), quote!(self.answers(#status, ""))),
            Output::Json(value) | Output::Optional(value) => {
                let value = rust_type(value, &types());
                (
                    quote!(, value: #value),
                    quote!(self.answers_json(#status, &value)),
                )
            }
            Output::Text => (
                quote!(, text: impl Into<String>),
                quote!(self.answers(#status, text.into())),
            ),
            Output::Download | Output::Values(_) | Output::Events(_) | Output::Several(_) => (
                quote!(, body: impl Into<crate::runtime::Bytes>),
                quote!(self.answers(#status, body)),
            ),
        };
        quote! {
            #docs
            pub fn #method(self #argument) -> Self {
                #body #header
            }
        }
    });
    Some(quote! {
        #[allow(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "an answer is told at once")]
        impl Script<crate::operations::#name> {
            #(#methods)*
        }
    })
}
