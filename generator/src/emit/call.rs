//! One operation: the method of the client and the call that it starts.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    body::{initial_body, ready, set_field},
    broken::within,
    check::condition,
    credentials,
    http_method::http_method,
    markdown, output, page, place,
    rust_type::{argument_type, ident, rust_type, taken},
    snippet, styled,
};
use crate::plan::{
    Argument, Body, BodySource, Call, Check, Measure, Plan, RustType, Setter, Target, Way,
};

fn types() -> TokenStream {
    quote!(types)
}

/// The method of the client.
pub(super) fn method(plan: &Plan, call: &Call) -> TokenStream {
    let (method, name) = (ident(&call.method), ident(&call.name));
    let mut lines = markdown::lines(&call.docs);
    lines.extend(snippet::documented(plan, call));
    let docs = markdown::outer(&lines);
    let arguments = call.arguments.iter().map(|argument| {
        let (name, value) = (
            ident(&argument.name),
            argument_type(&argument.value, &types()),
        );
        quote!(#name: #value)
    });
    let texts = call
        .arguments
        .iter()
        .filter(|a| is_parameter(a) || !a.checks.is_empty())
        .filter_map(|argument| {
            let name = ident(&argument.name);
            matches!(argument.value, RustType::String)
                .then(|| quote!(let #name: String = #name.into();))
        });
    let path = call
        .arguments
        .iter()
        .filter_map(|argument| match &argument.target {
            Target::Path(wire) => {
                let name = ident(&argument.name);
                Some(quote!((#wire, &#name)))
            }
            Target::Styled(styled) => styled::in_path(styled, &argument.name),
            Target::Query(_) | Target::Header(_) | Target::Field { .. } | Target::Body => None,
        });
    let (operation, template, http) = (&call.operation, &call.template, http_method(&call.http));
    let start = quote! {
        Call::new(&self.transport, #operation, #http, #template, &[#(#path),*])
    };
    let settings: Vec<TokenStream> = call
        .arguments
        .iter()
        .flat_map(|argument| {
            let name = ident(&argument.name);
            let mut all = requirements(
                &argument.checks,
                &argument.target,
                &quote!(call),
                &quote!(#name),
            );
            all.extend(set(&argument.target, &quote!(call), &quote!(#name)));
            all
        })
        .collect();
    let accept = call.accept.as_ref();
    let accept = accept.map(|media| quote!(call.accept(#media);));
    let settings: Vec<TokenStream> = place::own(call)
        .into_iter()
        .chain(credentials::own(call))
        .chain(settings)
        .collect();
    let body = call.body.as_ref().map(|body| {
        let value = initial_body(body, &call.arguments);
        if value.to_string() == "body" {
            return quote!(body,);
        }
        quote!(body: #value,)
    });
    let build = if settings.is_empty() && accept.is_none() {
        quote!(#name { call: #start, #body })
    } else {
        quote! {
            let mut call = #start;
            #accept
            #(#settings)*
            #name { call, #body }
        }
    };
    quote! {
        #docs
        pub fn #method(&self, #(#arguments),*) -> #name {
            #(#texts)*
            #build
        }
    }
}

/// The type of the call.
pub(super) fn call_type(call: &Call) -> TokenStream {
    let name = ident(&call.name);
    let docs = markdown::outer(&[format!("A call of [`Client::{}`].", call.method)]);
    let body = call.body.as_ref().map(|body| {
        let value = rust_type(&body.value, &types());
        match body.source {
            BodySource::Optional => quote!(body: Option<#value>,),
            BodySource::Built(_) | BodySource::Argument => quote!(body: #value,),
        }
    });
    let setters = call
        .setters
        .iter()
        .map(|setter| self::setter(setter, call.body.as_ref()));
    let sending = sending(call);
    let beside = output::beside(call);
    let paging = paging(call);
    let each = if paging.is_some() {
        "; of pages and items, each page"
    } else {
        ""
    };
    let timeout_docs = markdown::outer(&[format!(
        "How long the call may take over all attempts and the waits between them{each}. That of \
         the client if not set."
    )]);
    // What is sent can be secret: only the call itself is shown, which knows what not to show.
    let (derived, debug) = if call.body.is_some() {
        (quote!(Clone), Some(debug(call)))
    } else {
        (quote!(Clone, Debug), None)
    };
    quote! {
        #docs
        #[derive(#derived)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #name {
            call: Call,
            #body
        }
        impl #name {
            #(#setters)*
            #timeout_docs
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.call.timeout(timeout);
                self
            }
            /// Settings of this call alone: times, retries, further headers and parameters.
            pub fn options(mut self, options: CallOptions) -> Self {
                self.call.options(options);
                self
            }
            #sending
            #paging
        }
        #debug
        #beside
    }
}

fn debug(call: &Call) -> TokenStream {
    let (name, text) = (ident(&call.name), &call.name);
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text).field("call", &self.call).finish_non_exhaustive()
            }
        }
    }
}

fn sending(call: &Call) -> TokenStream {
    let (output, received) = (output::given(&call.output), output::held(&call.output));
    let (ready, ready_call) = ready(call);
    let (send, send_with_response) = output::sent(&call.output, &ready);
    let what = if call.output.is_stream() {
        "Sends the call, and gives the answer with its status and headers."
    } else {
        "Sends the call, and gives the answer with its status, headers and body."
    };
    let what = markdown::outer(&[what.to_owned()]);
    quote! {
        #ready_call
        /// Sends the call.
        ///
        /// # Errors
        /// If the call cannot be sent as it is, there is no answer, the service refuses, or the
        /// answer cannot be read.
        pub async fn send(self) -> Result<#output, Error> {
            #send
        }
        #what
        ///
        /// # Errors
        /// As for [`send`](Self::send).
        pub async fn send_with_response(self) -> Result<Response<#received>, Error> {
            #send_with_response
        }
        /// The request as it would be sent, the token included, to be sent in some other way.
        ///
        /// # Errors
        /// If the call cannot be sent as it is.
        pub fn into_request(self) -> Result<http::Request<Bytes>, Error> {
            #ready.into_request()
        }
    }
}

fn paging(call: &Call) -> Option<TokenStream> {
    let paging = call.paging.as_ref()?;
    let page = rust_type(call.output.json()?, &types());
    let pages = match (&paging.way, page::way(&paging.way)) {
        (Way::Cursor(cursor), _) => quote!(pages(#cursor)),
        (_, way) => quote!(pages_by(#way)),
    };
    let (ready, _) = ready(call);
    let resume = paging.cursor_setter.as_ref().map(|setter| {
        let line = format!(
            "Starts at [`{setter}`](Self::{setter}) if that is set, else at the first page."
        );
        markdown::outer(&[line])
    });
    Some(quote! {
        /// The answers page by page, each asked for when it is needed.
        #resume
        pub fn pages(self) -> Pages<#page> {
            #ready.#pages
        }
        /// The items of all pages.
        #resume
        pub fn items(self) -> Items<#page> {
            self.pages().items()
        }
    })
}

fn setter(setter: &Setter, body: Option<&Body>) -> TokenStream {
    let name = ident(&setter.name);
    let docs = markdown::docs(&setter.docs);
    let call = quote!(self.call);
    let Some(value_type) = &setter.value else {
        let set = set_field(&setter.target, body, None);
        // Null takes back what was said of a value before.
        let requirements = setter.checks.iter().filter_map(|check| {
            let (wire, rule) = (wire(&setter.target)?, &check.rule);
            Some(match check.measure {
                Measure::Within(_) => quote!(#call.within(#wire, None);),
                Measure::Value | Measure::Remainder(_) | Measure::Length | Measure::Count => {
                    quote!(#call.require(true, #wire, #rule);)
                }
            })
        });
        return quote! {
            #docs
            pub fn #name(mut self) -> Self {
                #(#requirements)*
                #set
                self
            }
        };
    };
    let argument = name.clone();
    let taken_type = argument_type(value_type, &types());
    let into = matches!(value_type, RustType::String);
    let text = into.then(|| quote!(let #argument: String = #argument.into();));
    let requirements = requirements(&setter.checks, &setter.target, &call, &quote!(#argument));
    let statements = match &setter.target {
        Target::Path(_) | Target::Query(_) | Target::Header(_) | Target::Styled(_) => {
            let set = set(&setter.target, &call, &quote!(#argument));
            quote!(#text #(#requirements)* #set)
        }
        Target::Field { .. } | Target::Body if requirements.is_empty() => {
            let value = taken(value_type, &quote!(#argument));
            set_field(&setter.target, body, Some(&value))
        }
        Target::Field { .. } | Target::Body => {
            let value = if into {
                quote!(#argument)
            } else {
                taken(value_type, &quote!(#argument))
            };
            let set = set_field(&setter.target, body, Some(&value));
            quote!(#text #(#requirements)* #set)
        }
    };
    quote! {
        #docs
        pub fn #name(mut self, #argument: #taken_type) -> Self {
            #statements
            self
        }
    }
}

fn is_parameter(argument: &Argument) -> bool {
    match argument.target {
        Target::Path(_) | Target::Query(_) | Target::Header(_) | Target::Styled(_) => true,
        Target::Field { .. } | Target::Body => false,
    }
}

/// The name on the wire; `None` of the body as a whole.
fn wire(target: &Target) -> Option<&str> {
    match target {
        Target::Path(wire)
        | Target::Query(wire)
        | Target::Header(wire)
        | Target::Field { wire, .. } => Some(wire),
        Target::Styled(styled) => Some(&styled.name),
        Target::Body => None,
    }
}

fn requirements(
    checks: &[Check],
    target: &Target,
    call: &TokenStream,
    value: &TokenStream,
) -> Vec<TokenStream> {
    let wire = wire(target).unwrap_or("body");
    checks
        .iter()
        .map(|check| {
            if let Measure::Within(of) = &check.measure {
                let broken = within(of, value, &types());
                return quote!(#call.within(#wire, #broken););
            }
            let (condition, rule) = (condition(check, value), &check.rule);
            quote!(#call.require(#condition, #wire, #rule);)
        })
        .collect()
}

fn set(target: &Target, call: &TokenStream, value: &TokenStream) -> Option<TokenStream> {
    match target {
        Target::Query(wire) => Some(quote!(#call.query(#wire, &#value);)),
        Target::Header(wire) => Some(quote!(#call.header(#wire, &#value);)),
        Target::Styled(styled) => styled::set(styled, call, value),
        Target::Path(_) | Target::Field { .. } | Target::Body => None,
    }
}
