//! What the attributes of an item say to its users.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Attribute, Expr, Lit, Meta, Token, punctuated::Punctuated};

/// What must hold for an item to be there: all of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Conditions {
    /// Features of the crate.
    pub(super) features: BTreeSet<String>,
    /// Other predicates of `cfg`, as written.
    pub(super) others: BTreeSet<String>,
}

impl Conditions {
    /// What holds where both do.
    pub(super) fn and(&self, more: &Self) -> Self {
        let mut both = self.clone();
        both.features.extend(more.features.iter().cloned());
        both.others.extend(more.others.iter().cloned());
        both
    }

    pub(super) fn len(&self) -> usize {
        self.features.len() + self.others.len()
    }
}

/// What the attributes of an item say.
#[derive(Clone, Default)]
pub(super) struct Said {
    /// There in tests alone.
    pub(super) never: bool,
    pub(super) conditions: Conditions,
    pub(super) hidden: bool,
    pub(super) non_exhaustive: bool,
    /// The note of `deprecated`; empty where it has none.
    pub(super) deprecated: Option<String>,
    pub(super) docs: String,
    /// What `derive` names, and where it does.
    pub(super) derives: Vec<(syn::Path, Conditions)>,
    /// `repr`, which those who look at the bytes rely on.
    pub(super) repr: Option<String>,
    /// Where `#[path]` says that a module is.
    pub(super) path: Option<String>,
}

impl Said {
    pub(super) fn by(attributes: &[Attribute]) -> Self {
        let mut said = Self::default();
        for attribute in attributes {
            said.read(&attribute.meta);
        }
        said
    }

    fn read(&mut self, meta: &Meta) {
        let Some(name) = meta.path().get_ident() else {
            return;
        };
        match name.to_string().as_str() {
            "doc" => self.doc(meta),
            "cfg" => {
                if let Ok(list) = meta.require_list()
                    && let Ok(predicate) = list.parse_args::<Meta>()
                {
                    self.condition(&predicate);
                }
            }
            "non_exhaustive" => self.non_exhaustive = true,
            "deprecated" => self.deprecated = Some(note(meta)),
            "derive" => {
                let paths = Punctuated::<syn::Path, Token![,]>::parse_terminated;
                if let Ok(list) = meta.require_list()
                    && let Ok(paths) = list.parse_args_with(paths)
                {
                    let always = Conditions::default;
                    self.derives
                        .extend(paths.into_iter().map(|path| (path, always())));
                }
            }
            "repr" => {
                if let Ok(list) = meta.require_list() {
                    self.repr = Some(list.tokens.to_string());
                }
            }
            "path" => self.path = text(meta),
            "cfg_attr" => self.conditional(meta),
            _ => {}
        }
    }

    /// `cfg_attr(condition, attribute, …)`. A trait is derived where the condition holds; of others, what
    /// may be so counts as being so.
    fn conditional(&mut self, meta: &Meta) {
        let parts = meta
            .require_list()
            .and_then(|list| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated));
        let mut parts = parts.into_iter().flatten();
        let Some(predicate) = parts.next() else {
            return;
        };
        let mut holds = Self::default();
        holds.condition(&predicate);
        if holds.never {
            return;
        }
        let before = self.derives.len();
        parts.for_each(|part| self.read(&part));
        for (_, conditions) in &mut self.derives[before..] {
            *conditions = conditions.and(&holds.conditions);
        }
    }

    fn doc(&mut self, meta: &Meta) {
        if let Some(line) = text(meta) {
            if !self.docs.is_empty() {
                self.docs.push('\n');
            }
            self.docs.push_str(line.strip_prefix(' ').unwrap_or(&line));
        } else if let Ok(list) = meta.require_list() {
            let words = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let hidden = |word: &Meta| word.path().is_ident("hidden");
            self.hidden |= words.is_ok_and(|words| words.iter().any(hidden));
        }
    }

    fn condition(&mut self, predicate: &Meta) {
        let path = predicate.path();
        if path.is_ident("all") {
            let parts = predicate.require_list().and_then(|list| {
                list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            });
            if let Ok(parts) = parts {
                for part in &parts {
                    self.condition(part);
                }
                return;
            }
        }
        if path.is_ident("test") || path.is_ident("doctest") {
            self.never = true;
        } else if let (true, Some(feature)) = (path.is_ident("feature"), text(predicate)) {
            self.conditions.features.insert(feature);
        } else {
            let written = predicate.to_token_stream().to_string();
            self.conditions.others.insert(written);
        }
    }
}

/// `NAME = "text"`.
fn text(meta: &Meta) -> Option<String> {
    let value = &meta.require_name_value().ok()?.value;
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The note of `deprecated`, in each of its forms.
fn note(meta: &Meta) -> String {
    if let Some(note) = text(meta) {
        return note;
    }
    let parts = meta
        .require_list()
        .and_then(|list| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated));
    let parts = parts.into_iter().flatten();
    let mut notes = parts.filter(|part| part.path().is_ident("note"));
    notes.find_map(|note| text(&note)).unwrap_or_default()
}
