//! The servers of a service, of which a user can choose one.

/// A server, or several whose URLs have a common form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name in the document.
    pub name: Option<String>,
    /// The words about it.
    pub description: Option<String>,
    /// Its URL, with variables in braces.
    pub url: String,
    /// The same, part by part.
    pub parts: Vec<UrlPart>,
    /// The variables of the URL, in its order.
    pub variables: Vec<Variable>,
}

/// A part of the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlPart {
    /// A text.
    Text(String),
    /// The value of a variable: an index into the variables of the server, and where it stands.
    Variable(usize, UrlPlace),
}

/// Where a value stands in a URL, and so what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlPlace {
    /// Before `://`.
    Scheme,
    /// Within the name of a host, without a dot.
    Label,
    /// Within the name of a host, or all of it.
    Domain,
    /// The name of a host, perhaps with a port.
    Host,
    /// A port.
    Port,
    /// In the path.
    Path,
    /// The path, with its slash.
    Suffix,
    /// Somewhere that is known by the value alone, such as all of the URL.
    Free,
}

/// A variable of the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The values that it can have; empty where it can have any.
    pub values: Vec<String>,
    /// The value that it has if nobody says anything.
    pub default: Option<String>,
    /// The words about it.
    pub description: Option<String>,
}
