//! One operation without `async`: the method of the client, and the call that it starts.

use proc_macro2::TokenStream;
use quote::quote;

use super::output;
use crate::emit::{
    markdown,
    rust_type::{argument_type, ident, rust_type},
    snippet,
};
use crate::plan::{Block, Call, Plan, Setter};

fn types() -> TokenStream {
    quote!(types)
}

/// The method of the client.
pub(super) fn method(plan: &Plan, call: &Call) -> TokenStream {
    let (method, name) = (ident(&call.method), ident(&call.name));
    let mut lines = beginning(&call.docs);
    lines.push(format!(
        "Without `async`; for the rest see [`{}`](crate::Client::{}).",
        call.method, call.method
    ));
    if call.deprecated {
        lines.extend(["", "Deprecated by the vendor."].map(str::to_owned));
    }
    lines.extend(snippet::documented_blocking(plan, call));
    let docs = markdown::outer(&lines);
    let arguments = call.arguments.iter().map(|argument| {
        let value = argument_type(&argument.value, &types());
        let name = ident(&argument.name);
        quote!(#name: #value)
    });
    let names = call.arguments.iter().map(|argument| ident(&argument.name));
    quote! {
        #docs
        pub fn #method(&self, #(#arguments),*) -> #name {
            #name {
                call: self.client.#method(#(#names),*),
                runtime: self.runtime.clone(),
            }
        }
    }
}

/// The type of the call.
pub(super) fn call_type(call: &Call) -> TokenStream {
    let name = ident(&call.name);
    let docs = markdown::outer(&[format!(
        "A call of [`Client::{}`], which does nothing until it is sent.",
        call.method
    )]);
    let setters = call.setters.iter().map(|setter| self::setter(call, setter));
    let sending = sending(call);
    let beside = output::beside(call);
    let paging = paging(call);
    let each = if paging.is_some() {
        "; of pages and items, each page"
    } else {
        ""
    };
    let timeout = see(
        &format!("How long the call may take over all attempts and the waits between them{each}."),
        call,
        "timeout",
    );
    let options = see("Settings of this call alone.", call, "options");
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #name {
            call: operations::#name,
            runtime: Runtime,
        }
        impl #name {
            #(#setters)*
            #timeout
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.call = self.call.timeout(timeout);
                self
            }
            #options
            pub fn options(mut self, options: CallOptions) -> Self {
                self.call = self.call.options(options);
                self
            }
            #sending
            #paging
        }
        #beside
    }
}

fn setter(call: &Call, setter: &Setter) -> TokenStream {
    let name = ident(&setter.name);
    let mut lines = beginning(&setter.docs);
    lines.push(link(call, &setter.name));
    let docs = markdown::outer(&lines);
    let (taken, given) = match &setter.value {
        Some(value) => {
            let value = argument_type(value, &types());
            (Some(quote!(, #name: #value)), Some(&name))
        }
        None => (None, None),
    };
    quote! {
        #docs
        pub fn #name(mut self #taken) -> Self {
            self.call = self.call.#name(#given);
            self
        }
    }
}

fn sending(call: &Call) -> TokenStream {
    let (output, received) = (output::given(&call.output), output::held(&call.output));
    let (send, send_with_response) = output::sent(&call.output);
    let what = if call.output.is_stream() {
        "Sends the call, and gives the answer with its status and headers."
    } else {
        "Sends the call, and gives the answer with its status, headers and body."
    };
    let what = markdown::outer(&[what.to_owned()]);
    quote! {
        /// Sends the call, and waits for the answer.
        ///
        /// # Errors
        /// If the call cannot be sent as it is, there is no answer, the service refuses, or the
        /// answer cannot be read.
        pub fn send(self) -> Result<#output, Error> {
            #send
        }
        #what
        ///
        /// # Errors
        /// As for [`send`](Self::send).
        pub fn send_with_response(self) -> Result<Response<#received>, Error> {
            #send_with_response
        }
        /// The request as it would be sent, the token included, to be sent in some other way.
        ///
        /// # Errors
        /// If the call cannot be sent as it is.
        pub fn into_request(self) -> Result<http::Request<Bytes>, Error> {
            self.call.into_request()
        }
    }
}

fn paging(call: &Call) -> Option<TokenStream> {
    let paging = call.paging.as_ref()?;
    let page = rust_type(call.output.json()?, &types());
    let resume = paging.cursor_setter.as_ref().map(|setter| {
        markdown::outer(&[format!(
            "Starts at [`{setter}`](Self::{setter}) if that is set, else at the first page."
        )])
    });
    Some(quote! {
        /// The answers page by page, each asked for when it is needed.
        #resume
        pub fn pages(self) -> Pages<#page> {
            Pages::new(self.runtime, self.call.pages())
        }
        /// The items of all pages.
        #resume
        pub fn items(self) -> Items<#page> {
            Items::new(self.runtime, self.call.items())
        }
    })
}

/// A sentence, and the link to the method of the call with `async` that says more.
fn see(sentence: &str, call: &Call, method: &str) -> TokenStream {
    markdown::outer(&[sentence.to_owned(), String::new(), link(call, method)])
}

fn link(call: &Call, method: &str) -> String {
    format!("See [`{method}`](operations::{}::{method}).", call.name)
}

/// The first paragraph of what is to be read at length elsewhere, up to a listing in it; then a blank
/// line.
fn beginning(docs: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = markdown::lines(docs)
        .into_iter()
        .take_while(|line| !line.is_empty() && !line.starts_with("```"))
        .collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines
}
