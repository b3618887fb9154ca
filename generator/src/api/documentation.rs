//! What the document says about a thing in words and limits.

/// The words about an operation, a type, a property or a parameter, as the vendor wrote them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// A title, in a few words.
    pub summary: Option<String>,
    /// Any text, usually Markdown.
    pub description: Option<String>,
    /// What was corrected against the published document, a sentence each.
    pub corrections: Vec<String>,
    /// Whether the vendor advises against its use.
    pub deprecated: bool,
    /// Where the vendor says more.
    pub link: Option<String>,
}

/// A number of a document, exact as far as Rust can hold it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(i128),
    /// Any other finite number.
    Float(f64),
}

/// What limits a value, and what values look like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The least number that is allowed.
    pub minimum: Option<Number>,
    /// The greatest number that is allowed.
    pub maximum: Option<Number>,
    /// Whether the minimum itself is not allowed.
    pub above_minimum: bool,
    /// Whether the maximum itself is not allowed.
    pub below_maximum: bool,
    /// The number that a value must be a multiple of.
    pub multiple_of: Option<Number>,
    /// The least length of a text in characters.
    pub min_length: Option<u64>,
    /// The greatest length of a text in characters.
    pub max_length: Option<u64>,
    /// The least count of items.
    pub min_items: Option<u64>,
    /// The greatest count of items.
    pub max_items: Option<u64>,
    /// Whether no item can be there twice.
    pub unique_items: bool,
    /// A regular expression for texts.
    pub pattern: Option<String>,
    /// The format of a text, where it has no type of its own.
    pub format: Option<String>,
    /// What the service takes where nothing is sent, as JSON (texts without quotes).
    pub default: Option<String>,
    /// A value that the vendor shows, as JSON (texts without quotes).
    pub example: Option<String>,
    /// All values, as JSON, where they have no type of their own.
    pub values: Vec<String>,
}
