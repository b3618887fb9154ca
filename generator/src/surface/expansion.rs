//! Carries out the crate's own macros where they write items, so that these are seen.
//!
//! Fragments are parsed as the compiler does, and repetitions take as much as they can. A macro that
//! needs more than that is not carried out, and its call is compared as it stands.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};

/// How often macros may lead to macros.
const DEPTH: usize = 16;

/// The macros that were declared so far.
#[derive(Debug, Default)]
pub(super) struct Macros {
    by_name: HashMap<String, Vec<Rule>>,
    depth: usize,
}

#[derive(Debug, Clone)]
struct Rule {
    pattern: Vec<Part>,
    body: TokenStream,
}

#[derive(Debug, Clone)]
enum Part {
    Token(String),
    Group(Delimiter, Vec<Part>),
    Fragment(String, String),
    Repeat {
        parts: Vec<Part>,
        separator: Option<String>,
        count: char,
    },
}

#[derive(Debug, Clone)]
enum Bound {
    One(TokenStream),
    Many(Vec<Bindings>),
}

type Bindings = HashMap<String, Bound>;

impl Macros {
    /// Keeps what `macro_rules! NAME` says, if all of it is understood.
    pub(super) fn define(&mut self, name: &str, tokens: &TokenStream) {
        let tokens: Vec<_> = tokens.clone().into_iter().collect();
        let mut rules = Vec::new();
        for rule in tokens.split(|token| is_punct(token, ';')) {
            match rule {
                [] => {}
                [TokenTree::Group(pattern), _, _, TokenTree::Group(body)] => {
                    let Some(pattern) = parts(&list(&pattern.stream())) else {
                        return;
                    };
                    let body = body.stream();
                    rules.push(Rule { pattern, body });
                }
                _ => return,
            }
        }
        self.by_name.insert(name.to_owned(), rules);
    }

    /// The items that a call writes; `None` where that is not known.
    pub(super) fn expand(&mut self, call: &syn::Macro) -> Option<Vec<syn::Item>> {
        let name = call.path.get_ident()?.to_string();
        let tokens = list(&call.tokens);
        if self.depth > DEPTH {
            return None;
        }
        for rule in self.by_name.get(&name)? {
            let mut bindings = Bindings::new();
            if let Some([]) = matched(&rule.pattern, &tokens, &mut bindings).as_deref() {
                let written = transcribe(&list(&rule.body), &bindings)?;
                self.depth += 1;
                return Some(syn::parse2::<syn::File>(written).ok()?.items);
            }
        }
        None
    }
}

fn list(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The pattern of a rule.
fn parts(tokens: &[TokenTree]) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if !is_punct(first, '$') {
            found.push(match first {
                TokenTree::Group(group) => {
                    Part::Group(group.delimiter(), parts(&list(&group.stream()))?)
                }
                token => Part::Token(token.to_string()),
            });
            rest = after;
            continue;
        }
        match after {
            [
                TokenTree::Ident(name),
                colon,
                TokenTree::Ident(kind),
                after @ ..,
            ] if is_punct(colon, ':') => {
                found.push(Part::Fragment(name.to_string(), kind.to_string()));
                rest = after;
            }
            [TokenTree::Group(group), after @ ..] => {
                let (separator, count, after) = repetition(after)?;
                found.push(Part::Repeat {
                    parts: parts(&list(&group.stream()))?,
                    separator,
                    count,
                });
                rest = after;
            }
            _ => return None,
        }
    }
    Some(found)
}

/// What stands behind `$(…)`: a separator, if any, and how often.
fn repetition(tokens: &[TokenTree]) -> Option<(Option<String>, char, &[TokenTree])> {
    let count = |token: &TokenTree| match token {
        TokenTree::Punct(punct) if "*+?".contains(punct.as_char()) => Some(punct.as_char()),
        _ => None,
    };
    match tokens {
        [first, rest @ ..] if count(first).is_some() => Some((None, count(first)?, rest)),
        [separator, second, rest @ ..] => Some((Some(separator.to_string()), count(second)?, rest)),
        _ => None,
    }
}

/// What is left of the tokens behind a pattern.
fn matched(
    pattern: &[Part],
    tokens: &[TokenTree],
    bindings: &mut Bindings,
) -> Option<Vec<TokenTree>> {
    let mut rest = tokens.to_vec();
    for part in pattern {
        rest = match part {
            Part::Token(text) => {
                let (first, after) = rest.split_first()?;
                (first.to_string() == *text).then(|| after.to_vec())?
            }
            Part::Group(delimiter, inner) => {
                let (TokenTree::Group(group), after) = rest.split_first()? else {
                    return None;
                };
                let whole = matched(inner, &list(&group.stream()), bindings)?.is_empty();
                (whole && group.delimiter() == *delimiter).then(|| after.to_vec())?
            }
            Part::Fragment(name, kind) => {
                let (value, after) = fragment(kind, &rest)?;
                bindings.insert(name.clone(), Bound::One(value));
                after
            }
            Part::Repeat {
                parts,
                separator,
                count,
            } => repeated(parts, separator.as_deref(), *count, rest, bindings)?,
        };
    }
    Some(rest)
}

