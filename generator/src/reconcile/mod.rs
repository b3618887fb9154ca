//! Reconciling: an OpenAPI document and the reference pages become a corrected document, the
//! overlay that corrects it, and the list of what disagreed.
//!
//! The pass is a table of [`rules`]. Each compares one kind of fact, reports what it finds, and
//! corrects the document where the side that won says so.

mod components;
mod decisions;
mod drifted;
mod editor;
mod facts;
mod finding;
mod html;
mod inheritance;
mod merge;
mod naming;
mod normal;
mod order;
mod overlay;
mod paging;
mod pairing;
mod parameters;
mod report;
pub mod rules;
mod schemas;
mod shapes;
mod slots;
mod uses;
mod words;
mod write;
mod yaml;

use serde_json::Value;

pub use decisions::{Decision, Decisions, New, Scope, with_decision, without_decision};
pub use drifted::{hold, relocate};
pub use editor::{Action, Change};
pub use finding::{Claim, Finding, Outcome, SERVICE, Subject};
pub use html::html;
pub use overlay::overlay;
pub use paging::EXTENSION as PAGINATION_EXTENSION;
pub use report::report;
pub use yaml::to_yaml;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Location, Remedy},
    drift::Deviation,
    openapi::{Document, Pointer},
    reference::Page,
};

/// The extension that tells, in words, what was corrected of an operation or schema.
pub const CORRECTIONS_EXTENSION: &str = "x-truespec-corrections";

/// What reconciling gives.
#[derive(Clone, Debug)]
pub struct Reconciled {
    /// The corrected document.
    pub document: Value,
    /// What turns the original into the shape in which it was corrected: nothing for a document of
    /// 3.0 in one file.
    pub normalised: Vec<Action>,
    /// What was corrected then, in order.
    pub actions: Vec<Action>,
    /// Every disagreement and how it was settled, in the order of the rules.
    pub findings: Vec<Finding>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Described>,
}

/// An operation and who describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its operationId.
    pub id: String,
    /// `GET /projects/{id}`.
    pub signature: String,
    /// Where the document has it; `None`: only the reference does.
    pub document: Option<Location>,
    /// Where the pages have it.
    pub pages: Vec<Location>,
}

/// What the rules share.
pub(crate) struct Context<'a> {
    document: &'a Document,
    pages: &'a [Page],
    pairs: Vec<pairing::Pair<'a>>,
    shapes: shapes::Shapes<'a>,
    parameters: Vec<parameters::ParameterPair<'a>>,
    editor: editor::Editor,
    decisions: &'a mut Decisions,
    findings: Vec<Finding>,
    diagnostics: Diagnostics,
    /// What a running service does otherwise.
    deviations: &'a [Deviation],
    /// Sentences for [`CORRECTIONS_EXTENSION`], by the place that they are about.
    corrections: Vec<(Pointer, String)>,
    /// Sentences that end in a list of names, by the place and the start of the sentence.
    named: Vec<(Pointer, &'static str, Vec<String>)>,
    /// The finding that the changes which follow come from.
    reason: String,
}

/// Reconciles a document with reference pages. Without pages nothing is found and nothing changed.
///
/// # Errors
/// What nobody settles: two pages that disagree, decisions that match nothing.
pub fn reconcile(
    document: &Document,
    pages: &[Page],
    decisions: &mut Decisions,
) -> Result<Reconciled, Diagnostics> {
    let (reconciled, mut problems) = attempt(document, pages, decisions);
    problems.stop_on_error()?;
    Ok(reconciled)
}

/// Reconciles as far as that goes: what was found, and the problems. Where one of them is an
/// error, the findings can be looked at, and the document is not to be used.
pub fn attempt(
    document: &Document,
    pages: &[Page],
    decisions: &mut Decisions,
) -> (Reconciled, Diagnostics) {
    let mut cx = Context {
        document,
        pages,
        pairs: pairing::pair(document, pages),
        shapes: shapes::Shapes::default(),
        parameters: Vec::new(),
        editor: editor::Editor::new(document),
        decisions,
        findings: Vec::new(),
        diagnostics: Diagnostics::new(),
        deviations: &[],
        corrections: Vec::new(),
        named: Vec::new(),
        reason: String::new(),
    };
    if pages.is_empty() {
        cx.pairs.clear();
    }
    for rule in rules::OPERATIONS {
        (rule.check)(&mut cx);
    }
    // What is found of operations that are not settled yet may change.
    let is_settled = !cx.diagnostics.has_errors();
    cx.shapes = shapes::Shapes::collect(document, &cx.pairs);
    cx.parameters = parameters::collect(document, &cx.pairs);
    for rule in rules::SHAPES {
        (rule.check)(&mut cx);
    }
    components::promote(&mut cx);
    inheritance::write_out(&mut cx);
    for rule in rules::FACTS {
        (rule.check)(&mut cx);
    }
    cx.write();
    if is_settled {
        let unused = cx.decisions.unused(&cx.findings, rules::Source::Texts);
        cx.diagnostics.append(unused);
    }
    let operations = if pages.is_empty() {
        pairing::pair(document, pages)
    } else {
        std::mem::take(&mut cx.pairs)
    };
    let described = |pair: pairing::Pair<'_>| Described {
        signature: pair.signature(),
        document: pair.document.as_ref().map(|at| document.locate(at)),
        pages: pair.pages.iter().map(|p| p.title.at.clone()).collect(),
        id: pair.key,
    };
    let (corrected, actions) = cx.editor.finish();
    let reconciled = Reconciled {
        document: order::arrange(document.root(), corrected),
        normalised: match document.original() {
            Some(original) => normal::actions(original, document.root()),
            None => Vec::new(),
        },
        actions,
        findings: cx.findings,
        operations: operations.into_iter().map(described).collect(),
    };
    (reconciled, cx.diagnostics)
}

