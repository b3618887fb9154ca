//! What a call without `async` gives.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{markdown, output, rust_type::ident};
use crate::plan::{Call, Output, Successes};

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
        Output::Nothing | Output::Json(_) | Output::Optional(_) | Output::Text => {
            output::held(output)
        }
        Output::Download | Output::Values(_) | Output::Events(_) => {
            let stream = output::held(output);
            quote!(crate::runtime::BlockingStream<#stream>)
        }
        Output::Several(all) => {
            let name = ident(&all.name);
            if output.is_stream() {
                quote!(#name)
            } else {
                quote!(operations::#name)
            }
        }
    }
}

/// The bodies of `send` and `send_with_response`.
pub(super) fn sent(output: &Output) -> (TokenStream, TokenStream) {
    let runtime = quote!(self.runtime);
    if !output.is_stream() {
        return (
            quote!(#runtime.run(self.call.send())),
            quote!(#runtime.run(self.call.send_with_response())),
        );
    }
    let wrapped = |value: TokenStream| match output {
        Output::Several(all) => {
            let name = ident(&all.name);
            quote!(#name::of(#runtime, #value))
        }
        Output::Nothing
        | Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_) => {
            quote!(crate::runtime::BlockingStream::new(#runtime, #value))
        }
    };
    let (answer, value) = (wrapped(quote!(answer)), wrapped(quote!(value)));
    (
        quote! {
            let answer = #runtime.run(self.call.send())?;
            Ok(#answer)
        },
        quote! {
            let response = #runtime.run(self.call.send_with_response())?;
            Ok(response.map(|value| #value))
        },
    )
}

/// The enumeration of what a call gives, where some of that is read as it comes in.
pub(super) fn beside(call: &Call) -> Option<TokenStream> {
    match &call.output {
        Output::Several(all) if call.output.is_stream() => Some(successes(call, all)),
        Output::Nothing
        | Output::Json(_)
        | Output::Optional(_)
        | Output::Text
        | Output::Download
        | Output::Values(_)
        | Output::Events(_)
        | Output::Several(_) => None,
    }
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
    let arms = all.variants.iter().map(|variant| {
        let (case, from) = (ident(&variant.name), quote!(operations::#name));
        if variant.output.is_nothing() {
            quote!(#from::#case => Self::#case,)
        } else if variant.output.is_stream() {
            quote!(#from::#case(value) => Self::#case(crate::runtime::BlockingStream::new(runtime, value)),)
        } else {
            quote!(#from::#case(value) => Self::#case(value),)
        }
    });
    quote! {
        #docs
        #[allow(clippy::large_enum_variant, reason = "there is one at a time")]
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            fn of(runtime: Runtime, answer: operations::#name) -> Self {
                match answer {
                    #(#arms)*
                }
            }
        }
    }
}
