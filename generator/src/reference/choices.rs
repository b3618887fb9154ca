//! A person's answers to the question where a property lives.

use std::collections::BTreeMap;

/// The property line that a choice is about. Nothing in it changes when lines are added to a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChoiceKey {
    /// `GET /projects/{id}/deployments`
    pub operation: String,
    /// The status of the response, `request` for the request body, or `path`, `query`, `header`
    /// and `cookie` for parameters.
    pub place: String,
    /// The dotted path that the property has in the deepest of its possible parents:
    /// `items[].latestSpec.metadata.userId`.
    pub property: String,
}

/// For each property line, the dotted path of the parent that it belongs to; the empty text is
/// the root of the table.
pub type Choices = BTreeMap<ChoiceKey, String>;

/// What a decision calls the root of the table.
pub const ROOT: &str = "root";
