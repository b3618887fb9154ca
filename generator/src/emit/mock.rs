//! `src/mock/`: the mock of the service, for the tests of users. Its methods stand in one file: they are
//! a line of data each, and nobody has to read them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    File, NotRust, credentials, markdown, output, print::rust_file, rust_type::ident,
    sample::samples,
};
use crate::plan::{Call, Plan};

/// The files of the mock.
pub(super) fn mock(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = vec![root(plan)?];
    if calls(plan).next().is_some() {
        files.push(operations(plan)?);
    }
    if !plan.samples.is_empty() {
        files.push(samples(plan)?);
    }
    Ok(files)
}

fn calls(plan: &Plan) -> impl Iterator<Item = &Call> {
    plan.groups.iter().flat_map(|group| &group.calls)
}

fn root(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&[
        format!(
            "A mock of {}, for the tests of programs that use it (feature `mock`).",
            markdown::one_line(&plan.package.title)
        ),
        String::new(),
        "A [`Mock`] is told what to answer by methods that are called as those of the \
         [`Client`], and gives a client that it answers. Nothing is sent, and waiting \
         takes no time."
            .to_owned(),
        String::new(),
        "The types that answers hold have a `sample`: a value with all that it must have, of which a test \
         changes what it is about."
            .to_owned(),
    ]);
    let operations = calls(plan).next().map(|_| {
        quote!(
            mod operations;
        )
    });
    let samples = (!plan.samples.is_empty()).then(|| {
        quote!(
            mod samples;
        )
    });
    let token = plan
        .client
        .token
        .as_ref()
        .map(|_| quote!(.token("mock-token")));
    let token = match &plan.client.credentials {
        Some(all) => credentials::with_values(&all.all, "mock-").parse().ok(),
        None => token,
    };
    // A name that leads nowhere, as nothing is sent.
    let base_url = plan.client.base_url.is_none();
    let base_url = base_url.then(|| quote!(.base_url("https://mock.invalid")));
    let tokens = quote! {
        #docs
        #operations
        #samples
        use crate::client::{Client, ClientBuilder};
        use crate::runtime;
        pub use crate::runtime::{MockCall, MockPage, Script, VirtualClock};

        /// Scripted answers for the operations of the service, and the calls that were made. Clones
        /// share both.
        #[derive(Clone, Debug, Default)]
        pub struct Mock {
            inner: runtime::Mock,
        }
        impl Mock {
            /// A mock that has no answers yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            /// A client with the usual settings, answered by this mock.
            ///
            /// # Errors
            /// As for [`ClientBuilder::build`]; with the usual settings there is none.
            pub fn client(&self) -> Result<Client, runtime::Error> {
                self.client_builder().build()
            }
            /// The settings of a client that is answered by this mock: to set how calls are sent
            /// again, hooks, another clock and the like.
            pub fn client_builder(&self) -> ClientBuilder {
                let mut builder = Client::builder() #base_url #token;
                builder.transport = builder.transport.mock(&self.inner);
                builder
            }
            /// The clock of the clients: it shows how long they have waited.
            #[must_use]
            pub fn clock(&self) -> VirtualClock {
                self.inner.clock()
            }
            /// The calls that were made, in their order. A call that was sent again is there for
            /// each attempt.
            #[must_use]
            pub fn calls(&self) -> Vec<MockCall> {
                self.inner.calls()
            }
            /// The operations that have answers which nobody asked for, with their number: for the
            /// last line of a test.
            #[must_use]
            pub fn unused(&self) -> Vec<(&'static str, usize)> {
                self.inner.unused()
            }
        }
    };
    rust_file("src/mock/mod.rs".to_owned(), tokens)
}

fn operations(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&["The operations of the mock.".to_owned()]);
    let empty = calls(plan).any(|call| call.output.is_nothing());
    let empty = empty.then(|| quote!(Empty,));
    let methods: Vec<TokenStream> = calls(plan).map(method).collect();
    let several = calls(plan).filter_map(|call| output::mock_methods(&call.output));
    let types = calls(plan)
        .flat_map(|call| call.output.types())
        .any(super::rust_type::names_types)
        .then(|| {
            quote!(
                use crate::types;
            )
        });
    let tokens = quote! {
        #docs
        use super::Mock;
        use crate::runtime::{#empty Script};
        #types
        impl Mock {
            #(#methods)*
        }
        #(#several)*
    };
    rust_file("src/mock/operations.rs".to_owned(), tokens)
}

fn method(call: &Call) -> TokenStream {
    let (name, operation) = (ident(&call.mock), &call.operation);
    let docs = markdown::outer(&[format!(
        "What is answered to [`Client::{0}`](crate::Client::{0}).",
        call.method
    )]);
    let output = output::scripted(&call.output);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> Script<#output> {
            Script::new(&self.inner, #operation)
        }
    }
}
