//! `src/lib.rs`.

use std::collections::BTreeSet;

use quote::quote;

use super::{File, NotRust, blocking, guide, markdown, place, print::rust_file};
use crate::plan::{Answering, Block, Plan};

/// The root of the crate.
pub(super) fn library(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&docs(plan));
    let chrono = plan.package.chrono.then(|| quote!(chrono,));
    let bodies = plan.package.bodies;
    let upload = (bodies.uploads || bodies.multipart).then(|| quote!(Upload,));
    let base64 = plan.package.base64.then(|| quote!(Base64,));
    let uuid = plan.package.uuid.then(|| quote!(uuid,));
    let choice = plan.client.servers.as_ref();
    let servers = choice.map(|_| {
        quote!(
            pub mod servers;
        )
    });
    let server = choice.map(|_| {
        quote!(
            pub use self::servers::Server;
        )
    });
    let if_blocking = blocking::condition();
    let has = |answers| plan.package.answers.contains(&answers);
    let download = has(Answering::Download).then(|| quote!(Download,));
    let events = has(Answering::Events).then(|| quote!(Event, Events,));
    let text = has(Answering::Text).then(|| quote!(Text,));
    let values = has(Answering::Values).then(|| quote!(Values,));
    let blocking_stream = has(Answering::BlockingStream).then(|| {
        quote! {
            #if_blocking
            pub use self::runtime::BlockingStream;
        }
    });
    let tokens = quote! {
        #docs
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_link_with_quotes,
            clippy::doc_markdown,
            clippy::enum_variant_names,
            clippy::fn_params_excessive_bools,
            clippy::module_inception,
            clippy::needless_pass_by_value,
            clippy::option_option,
            clippy::should_implement_trait,
            clippy::similar_names,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::too_many_arguments,
            clippy::too_many_lines,
            clippy::type_complexity,
            clippy::unreadable_literal,
            clippy::wrong_self_convention,
            reason = "the names and the words are those of the service"
        )]
        #if_blocking
        pub mod blocking;
        mod client;
        #[cfg(feature = "mock")]
        pub mod mock;
        pub mod operations;
        #[allow(dead_code, unused_imports, reason = "not every service needs all of it")]
        mod runtime;
        #servers
        pub mod types;
        pub use self::client::{Client, ClientBuilder};
        pub use self::runtime::{
            ApiError, Attempt, #base64 BoxError, BoxFuture, Bytes, CallOptions, Clock, #download Empty,
            Error, #events HeaderMap, Hook, Items, Method, Outcome, Page, Pages, Response,
            RetryPolicy, StatusCode, #text #upload #values http,
        };
        #server
        #blocking_stream
        pub use futures_core::Stream;
        pub use {#chrono reqwest, serde_json, #uuid};
        #[cfg(all(doctest, feature = "blocking", feature = "mock"))]
        #[doc = include_str!("../README.md")]
        struct Readme;
    };
    rust_file("src/lib.rs".to_owned(), tokens)
}

fn docs(plan: &Plan) -> Vec<String> {
    let package = &plan.package;
    let mut lines = vec![format!(
        "{}.",
        markdown::one_line(package.description.trim_end_matches('.'))
    )];
    let mut section = |text: Vec<String>| {
        if text.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.extend(text);
    };
    section(markdown::lines(&package.about));
    section(markdown::lines(&[Block::Own(format!(
        "{}Calls go through [`Client`]; what they take and give is in [`types`].",
        if package.api_version.trim().is_empty() {
            String::new()
        } else {
            let version = markdown::code(&package.api_version);
            format!("Made from version {version} of the document. ")
        },
    ))]));
    for text in guide::sections(plan, "#") {
        section(linked(plan, text));
    }
    if plan.client.base_url.is_none() && !place::has_place(plan) {
        section(vec![
            "The document gives no URL of the service: set one by [`ClientBuilder::base_url`]."
                .to_owned(),
        ]);
    }
    lines
}

/// What the guide names, as links to the documentation.
fn linked(plan: &Plan, lines: Vec<String>) -> Vec<String> {
    const ITEMS: [&str; 8] = [
        "CallOptions",
        "Error",
        "Error::api_error",
        "Error::is_invalid_request",
        "Error::status",
        "ClientBuilder::configure_http",
        "Hook",
        "RetryPolicy",
    ];
    let payloads = plan
        .events
        .iter()
        .filter_map(|event| event.payload.as_ref());
    let payloads: BTreeSet<String> = payloads.map(|name| format!("types::{name}")).collect();
    let mut in_code = false;
    let link = |line: String| {
        in_code ^= line.starts_with("```");
        if in_code {
            return line;
        }
        let items = ITEMS.into_iter().chain(payloads.iter().map(String::as_str));
        items.fold(line, |line, item| {
            line.replace(&format!("`{item}`"), &format!("[`{item}`]"))
        })
    };
    lines.into_iter().map(link).collect()
}
