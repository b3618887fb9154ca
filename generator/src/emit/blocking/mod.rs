//! `src/blocking/`: the client without `async`, a file for each group. It wraps the client with
//! `async`, method by method, and adds nothing but the waiting.

mod call;
mod output;

use proc_macro2::TokenStream;
use quote::quote;

use self::call::{call_type, method};
use super::{
    File, NotRust,
    client::constructors,
    markdown,
    print::rust_file,
    rust_type::{ident, names_types},
};
use crate::plan::{Call, Group, Output, Plan, RustType};

/// When the module is there. A browser cannot wait.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))])
}

/// `src/blocking/mod.rs` and a file for each group.
pub(super) fn blocking(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = vec![client(plan)?];
    for group in &plan.groups {
        files.push(self::group(plan, group)?);
    }
    Ok(files)
}

fn client(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(
        &[
            "The client without `async`.",
            "",
            "Its [`Client`] has the methods of [`crate::Client`], and its calls take the same. `send` \
             waits for the answer, and pages and items are iterators. No asynchronous runtime is needed \
             around it. Where there is one, calls work as well, but hold up the thread that makes them.",
        ]
        .map(str::to_owned),
    );
    let about = markdown::outer(&[
        format!(
            "Client for {}, without `async`.",
            markdown::one_line(&plan.package.title)
        ),
        String::new(),
        "A clone shares connections, settings and the thread in the background with the original."
            .to_owned(),
    ]);
    let modules: Vec<_> = plan
        .groups
        .iter()
        .map(|group| ident(&group.module))
        .collect();
    let names = plan.groups.iter().map(|group| {
        let names = group.calls.iter().flat_map(|call| {
            let several = match &call.output {
                Output::Several(all) if call.output.is_stream() => Some(ident(&all.name)),
                Output::Nothing
                | Output::Json(_)
                | Output::Optional(_)
                | Output::Text
                | Output::Download
                | Output::Values(_)
                | Output::Events(_)
                | Output::Several(_) => None,
            };
            [Some(ident(&call.name)), several].into_iter().flatten()
        });
        quote!({#(#names),*})
    });
    let constructors = constructors(plan, &ident("build_blocking"));
    let unused = plan
        .groups
        .iter()
        .all(|group| group.calls.is_empty())
        .then(|| quote! { #[allow(dead_code, reason = "the service has no operations")] });
    let tokens = quote! {
        #docs
        use crate::runtime::{Bytes, Error, Response, blocking::Runtime, http};
        pub use crate::runtime::blocking::{Items, Pages};
        #(pub use self::#modules::#names;)*
        #about
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            client: crate::Client,
            #unused
            runtime: Runtime,
        }
        impl Client {
            #constructors
            /// A client with settings of its own: at the end,
            /// [`build_blocking`](crate::ClientBuilder::build_blocking) gives it.
            pub fn builder() -> crate::ClientBuilder {
                crate::Client::builder()
            }
            /// The value of an answer to a request that a call gave by `into_request`, and that was
            /// sent in some other way.
            ///
            /// # Errors
            /// If the answer is not a success with a value of this type.
            pub fn read_response<T: serde::de::DeserializeOwned>(
                &self,
                response: http::Response<Bytes>,
            ) -> Result<Response<T>, Error> {
                self.client.read_response(response)
            }
            /// Not for a client that is used on another runtime as well: its connections would be
            /// driven there.
            pub(crate) fn of(client: crate::Client) -> Result<Self, Error> {
                Ok(Self {
                    client,
                    runtime: Runtime::new()?,
                })
            }
        }
        // After the client, so that its documentation begins with how it is made.
        #(mod #modules;)*
    };
    rust_file("src/blocking/mod.rs".to_owned(), tokens)
}

fn group(plan: &Plan, group: &Group) -> Result<File, NotRust> {
    let docs = markdown::inner(&[format!(
        "The operations of {}, without `async`.",
        markdown::code(&group.title)
    )]);
    let imports = imports(group);
    let methods = group.calls.iter().map(|call| method(plan, call));
    let calls = group.calls.iter().map(call_type);
    let tokens = quote! {
        #docs
        #imports
        impl Client {
            #(#methods)*
        }
        #(#calls)*
    };
    rust_file(format!("src/blocking/{}.rs", group.module), tokens)
}

fn imports(group: &Group) -> TokenStream {
    let paged = group.calls.iter().any(|call| call.paging.is_some());
    let streams = paged.then(|| quote!(Items, Pages,));
    let empty = group.calls.iter().any(|call| call.output.is_nothing());
    let empty = empty.then(|| quote!(Empty,));
    let types = group
        .calls
        .iter()
        .any(|call| written_types(call).into_iter().any(names_types))
        .then(|| {
            quote!(
                use crate::types;
            )
        });
    quote! {
        use std::time::Duration;
        use super::Client;
        use crate::operations;
        use crate::runtime::blocking::{#streams Runtime};
        use crate::runtime::{Bytes, CallOptions, #empty Error, Response, http};
        #types
    }
}

/// The types that are written in the code of a call.
fn written_types(call: &Call) -> Vec<&RustType> {
    let mut all: Vec<&RustType> = call.arguments.iter().map(|a| &a.value).collect();
    all.extend(
        call.setters
            .iter()
            .filter_map(|setter| setter.value.as_ref()),
    );
    all.extend(call.output.types());
    all
}
