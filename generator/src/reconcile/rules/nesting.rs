//! Properties whose place in the nesting the page leaves open.

use super::Rule;
use crate::{
    reconcile::{
        Context,
        finding::{DOCUMENT, Draft, REFERENCE, Subject},
        words,
    },
    reference::{Kind, Members, Placement, Property, SoftEvidence, Type},
};

/// # inferred-nesting
/// What it does: lists the properties of which order, example and depth allow several parents, and
/// of which the shape of known objects or the habit of describing chose one.
///
/// Why: a page has lost its indentation. What was inferred should be looked at once by a person.
///
/// Example: `userId` after `gitHeaders` belongs to `latestSpec`, because that object describes its
/// properties and `metadata` does not.
pub(super) const INFERRED: Rule = Rule {
    name: "inferred-nesting",
    summary: "a property whose object was inferred from soft evidence",
    check: |cx| check(cx, false),
};

/// # ambiguous-nesting
/// What it does: lists the properties of which no evidence chooses between several parents.
///
/// Why: until a person decides, the property is optional in each of them, so that nothing fails to
/// decode. A decision takes one of the parents.
///
/// Example: `name` may belong to `owner` or to the object around it.
pub(super) const AMBIGUOUS: Rule = Rule {
    name: "ambiguous-nesting",
    summary: "a property whose object no evidence chooses",
    check: |cx| check(cx, true),
};

fn check(cx: &mut Context<'_>, open: bool) {
    let mut drafts = Vec::new();
    for pair in &cx.pairs {
        let Some(reference) = pair.reference() else {
            continue;
        };
        let subject = Subject::Operation(pair.key.clone());
        if let Some(body) = &reference.request_body {
            let place = format!("{}.request", pair.key);
            visit(&body.ty, &place, &subject, open, &mut drafts);
        }
        for response in &reference.responses {
            if let Some(body) = &response.body {
                let place = format!("{}.{}", pair.key, response.status.text);
                visit(&body.ty, &place, &subject, open, &mut drafts);
            }
        }
    }
    for draft in drafts {
        cx.settle(draft);
    }
}

fn visit(ty: &Type, place: &str, subject: &Subject, open: bool, drafts: &mut Vec<Draft>) {
    match &ty.kind {
        Kind::Array(item) => visit(item, place, subject, open, drafts),
        Kind::Object(Members::Listed(properties)) => {
            for property in properties {
                if let Some(draft) = draft(property, place, subject, open) {
                    drafts.push(draft);
                }
                let place = format!("{place}.{}", property.name.text);
                visit(&property.ty, &place, subject, open, drafts);
            }
        }
        Kind::Union(alternatives) => {
            for alternative in alternatives {
                visit(&alternative.ty, place, subject, open, drafts);
            }
        }
        Kind::Object(Members::Free | Members::Elided)
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String => {}
    }
}

fn draft(property: &Property, place: &str, subject: &Subject, open: bool) -> Option<Draft> {
    let at = property.name.at.clone();
    let parent = |path: &str| {
        if path.is_empty() {
            "the root".to_owned()
        } else {
            format!("`{path}`")
        }
    };
    match &property.placement {
        Placement::Inferred { by, parents } if !open => {
            let (chosen, others) = parents.split_first()?;
            let why = match by {
                SoftEvidence::Shape => "the shape of a known object",
                SoftEvidence::Described => "objects describe all of their properties or none",
            };
            let others: Vec<_> = others.iter().map(|path| parent(path)).collect();
            let place = format!("{place}.{}", property.name.text);
            Some(
                Draft::new(INFERRED.name, place, subject.clone())
                    .claim(DOCUMENT, "nothing", [])
                    .reference(format!("in {}", parent(chosen)), at)
                    .remark(format!("chosen over {} by: {why}", others.join(", "))),
            )
        }
        Placement::Open { parents } if open => {
            let root = place.split('.').take(2).collect::<Vec<_>>().join(".");
            let place = format!("{root}.{}", property.name.text);
            let says = words::list(parents.iter().map(String::as_str));
            let mut draft = Draft::new(AMBIGUOUS.name, place, subject.clone()).claim(
                REFERENCE,
                format!("one of {says}; optional in each until decided"),
                [at.clone()],
            );
            for path in parents {
                draft = draft.claim(path.clone(), format!("in {}", parent(path)), [at.clone()]);
            }
            Some(draft)
        }
        Placement::Certain | Placement::Inferred { .. } | Placement::Open { .. } => None,
    }
}
