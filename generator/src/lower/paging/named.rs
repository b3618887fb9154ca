//! What the person who generates says of paging.

use crate::{
    api::{Operation, Pagination},
    diagnostic::{Diagnostic, Diagnostics, Location},
};

/// Which operations are paged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// Whether paging is not recognised by the shape of parameters and answers.
    pub not_recognised: bool,
    /// Operations that are not paged whatever they look like, by their ids.
    pub off: Vec<(String, Location)>,
    /// Operations that are paged as is said here.
    pub operations: Vec<PagedOperation>,
}

/// An operation that is paged in a given way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagedOperation {
    /// The operation's id.
    pub operation: String,
    /// The way.
    pub pagination: Pagination,
    /// Where this is said.
    pub at: Location,
}

impl PagedOperation {
    pub(super) fn pagination(&self) -> Pagination {
        self.pagination.clone()
    }

    pub(super) fn at(&self) -> &Location {
        &self.at
    }
}

impl Paging {
    pub(super) fn recognised(&self) -> bool {
        !self.not_recognised
    }

    pub(super) fn is_off(&self, operation: &str) -> bool {
        self.off.iter().any(|(id, _)| id == operation)
    }

    pub(super) fn named(&self, operation: &str) -> Option<PagedOperation> {
        let mut named = self.operations.iter();
        named.find(|named| named.operation == operation).cloned()
    }

    /// An error for each operation that is named and is not there, or that is named twice.
    pub(in crate::lower) fn check(&self, operations: &[Operation], diagnostics: &mut Diagnostics) {
        let off = self.off.iter().map(|(id, at)| (id, at));
        let named = self
            .operations
            .iter()
            .map(|named| (&named.operation, &named.at));
        let mut seen: Vec<&String> = Vec::new();
        for (id, at) in off.chain(named) {
            let problem = if seen.contains(&id) {
                Diagnostic::error(
                    "paging-named-twice",
                    at.clone(),
                    format!("the paging of `{id}` is said twice"),
                )
                .help("keep one of the entries")
            } else if operations.iter().any(|operation| operation.id == *id) {
                seen.push(id);
                continue;
            } else {
                Diagnostic::error(
                    "paging-of-no-operation",
                    at.clone(),
                    format!("there is no operation `{id}`"),
                )
                .help("write the operationId as the document does, or remove the entry")
            };
            diagnostics.push(problem);
        }
    }
}
