//! Which operation of the document is which operation of the pages.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToSnakeCase};
use serde_json::Value;

use super::naming;
use crate::{
    openapi::{Document, Pointer},
    reference::{Method, Operation, Page},
};

/// One operation as both sides know it.
#[derive(Clone, Debug)]
pub(super) struct Pair<'a> {
    /// The operationId, the document's where it has one.
    pub(super) key: String,
    pub(super) method: Method,
    /// The path template, the document's where it has the operation.
    pub(super) path: String,
    /// `/paths/…/get` in the document.
    pub(super) document: Option<Pointer>,
    /// The same operation on every page that has it, in the order of the pages.
    pub(super) pages: Vec<&'a Operation>,
}

impl<'a> Pair<'a> {
    /// What the reference says of it: the first page, once the pages agree.
    pub(super) fn reference(&self) -> Option<&'a Operation> {
        self.pages.first().copied()
    }

    /// What the document's path begins with and the page's does not: `/v1`, where the one has in
    /// its paths what the other has in its base URL.
    pub(super) fn prefix(&self) -> Option<String> {
        self.document.as_ref()?;
        let ours = template_shape(&self.path);
        let theirs = template_shape(&self.reference()?.path.text);
        let prefix = ours.strip_suffix(&theirs)?;
        (!prefix.is_empty()).then(|| prefix.to_owned())
    }

    /// `GET /projects/{id}`.
    pub(super) fn signature(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}

/// The operations of the document in its order, then those that only the pages have.
pub(super) fn pair<'a>(document: &Document, pages: &'a [Page]) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let no_paths = serde_json::Map::new();
    let paths = document.root().get("paths").and_then(Value::as_object);
    for (path, item) in paths.unwrap_or(&no_paths) {
        for method in Method::ALL {
            let token = method.as_str().to_ascii_lowercase();
            let Some(operation) = item.get(&token) else {
                continue;
            };
            let id = operation.get("operationId").and_then(Value::as_str);
            pairs.push(Pair {
                key: id.map_or_else(|| format!("{} {path}", method.as_str()), str::to_owned),
                method,
                path: path.clone(),
                document: Some(Pointer::of(["paths", path.as_str(), &token])),
                pages: Vec::new(),
            });
        }
    }
    let case = Case::of(&pairs);
    let prefix = server_path(document);
    for page in pages {
        let base = page.base_url.as_ref().map_or("", |url| path_of(&url.text));
        for operation in &page.operations {
            let shape = template_shape(&operation.path.text);
            let full = template_shape(&format!("{base}{}", operation.path.text));
            let is = |pair: &Pair<'_>, shape: &str, prefix: &str| {
                pair.method == operation.method
                    && template_shape(&format!("{prefix}{}", pair.path)) == *shape
            };
            // The whole path is on the wire; where the base differs, the path below it counts.
            let known = pairs
                .iter()
                .position(|pair| is(pair, &full, &prefix))
                .or_else(|| pairs.iter().position(|pair| is(pair, &shape, "")));
            if let Some(known) = known {
                pairs[known].pages.push(operation);
                continue;
            }
            let same_path = |pair: &&Pair<'_>| template_shape(&pair.path) == shape;
            let path = pairs.iter().find(same_path).map(|pair| pair.path.clone());
            let key = free_key(&pairs, case, operation);
            pairs.push(Pair {
                key,
                method: operation.method,
                path: path.unwrap_or_else(|| operation.path.text.clone()),
                document: None,
                pages: vec![operation],
            });
        }
    }
    pairs
}

/// An operationId that no other operation has: with the parameters of the path where the words
/// alone are taken, with the method where these are, with a number at last.
fn free_key(pairs: &[Pair<'_>], case: Case, operation: &Operation) -> String {
    let words = naming::operation_words(operation);
    let parameters = naming::parameters(&operation.path.text).join(" and ");
    let method = operation.method.as_str();
    let candidates = [
        words.clone(),
        format!("{words} by {parameters}"),
        format!("{words} by {parameters} {method}"),
    ];
    let numbered = (2..).map(|number| format!("{words} by {parameters} {number}"));
    let mut names = candidates.into_iter().chain(numbered);
    let free = |name: &String| !pairs.iter().any(|pair| pair.key == *name);
    let name = names.by_ref().map(|words| case.apply(&words)).find(free);
    name.unwrap_or(words)
}

/// The path of the document's first server, `/v1`.
fn server_path(document: &Document) -> String {
    let url = document.get(&Pointer::of(["servers", "0", "url"]));
    let url = url.and_then(Value::as_str).unwrap_or_default();
    path_of(url).to_owned()
}

/// The path of an address, without a slash at its end.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let start = if rest.len() == url.len() {
        Some(0)
    } else {
        rest.find('/')
    };
    start.map_or("", |at| rest[at..].trim_end_matches('/'))
}

/// The template without the names of its parameters: they are not on the wire.
fn template_shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut in_name = false;
    for c in path.trim_end_matches('/').chars() {
        match c {
            '{' => in_name = true,
            '}' if in_name => {
                in_name = false;
                shape.push_str("{}");
            }
            _ if in_name => {}
            c => shape.push(c),
        }
    }
    shape
}

/// How the document writes its operationIds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Camel,
    Pascal,
    Snake,
    Kebab,
}

impl Case {
    /// The case of most of the ids; camel case where there is none.
    fn of(pairs: &[Pair<'_>]) -> Self {
        let count = |case: Self| {
            let alike = |pair: &&Pair<'_>| case.apply(&pair.key) == pair.key;
            pairs.iter().filter(alike).count()
        };
        let all = [Self::Camel, Self::Snake, Self::Pascal, Self::Kebab];
        let most = all.into_iter().map(count).max().unwrap_or(0);
        all.into_iter()
            .find(|case| count(*case) == most)
            .unwrap_or(Self::Camel)
    }

    fn apply(self, words: &str) -> String {
        match self {
            Self::Camel => words.to_lower_camel_case(),
            Self::Pascal => words.to_pascal_case(),
            Self::Snake => words.to_snake_case(),
            Self::Kebab => words.to_kebab_case(),
        }
    }
}
