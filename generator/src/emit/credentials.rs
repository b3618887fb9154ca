//! The credentials of a client: what it knows of the schemes of its service, and the methods of its
//! builder that take them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{markdown, rust_type::ident};
use crate::plan::{
    Call, ClientCredentials, Credential, Credentials, KeyPlace, SchemeKind, Security,
};

/// The schemes, as data.
pub(super) fn data(credentials: &Credentials) -> TokenStream {
    let schemes = credentials.all.iter().map(|credential| {
        let (name, setter) = (&credential.name, &credential.setter);
        let place = place(&credential.kind);
        quote!(Scheme { name: #name, setter: #setter, place: SchemePlace::#place })
    });
    let usual = security(&credentials.usual);
    quote! {
        /// The ways to say who calls.
        const SCHEMES: &[Scheme] = &[#(#schemes),*];
        /// Those that calls take which say nothing else: alternatives.
        const SECURITY: &[&[&str]] = #usual;
    }
}

fn place(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenId | SchemeKind::Outside => {
            quote!(Authorization("Bearer"))
        }
        SchemeKind::Basic => quote!(Authorization("Basic")),
        SchemeKind::Http(word) => quote!(Authorization(#word)),
        SchemeKind::Key(KeyPlace::Header, name) => quote!(Header(#name)),
        SchemeKind::Key(KeyPlace::Query, name) => quote!(Query(#name)),
        SchemeKind::Key(KeyPlace::Cookie, name) => quote!(Cookie(#name)),
    }
}

fn security(security: &Security) -> TokenStream {
    let alternatives = security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    quote!(&[#(#alternatives),*])
}

/// The statement of a call that does not take what others do.
pub(super) fn own(call: &Call) -> Option<TokenStream> {
    let security = security(call.security.as_ref()?);
    Some(quote!(call.secured_by(#security);))
}

/// The methods of the builder.
pub(super) fn setters(credentials: &Credentials) -> TokenStream {
    let setters = credentials.all.iter().map(setter);
    quote!(#(#setters)*)
}

fn setter(credential: &Credential) -> TokenStream {
    let (name, scheme) = (ident(&credential.setter), &credential.name);
    let docs = documented(about(credential), credential);
    let own = if credential.is_text() {
        let from_env = credential.from_env.as_ref().map(|(name, variable)| {
            let name = ident(name);
            let docs = markdown::outer(&[
                format!(
                    "What the environment variable {} holds.",
                    markdown::code(variable)
                ),
                String::new(),
                "# Errors".to_owned(),
                "If the variable is not set: the error names it.".to_owned(),
            ]);
            quote! {
                #docs
                pub fn #name(mut self) -> Result<Self, Error> {
                    self.credentials.set_from_env(#scheme, #variable)?;
                    Ok(self)
                }
            }
        });
        let argument = argument(&credential.kind);
        quote! {
            #docs
            pub fn #name(mut self, #argument: impl Into<String>) -> Self {
                self.credentials.set(#scheme, #argument);
                self
            }
            #from_env
        }
    } else {
        quote! {
            #docs
            pub fn #name(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
                self.credentials.set_basic(#scheme, user, password);
                self
            }
        }
    };
    let fetching = fetching(credential);
    quote!(#own #fetching)
}

/// The methods that take what the client fetches tokens with.
fn fetching(credential: &Credential) -> Option<TokenStream> {
    let SchemeKind::OAuth2(Some(ClientCredentials { token_url, scopes })) = &credential.kind else {
        return None;
    };
    let [name, name_at] = credential.fetching.as_ref()?;
    let mut lines = vec![
        format!(
            "Has calls carry access tokens that the client fetches from {} by an id and a secret of \
             its own (the client credentials of OAuth 2): when the first call needs one, and again \
             shortly before it ends, or where the service refuses it.",
            markdown::code(token_url)
        ),
        String::new(),
        "`scopes` are what it asks for; with none, it gets what the service gives.".to_owned(),
    ];
    if !scopes.is_empty() {
        lines.extend([
            String::new(),
            "The document names these:".to_owned(),
            String::new(),
        ]);
        lines.extend(scopes.iter().map(|(scope, about)| {
            let about = markdown::one_line(about);
            let about = if about.is_empty() {
                about
            } else {
                format!(": {about}")
            };
            format!("- {}{about}", markdown::code(scope))
        }));
    }
    let docs = markdown::outer(&lines);
    let docs_at = markdown::outer(&[format!(
        "As [`{name}`](Self::{name}), with tokens from this URL."
    )]);
    let (scheme, at, name_at) = (&credential.name, ident(name), ident(name_at));
    Some(quote! {
        #docs
        pub fn #at(
            self,
            id: impl Into<String>,
            secret: impl Into<String>,
            scopes: &[&str],
        ) -> Self {
            self.#name_at(#token_url, id, secret, scopes)
        }
        #docs_at
        pub fn #name_at(
            mut self,
            url: impl Into<String>,
            id: impl Into<String>,
            secret: impl Into<String>,
            scopes: &[&str],
        ) -> Self {
            self.credentials.set_client(#scheme, url, id, secret, scopes);
            self
        }
    })
}

fn argument(kind: &SchemeKind) -> Ident {
    ident(match kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenId => "token",
        SchemeKind::Key(..) => "key",
        SchemeKind::Basic | SchemeKind::Http(_) | SchemeKind::Outside => "value",
    })
}

/// What a credential is, as a sentence.
fn about(credential: &Credential) -> String {
    match &credential.kind {
        SchemeKind::Bearer | SchemeKind::Outside => {
            "The token that calls carry as `Authorization: Bearer`.".to_owned()
        }
        SchemeKind::OAuth2(_) => {
            "The access token of OAuth 2 that calls carry as `Authorization: Bearer`.".to_owned()
        }
        SchemeKind::OpenId => {
            "The token of the `OpenID` provider that calls carry as `Authorization: Bearer`."
                .to_owned()
        }
        SchemeKind::Basic => {
            "The user name and password that calls carry as `Authorization: Basic`.".to_owned()
        }
        SchemeKind::Http(word) => format!(
            "What calls carry as {}: the text after that word.",
            markdown::code(&format!("Authorization: {word}"))
        ),
        SchemeKind::Key(place, name) => {
            let name_in_code = markdown::code(name);
            match place {
                KeyPlace::Header if name.eq_ignore_ascii_case("authorization") => format!(
                    "What calls carry in the header {name_in_code}: all of its value, with the word before \
                     the key or token where the service wants one."
                ),
                KeyPlace::Header => {
                    format!("The key that calls carry in the header {name_in_code}.")
                }
                KeyPlace::Query => {
                    format!("The key that calls carry in the query as {name_in_code}.")
                }
                KeyPlace::Cookie => {
                    format!("The key that calls carry in the cookie {name_in_code}.")
                }
            }
        }
    }
}

fn documented(sentence: String, credential: &Credential) -> TokenStream {
    let mut lines = vec![sentence];
    let about = markdown::lines(&credential.about);
    if !about.is_empty() {
        lines.push(String::new());
        lines.extend(about);
    }
    markdown::outer(&lines)
}

/// The constructors of a client that takes one credential and knows its URL; `build` is the method of
/// the builder.
pub(super) fn constructors(credentials: &Credentials, build: &Ident) -> TokenStream {
    let [only] = credentials.all.as_slice() else {
        return TokenStream::new();
    };
    let setter = ident(&only.setter);
    if !only.is_text() {
        return quote! {
            /// A client with this user name and password.
            ///
            /// # Errors
            /// If they cannot be sent.
            pub fn new(user: impl Into<String>, password: impl Into<String>) -> Result<Self, Error> {
                Self::builder().#setter(user, password).#build()
            }
        };
    }
    let from_env = only.from_env.as_ref().map(|(name, variable)| {
        let name = ident(name);
        let docs = markdown::outer(&[
            format!(
                "A client with what the environment variable {} holds.",
                markdown::code(variable)
            ),
            String::new(),
            "# Errors".to_owned(),
            "If the variable is not set or what it holds cannot be sent: the error names it."
                .to_owned(),
        ]);
        quote! {
            #docs
            pub fn from_env() -> Result<Self, Error> {
                Self::builder().#name()?.#build()
            }
        }
    });
    let argument = argument(&only.kind);
    let docs = markdown::outer(&[
        format!("A client with this {argument}."),
        String::new(),
        "# Errors".to_owned(),
        "If it cannot be sent.".to_owned(),
    ]);
    quote! {
        #from_env
        #docs
        pub fn new(#argument: impl Into<String>) -> Result<Self, Error> {
            Self::builder().#setter(#argument).#build()
        }
    }
}

/// The methods of the builder with values that stand for secrets, as code.
pub(super) fn with_values<'c>(
    credentials: impl IntoIterator<Item = &'c Credential>,
    before: &str,
) -> String {
    let one = |credential: &Credential| {
        let name = &credential.setter;
        if credential.is_text() {
            format!(".{name}(\"{before}{}\")", argument(&credential.kind))
        } else {
            format!(".{name}(\"{before}user\", \"{before}password\")")
        }
    };
    credentials.into_iter().map(one).collect()
}

/// The section of the guide about them.
pub(super) fn guide(credentials: &Credentials) -> Vec<String> {
    let setters = credentials.all.iter().map(|credential| {
        let from_env = credential.from_env.as_ref().map(|(name, variable)| {
            let variable = markdown::code(variable);
            format!(" `{name}` reads it from the environment variable {variable}.")
        });
        let fetching = credential.fetching.as_ref().map(|[name, _]| {
            format!(" With `{name}`, the client fetches and renews it by itself.")
        });
        format!(
            "- `{}`: {}{}{}",
            credential.setter,
            about(credential),
            from_env.unwrap_or_default(),
            fetching.unwrap_or_default()
        )
    });
    let mut lines = vec![
        "The builder of the client takes, and no error, log or `Debug` shows:".to_owned(),
        String::new(),
    ];
    lines.extend(setters);
    lines.push(String::new());
    lines.push(
        "A call carries what its operation asks for: of several ways, the first for which the client was \
         given all that it takes. Without any, `send` returns an error before anything is sent, unless the \
         operation can do without."
            .to_owned(),
    );
    lines
}
