//! The same operation on two or more pages, described differently.

use std::{collections::BTreeSet, sync::Arc};

use super::{Rule, rule};
use crate::{
    diagnostic::{Diagnostic, Location, Source},
    reconcile::{
        Context,
        facts::{AUTHORIZATIONS, Fact, facts},
        finding::{Draft, Subject},
    },
    reference::{Operation, Page},
};

rule! {
    /// # pages-disagree
    /// What it does: compares the descriptions of one operation that stands on several pages, fact
    /// by fact; words of documentation may differ, the first page's are used. A page that shows no
    /// authorization is silent about it. One page that has an operation twice, under templates that
    /// differ only in the names of their parameters, is an error that no decision settles.
    ///
    /// Why: every page claims to show what the service does, and nothing says which is right.
    ///
    /// Wins: nobody: the run stops until a person decides.
    ///
    /// Sides: each page by its file name, with as many of its folders as tell it from the other
    /// pages. The operation is then read from that page alone.
    ///
    /// Example: `projects.txt` says that the `id` of a tag is a `number`, `tags.txt` says `string`.
    pub(super) const RULE: Rule = Rule {
        name: "pages-disagree",
        summary: "the same operation on several pages, described differently",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.pairs.len() {
        let pair = cx.pairs[number].clone();
        if let Some(twice) = on_one_page(&pair.pages) {
            cx.diagnostics.push(twice);
            continue;
        }
        let claims = claims(&pair.pages);
        if claims.is_empty() {
            continue;
        }
        let mut draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .wins(None);
        for (page, (says, at)) in pair.pages.iter().zip(claims) {
            draft = draft.claim(side(page, cx.pages), says, at);
        }
        if let Some(taken) = cx.settle(draft) {
            let all = cx.pages;
            let pages = &mut cx.pairs[number].pages;
            pages.sort_by_key(|page| side(page, all) != taken);
        }
    }
}

fn source(operation: &Operation) -> &Arc<Source> {
    operation.title.at.source()
}

/// The error of two operations of one page that are one to the service.
fn on_one_page(pages: &[&Operation]) -> Option<Diagnostic> {
    pages.iter().enumerate().find_map(|(number, second)| {
        let same = |first: &&&Operation| Arc::ptr_eq(source(first), source(second));
        let first = pages[..number].iter().find(same)?;
        let method = second.method.as_str();
        let message = format!(
            "`{method} {}` and `{method} {}` are the same operation: the names of parameters are \
             not on the wire",
            first.path.text, second.path.text
        );
        Some(
            Diagnostic::error("same-operation-twice", second.path.at.clone(), message)
                .label("the second time")
                .related(first.path.at.clone(), "the first time")
                .help("keep one of the two on the page"),
        )
    })
}

/// The file that an operation's page was read from: its name, with as many of its folders as no
/// other page has.
fn side(operation: &Operation, pages: &[Page]) -> String {
    let own = source(operation);
    let mut name = String::new();
    for part in own.name().rsplit(['/', '\\']) {
        name = match name.as_str() {
            "" => part.to_owned(),
            known => format!("{part}/{known}"),
        };
        let ends_alike = |page: &Page| {
            let other = page.source.name().replace('\\', "/");
            !Arc::ptr_eq(&page.source, own)
                && (other == name || other.ends_with(&format!("/{name}")))
        };
        if !pages.iter().any(ends_alike) {
            break;
        }
    }
    name
}

/// What each page says of the facts that tell the pages apart; nothing where they agree. Of the
/// facts in which the same pages differ, the first is named.
fn claims(pages: &[&Operation]) -> Vec<(String, Vec<Location>)> {
    let facts: Vec<Vec<Fact>> = pages.iter().map(|page| facts(page)).collect();
    let mut claims = vec![(String::new(), Vec::new()); pages.len()];
    // The pages that the facts named so far do not tell apart have the same number.
    let mut groups = vec![0; pages.len()];
    let mut seen = BTreeSet::new();
    for fact in facts.iter().flatten() {
        if !seen.insert(fact.place.as_str()) {
            continue;
        }
        let of = |facts: &[Fact]| facts.iter().find(|f| f.place == fact.place).cloned();
        let said: Vec<Option<Fact>> = facts.iter().map(|facts| of(facts)).collect();
        let silent = (fact.place == AUTHORIZATIONS).then_some(fact);
        let opinions = said.iter().map(|said| said.as_ref().or(silent));
        let opinions: Vec<_> = opinions.map(|o| o.map(|f| f.says.as_str())).collect();
        let split = split(&groups, &opinions);
        if split.iter().max() == groups.iter().max() {
            continue;
        }
        groups = split;
        for ((claim, said), page) in claims.iter_mut().zip(&said).zip(pages) {
            let nothing = || {
                let says = format!("nothing of `{}`", fact.place);
                Fact::of(&fact.place, says, &page.title.at)
            };
            let said = said.clone().unwrap_or_else(nothing);
            if !claim.0.is_empty() {
                claim.0.push_str("; ");
            }
            claim.0.push_str(&said.says);
            claim.1.push(said.at);
        }
    }
    claims.retain(|claim| !claim.0.is_empty());
    claims
}

/// The numbers of the groups, from 0, once those of different opinion are apart.
fn split(groups: &[usize], opinions: &[Option<&str>]) -> Vec<usize> {
    let keys: Vec<_> = groups.iter().zip(opinions).collect();
    let mut distinct: Vec<_> = Vec::new();
    for key in &keys {
        if !distinct.contains(key) {
            distinct.push(*key);
        }
    }
    keys.iter()
        .map(|key| distinct.iter().position(|d| d == key).unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::{Diagnostics, Source},
        openapi::Document,
        reconcile::{Decisions, reconcile},
        reference,
    };

    /// Reconciles pages of one operation, each a file name and the lines of its query parameters,
    /// and gives the operation.
    fn run(pages: &[(&str, &str)], decisions: &str) -> Result<String, Diagnostics> {
        let document = "openapi: 3.0.3\ninfo: {title: Things, version: v1}\npaths: {}\n";
        let document = Document::read(&Source::new("openapi.yaml", document))?;
        let mut decisions = Decisions::read(&Source::new("decisions.toml", decisions))?;
        let texts = pages.iter().map(|(name, lines)| {
            let text = format!(
                "Things\n\nGET Get a thing\n\n/thing\n\nQuery Parameters\n\n{lines}\n\n\
                 curl -X GET \\\n  \"https://x.org/thing\"\n\nResponses\n\n204\n\nNothing\n\n\
                 We can't find any results for your search.\n\n\
                 Try using different keywords or simplifying your search terms.\n"
            );
            Source::new(*name, text)
        });
        let pages = reference::read_with(&texts.collect::<Vec<_>>(), &decisions.choices())?.pages;
        let reconciled = reconcile(&document, &pages, &mut decisions)?;
        Ok(reconciled.document["paths"].to_string())
    }

    fn says(pages: &[(&str, &str)], expected: &[&str]) {
        let error = run(pages, "").map_or_else(|e| e.to_string(), |_| String::new());
        for said in expected {
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn each_of_several_pages_is_a_side() {
        let pages = [
            ("a.txt", "id string required"),
            ("b.txt", "id string required"),
            ("c.txt", "id integer required"),
            ("d.txt", "id string (uuid) required"),
        ];
        let expected = [
            "a.txt:9:1",
            "c.txt:9:1",
            "- `id`: integer, required",
            "- `id`: string (uuid), required",
            "take = \"a.txt\" or \"b.txt\" or \"c.txt\" or \"d.txt\" and",
        ];
        says(&pages, &expected);
        for (side, wins) in [
            ("a.txt", r#""schema":{"type":"string"}"#),
            ("b.txt", r#""schema":{"type":"string"}"#),
            ("c.txt", r#""schema":{"type":"integer"}"#),
            ("d.txt", r#""schema":{"type":"string","format":"uuid"}"#),
        ] {
            let scope = "[[decision]]\nfinding = \"pages-disagree:getThing\"";
            let decision = format!("{scope}\ntake = \"{side}\"\nbecause = \"x\"");
            let taken = run(&pages, &decision).unwrap_or_else(|e| e.to_string());
            assert!(taken.contains(wins), "{taken}");
        }
    }

    #[test]
    fn same_names_are_told_apart_by_their_folders() {
        let pages = [
            ("spec/1/p.txt", "id string required"),
            ("spec/2/p.txt", "id integer required"),
        ];
        says(&pages, &["take = \"1/p.txt\" or \"2/p.txt\" and"]);
    }

    #[test]
    fn facts_are_named_until_every_opinion_shows() {
        let pages = [
            ("a.txt", "id string required"),
            ("b.txt", "id string required\nno string required"),
            ("c.txt", "id integer required\nno string required"),
        ];
        let expected = [
            "`id`: string, required; nothing of `query parameter no`",
            "`id`: string, required; `no`: string, required",
            "`id`: integer, required; `no`: string, required",
        ];
        says(&pages, &expected);
    }
}
