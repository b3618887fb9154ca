//! Code as words whose names mean the same wherever they stand: paths are resolved, parameters of
//! types are known by their place.

use std::collections::HashMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

use super::{
    public::Public,
    scope::Target,
    tree::{ModuleId, Tree},
};

/// A piece of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A name of the crate or of another one, from its root.
    Path(Vec<String>),
    /// Anything else, as written.
    Text(String),
    /// What people see as a name, and what it stands for; nothing where it means nothing to users.
    Shown(String, Vec<Word>),
}

impl Word {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// How many names of types may lead to each other.
const DEPTH: usize = 16;

/// Where code stands: what its names mean.
#[derive(Clone)]
pub(super) struct Scope<'t> {
    pub(super) tree: &'t Tree,
    pub(super) public: &'t Public,
    pub(super) module: ModuleId,
    /// Parameters of types, lifetimes with their `'`, and what they are known by.
    parameters: HashMap<String, String>,
    /// What `Self` is.
    itself: Vec<Word>,
    depth: usize,
}

impl<'t> Scope<'t> {
    pub(super) fn of(tree: &'t Tree, public: &'t Public, module: ModuleId) -> Self {
        Self {
            tree,
            public,
            module,
            parameters: HashMap::new(),
            itself: Vec::new(),
            depth: DEPTH,
        }
    }

    /// The same with what `Self` is.
    pub(super) fn with_self(mut self, itself: Vec<Word>) -> Self {
        self.itself = itself;
        self
    }

    /// The same with the parameters of an item.
    pub(super) fn with(mut self, generics: &syn::Generics) -> Self {
        for parameter in &generics.params {
            let place = self.parameters.len();
            let (name, known) = match parameter {
                syn::GenericParam::Lifetime(lifetime) => {
                    (lifetime.lifetime.to_string(), format!("'{place}"))
                }
                syn::GenericParam::Type(one) => (one.ident.to_string(), format!("#{place}")),
                syn::GenericParam::Const(one) => (one.ident.to_string(), format!("#{place}")),
            };
            self.parameters.insert(name, known);
        }
        self
    }

    /// The words of a piece of code.
    pub(super) fn words(&self, code: &impl ToTokens) -> Vec<Word> {
        let mut words = Vec::new();
        self.write(code.to_token_stream(), false, &mut words);
        words
    }

