//! What a call tells `tracing`, where the feature of that name is on: a span for each call and an
//! event for each attempt, with the fields that OpenTelemetry's semantic conventions for HTTP clients
//! name. Nothing that a caller gives is in them but the path, and that only where no argument of it
//! has the name of a secret.

#[cfg(feature = "tracing")]
pub(super) use self::on::Trace;

#[cfg(not(feature = "tracing"))]
pub(super) use self::off::Trace;

#[cfg(not(feature = "tracing"))]
mod off {
    use super::super::error::Error;
    use super::super::hook::{Attempt, Outcome};
    use super::super::outgoing::Outgoing;
    use super::super::transport::Shared;

    /// Nothing.
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) const IS_ON: bool = false;

        pub(crate) fn new(_: &Shared, _: &Outgoing) -> Self {
            Self
        }

        pub(crate) fn none() -> Self {
            Self
        }

        pub(crate) async fn around<T>(&self, call: impl Future<Output = T>) -> T {
            call.await
        }

        #[allow(clippy::unused_self, reason = "the other one needs it")]
        pub(crate) fn attempt(&self, _: &Attempt<'_>, _: &Outcome<'_>) {}

        #[allow(clippy::unused_self, reason = "the other one needs it")]
        pub(crate) fn succeeded(&self, _: u32) {}

        #[allow(clippy::unused_self, reason = "the other one needs it")]
        pub(crate) fn failed(&self, _: u32, _: &Error) {}
    }
}

#[cfg(feature = "tracing")]
mod on {
    use tracing::field::{Empty, display};
    use tracing::{Instrument, Level, Span};

    use super::super::error::Error;
    use super::super::hook::{Attempt, Outcome};
    use super::super::outgoing::Outgoing;
    use super::super::transport::Shared;

    /// The span of a call.
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) const IS_ON: bool = true;

        pub(crate) fn new(shared: &Shared, outgoing: &Outgoing) -> Self {
            let address = outgoing.url.host_str().unwrap_or_default();
            let port = outgoing.url.port_or_known_default();
            let span = tracing::span!(
                Level::INFO,
                "http.client",
                otel.name = format_args!("{} {}", outgoing.method, outgoing.template),
                otel.kind = "client",
                otel.status_code = Empty,
                operation = outgoing.operation,
                http.request.method = outgoing.method.as_str(),
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                server.address = address,
                server.port = port,
                url.template = outgoing.template,
                url.full = Empty,
                error.type = Empty,
            );
            if !span.is_disabled() {
                span.record("url.full", display(full_url(shared, outgoing)));
            }
            Self(span)
        }

        /// Of an answer that no call of ours got.
        pub(crate) fn none() -> Self {
            Self(Span::none())
        }

        pub(crate) async fn around<T>(&self, call: impl Future<Output = T>) -> T {
            call.instrument(self.0.clone()).await
        }

        pub(crate) fn attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
            let status = outcome.status().map(|status| status.as_u16());
            if let Some(status) = status {
                self.0.record("http.response.status_code", status);
            }
            // Without them where there is no answer, or no fault.
            tracing::event!(
                parent: &self.0,
                Level::DEBUG,
                attempt = attempt.number,
                http.response.status_code = status,
                error.type = outcome.fault(),
                elapsed_ms = outcome.elapsed().as_secs_f64() * 1000.0,
                "attempt",
            );
        }

        pub(crate) fn succeeded(&self, attempts: u32) {
            self.resent(attempts);
        }

        pub(crate) fn failed(&self, attempts: u32, error: &Error) {
            self.resent(attempts);
            self.0.record("otel.status_code", "ERROR");
            match error.status() {
                Some(status) if error.is_api() => {
                    self.0.record("error.type", display(status.as_u16()))
                }
                _ => self.0.record("error.type", error.kind()),
            };
        }

        fn resent(&self, attempts: u32) {
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
        }
    }

    /// The URL as the conventions want it: with the path, but the values of the query redacted; with
    /// the template in place of the path where an argument of it is a secret by its name.
    fn full_url(shared: &Shared, outgoing: &Outgoing) -> String {
        let arguments = outgoing.template.split('{').skip(1);
        let mut arguments = arguments.filter_map(|part| part.split('}').next());
        if arguments.any(|name| shared.api.sensitive.contains(&name)) {
            let mut server = shared.server.to_string();
            if !outgoing.url.as_str().starts_with(&server) {
                server = outgoing.url.origin().ascii_serialization();
            }
            return format!("{server}{}", outgoing.template);
        }
        let mut url = outgoing.url.clone();
        let names: Vec<String> = url
            .query_pairs()
            .map(|(name, _)| name.into_owned())
            .collect();
        url.set_query(None);
        if !names.is_empty() {
            let mut pairs = url.query_pairs_mut();
            for name in names {
                pairs.append_pair(&name, "REDACTED");
            }
        }
        url.into()
    }
}