impl Context<'_> {
    /// Records a finding and gives the side that won; `None` where it is open or was refused.
    fn settle(&mut self, draft: finding::Draft) -> Option<String> {
        let same = |f: &&Finding| {
            (f.rule, &f.place, &f.claims) == (draft.rule, &draft.place, &draft.claims)
        };
        if let Some(known) = self.findings.iter().find(same) {
            return known.outcome.side().map(str::to_owned);
        }
        let (finding, problem) = self.decisions.settle(draft);
        let side = finding.outcome.side().map(str::to_owned);
        self.reason = finding.to_string();
        self.editor.because(self.reason.clone());
        match problem {
            Some(problem) => self.diagnostics.push(problem),
            None if side.is_none() => self.diagnostics.push(undecided(&finding)),
            None => {}
        }
        self.findings.push(finding);
        side
    }

    /// Records a finding; whether the reference won.
    fn corrects(&mut self, draft: finding::Draft) -> bool {
        self.settle(draft).as_deref() == Some(finding::REFERENCE)
    }

    /// Adds a sentence to what is told of a place about its correction.
    fn tell(&mut self, at: Pointer, sentence: impl Into<String>) {
        self.corrections.push((at, sentence.into()));
    }

    /// Adds a name to a sentence about a place that ends in a list of names.
    fn tell_name(&mut self, at: &Pointer, start: &'static str, name: &str) {
        let same = |(place, sentence, _): &&mut (Pointer, &str, Vec<String>)| {
            place == at && *sentence == start
        };
        match self.named.iter_mut().find(same) {
            Some((_, _, names)) if names.iter().any(|known| known == name) => {}
            Some((_, _, names)) => names.push(name.to_owned()),
            None => self.named.push((at.clone(), start, vec![name.to_owned()])),
        }
    }

    /// The last step: what depends on all corrections together.
    fn write(&mut self) {
        let shared = parameters::share(self.document, &self.parameters);
        parameters::write(
            self.document,
            &self.pairs,
            &self.parameters,
            &shared,
            &mut self.editor,
        );
        rules::add_operations(self, &shared);
        components::add(self);
        self.editor.mend_references(self.document);
        for (at, start, names) in std::mem::take(&mut self.named) {
            let names = words::list(names.iter().map(String::as_str));
            self.tell(at, format!("{start}{names}."));
        }
        self.editor
            .because("what was corrected, for the documentation of generated clients");
        let mut places: Vec<Pointer> = Vec::new();
        for (at, _) in &self.corrections {
            if !places.contains(at) {
                places.push(at.clone());
            }
        }
        for at in places {
            let sentences = self.corrections.iter().filter(|(place, _)| *place == at);
            let sentences: Value = sentences.map(|(_, text)| text.as_str()).collect();
            self.editor.set(&at, CORRECTIONS_EXTENSION, sentences);
        }
    }
}

/// What a person has to decide before anything is written.
fn undecided(finding: &Finding) -> Diagnostic {
    let message = format!(
        "`{}`: the sources disagree, and no rule decides",
        finding.place
    );
    let mut claims = finding
        .claims
        .iter()
        .filter_map(|claim| Some((claim.at.first()?.clone(), claim.says.clone())));
    let mut diagnostic = match claims.next() {
        Some((at, says)) => Diagnostic::error(finding.rule, at, message).label(says),
        None => Diagnostic::error_without_place(finding.rule, message),
    };
    for (at, says) in claims {
        diagnostic = diagnostic.related(at, says);
    }
    let sides: Vec<_> = finding.sides().into_iter().map(str::to_owned).collect();
    let named: Vec<_> = sides.iter().map(|side| format!("{side:?}")).collect();
    let id = finding.id();
    let help = format!(
        "decide in decisions.toml: [[decision]] with finding = {id:?}, take = {} and because = \"…\"",
        named.join(" or ")
    );
    let remedy = Remedy::Decide { finding: id, sides };
    diagnostic.help(help).remedy_is(remedy)
}
