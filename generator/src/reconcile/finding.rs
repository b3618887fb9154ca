//! Findings: what the two sides disagree on, with the evidence of both, and who won.

use std::fmt;

use super::rules::AMBIGUOUS_NESTING;
use crate::diagnostic::Location;

/// What a finding is about; the report has one table for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The API as a whole.
    Api,
    /// An operation, by its operationId.
    Operation(String),
    /// A schema, by its name, or by the operation and direction that it belongs to.
    Schema(String),
}

/// One side's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who says it: `document`, `reference`, or another name that a decision can take.
    pub side: String,
    /// What it says, in a few words.
    pub says: String,
    /// Where it says so; empty where it says nothing at all.
    pub at: Vec<Location>,
}

/// How a finding was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule's own policy.
    ByRule {
        /// The side that won.
        side: String,
    },
    /// A person's decision.
    ByDecision {
        /// The side that won.
        side: String,
        /// Why, in the words of the decision.
        because: String,
        /// Where the decision stands.
        at: Location,
    },
    /// Nobody: a person has to decide.
    Open,
}

impl Outcome {
    /// The side that won; `None` while it is open.
    #[must_use]
    pub fn side(&self) -> Option<&str> {
        match self {
            Self::ByRule { side } | Self::ByDecision { side, .. } => Some(side),
            Self::Open => None,
        }
    }
}

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// What it is about, stable while lines move: `Project.dtDeleted`, `listProjects.query.limit`.
    pub place: String,
    /// Which table of the report it belongs to.
    pub subject: Subject,
    /// Every side's statement, the document's first.
    pub claims: Vec<Claim>,
    /// The side that wins where nobody decides; `None`: a person must decide.
    pub default: Option<String>,
    /// Who won.
    pub outcome: Outcome,
    /// What a person should know beyond the claims; may be empty.
    pub remark: String,
}

impl Finding {
    /// The stable id: the rule and the place.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}", self.rule, self.place)
    }

    /// The names of the sides that a decision about it can take.
    #[must_use]
    pub fn sides(&self) -> Vec<&str> {
        let sides = self.claims.iter().map(|claim| claim.side.as_str());
        // There, the reference's claim is that the page leaves it open.
        let open = self.rule == AMBIGUOUS_NESTING && self.claims.len() > 1;
        sides.skip(usize::from(open)).collect()
    }

    /// Whether a person should decide: nobody won, or who won only stands in until then.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.outcome {
            Outcome::Open => true,
            Outcome::ByRule { .. } => self.rule == AMBIGUOUS_NESTING,
            Outcome::ByDecision { .. } => false,
        }
    }
}

/// `rule:place: document says … (file:line); reference says … (file:line)`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id())?;
        for (number, claim) in self.claims.iter().enumerate() {
            let joint = if number == 0 { ":" } else { ";" };
            write!(f, "{joint} {} says {}", claim.side, claim.says)?;
            if let Some(at) = claim.at.first() {
                write!(f, " ({at})")?;
            }
        }
        if let Outcome::ByDecision { side, because, at } = &self.outcome {
            write!(f, "; {side} by decision ({at}): {because}")?;
        }
        Ok(())
    }
}

/// The side of a running service.
pub const SERVICE: &str = "service";

/// A finding that is not settled yet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: &'static str,
    pub(super) place: String,
    pub(super) subject: Subject,
    pub(super) claims: Vec<Claim>,
    /// The side that wins unless a decision says otherwise; `None`: a person must decide.
    pub(super) default: Option<&'static str>,
    pub(super) remark: String,
}

/// The name of the document's side.
pub(super) const DOCUMENT: &str = "document";
/// The name of the reference's side.
pub(super) const REFERENCE: &str = "reference";

impl Draft {
    /// The usual finding: the document says one thing, the reference another, the reference wins.
    pub(super) fn new(rule: &'static str, place: impl Into<String>, subject: Subject) -> Self {
        Self {
            rule,
            place: place.into(),
            subject,
            claims: Vec::new(),
            default: Some(REFERENCE),
            remark: String::new(),
        }
    }

    /// Adds a side that says something at a place.
    pub(super) fn claim(
        mut self,
        side: impl Into<String>,
        says: impl Into<String>,
        at: impl IntoIterator<Item = Location>,
    ) -> Self {
        self.claims.push(Claim {
            side: side.into(),
            says: says.into(),
            at: at.into_iter().collect(),
        });
        self
    }

    /// Adds what the document says.
    pub(super) fn document(self, says: impl Into<String>, at: Location) -> Self {
        self.claim(DOCUMENT, says, [at])
    }

    /// Adds what the reference says.
    pub(super) fn reference(self, says: impl Into<String>, at: Location) -> Self {
        self.claim(REFERENCE, says, [at])
    }

    /// Says who wins.
    pub(super) fn wins(mut self, side: Option<&'static str>) -> Self {
        self.default = side;
        self
    }

    /// Says what a person should know beyond the claims.
    pub(super) fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}
