//! `src/client.rs`: the client and its builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{File, NotRust, blocking, markdown, print::rust_file, rust_type::ident};
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
    let api = api(plan);
    let building = building();
    let unused = plan
        .groups
        .iter()
        .all(|group| group.calls.is_empty())
        .then(|| quote! { #[allow(dead_code, reason = "the service has no operations")] });
    let tokens = quote! {
        #docs
        use std::time::Duration;
        use crate::runtime::{
            Api, Bytes, Clock, Error, ErrorFields, Hook, Response, RetryPolicy, Transport,
            TransportBuilder, http,
        };
        #api
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
        }
        impl ClientBuilder {
            #token_setters
            /// The URL of the service, instead of the one that its document gives, with or without a
            /// slash at the end.
            ///
            /// It must be `https`, unless its host is this machine or
            /// [`allow_http`](Self::allow_http) is set.
            pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
                self.transport = self.transport.base_url(base_url);
                self
            }
            /// Whether a base URL with `http` is allowed: everything, also the token, can then be
            /// read on the way. Not needed where the host is this machine.
            pub fn allow_http(mut self, allow: bool) -> Self {
                self.transport = self.transport.allow_http(allow);
                self
            }
            /// How long a call may take over all attempts and the waits between them; of a paged
            /// call, each page. 90 seconds if not set.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.transport = self.transport.timeout(timeout);
                self
            }
            /// How long one attempt of a call may take, from connecting to the end of the answer.
            /// 30 seconds if not set.
            pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
                self.transport = self.transport.attempt_timeout(timeout);
                self
            }
            /// How long connecting may take, within the time of an attempt. 10 seconds if not
            /// set. It cannot be set beside [`http_client`](Self::http_client), which has its own.
            pub fn connect_timeout(mut self, timeout: Duration) -> Self {
                self.transport = self.transport.connect_timeout(timeout);
                self
            }
            /// When calls are sent again after a failure. As [`RetryPolicy::new`] says if not set.
            pub fn retry(mut self, policy: RetryPolicy) -> Self {
                self.transport = self.transport.retry(policy);
                self
            }
            /// How many retries all calls of the client may make together while none succeeds:
            /// each success gives back a tenth of one. 100 if not set.
            pub fn retry_budget(mut self, retries: u32) -> Self {
                self.transport = self.transport.retry_budget(retries);
                self
            }
            /// Adds a hook, which is called around each attempt of each call: to sign, to count,
            /// to add headers.
            pub fn hook(mut self, hook: impl Hook) -> Self {
                self.transport = self.transport.hook(hook);
                self
            }
            /// The clock for timeouts and waits, in place of that of the system.
            pub fn clock(mut self, clock: impl Clock) -> Self {
                self.transport = self.transport.clock(clock);
                self
            }
            /// How many bytes of an answer are read at most: a larger one is an error
            /// ([`Error::is_body_too_large`]). 32 MiB (33,554,432 bytes) if not set.
            pub fn max_body(mut self, bytes: usize) -> Self {
                self.transport = self.transport.max_body(bytes);
                self
            }
            /// The header `User-Agent`, in place of the name and version of this crate.
            pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
                self.transport = self.transport.user_agent(user_agent);
                self
            }
            /// What the HTTP client has beside the settings of this client: proxies, certificates
            /// and the like. Default headers are sent everywhere, also where the service redirects
            /// to: add credentials by a [`hook`](Self::hook).
            pub fn configure_http(
                mut self,
                configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder
                    + Send
                    + Sync
                    + 'static,
            ) -> Self {
                self.transport = self.transport.configure_http(configure);
                self
            }
            /// An HTTP client that is already built, to share its connections. It brings its own
            /// connect timeout; all else holds as before.
            ///
            /// It must be built with [`reqwest::redirect::Policy::none`]: this client follows
            /// redirects itself, because it knows what must not be sent to another server. That holds
            /// for its default headers as well, which it sends everywhere: add credentials by a
            /// [`hook`](Self::hook).
            pub fn http_client(mut self, client: reqwest::Client) -> Self {
                self.transport = self.transport.http_client(client);
                self
            }
            #building
        }
    };
    rust_file("src/client.rs".to_owned(), tokens)
}

/// The methods that end the settings.
fn building() -> TokenStream {
    let if_blocking = blocking::condition();
    quote! {
        /// The client.
        ///
        /// # Errors
        /// If a setting cannot be used: the error names it.
        pub fn build(self) -> Result<Client, Error> {
            Ok(Client {
                transport: self.transport.build()?,
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
