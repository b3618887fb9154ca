//! `decisions.toml`: where a person overrules a rule, everywhere or at one place.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use serde::Deserialize;
use toml::Spanned;

use super::{
    finding::{Draft, Finding, Outcome},
    rules,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    reference::{ChoiceKey, Choices},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decision: Vec<Spanned<Stanza>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    finding: Option<Spanned<String>>,
    rule: Option<Spanned<String>>,
    take: Spanned<String>,
    because: Option<Spanned<String>>,
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    Finding(String),
    Rule(String),
}

#[derive(Clone, Debug)]
struct Decision {
    scope: Scope,
    take: String,
    because: String,
    at: Location,
    used: bool,
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
        let file: File = toml::from_str(source.text()).map_err(|error| {
            let at = error.span().map_or_else(
                || Location::of_line(source, 1),
                |span| location(source, &span),
            );
            Diagnostics::from(
                Diagnostic::error("decisions-syntax", at, error.message().trim().to_owned()).help(
                    "a decision is `[[decision]]` with `finding` or `rule`, `take` and `because`",
                ),
            )
        })?;
        let mut diagnostics = Diagnostics::new();
        let mut all: Vec<Decision> = Vec::new();
        for stanza in file.decision {
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

    /// The decisions about lines that the pages leave open, for the reading of the pages. Their
    /// place is the operation, the status and the property: `GET /things 200 items[].owner.name`.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let choice = |decision: &Decision| {
            let parent = Some(decision.take.as_str()).filter(|take| *take != rules::ROOT);
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
    /// rule's own policy.
    pub(super) fn settle(&mut self, draft: Draft) -> Result<Finding, Diagnostic> {
        let mut finding = Finding {
            outcome: draft.default.map_or(Outcome::Open, |side| Outcome::ByRule {
                side: side.to_owned(),
            }),
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
            return Ok(finding);
        };
        decision.used = true;
        if !finding.claims.iter().any(|c| c.side == decision.take) {
            let sides: Vec<_> = finding
                .claims
                .iter()
                .map(|c| format!("`{}`", c.side))
                .collect();
            return Err(Diagnostic::error(
                "decision-without-side",
                decision.at.clone(),
                format!("`{id}` has no side `{}`", decision.take),
            )
            .help(format!("take one of {}", sides.join(", "))));
        }
        finding.outcome = Outcome::ByDecision {
            side: decision.take.clone(),
            because: decision.because.clone(),
            at: decision.at.clone(),
        };
        Ok(finding)
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
                .help(help),
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
            known_rule(id.get_ref().split(':').next().unwrap_or_default(), &at)?;
            (Scope::Finding(id.get_ref().clone()), at)
        }
        (None, Some(rule)) => {
            let at = location(source, &rule.span());
            known_rule(rule.get_ref(), &at)?;
            (Scope::Rule(rule.get_ref().clone()), at)
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

fn known_rule(name: &str, at: &Location) -> Result<(), Diagnostic> {
    if rules::all().any(|rule| rule.name == name) {
        return Ok(());
    }
    let names: Vec<_> = rules::all().map(|rule| rule.name).collect();
    Err(Diagnostic::error(
        "unknown-rule",
        at.clone(),
        format!("there is no rule `{name}`"),
    )
    .help(format!("the rules are {}", names.join(", "))))
}

fn location(source: &Arc<Source>, span: &Range<usize>) -> Location {
    let before = source.text().get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(1, |start| start.chars().count() + 1);
    let inside = source.text().get(span.clone()).unwrap_or_default();
    let length = inside.lines().next().unwrap_or_default().chars().count();
    Location::new(source, line, column, length)
}
