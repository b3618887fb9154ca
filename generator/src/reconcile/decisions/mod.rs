//! `decisions.toml`: where a person overrules a rule, everywhere or at one place.

mod edit;
mod file;

use std::{collections::BTreeSet, sync::Arc};

use toml::Spanned;

pub use edit::{New, with_decision, without_decision};
use file::{Stanza, location, stanzas};

use super::{
    finding::{Draft, Finding, Outcome},
    rules,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Location, Remedy, Source},
    reference::{ChoiceKey, Choices, ROOT},
};

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A finding, by its id.
    Finding(String),
    /// All findings of a rule that have no decision of their own.
    Rule(String),
}

impl Scope {
    /// The id of the finding, or the name of the rule.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Finding(name) | Self::Rule(name) => name,
        }
    }

    /// What removes a decision about it.
    fn removal(&self) -> Remedy {
        match self {
            Self::Finding(id) => Remedy::RemoveFinding(id.clone()),
            Self::Rule(rule) => Remedy::RemoveRule(rule.clone()),
        }
    }
}

/// What a person decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What it is about.
    pub scope: Scope,
    /// The side that wins.
    pub take: String,
    /// Why, in the words of the person.
    pub because: String,
    /// Where it stands.
    pub at: Location,
    /// Whether there is something that it is about.
    pub used: bool,
}

impl Decision {
    /// The name of the rule that it is about.
    fn rule(&self) -> &str {
        match &self.scope {
            Scope::Finding(id) => id.split(':').next().unwrap_or_default(),
            Scope::Rule(rule) => rule,
        }
    }

    /// The line of a page that it is about, if it is about one.
    fn choice(&self) -> Option<ChoiceKey> {
        let Scope::Finding(id) = &self.scope else {
            return None;
        };
        let place = id
            .strip_prefix(rules::AMBIGUOUS_NESTING)?
            .strip_prefix(':')?;
        let mut words = place.splitn(4, ' ');
        let (method, path) = (words.next()?, words.next()?);
        Some(ChoiceKey {
            operation: format!("{method} {path}"),
            place: words.next()?.to_owned(),
            property: words.next()?.to_owned(),
        })
    }
}

/// All decisions, and which of them were used.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    all: Vec<Decision>,
}

impl Decisions {
    /// Reads `decisions.toml`:
    ///
    /// ```toml
    /// [[decision]]
    /// finding = "number-or-integer:Tag.id"   # or: rule = "documentation"
    /// take = "example"                       # the side that wins
    /// because = "identifiers are counted, not measured"
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with the file, each with its line.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut all: Vec<Decision> = Vec::new();
        for stanza in stanzas(source)? {
            match decision(source, &stanza) {
                Ok(decision) => {
                    if let Some(first) = all.iter().find(|d| d.scope == decision.scope) {
                        diagnostics.push(
                            Diagnostic::error(
                                "decision-twice",
                                decision.at.clone(),
                                "this is decided twice",
                            )
                            .related(first.at.clone(), "first here")
                            .help("keep one of the two"),
                        );
                    }
                    all.push(decision);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        diagnostics.stop_on_error()?;
        Ok(Self { all })
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.all.iter()
    }

    /// Adds to problems that a decision makes where it stands.
    #[must_use]
    pub fn locate(&self, problems: Diagnostics) -> Diagnostics {
        problems.map(|problem| {
            let decision = match problem.remedy() {
                Some(Remedy::RemoveFinding(id)) => {
                    let about = |d: &&Decision| d.scope == Scope::Finding(id.clone());
                    self.all.iter().find(about)
                }
                _ => None,
            };
            match decision {
                Some(decision) => problem.related(decision.at.clone(), "decided here"),
                None => problem,
            }
        })
    }

    /// The decisions about lines that the pages leave open, for the reading of the pages. Their
    /// place is the operation, the status and the property: `GET /things 200 items[].owner.name`.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let choice = |decision: &Decision| {
            let parent = Some(decision.take.as_str()).filter(|take| *take != ROOT);
            Some((decision.choice()?, parent.unwrap_or_default().to_owned()))
        };
        self.all.iter().filter_map(choice).collect()
    }

    /// Notes which of the choices were about a line of the pages.
    pub fn mark_used(&mut self, used: &BTreeSet<ChoiceKey>) {
        for decision in &mut self.all {
            decision.used |= decision.choice().is_some_and(|key| used.contains(&key));
        }
    }

