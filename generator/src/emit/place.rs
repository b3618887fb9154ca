//! Where the calls of a client go: what its builder takes for that, and what its guide says of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{markdown, program::builder, servers::has_variables};
use crate::plan::{Call, Plan, ServerChoice, ServerField, ServerVariant, Servers};

/// Whether a user chooses or completes where calls go, beyond giving another URL.
pub(super) fn has_place(plan: &Plan) -> bool {
    plan.client.servers.is_some() || plan.client.path.is_some()
}

/// The value with which the settings begin.
pub(super) fn place(plan: &Plan) -> TokenStream {
    let path = plan.client.path.as_deref().unwrap_or_default();
    let choice = plan.client.servers.as_ref();
    let missing = match (&plan.client.base_url, choice, &plan.client.path) {
        (Some(_), _, _) => None,
        (None, choice, Some(path)) => {
            let or = choice.map_or("", |_| ", or choose a server with `server`");
            Some(format!(
                "there is no base URL, as the document says only `{path}`: give the URL of the server with \
                 `base_url`, to which that is added{or}"
            ))
        }
        (None, _, None) => Some(
            "there is no base URL: choose a server with `server`, or give a URL with `base_url`"
                .to_owned(),
        ),
    };
    let missing = missing.map_or_else(|| quote!(None), |text| quote!(Some(#text)));
    quote!(Place::new(#path, #missing))
}

/// The methods of the builder that say where calls go.
pub(super) fn setters(plan: &Plan) -> TokenStream {
    let mut lines = vec![
        "The URL of the service, instead of the one that its document gives, with or without a \
         slash at the end."
            .to_owned(),
        String::new(),
    ];
    if let Some(path) = &plan.client.path {
        lines.extend(added(path));
        lines.push(String::new());
    }
    lines.push(
        "It must be `https`, unless its host is this machine or [`allow_http`](Self::allow_http) is \
         set."
            .to_owned(),
    );
    let docs = markdown::outer(&lines);
    let server = plan.client.servers.as_ref().map(|servers| {
        let url = if has_variables(servers) {
            quote!(server.into().url())
        } else {
            quote!(Ok(server.into().url().to_owned()))
        };
        let usual = match &plan.client.base_url {
            Some(url) => format!("{} if not set.", markdown::code(url)),
            None => "It must be set, or [`base_url`](Self::base_url).".to_owned(),
        };
        let docs = markdown::outer(&[
            format!("The server of the service. {usual}"),
            String::new(),
            "Of this and [`base_url`](Self::base_url), what is set last holds.".to_owned(),
        ]);
        quote! {
            #docs
            pub fn server(mut self, server: impl Into<Server>) -> Self {
                self.place.choose(#url);
                self
            }
        }
    });
    quote! {
        #docs
        pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
            self.place.give(base_url);
            self
        }
        #server
    }
}

/// What is added to what a user gives.
fn added(path: &str) -> Vec<String> {
    let code = markdown::code(path);
    vec![if path.starts_with('/') {
        format!(
            "The document says only its path, {code}: that is added to a URL that has no path. A URL \
             with a path is used as it is."
        )
    } else {
        format!(
            "The document says only {code}: that is resolved against the URL that is given here, as \
             against a folder."
        )
    }]
}

/// The statement of a call that goes somewhere else than the others.
pub(super) fn own(call: &Call) -> Option<TokenStream> {
    let url = call.server.as_ref()?;
    Some(quote!(call.served_by(#url);))
}

/// How users choose a server.
pub(super) fn guide(plan: &Plan) -> Option<Vec<String>> {
    let library = &plan.package.library;
    let mut lines = Vec::new();
    match (&plan.client.base_url, &plan.client.path) {
        (Some(url), _) if has_place(plan) => lines.push(format!(
            "Calls go to {}, unless the builder is given another URL (`base_url`) or server:",
            markdown::code(url)
        )),
        (None, Some(path)) => {
            lines.push("The builder must be given the URL of the service (`base_url`).".to_owned());
            lines.extend(added(path));
        }
        (None, None) if has_place(plan) => lines.push(
            "The builder must be given the server to call, or its URL (`base_url`):".to_owned(),
        ),
        (Some(_) | None, _) => {}
    }
    if let Some(servers) = &plan.client.servers {
        lines.push(String::new());
        for server in &servers.all {
            let about = markdown::in_one_line(&server.about);
            let about = if about.is_empty() {
                about
            } else {
                format!(": {about}")
            };
            let (name, url) = (&server.name, markdown::code(&server.url));
            lines.push(format!("- `servers::Server::{name}`, {url}{about}"));
        }
        lines.extend([String::new(), "```rust,no_run".to_owned()]);
        lines.push(format!("use {library}::{{Client, servers}};"));
        lines.push(String::new());
        lines.push(format!(
            "fn elsewhere() -> Result<Client, {library}::Error> {{"
        ));
        let mut all = servers.all.iter();
        let server = all.clone().find(|server| !server.fields.is_empty());
        let server = server.or_else(|| all.next_back());
        let server = server.map(|server| example(server, servers));
        lines.push(format!("    let server = {};", server.unwrap_or_default()));
        lines.push(format!("    {}.server(server).build()", builder(plan)));
        lines.extend(["}", "```"].map(str::to_owned));
    }
    let calls = plan.groups.iter().flat_map(|group| &group.calls);
    let mut own = calls.filter_map(|call| call.server.as_ref());
    if let Some(url) = own.next() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let others =
            "Some operations are at servers of their own; their documentation names these.";
        let given = if url.contains("://") {
            "What the builder is given is for all calls."
        } else {
            "These are relative to the URL that the builder is given."
        };
        lines.push(format!("{others} {given}"));
    }
    (!lines.is_empty()).then_some(lines)
}

/// The expression of a server.
fn example(server: &ServerVariant, servers: &Servers) -> String {
    if server.fields.is_empty() {
        return format!("servers::Server::{}", server.name);
    }
    let choice = |field: &ServerField| field.choice.and_then(|at| servers.choices.get(at));
    let value = |field: &ServerField| match choice(field) {
        Some(choice) => {
            let last = choice.variants.last().map_or("", |(name, _)| name.as_str());
            format!("servers::{}::{last}", choice.name)
        }
        None => "\"example\"".to_owned(),
    };
    let required = server.fields.iter().filter(|field| field.default.is_none());
    let required: Vec<String> = required.map(value).collect();
    let mut text = format!("servers::{}::new({})", server.name, required.join(", "));
    // That a connection can be without TLS is nothing to show.
    let is_shown = |choice: &ServerChoice| choice.variant("http").is_none();
    let optional =
        |field: &&ServerField| field.default.is_some() && choice(field).is_some_and(is_shown);
    if let Some(field) = server.fields.iter().find(optional) {
        text = format!("{text}.{}({})", field.name, value(field));
    }
    text
}
