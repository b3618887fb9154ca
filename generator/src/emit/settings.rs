//! The settings of a client that every service has: each is one call into the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::place;
use crate::plan::Plan;

/// The methods of the client's builder.
pub(super) fn settings(plan: &Plan) -> TokenStream {
    let base_url = if place::has_place(plan) {
        place::setters(plan)
    } else {
        base_url()
    };
    let (calls, connection) = (calls(), connection(&base_url));
    quote!(#calls #connection)
}

/// Where they go, for a service of which the document says all or nothing.
fn base_url() -> TokenStream {
    quote! {
            /// The URL of the service, instead of the one that its document gives, with or without a
            /// slash at the end.
            ///
            /// It must be `https`, unless its host is this machine or
            /// [`allow_http`](Self::allow_http) is set.
            pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
                self.transport = self.transport.base_url(base_url);
                self
            }
    }
}

/// How calls are made.
fn calls() -> TokenStream {
    quote! {
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
    }
}

/// What they are sent with, and where to.
fn connection(base_url: &TokenStream) -> TokenStream {
    quote! {
            #base_url
            /// Whether a base URL with `http` is allowed: everything, also the token, can then be
            /// read on the way. Not needed where the host is this machine.
            pub fn allow_http(mut self, allow: bool) -> Self {
                self.transport = self.transport.allow_http(allow);
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
    }
}
