//! Decisions: every side of every finding can be taken, and what is written into a file of
//! decisions or removed from it leaves the rest of its bytes as they are.

use std::{collections::BTreeSet, sync::Arc};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, RngSeed, TestRunner},
};
use truespec::{
    diagnostic::Source,
    openapi::Document,
    pipeline::{self, Inputs},
    reconcile::{Decisions, New, Outcome, Scope, with_decision, without_decision},
};

use crate::cases;

/// The inputs with one decision more, which takes the place of another about the same.
fn with(inputs: &Inputs, new: &New) -> Inputs {
    let text = with_decision(inputs.decisions.as_ref(), new, true).expect("it can be written");
    Inputs {
        decisions: Some(Source::new("decisions.toml", text)),
        ..inputs.clone()
    }
}

/// As the page of each rule says. What cannot be taken is the page's scheme that nobody
/// understands: the error says what to do.
#[test]
fn every_side_of_every_finding_can_be_taken() {
    let mut taken = BTreeSet::new();
    for folder in cases::folders("rules") {
        let inputs = cases::inputs(&folder);
        let document = Document::read(&inputs.document).expect("the case can be read");
        let examined = pipeline::examine(&document, &inputs).expect("the case can be read");
        for finding in &examined.reconciled.findings {
            for side in finding.sides() {
                let new = New {
                    scope: Scope::Finding(finding.id()),
                    take: side.to_owned(),
                    because: "it is so".to_owned(),
                };
                let after = pipeline::examine(&document, &with(&inputs, &new));
                let after = after.unwrap_or_else(|e| panic!("{finding}, {side}: {e}"));
                let codes: Vec<_> = after.problems.iter().map(|p| p.code).collect();
                if codes == ["security-not-understood"] && side == "reference" {
                    continue;
                }
                let by = |f: &&truespec::reconcile::Finding| {
                    f.id() == finding.id()
                        && matches!(&f.outcome, Outcome::ByDecision { side: won, .. } if won == side)
                };
                let found = after.reconciled.findings.iter().find(by);
                assert!(found.is_some(), "{finding}, {side}: {codes:?}");
                let about = |p: &&truespec::diagnostic::Diagnostic| {
                    p.message.contains(&format!("`{}`", finding.id()))
                };
                let own = after.problems.iter().find(about);
                assert!(own.is_none(), "{finding}, {side}: {own:?}");
                taken.insert((finding.rule, side.to_owned()));
            }
        }
    }
    assert!(taken.len() > 50, "{taken:?}");
}

/// A stanza, with what people write around and inside of it.
#[derive(Clone, Debug)]
struct Piece {
    scope: Scope,
    above: &'static str,
    inside: &'static str,
    value: &'static str,
    below: &'static str,
}

const ABOVE: [&str; 5] = [
    "",
    "# about it\n",
    "  # two\n# lines\n",
    "# far\n\n",
    "\n\n",
];
const INSIDE: [&str; 3] = ["", "# inside\n", "\n"];
const VALUES: [&str; 4] = [
    "'plain'",
    "\"a \\\"b\\\"\" # said",
    "\"\"\"\n[[decision]]\n# none\n\"\"\"",
    "'''x\n\n'''",
];
const BELOW: [&str; 4] = ["", "\n", "# below\n\n", "\n\n# between\n\n"];