    /// Settles a finding by the decision about it, else by the one about its rule, else by the
    /// rule's own policy. A decision for a side that there is not leaves it open, and is an error.
    pub(super) fn settle(&mut self, draft: Draft) -> (Finding, Option<Diagnostic>) {
        let mut finding = Finding {
            outcome: draft.default.map_or(Outcome::Open, |side| Outcome::ByRule {
                side: side.to_owned(),
            }),
            default: draft.default.map(str::to_owned),
            rule: draft.rule,
            place: draft.place,
            subject: draft.subject,
            claims: draft.claims,
            remark: draft.remark,
        };
        let id = finding.id();
        let exact = |d: &&mut Decision| d.scope == Scope::Finding(id.clone());
        let wide = |d: &&mut Decision| d.scope == Scope::Rule(finding.rule.to_owned());
        let found = match self.all.iter_mut().find(exact) {
            Some(decision) => Some(decision),
            None => self.all.iter_mut().find(wide),
        };
        let Some(decision) = found else {
            return (finding, None);
        };
        decision.used = true;
        if finding.claims.iter().any(|c| c.side == decision.take) {
            finding.outcome = Outcome::ByDecision {
                side: decision.take.clone(),
                because: decision.because.clone(),
                at: decision.at.clone(),
            };
            return (finding, None);
        }
        finding.outcome = Outcome::Open;
        let sides = finding.sides().into_iter().map(str::to_owned);
        let sides: Vec<String> = sides.collect();
        let named: Vec<_> = sides.iter().map(|side| format!("`{side}`")).collect();
        let problem = Diagnostic::error(
            "decision-without-side",
            decision.at.clone(),
            format!("`{id}` has no side `{}`", decision.take),
        )
        .help(format!("take one of {}", named.join(", ")));
        let remedy = match &decision.scope {
            Scope::Finding(_) => Remedy::DecideAgain { finding: id, sides },
            // One of its own goes before that of its rule.
            Scope::Rule(_) => Remedy::Decide { finding: id, sides },
        };
        (finding, Some(problem.remedy_is(remedy)))
    }

    /// An error for each decision about these rules that matched no finding: what it corrected is
    /// gone, or misspelt.
    #[must_use]
    pub fn unused(&self, findings: &[Finding], source: rules::Source) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let unused = self.all.iter().filter(|d| !d.used);
        for decision in unused.filter(|d| rules::source(d.rule()) == source) {
            let (what, help) = match &decision.scope {
                Scope::Finding(id) => {
                    let rule = id.split(':').next().unwrap_or_default();
                    let near = findings.iter().filter(|f| f.rule == rule);
                    let mut ids: Vec<_> = near.map(|f| format!("`{}`", f.id())).collect();
                    ids.truncate(5);
                    let help = if ids.is_empty() {
                        "remove it: the vendor may have mended what it was about".to_owned()
                    } else {
                        format!("remove it, or name one of {}", ids.join(", "))
                    };
                    (format!("finding `{id}`"), help)
                }
                Scope::Rule(rule) => (
                    format!("finding of rule `{rule}`"),
                    "remove it: the rule finds nothing".to_owned(),
                ),
            };
            diagnostics.push(
                Diagnostic::error(
                    "decision-matches-nothing",
                    decision.at.clone(),
                    format!("there is no {what}"),
                )
                .help(help)
                .remedy_is(decision.scope.removal()),
            );
        }
        diagnostics
    }
}

fn decision(source: &Arc<Source>, stanza: &Spanned<Stanza>) -> Result<Decision, Diagnostic> {
    let header = location(source, &stanza.span());
    let stanza = stanza.get_ref();
    let (scope, at) = match (&stanza.finding, &stanza.rule) {
        (Some(id), None) => {
            let at = location(source, &id.span());
            let scope = Scope::Finding(id.get_ref().clone());
            let rule = id.get_ref().split(':').next().unwrap_or_default();
            known_rule(rule, &scope, &at)?;
            (scope, at)
        }
        (None, Some(rule)) => {
            let at = location(source, &rule.span());
            let scope = Scope::Rule(rule.get_ref().clone());
            known_rule(rule.get_ref(), &scope, &at)?;
            (scope, at)
        }
        _ => {
            return Err(Diagnostic::error(
                "decision-scope",
                header,
                "a decision is about one `finding` or one `rule`",
            )
            .help("write either `finding = \"rule:place\"` or `rule = \"name\"`"));
        }
    };
    let because = stanza
        .because
        .as_ref()
        .map(|b| b.get_ref().trim())
        .unwrap_or_default();
    if because.is_empty() {
        return Err(Diagnostic::error(
            "decision-without-reason",
            at,
            "this decision has no `because`",
        )
        .help("say why, for the person who reads it in a year: because = \"…\""));
    }
    Ok(Decision {
        scope,
        take: stanza.take.get_ref().clone(),
        because: because.to_owned(),
        at,
        used: false,
    })
}

fn known_rule(name: &str, scope: &Scope, at: &Location) -> Result<(), Diagnostic> {
    if rules::named(name).is_some() {
        return Ok(());
    }
    let names: Vec<_> = rules::all().map(|rule| rule.name).collect();
    Err(Diagnostic::error(
        "unknown-rule",
        at.clone(),
        format!("there is no rule `{name}`"),
    )
    .help(format!("the rules are {}", names.join(", ")))
    .remedy_is(scope.removal()))
}