    fn write(&self, tokens: TokenStream, in_parentheses: bool, words: &mut Vec<Word>) {
        let tokens = flat(tokens);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    let called = matches!(words.last(), Some(Word::Path(_) | Word::Shown(..)));
                    words.push(Word::text(open));
                    let first = words.len();
                    self.write(group.stream(), open == "(", words);
                    // A comma at the end means nothing but in a tuple of one.
                    let commas = flat(group.stream())
                        .iter()
                        .filter(|one| is_comma(one))
                        .count();
                    if called || commas > 1 || open != "(" {
                        drop_comma(words, first);
                    }
                    words.push(Word::text(close));
                    at += 1;
                }
                TokenTree::Literal(literal) => {
                    words.push(Word::text(literal.to_string()));
                    at += 1;
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    let name = tokens
                        .get(at + 1)
                        .map_or(String::new(), ToString::to_string);
                    words.push(self.parameter(&format!("'{name}")));
                    at += 2;
                }
                TokenTree::Punct(_) => {
                    let sign = sign(&tokens[at..]);
                    at += sign.len();
                    let after_path = matches!(words.last(), Some(Word::Path(_) | Word::Shown(..)));
                    let starts = sign == "::" && !after_path && !ends(words.last());
                    if starts && matches!(tokens.get(at), Some(TokenTree::Ident(_))) {
                        at = self.path(&tokens, at, true, words);
                    } else {
                        if sign == ">" {
                            drop_comma(words, 0);
                        }
                        words.push(Word::Text(sign));
                    }
                }
                TokenTree::Ident(_) if words.last() == Some(&Word::text("::")) => {
                    words.push(Word::text(token.to_string()));
                    at += 1;
                }
                TokenTree::Ident(name) if is_label(&tokens, at, in_parentheses) => {
                    if in_parentheses {
                        // The name of an argument of a function pointer.
                        at += 2;
                    } else {
                        words.push(Word::text(name.to_string()));
                        at += 1;
                    }
                }
                TokenTree::Ident(_) => at = self.path(&tokens, at, false, words),
            }
        }
    }

    /// A path from a place on: where it ends.
    fn path(
        &self,
        tokens: &[TokenTree],
        mut at: usize,
        absolute: bool,
        words: &mut Vec<Word>,
    ) -> usize {
        let mut path = vec![tokens[at].to_string()];
        at += 1;
        if !absolute && KEYWORDS.contains(&path[0].as_str()) {
            words.push(Word::Text(path.remove(0)));
            return at;
        }
        while sign(&tokens[at..]) == "::"
            && let Some(TokenTree::Ident(name)) = tokens.get(at + 2)
        {
            path.push(name.to_string());
            at += 3;
        }
        let (first, rest) = (&path[0], &path[1..]);
        let known = if absolute {
            None
        } else if first == "Self" {
            Some(Word::Shown("Self".to_owned(), self.itself.clone()))
        } else if self.parameters.contains_key(first) {
            Some(self.parameter(first))
        } else {
            None
        };
        if let Some(known) = known {
            words.push(known);
            for name in rest {
                words.extend([Word::text("::"), Word::text(name.clone())]);
            }
        } else {
            words.extend(self.meaning(&path, absolute));
        }
        at
    }

    fn parameter(&self, name: &str) -> Word {
        match self.parameters.get(name) {
            Some(known) => Word::Shown(name.to_owned(), vec![Word::text(known.clone())]),
            None => Word::text(name),
        }
    }

    /// What a path means, as words.
    fn meaning(&self, path: &[String], absolute: bool) -> Vec<Word> {
        let targets = self.tree.resolve(self.module, path, absolute);
        // Types come before what only shares their name.
        let rank = |target: &Target| match target {
            Target::Definition(id) => match &self.tree.definitions[*id].item {
                syn::Item::Struct(_)
                | syn::Item::Enum(_)
                | syn::Item::Trait(_)
                | syn::Item::Type(_)
                | syn::Item::Union(_) => 0,
                _ => 2,
            },
            Target::External(_) | Target::Within(..) => 1,
            Target::Module(_) => 3,
        };
        let Some(target) = targets.iter().min_by_key(|target| rank(target)) else {
            return vec![match path {
                // Types of the language, and what cannot be told.
                [name] => Word::text(name.clone()),
                path => Word::Path(path.to_vec()),
            }];
        };
        match target {
            Target::External(path) => vec![Word::Path(path.clone())],
            Target::Module(id) => vec![Word::Path(self.tree.modules[*id].path.clone())],
            Target::Within(id, inner) => {
                let mut path = self.name(*id);
                path.extend(inner.iter().cloned());
                vec![Word::Path(path)]
            }
            Target::Definition(id) => {
                let only = targets.iter().filter(|target| rank(target) == 0).count() == 1;
                if let (true, Some(expanded)) = (only, self.alias(*id, path)) {
                    return vec![expanded];
                }
                vec![Word::Path(self.name(*id))]
            }
        }
    }

    /// What the name of a type without parameters stands for.
    fn alias(&self, id: usize, path: &[String]) -> Option<Word> {
        let definition = &self.tree.definitions[id];
        let syn::Item::Type(alias) = &definition.item else {
            return None;
        };
        if !alias.generics.params.is_empty() || self.depth == 0 {
            return None;
        }
        let mut scope = Self::of(self.tree, self.public, definition.module);
        scope.depth = self.depth - 1;
        let shown = path.last().cloned().unwrap_or_default();
        Some(Word::Shown(shown, scope.words(&alias.ty)))
    }

    /// The path that a definition is known by, public or not.
    pub(super) fn name(&self, id: usize) -> Vec<String> {
        if let Some(way) = self.public.name(id) {
            return way.path.clone();
        }
        let definition = &self.tree.definitions[id];
        let mut path = self.tree.modules[definition.module].path.clone();
        path.push(definition.name.clone());
        path
    }
}

/// Words that begin no path.
const KEYWORDS: [&str; 19] = [
    "impl", "dyn", "mut", "ref", "for", "fn", "where", "const", "unsafe", "extern", "async", "as",
    "in", "move", "pub", "true", "false", "_", "if",
];

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// Leaves out a comma that nothing follows, of the words from a place on.
fn drop_comma(words: &mut Vec<Word>, from: usize) {
    if words.len() > from && words.last() == Some(&Word::text(",")) {
        words.pop();
    }
}

/// Without groups that only the parser sees.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                found.extend(flat(group.stream()));
            }
            token => found.push(token),
        }
    }
    found
}

/// The sign that tokens begin with: those of two characters are one.
fn sign(tokens: &[TokenTree]) -> String {
    let char = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    };
    let Some(first) = char(0) else {
        return String::new();
    };
    let pair: String = [Some(first), char(1)].into_iter().flatten().collect();
    match pair.as_str() {
        "::" | "->" | "=>" | "==" | ".." => pair,
        _ => first.to_string(),
    }
}

/// Whether a path could have ended here, so that `::` goes on with it.
fn ends(word: Option<&Word>) -> bool {
    matches!(word, Some(Word::Text(text)) if text == ">")
}

/// Whether a name is only the name of an associated type or of an argument.
fn is_label(tokens: &[TokenTree], at: usize, in_parentheses: bool) -> bool {
    let next = sign(&tokens[at + 1..]);
    if next == "=" {
        return true;
    }
    in_parentheses && next == ":"
}
