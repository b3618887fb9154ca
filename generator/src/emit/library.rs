//! `src/lib.rs`.

use quote::quote;

use super::{File, NotRust, markdown, print::rust_file, snippet};
use crate::plan::{Block, Call, Plan};

/// The root of the crate.
pub(super) fn library(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&docs(plan));
    let chrono = plan.package.chrono.then(|| quote!(chrono,));
    let uuid = plan.package.uuid.then(|| quote!(uuid,));
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
        mod client;
        pub mod operations;
        #[allow(dead_code, unused_imports, reason = "not every service needs all of it")]
        mod runtime;
        pub mod types;
        pub use self::client::{Client, ClientBuilder};
        pub use self::runtime::{
            ApiError, Empty, Error, HeaderMap, Items, Page, Pages, Response, StatusCode,
        };
        pub use {#chrono reqwest, serde_json, #uuid};
        #[cfg(doctest)]
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
        "Made from version {} of the document. Calls go through [`Client`]; what they take and give is in [`types`].",
        markdown::code(&package.api_version),
    ))]));
    if let Some(call) = first_call(plan) {
        section(super::readme::program(plan, call, "# A first call"));
    }
    if let Some(call) = paged_call(plan) {
        section(paging(call));
    }
    section(
        [
            "# Errors",
            "",
            "Everything that can fail gives an [`Error`]. Where the service refused a call, it has the \
             status and what the service says about it ([`Error::status`], [`Error::api_error`]); \
             [`Error::is_not_found`] and its like tell the usual cases apart.",
        ]
        .map(str::to_owned)
        .into(),
    );
    for scheme in &plan.client.unsupported_auth {
        section(vec![format!(
            "The document asks for the authentication {}, which this crate does not speak: give an HTTP client \
             that adds the credentials ([`ClientBuilder::http_client`]).",
            markdown::code(scheme)
        )]);
    }
    if plan.client.base_url.is_none() {
        section(vec![
            "The document gives no URL of the service: set one by [`ClientBuilder::base_url`]."
                .to_owned(),
        ]);
    }
    lines
}

/// The call that shows the crate best.
pub(super) fn first_call(plan: &Plan) -> Option<&Call> {
    let calls = || plan.groups.iter().flat_map(|group| &group.calls);
    let usable = |call: &&Call| snippet::code(plan, call, &[]).is_some();
    let read = calls().filter(|call| call.http == "GET" && call.arguments.is_empty());
    read.clone()
        .find(|call| call.paging.is_some() && usable(call))
        .or_else(|| read.clone().find(usable))
        .or_else(|| calls().find(usable))
}

fn paged_call(plan: &Plan) -> Option<&Call> {
    plan.groups
        .iter()
        .flat_map(|group| &group.calls)
        .find(|call| call.paging.is_some())
}

fn paging(call: &Call) -> Vec<String> {
    let (name, method) = (&call.name, &call.method);
    vec![
        "# Lists".to_owned(),
        String::new(),
        format!(
            "A call that reads a list page by page, such as [`Client::{method}`], can also give all items \
             ([`items`](operations::{name}::items)) or pages ([`pages`](operations::{name}::pages)), \
             asking for each page when it is needed. Both know the cursor of the page that comes next, \
             so that reading can go on later."
        ),
    ]
}