impl Piece {
    /// Its lines; what belongs to it stands between the marks.
    fn written(&self) -> (String, String, String) {
        let (key, name) = match &self.scope {
            Scope::Finding(id) => ("finding", id),
            Scope::Rule(rule) => ("rule", rule),
        };
        // A comment belongs to the stanza that it stands directly above.
        let (apart, own) = match self.above.rfind("\n\n") {
            Some(end) => self.above.split_at(end + 2),
            None => ("", self.above),
        };
        let stanza = format!(
            "{own}[[decision]]\n{key} = '{name}'\n{}take = 'document'\nbecause = {}\n",
            self.inside, self.value
        );
        (apart.to_owned(), stanza, self.below.to_owned())
    }
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let names = ["required:A.b", "enum:ü \"x\"", "limits", "format"];
    let part = |all: &'static [&'static str]| proptest::sample::select(all);
    let piece = (part(&ABOVE), part(&INSIDE), part(&VALUES), part(&BELOW));
    proptest::collection::vec(piece, 1..4).prop_map(move |pieces| {
        let pieces = pieces.into_iter().zip(names);
        let pieces = pieces.map(|((above, inside, value, below), name)| Piece {
            scope: if name.contains(':') {
                Scope::Finding(name.to_owned())
            } else {
                Scope::Rule(name.to_owned())
            },
            above,
            inside,
            value,
            below,
        });
        pieces.collect()
    })
}

/// What the decisions of a text are, in order.
fn read(source: &Arc<Source>) -> Vec<(String, String, String)> {
    let all = Decisions::read(source).expect("decisions");
    let all = all.iter().map(|d| {
        let name = d.scope.name().to_owned();
        (name, d.take.clone(), d.because.clone())
    });
    all.collect()
}

/// The lines that are no blank ones.
fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

#[test]
fn edits_touch_nothing_else() {
    let config = Config {
        cases: 300,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let strategy = (pieces(), any::<bool>(), 0..3_usize);
    let result = runner.run(&strategy, |(pieces, crlf, chosen)| {
        let ended = |text: String| {
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        };
        let parts: Vec<_> = pieces.iter().map(Piece::written).collect();
        let header = "# top\n\n".to_owned();
        let whole = parts.iter().fold(header.clone(), |text, (a, b, c)| {
            [text.as_str(), a, b, c].concat()
        });
        let whole = ended(whole);
        let source = Source::new("decisions.toml", whole.as_str());
        let before = read(&source);

        // One more stands behind all others.
        let new = New {
            scope: Scope::Finding("default:new".to_owned()),
            take: "reference".to_owned(),
            because: "a \"new\" one".to_owned(),
        };
        let more = with_decision(Some(&source), &new, false).expect("written");
        prop_assert!(more.starts_with(&whole));
        let more = Source::new("decisions.toml", more);
        let mut expected = before.clone();
        expected.push((
            "default:new".to_owned(),
            "reference".to_owned(),
            new.because.clone(),
        ));
        prop_assert_eq!(read(&more), expected);
        let back = without_decision(&more, &new.scope)
            .expect("read")
            .expect("there");
        prop_assert_eq!(back.trim_end(), whole.trim_end());

        // Another side and reason stand in the place of the old ones, and nothing else is new.
        let chosen = chosen % pieces.len();
        let scope = pieces[chosen].scope.clone();
        let again = New {
            scope: scope.clone(),
            ..new
        };
        let replaced = with_decision(Some(&source), &again, true).expect("written");
        let value = ended(pieces[chosen].value.replace(" # said", ""));
        let stanza = ended(parts[chosen].1.clone());
        let other = stanza.replacen("'document'", "\"reference\"", 1).replacen(
            &value,
            "\"a \\\"new\\\" one\"",
            1,
        );
        prop_assert_eq!(&replaced, &whole.replacen(&stanza, &other, 1));

        // One less takes its own lines with it.
        let rest = without_decision(&source, &scope)
            .expect("read")
            .expect("there");
        let kept = parts
            .iter()
            .enumerate()
            .fold(header, |text, (number, (a, b, c))| {
                let own = if number == chosen { "" } else { b.as_str() };
                [text.as_str(), a, own, c].concat()
            });
        let kept = ended(kept);
        prop_assert_eq!(lines(&rest), lines(&kept));
        let mut expected = before;
        expected.remove(chosen);
        prop_assert_eq!(read(&Source::new("decisions.toml", rest)), expected);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