fn repeated(
    parts: &[Part],
    separator: Option<&str>,
    count: char,
    mut rest: Vec<TokenTree>,
    bindings: &mut Bindings,
) -> Option<Vec<TokenTree>> {
    let mut all = Vec::new();
    while !rest.is_empty() && (count != '?' || all.is_empty()) {
        let mut from = rest.as_slice();
        if let (Some(separator), false) = (separator, all.is_empty()) {
            match rest.split_first() {
                Some((first, after)) if first.to_string() == separator => from = after,
                _ => break,
            }
        }
        let mut one = Bindings::new();
        let Some(after) = matched(parts, from, &mut one) else {
            break;
        };
        all.push(one);
        rest = after;
    }
    if count == '+' && all.is_empty() {
        return None;
    }
    for name in names(parts) {
        bindings.insert(name, Bound::Many(all.clone()));
    }
    Some(rest)
}

/// The names that a pattern binds.
fn names(parts: &[Part]) -> Vec<String> {
    let of = |part: &Part| match part {
        Part::Token(_) => Vec::new(),
        Part::Group(_, parts) | Part::Repeat { parts, .. } => names(parts),
        Part::Fragment(name, _) => vec![name.clone()],
    };
    parts.iter().flat_map(of).collect()
}

/// A fragment, and what is left behind it.
fn fragment(kind: &str, tokens: &[TokenTree]) -> Option<(TokenStream, Vec<TokenTree>)> {
    fn split<T: Parse + ToTokens>(
        input: ParseStream<'_>,
    ) -> syn::Result<(TokenStream, TokenStream)> {
        let value = input.parse::<T>()?.to_token_stream();
        Ok((value, input.parse()?))
    }
    let parser = match kind {
        "ident" => split::<syn::Ident>,
        "ty" => split::<syn::Type>,
        "expr" => split::<syn::Expr>,
        "literal" => split::<syn::Lit>,
        "lifetime" => split::<syn::Lifetime>,
        "path" => split::<syn::Path>,
        "meta" => split::<syn::Meta>,
        "vis" => split::<syn::Visibility>,
        "block" => split::<syn::Block>,
        "item" => split::<syn::Item>,
        "tt" => split::<TokenTree>,
        _ => return None,
    };
    let tokens: TokenStream = tokens.iter().cloned().collect();
    let (value, rest) = parser.parse2(tokens).ok()?;
    Some((value, list(&rest)))
}

/// The body of a rule with what was bound put in.
fn transcribe(body: &[TokenTree], bindings: &Bindings) -> Option<TokenStream> {
    let mut written = TokenStream::new();
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if !is_punct(first, '$') {
            match first {
                TokenTree::Group(group) => {
                    let inner = transcribe(&list(&group.stream()), bindings)?;
                    let group = Group::new(group.delimiter(), inner);
                    written.extend([TokenTree::Group(group)]);
                }
                token => written.extend([token.clone()]),
            }
            continue;
        }
        match after {
            [TokenTree::Ident(name), after @ ..] => {
                rest = after;
                let name = name.to_string();
                match bindings.get(&name) {
                    Some(Bound::One(value)) => written.extend(value.clone()),
                    None if name == "crate" => {
                        let name = syn::Ident::new("crate", proc_macro2::Span::call_site());
                        written.extend([TokenTree::Ident(name)]);
                    }
                    Some(Bound::Many(_)) | None => return None,
                }
            }
            [TokenTree::Group(group), after @ ..] => {
                let (separator, _, after) = repetition(after)?;
                rest = after;
                let inner = list(&group.stream());
                let used = used(&inner);
                let many = used.iter().find_map(|name| match bindings.get(name) {
                    Some(Bound::Many(all)) => Some(all),
                    _ => None,
                });
                for (at, one) in many?.iter().enumerate() {
                    if let (Some(separator), true) = (&separator, at > 0) {
                        written.extend(separator.parse::<TokenStream>().ok()?);
                    }
                    let mut all = bindings.clone();
                    // Of what repeats beside it, the same turn.
                    for name in &used {
                        if let Some(Bound::Many(turns)) = bindings.get(name)
                            && let Some(value) = turns.get(at).and_then(|turn| turn.get(name))
                        {
                            all.insert(name.clone(), value.clone());
                        }
                    }
                    all.extend(one.clone());
                    written.extend(transcribe(&inner, &all)?);
                }
            }
            _ => return None,
        }
    }
    Some(written)
}

/// The names behind `$` in a part of a body.
fn used(tokens: &[TokenTree]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1)) {
            (TokenTree::Group(group), _) => found.extend(used(&list(&group.stream()))),
            (dollar, Some(TokenTree::Ident(name))) if is_punct(dollar, '$') => {
                found.push(name.to_string());
            }
            _ => {}
        }
    }
    found
}
