//! `src/servers.rs`: the servers that users can choose.

use proc_macro2::TokenStream;
use quote::quote;

use super::{File, NotRust, markdown, print::rust_file, rust_type::ident};
use crate::plan::{
    Block, Plan, ServerChoice, ServerField, ServerVariant, Servers, UrlPart, UrlPlace,
};

/// The file of the servers, where there is a choice.
pub(super) fn servers(plan: &Plan) -> Result<Option<File>, NotRust> {
    let Some(servers) = &plan.client.servers else {
        return Ok(None);
    };
    let about = markdown::inner(&["The servers of the service.".to_owned()]);
    let has_variables = has_variables(servers);
    let imports = has_variables.then(|| {
        let places = has_free(servers).then(|| quote!(UrlPlace,));
        quote!(use crate::runtime::{Error, UrlPart, #places server_url};)
    });
    let variants = servers.all.iter().map(|server| {
        let name = ident(&server.name);
        let docs = docs(&server.about, &markdown::code(&server.url));
        let value = (!server.fields.is_empty()).then(|| quote!((#name)));
        quote!(#docs #name #value,)
    });
    let copy = (!has_variables).then(|| quote!(Copy,));
    let url = url(servers, has_variables);
    let structures = servers
        .all
        .iter()
        .filter(|server| !server.fields.is_empty());
    let structures = structures.map(|server| structure(server, &servers.choices));
    let choices = servers.choices.iter().map(choice);
    let tokens = quote! {
        #about
        #imports
        /// A server of the service, to be given to
        /// [`ClientBuilder::server`](crate::ClientBuilder::server).
        #[derive(Clone, #copy Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants)*
        }
        impl Server {
            #url
        }
        #(#structures)*
        #(#choices)*
    };
    rust_file("src/servers.rs".to_owned(), tokens).map(Some)
}

pub(super) fn has_variables(servers: &Servers) -> bool {
    servers.all.iter().any(|server| !server.fields.is_empty())
}

/// Whether a variable can have any value.
fn has_free(servers: &Servers) -> bool {
    let mut fields = servers.all.iter().flat_map(|server| &server.fields);
    fields.any(|field| field.choice.is_none())
}

/// The vendor's words, and what is said in code.
fn docs(about: &[Block], code: &str) -> TokenStream {
    let mut lines = markdown::lines(about);
    if lines.is_empty() {
        lines.push(format!("{code}."));
    } else {
        lines.extend([String::new(), format!("{code}.")]);
    }
    markdown::outer(&lines)
}

fn url(servers: &Servers, has_variables: bool) -> TokenStream {
    let arms = servers.all.iter().map(|server| {
        let (name, url) = (ident(&server.name), &server.url);
        match (has_variables, server.fields.is_empty()) {
            (false, _) => quote!(Self::#name => #url,),
            (true, true) => quote!(Self::#name => Ok(#url.to_owned()),),
            (true, false) => quote!(Self::#name(server) => server.url(),),
        }
    });
    if has_variables {
        quote! {
            /// Its URL.
            ///
            /// # Errors
            /// If a value would make it the URL of something else: the error names the variable.
            pub fn url(&self) -> Result<String, Error> {
                match self {
                    #(#arms)*
                }
            }
        }
    } else {
        quote! {
            /// Its URL.
            #[must_use]
            pub fn url(&self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}

/// The server with its variables.
fn structure(server: &ServerVariant, choices: &[ServerChoice]) -> TokenStream {
    let name = ident(&server.name);
    let docs = markdown::outer(&[format!("The variables of {}.", markdown::code(&server.url))]);
    let choice = |field: &ServerField| field.choice.and_then(|at| choices.get(at));
    let fields = server.fields.iter().map(|field| {
        let (name, kind) = (ident(&field.name), field_type(choice(field)));
        quote!(#name: #kind,)
    });
    let required: Vec<&ServerField> = server
        .fields
        .iter()
        .filter(|field| field.default.is_none())
        .collect();
    let arguments = required.iter().map(|field| {
        let (name, kind) = (ident(&field.name), argument_type(choice(field)));
        quote!(#name: #kind)
    });
    let values = server.fields.iter().map(|field| {
        let name = ident(&field.name);
        match (&field.default, choice(field)) {
            (None, Some(_)) => quote!(#name,),
            (None, None) => quote!(#name: #name.into(),),
            (Some(default), Some(choice)) => {
                let kind = ident(&choice.name);
                let variant = ident(choice.variant(default).unwrap_or_default());
                quote!(#name: #kind::#variant,)
            }
            (Some(default), None) => quote!(#name: #default.to_owned(),),
        }
    });
    let setters = server
        .fields
        .iter()
        .map(|field| setter(field, choice(field)));
    let parts = server.parts.iter().filter_map(|part| part_of(part, server));
    let default = required.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let new_docs = if required.is_empty() {
        "The server with the values that the document gives."
    } else {
        "The server with these values, and those that the document gives."
    };
    let new_docs = markdown::outer(&[new_docs.to_owned()]);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name {
            #(#fields)*
        }
        impl #name {
            #new_docs
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values)* }
            }
            #(#setters)*
            fn url(&self) -> Result<String, Error> {
                server_url(&[#(#parts),*])
            }
        }
        #default
        impl From<#name> for Server {
            fn from(server: #name) -> Self {
                Self::#name(server)
            }
        }
    }
}

fn field_type(choice: Option<&ServerChoice>) -> TokenStream {
    let Some(choice) = choice else {
        return quote!(String);
    };
    let name = ident(&choice.name);
    quote!(#name)
}

fn argument_type(choice: Option<&ServerChoice>) -> TokenStream {
    if choice.is_some() {
        field_type(choice)
    } else {
        quote!(impl Into<String>)
    }
}

fn setter(field: &ServerField, choice: Option<&ServerChoice>) -> TokenStream {
    let (name, kind) = (ident(&field.name), argument_type(choice));
    let mut lines = markdown::lines(&field.about);
    if lines.is_empty() {
        lines.push(format!("The value of {}.", markdown::code(&field.wire)));
    }
    if let Some(default) = &field.default {
        let shown = if default.is_empty() {
            "Empty".to_owned()
        } else {
            markdown::code(default)
        };
        lines.extend([String::new(), format!("{shown} if not set.")]);
    }
    let docs = markdown::outer(&lines);
    let into = choice.is_none().then(|| quote!(.into()));
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: #kind) -> Self {
            self.#name = #name #into;
            self
        }
    }
}

fn part_of(part: &UrlPart, server: &ServerVariant) -> Option<TokenStream> {
    Some(match part {
        UrlPart::Text(text) => quote!(UrlPart::Text(#text)),
        UrlPart::Variable(at, place) => {
            let field = server.fields.get(*at)?;
            let (name, wire) = (ident(&field.name), &field.wire);
            if field.choice.is_some() {
                quote!(UrlPart::Text(self.#name.as_str()))
            } else {
                let place = ident(match place {
                    UrlPlace::Scheme => "Scheme",
                    UrlPlace::Label => "Label",
                    UrlPlace::Domain => "Domain",
                    UrlPlace::Host => "Host",
                    UrlPlace::Port => "Port",
                    UrlPlace::Path => "Path",
                    UrlPlace::Suffix => "Suffix",
                    UrlPlace::Free => "Free",
                });
                quote!(UrlPart::Value(UrlPlace::#place, #wire, &self.#name))
            }
        }
    })
}

/// The values of a variable.
fn choice(choice: &ServerChoice) -> TokenStream {
    let name = ident(&choice.name);
    let docs = markdown::outer(&[format!(
        "The values of {}.",
        markdown::code(&choice.variable)
    )]);
    let variants = choice.variants.iter().map(|(name, value)| {
        let (name, docs) = (ident(name), markdown::outer(&[markdown::code(value)]));
        quote!(#docs #name,)
    });
    let arms = choice.variants.iter().map(|(name, value)| {
        let name = ident(name);
        quote!(Self::#name => #value,)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            /// The value as it stands in the URL.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
