//! `src/client.rs`: the client and its builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    File, NotRust, blocking, credentials, markdown, place, print::rust_file, rust_type::ident,
    settings,
};
use crate::plan::{Plan, Token};

/// The file of the client.
pub(super) fn client(plan: &Plan) -> Result<File, NotRust> {
    let title = markdown::one_line(&plan.package.title);
    let docs = markdown::inner(&["The client and its builder.".to_owned()]);
    let about = markdown::outer(&[
        format!("Client for {title}."),
        String::new(),
        "A clone shares connections and settings with the original.".to_owned(),
    ]);
    let token = plan.client.token.as_ref();
    let constructors = constructors(plan, &ident("build"));
    let token_setters = token.map(token_setters);
    let credentials = plan.client.credentials.as_ref();
    let stored = credentials.map(|_| quote!(Credentials,));
    let described = credentials.map(|_| quote!(Scheme, SchemePlace,));
    let credential_data = credentials.map(credentials::data);
    let credential_setters = credentials.map(credentials::setters);
    let field = credentials.map(|_| quote!(credentials: Credentials,));
    let initial = credentials.map(|_| quote!(credentials: Credentials::new(SCHEMES, SECURITY),));
    let api = api(plan);
    let building = building(plan);
    let settings = settings::settings(plan);
    let has_place = place::has_place(plan);
    let place_used = has_place.then(|| quote!(Place,));
    let place_field = has_place.then(|| quote!(place: Place,));
    let initial_place = has_place.then(|| place::place(plan));
    let initial_place = initial_place.map(|place| quote!(place: #place,));
    let server_used = plan.client.servers.as_ref().map(|_| {
        quote!(
            use crate::servers::Server;
        )
    });
    let unused = plan
        .groups
        .iter()
        .all(|group| group.calls.is_empty())
        .then(|| quote! { #[allow(dead_code, reason = "the service has no operations")] });
    let tokens = quote! {
        #docs
        use std::time::Duration;
        use crate::runtime::{
            Api, Bytes, Clock, #stored Error, ErrorFields, Hook, #place_used Response, RetryPolicy, #described Transport,
            TransportBuilder, http,
        };
        #server_used
        #api
        #credential_data
        #about
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            pub(crate) transport: Transport,
        }
        impl Client {
            #constructors
            /// A client with settings of its own.
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    transport: Transport::builder(API),
                    #initial
                    #initial_place
                }
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
                self.transport.read(response)
            }
        }
        /// The settings of a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            pub(crate) transport: TransportBuilder,
            #field
            #place_field
        }
        impl ClientBuilder {
            #token_setters
            #credential_setters
            #settings
            #building
        }
    };
    rust_file("src/client.rs".to_owned(), tokens)
}

/// The methods that end the settings.
fn building(plan: &Plan) -> TokenStream {
    let if_blocking = blocking::condition();
    let without = plan.client.token.as_ref().map(|_| {
        markdown::outer(&[
            String::new(),
            "Without a token there is a client as well: the service refuses what needs one."
                .to_owned(),
        ])
    });
    let credentials = plan.client.credentials.as_ref();
    let authorized = credentials.map(|_| quote!(.authorized(self.credentials)?));
    let transport = if place::has_place(plan) {
        quote!(self.place.settle(self.transport)?)
    } else {
        quote!(self.transport)
    };
    quote! {
        /// The client.
        #without
        ///
        /// # Errors
        /// If a setting cannot be used: the error names it.
        pub fn build(self) -> Result<Client, Error> {
            Ok(Client {
                transport: #transport #authorized.build()?,
            })
        }
        /// The client without `async`.
        ///
        /// # Errors
        /// As for [`build`](Self::build), or if its thread cannot be started.
        #if_blocking
        pub fn build_blocking(self) -> Result<crate::blocking::Client, Error> {
            crate::blocking::Client::of(self.build()?)
        }
    }
}

fn api(plan: &Plan) -> TokenStream {
    let base_url = plan.client.base_url.as_deref().unwrap_or_default();
    let variable = plan
        .client
        .token
        .as_ref()
        .and_then(|token| token.variable.as_ref());
    let variable = option(variable);
    let bearer = plan.client.token.is_some();
    let user_agent = format!("{}/{}", plan.package.name, plan.package.version);
    let [code, message, details] = plan
        .client
        .error_fields
        .each_ref()
        .map(|f| option(f.as_ref()));
    let sensitive = &plan.client.sensitive;
    quote! {
        /// What the document says about the service as a whole.
        const API: Api = Api {
            base_url: #base_url,
            bearer: #bearer,
            token_variable: #variable,
            user_agent: #user_agent,
            error_fields: ErrorFields {
                code: #code,
                message: #message,
                details: #details,
            },
            sensitive: SENSITIVE,
        };
        /// The members that are secrets, in order.
        pub(crate) const SENSITIVE: &[&str] = &[#(#sensitive),*];
    }
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// The ways to make a client with the usual settings; `build` is the method of the builder.
pub(super) fn constructors(plan: &Plan, build: &Ident) -> TokenStream {
    let needs_url = plan.client.base_url.is_none();
    if let Some(credentials) = &plan.client.credentials {
        return if needs_url {
            TokenStream::new()
        } else {
            credentials::constructors(credentials, build)
        };
    }
    let Some(token) = &plan.client.token else {
        // A URL must be given by the builder, so a client without one is of no use.
        return if needs_url {
            TokenStream::new()
        } else {
            quote! {
                /// A client with the usual settings.
                ///
                /// # Errors
                /// If no HTTP client can be made.
                pub fn new() -> Result<Self, Error> {
                    Self::builder().#build()
                }
            }
        };
    };
    if needs_url {
        return TokenStream::new();
    }
    let from_env = token.variable.as_ref().map(|variable| {
        let docs = markdown::outer(&[
            format!(
                "A client with the token in the environment variable {}.",
                markdown::code(variable)
            ),
            String::new(),
            "# Errors".to_owned(),
            "If the variable is not set or what it holds cannot be a token: the error names it."
                .to_owned(),
        ]);
        quote! {
            #docs
            pub fn from_env() -> Result<Self, Error> {
                Self::builder().token_from_env()?.#build()
            }
        }
    });
    quote! {
        #from_env
        /// A client with this token.
        ///
        /// # Errors
        /// If this cannot be a token.
        pub fn new(token: impl Into<String>) -> Result<Self, Error> {
            Self::builder().token(token).#build()
        }
    }
}

fn token_setters(token: &Token) -> TokenStream {
    let mut lines = vec![
        "The token that calls carry as `Authorization: Bearer`.".to_owned(),
        String::new(),
    ];
    lines.extend(markdown::lines(&token.about));
    let docs = markdown::outer(&lines);
    let from_env = token.variable.as_ref().map(|variable| {
        let docs = markdown::outer(&[
            format!(
                "The token in the environment variable {}.",
                markdown::code(variable)
            ),
            String::new(),
            "# Errors".to_owned(),
            "If the variable is not set: the error names it.".to_owned(),
        ]);
        quote! {
            #docs
            pub fn token_from_env(mut self) -> Result<Self, Error> {
                self.transport = self.transport.token_from_env()?;
                Ok(self)
            }
        }
    });
    quote! {
        #docs
        pub fn token(mut self, token: impl Into<String>) -> Self {
            self.transport = self.transport.token(token);
            self
        }
        #from_env
    }
}
