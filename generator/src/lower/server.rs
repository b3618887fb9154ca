//! Where the service is, and the operations that are somewhere else.

use super::{
    Lowering,
    node::Node,
    server_url::{filled, resolved, template},
};
use crate::api::{Operation, Server, Variable};

/// Where a service is.
#[derive(Default)]
pub(super) struct Places {
    /// The URL that is called if a user says nothing.
    pub(super) base_url: Option<String>,
    /// What the document says of the URL where a user must give it: a reference, such as `/api/v3`.
    pub(super) path: Option<String>,
    /// What a user can choose from, if there is a choice.
    pub(super) servers: Vec<Server>,
}

/// What a server object says.
enum Address {
    /// A whole URL.
    Whole(Server),
    /// One that is relative to that of the document, with the defaults of its variables.
    Relative(String),
    /// Nothing that can be called.
    Unusable,
}

impl<'d> Lowering<'d> {
    /// Where the service is. Says of each operation that is somewhere else where that is.
    pub(super) fn places(&mut self, root: &Node<'d>, operations: &mut [Operation]) -> Places {
        let mut places = Places::default();
        let nodes = root.items("servers");
        for (at, node) in nodes.iter().enumerate() {
            let address = address(node);
            if at == 0 {
                self.first_place(node, &address, &mut places);
            }
            let server = match (address, &places.base_url) {
                (Address::Whole(server), _) => server,
                (Address::Relative(path), Some(base)) => {
                    let mut server = described(node);
                    (server.url, server.parts) = template(&resolved(base, &path), &mut Vec::new());
                    server
                }
                (Address::Relative(_) | Address::Unusable, _) => {
                    if at > 0 {
                        self.left_out(node);
                    }
                    continue;
                }
            };
            if places.servers.iter().all(|known| !is_same(known, &server)) {
                places.servers.push(server);
            }
        }
        let is_choice = match places.servers.as_slice() {
            [] => false,
            [only] => places.base_url.is_none() || !only.variables.is_empty(),
            _ => true,
        };
        if !is_choice {
            places.servers.clear();
        }
        self.elsewhere(&nodes, operations, &mut places);
        places
    }

    /// What the first server says: where calls go if a user says nothing.
    fn first_place(&mut self, node: &Node<'d>, address: &Address, places: &mut Places) {
        let url = node.text("url").unwrap_or_default();
        match address {
            Address::Whole(server) => {
                places.base_url = filled(&server.parts, &server.variables);
                if places.base_url.is_none() {
                    self.warn(
                        "server-not-absolute",
                        node,
                        format!(
                            "`{}` has a variable without a default: users must say what it is",
                            url.escape_debug()
                        ),
                        "give the variables of the first server defaults",
                    );
                }
            }
            Address::Relative(path) => {
                self.not_absolute(node, url);
                let path = path.trim_end_matches('/');
                let says_nothing = path.split('/').all(|segment| matches!(segment, "" | "."));
                places.path = (!says_nothing).then(|| path.to_owned());
            }
            Address::Unusable => self.not_absolute(node, url),
        }
    }

    fn not_absolute(&mut self, node: &Node<'d>, url: &str) {
        self.warn(
            "server-not-absolute",
            node,
            format!(
                "`{}` is not a complete URL: users must give one themselves",
                url.escape_debug()
            ),
            "give the first server an absolute URL, and its variables defaults",
        );
    }

    fn left_out(&mut self, node: &Node<'d>) {
        let url = node.text("url").unwrap_or_default();
        self.warn(
            "server-left-out",
            node,
            format!(
                "`{}` is no URL that users can be offered: they must give it themselves",
                url.escape_debug()
            ),
            "give the server an absolute URL",
        );
    }

