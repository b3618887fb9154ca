//! The same operation on two pages, described differently.

use super::Rule;
use crate::{
    diagnostic::Location,
    reconcile::{
        Context,
        finding::{Draft, Subject},
        merge, words,
    },
    reference::{Kind, Members, Operation, Type},
};

/// # pages-disagree
/// What it does: compares the descriptions of one operation that stands on several pages, fact by
/// fact; words of documentation may differ, the first page's are used.
///
/// Why: both pages claim to show what the service does, and nothing says which is right. Nobody
/// wins: the run stops until a decision takes one of the pages by its file name.
///
/// Example: `projects.txt` says that the `id` of a tag is a `number`, `tags.txt` says `string`.
pub(super) const RULE: Rule = Rule {
    name: "pages-disagree",
    summary: "the same operation on two pages, described differently",
    check,
};

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.pairs.len() {
        let pair = cx.pairs[number].clone();
        let Some((first, others)) = pair.pages.split_first() else {
            continue;
        };
        let first_facts = facts(first);
        let difference = others.iter().find_map(|other| {
            let other_facts = facts(other);
            let here = first_facts
                .iter()
                .find(|fact| !contains(&other_facts, fact));
            let there = other_facts
                .iter()
                .find(|fact| !contains(&first_facts, fact));
            let here = here.cloned().or_else(|| there.map(|f| absent(f, first)))?;
            let there = there.cloned().unwrap_or_else(|| absent(&here, other));
            Some((other, here, there))
        });
        let Some((other, here, there)) = difference else {
            continue;
        };
        let sides = [side(first), side(other)];
        let draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .claim(sides[0].clone(), here.1.clone(), [here.2.clone()])
        .claim(sides[1].clone(), there.1.clone(), [there.2.clone()])
        .wins(None);
        if let Some(taken) = cx.settle(draft) {
            let pages = &mut cx.pairs[number].pages;
            pages.sort_by_key(|page| side(page) != taken);
        }
    }
}

/// The name of the file that an operation's page was read from.
fn side(operation: &Operation) -> String {
    let name = operation.title.at.source().name();
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

/// What is compared, what is said of it, and where.
type Fact = (String, String, Location);

fn contains(facts: &[Fact], fact: &Fact) -> bool {
    facts.iter().any(|f| (&f.0, &f.1) == (&fact.0, &fact.1))
}

fn absent(fact: &Fact, operation: &Operation) -> Fact {
    let says = format!("nothing of `{}`", fact.0);
    (fact.0.clone(), says, operation.title.at.clone())
}

fn facts(operation: &Operation) -> Vec<Fact> {
    let mut all = Vec::new();
    for parameter in &operation.parameters {
        let property = &parameter.property;
        all.push((
            format!("{:?} {}", parameter.location, property.name.text),
            format!(
                "`{}`: {}, default {:?}, limits {:?} to {:?}",
                property.name.text,
                words::of_property(property),
                property.default.as_ref().map(|d| d.text.as_str()),
                property.ty.minimum,
                property.ty.maximum,
            ),
            property.name.at.clone(),
        ));
    }
    if let Some(body) = &operation.request_body {
        body_facts("request", &body.ty, &body.media_type.at, &mut all);
    }
    for response in &operation.responses {
        let status = &response.status;
        all.push((
            format!("response {}", status.text),
            format!("a response {}", status.text),
            status.at.clone(),
        ));
        if let Some(body) = &response.body {
            body_facts(
                &format!("response {}", status.text),
                &body.ty,
                &status.at,
                &mut all,
            );
        }
    }
    all
}

fn body_facts(place: &str, ty: &Type, at: &Location, all: &mut Vec<Fact>) {
    all.push((place.to_owned(), words::of_type(ty), at.clone()));
    let inner = match &ty.kind {
        Kind::Array(item) => &item.kind,
        other => other,
    };
    if let Kind::Object(Members::Listed(properties)) = inner {
        for property in properties {
            let place = format!("{place}.{}", property.name.text);
            let says = format!("`{}`: {}", property.name.text, words::of_property(property));
            all.push((place.clone(), says, property.name.at.clone()));
            body_facts(&place, &property.ty, &property.name.at, all);
        }
    }
    if let Kind::Union(_) = inner {
        let print = merge::type_fingerprint(ty);
        all.push((format!("{place} alternatives"), print, at.clone()));
    }
}
