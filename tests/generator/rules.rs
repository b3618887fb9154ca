//! Each rule on its minimal case: the findings, and what they change in the document.

use std::collections::BTreeSet;

use serde_json::Value;
use similar::TextDiff;
use truespec::{
    pipeline::{self, Corrected, Inputs},
    reconcile::{Outcome, rules, to_yaml},
};

use crate::cases;

#[test]
fn every_case() {
    for folder in cases::folders("rules") {
        let inputs = cases::inputs(&folder);
        let text = match pipeline::correct(&inputs) {
            Ok(corrected) => describe(&inputs, &corrected),
            Err(diagnostics) => diagnostics.to_string(),
        };
        cases::expect(&folder, "expected", &text);
    }
}

/// What is wrong with the inputs, in the words that a person reads.
#[test]
fn every_error() {
    for folder in cases::folders("errors") {
        let Err(diagnostics) = pipeline::correct(&cases::inputs(&folder)) else {
            panic!("{} is taken as good", folder.display());
        };
        cases::expect(&folder, "expected", &diagnostics.to_string());
    }
}

/// A rule without a case would be a rule that nobody has seen work.
#[test]
fn every_rule_has_a_case() {
    let mut seen = BTreeSet::new();
    for folder in cases::folders("rules") {
        if let Ok(corrected) = pipeline::correct(&cases::inputs(&folder)) {
            seen.extend(corrected.reconciled.findings.iter().map(|f| f.rule));
        }
    }
    let missing: Vec<_> = rules::all()
        .map(|rule| rule.name)
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(missing.is_empty(), "no case finds anything for {missing:?}");
}

/// Without reference pages the first half is the identity.
#[test]
fn no_pages_no_change() {
    for folder in cases::folders("rules") {
        let inputs = Inputs {
            pages: Vec::new(),
            decisions: None,
            recordings: pipeline::Recordings::default(),
            ..cases::inputs(&folder)
        };
        let corrected = pipeline::correct(&inputs).expect("the document can be read");
        assert!(corrected.reconciled.findings.is_empty());
        let values = [&corrected.document, inputs.document.text()]
            .map(|text| serde_yaml::from_str::<Value>(text).expect("YAML"));
        assert_eq!(values[0], values[1], "{}", folder.display());
    }
}

fn describe(inputs: &Inputs, corrected: &Corrected) -> String {
    let findings = corrected.reconciled.findings.iter().map(|finding| {
        let side = match &finding.outcome {
            Outcome::ByRule { side } => side.clone(),
            Outcome::ByDecision { side, .. } => format!("{side}, by decision"),
            Outcome::Open => "open".to_owned(),
        };
        match finding.remark.as_str() {
            "" => format!("{finding} -> {side}\n"),
            remark => format!("{finding} -> {side} [{remark}]\n"),
        }
    });
    let findings: String = findings.collect();
    let warnings = corrected.warnings.to_string();
    let original = original(inputs);
    let diff = TextDiff::from_lines(&original, &corrected.document);
    let diff = diff.unified_diff().context_radius(1).to_string();
    let mut parts = vec![findings, warnings, diff];
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The document in the style of the corrected one.
fn original(inputs: &Inputs) -> String {
    let value: Value = serde_yaml::from_str(inputs.document.text()).expect("the case is YAML");
    to_yaml(&value).expect("what was read can be written")
}
