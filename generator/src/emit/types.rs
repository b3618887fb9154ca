//! The modules of types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    File, NotRust,
    contents::contents,
    enumeration::enumeration,
    markdown,
    print::rust_file,
    rust_type::{ident, rust_type},
    structure::structure,
    union::union,
};
use crate::plan::{Alias, Item, Plan, TypeModule};

/// `src/types/mod.rs` and a file for each module.
pub(super) fn types(plan: &Plan) -> Result<Vec<File>, NotRust> {
    let mut files = vec![module_list(plan)?];
    for module in &plan.types {
        let items = module.items.iter().map(item);
        let docs = markdown::inner(&[module_docs(module)]);
        let serde = needs_serde(module);
        let tokens = quote! {
            #docs
            #serde
            #(#items)*
        };
        files.push(rust_file(
            format!("src/types/{}.rs", module.module),
            tokens,
        )?);
    }
    Ok(files)
}

fn module_docs(module: &TypeModule) -> String {
    match module.items.as_slice() {
        [only] => format!("The type `{}`.", only.name()),
        [first, ..] => format!("The type `{}` and those within it.", first.name()),
        [] => "No types.".to_owned(),
    }
}

fn needs_serde(module: &TypeModule) -> TokenStream {
    let without = module.items.iter().all(|item| match item {
        Item::Alias(_) | Item::Contents(_) => true,
        Item::Struct(item) => item.form.is_some(),
        Item::Enum(_) | Item::Union(_) => false,
    });
    if without {
        TokenStream::new()
    } else {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    }
}

fn item(item: &Item) -> TokenStream {
    match item {
        Item::Struct(item) => structure(item),
        Item::Enum(item) => enumeration(item),
        Item::Union(item) => union(item),
        Item::Alias(item) => alias(item),
        Item::Contents(item) => contents(item),
    }
}

fn alias(item: &Alias) -> TokenStream {
    let (name, value) = (ident(&item.name), rust_type(&item.value, &quote!(super)));
    let docs = markdown::docs(&item.docs);
    quote! {
        #docs
        pub type #name = #value;
    }
}

fn module_list(plan: &Plan) -> Result<File, NotRust> {
    let docs = format!("The types of {}.", markdown::one_line(&plan.package.title));
    let mut docs = vec![
        docs,
        String::new(),
        "Enumerations and unions are open: what this version of the crate does not know is kept, \
         and can be sent back."
            .to_owned(),
        "Members that are not listed are kept where the service says that there can be some \
         (`further`), and left out elsewhere."
            .to_owned(),
    ];
    if plan.package.gives_times {
        docs.push("A point in time that has no offset is read as UTC.".to_owned());
    }
    let docs = markdown::inner(&docs);
    let modules = plan.types.iter().map(|module| ident(&module.module));
    let uses = plan.types.iter().map(|module| {
        let (name, items) = (
            ident(&module.module),
            module.items.iter().map(|i| ident(i.name())),
        );
        quote!(pub use self::#name::{#(#items),*};)
    });
    let present = plan.package.tri_state.then(|| {
        quote! {
            /// Reads a member that is there, so that null is not taken for an absent one.
            fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
            where
                T: serde::Deserialize<'de>,
                D: serde::Deserializer<'de>,
            {
                T::deserialize(deserializer).map(Some)
            }
        }
    });
    let tokens = quote! {
        #docs
        #(mod #modules;)*
        #(#uses)*
        #present
    };
    rust_file("src/types/mod.rs".to_owned(), tokens)
}
