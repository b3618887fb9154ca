//! The modules of operations, one for each group.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    File, NotRust,
    call::{call_type, method},
    markdown,
    print::rust_file,
    rust_type::{ident, names_types},
    styled,
};
use crate::plan::{Block, Call, Group, Plan, RustType};

/// `src/operations/mod.rs` and a file for each group.
pub(super) fn operations(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = vec![module_list(plan)?];
    for group in &plan.groups {
        let docs = markdown::inner(&group_docs(group));
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
        files.push(rust_file(
            format!("src/operations/{}.rs", group.module),
            tokens,
        )?);
    }
    Ok(files)
}

fn group_docs(group: &Group) -> Vec<String> {
    let mut blocks = vec![Block::Own(format!(
        "The operations of {}.",
        markdown::code(&group.title)
    ))];
    blocks.extend(group.about.iter().cloned());
    markdown::lines(&blocks)
}

fn imports(group: &Group) -> TokenStream {
    let mut runtime = vec![
        "Bytes",
        "Call",
        "CallOptions",
        "Error",
        "Method",
        "Response",
        "http",
    ];
    if group.calls.iter().any(|call| call.output.is_nothing()) {
        runtime.push("Empty");
    }
    if group.calls.iter().any(|call| call.paging.is_some()) {
        runtime.extend(["Items", "Pages"]);
    }
    runtime.extend(styled::imports(group.calls.iter()));
    runtime.sort_unstable();
    let runtime = runtime.into_iter().map(ident);
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
        use crate::client::Client;
        use crate::runtime::{#(#runtime),*};
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
    all.extend(call.body.iter().map(|body| &body.value));
    all.extend(call.output.types());
    let failures = call.failures.iter().flat_map(|all| &all.variants);
    all.extend(failures.map(|failure| &failure.value));
    all
}

fn module_list(plan: &Plan) -> Result<File, NotRust> {
    let docs = markdown::inner(&[
        "The calls that the methods of [`Client`](crate::Client) start.".to_owned(),
        String::new(),
        "A call takes what is optional by its methods, and does nothing until it is sent."
            .to_owned(),
    ]);
    let modules: Vec<_> = plan
        .groups
        .iter()
        .map(|group| ident(&group.module))
        .collect();
    let names = plan.groups.iter().map(|group| {
        let names = group.calls.iter().flat_map(Call::names).map(ident);
        quote!({#(#names),*})
    });
    let tokens = quote! {
        #docs
        #(mod #modules;)*
        #(pub use self::#modules::#names;)*
    };
    rust_file("src/operations/mod.rs".to_owned(), tokens)
}
