//! Messages about findings, decisions and what explains them.

use serde::{Deserialize, Serialize};
use truespec::{
    diagnostic::Location,
    reconcile::{self, Outcome, Subject},
};

use super::{Place, place};

/// What the sides disagree on.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Finding {
    /// `rule:place`.
    pub(crate) id: String,
    pub(crate) rule: String,
    /// The operationId, where it is about an operation.
    pub(crate) operation: Option<String>,
    /// The name of the schema, where it is about one.
    pub(crate) schema: Option<String>,
    /// `open`, `rule` or `decision`: who settled it.
    pub(crate) settled_by: String,
    /// The side that won.
    pub(crate) side: Option<String>,
    /// The side that wins where nobody decides.
    pub(crate) default: Option<String>,
    /// The reason of the decision.
    pub(crate) because: Option<String>,
    /// Where the decision stands.
    pub(crate) decision: Option<Place>,
    pub(crate) remark: String,
    /// What a decision can take.
    pub(crate) sides: Vec<String>,
    pub(crate) claims: Vec<Claim>,
}

/// What a side says.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Claim {
    pub(crate) side: String,
    pub(crate) says: String,
    /// Where; the label of each place is the text of its line.
    pub(crate) places: Vec<Place>,
}

/// A decision that was written.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Decided {
    /// The id of the finding, or the name of the rule.
    pub(crate) scope: String,
    pub(crate) take: String,
    pub(crate) because: String,
    pub(crate) file: String,
    /// How many findings it settles.
    pub(crate) findings: usize,
    /// Whether the corrected document is another one than before.
    pub(crate) changes_document: bool,
}

/// A decision that was removed.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Removed {
    /// The id of the finding, or the name of the rule.
    pub(crate) scope: String,
    pub(crate) file: String,
}

/// A rule.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Explained {
    pub(crate) name: String,
    pub(crate) summary: String,
    /// As Markdown.
    pub(crate) page: String,
    /// The ids of what it finds in the inputs, where that was asked for and they can be read.
    pub(crate) findings: Option<Vec<String>>,
}

/// A code of a diagnostic.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) meaning: String,
    pub(crate) todo: String,
}

impl From<&reconcile::Finding> for Finding {
    fn from(finding: &reconcile::Finding) -> Self {
        let (operation, schema) = match &finding.subject {
            Subject::Api => (None, None),
            Subject::Operation(id) => (Some(id.clone()), None),
            Subject::Schema(name) => (None, Some(name.clone())),
        };
        let (settled_by, because, decision) = match &finding.outcome {
            Outcome::ByDecision { because, at, .. } => {
                ("decision", Some(because.clone()), Some(placed(at)))
            }
            Outcome::ByRule { .. } if finding.is_open() => ("open", None, None),
            Outcome::ByRule { .. } => ("rule", None, None),
            Outcome::Open => ("open", None, None),
        };
        let claims = finding.claims.iter().map(|claim| Claim {
            side: claim.side.clone(),
            says: claim.says.clone(),
            places: claim.at.iter().map(placed).collect(),
        });
        Self {
            id: finding.id(),
            rule: finding.rule.to_owned(),
            operation,
            schema,
            settled_by: settled_by.to_owned(),
            side: finding.outcome.side().map(str::to_owned),
            default: finding.default.clone(),
            because,
            decision,
            remark: finding.remark.clone(),
            sides: finding.sides().into_iter().map(str::to_owned).collect(),
            claims: claims.collect(),
        }
    }
}

fn placed(at: &Location) -> Place {
    place(at, at.line_text())
}