    /// Says where the operations are that have servers of their own.
    fn elsewhere(
        &mut self,
        of_all: &[Node<'d>],
        operations: &mut [Operation],
        places: &mut Places,
    ) {
        let own = std::mem::take(&mut self.servers);
        for (operation, node) in operations.iter_mut().zip(&own) {
            let Some(node) = node else {
                continue;
            };
            operation.server = match address(node) {
                Address::Whole(server) => filled(&server.parts, &server.variables),
                Address::Relative(path) => match &places.base_url {
                    Some(base) => Some(resolved(base, &path)),
                    None => Some(path),
                },
                Address::Unusable => None,
            };
            if operation.server.is_none() {
                let id = &operation.id;
                self.warn(
                    "operation-part-left-out",
                    node,
                    format!("`{id}` has a server of its own, which is no URL that can be called"),
                    "give the server an absolute URL, and its variables defaults",
                );
            }
        }
        // Where all say themselves where they are, nobody needs to say where the service is.
        let is_url = |url: &&String| url.contains("://");
        let mut urls = operations.iter().map(|o| o.server.as_ref().filter(is_url));
        if of_all.is_empty() && urls.clone().all(|url| url.is_some()) {
            places.base_url = urls.next().flatten().cloned();
        }
        let usual = places.base_url.as_ref().or(places.path.as_ref());
        for operation in operations {
            let same = |own: &String| Some(own.as_str()) == usual.map(String::as_str);
            operation.server.take_if(|own| same(own) || own.is_empty());
        }
    }
}

/// The servers that an operation has of its own: the first of them.
pub(super) fn own_server<'d>(item: &Node<'d>, node: &Node<'d>) -> Option<Node<'d>> {
    let of_item = || item.items("servers").into_iter().next();
    node.items("servers").into_iter().next().or_else(of_item)
}

fn is_same(one: &Server, other: &Server) -> bool {
    (&one.url, &one.variables) == (&other.url, &other.variables)
}

/// A server without its URL.
fn described(node: &Node<'_>) -> Server {
    let words = |key: &str| {
        let words = node.text(key).map(str::trim);
        words.filter(|words| !words.is_empty()).map(str::to_owned)
    };
    Server {
        name: words("name"),
        description: words("description"),
        url: String::new(),
        parts: Vec::new(),
        variables: Vec::new(),
    }
}

fn address(node: &Node<'_>) -> Address {
    let mut server = described(node);
    let mut variables: Vec<Variable> = node
        .entries("variables")
        .iter()
        .map(|(name, variable)| variable_of(name, variable))
        .collect();
    let written = node.text("url").unwrap_or_default().trim();
    let written = match written.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => written.to_owned(),
    };
    (server.url, server.parts) = template(&written, &mut variables);
    server.variables = variables;
    let with_defaults = filled(&server.parts, &server.variables);
    let shown = with_defaults.as_ref().unwrap_or(&server.url);
    if is_whole(shown) {
        return Address::Whole(server);
    }
    match with_defaults {
        Some(path) if is_relative(&path) => Address::Relative(path),
        // All of it is for the user to say, or at least where it begins.
        None if written.starts_with('{') && !written.starts_with("{}") => Address::Whole(server),
        Some(_) | None => Address::Unusable,
    }
}

/// Whether a text is a URL of HTTP to which paths can be added.
fn is_whole(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let scheme = scheme.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https")
        && !rest.is_empty()
        && !rest.starts_with('/')
        && !rest.contains(['?', '#', '@', '\\'])
        && !rest.contains(char::is_whitespace)
}

/// Whether a text is the path of a URL, and no URL that lacks its scheme.
fn is_relative(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    let is_segment = matches!(first, "." | "..") || !first.contains(['.', ':']);
    is_segment && !path.contains(['?', '#', '\\', '{', '}']) && !path.contains(char::is_whitespace)
}

fn variable_of(name: &str, node: &Node<'_>) -> Variable {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            None
        }
    };
    let default = node.value.get("default").and_then(text);
    let mut values: Vec<String> = Vec::new();
    let listed = node.items("enum");
    let listed = listed.iter().filter_map(|item| text(item.value));
    for value in listed {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if let Some(default) = &default
        && !values.is_empty()
        && !values.contains(default)
    {
        values.insert(0, default.clone());
    }
    Variable {
        name: name.to_owned(),
        values,
        default,
        description: node.docs().description,
    }
}
