//! A person's choice settles an open line, and nothing else.

use truespec::{
    diagnostic::Source,
    reference::{self, ChoiceKey, Choices},
};

const PAGE: &str = "Things\n\nGET Get it\n\n/it\n\nResponses\n\n200\n\nOk\n\n\
    a object optional\nShow child properties\nb string required\nc string required\n\n\
    We can't find any results for your search.";

fn key(property: &str) -> ChoiceKey {
    ChoiceKey {
        operation: "GET /it".to_owned(),
        place: "200".to_owned(),
        property: property.to_owned(),
    }
}

#[test]
fn a_choice_settles_the_line_that_it_names() {
    let page = Source::new("page.txt", PAGE);
    for (parent, expected) in [("", 2), ("a", 1)] {
        let choices = Choices::from([
            (key("a.c"), parent.to_owned()),
            (key("a.b"), "a".to_owned()),
        ]);
        let reading = reference::read_with(std::slice::from_ref(&page), &choices).unwrap();
        assert_eq!(reading.warnings.iter().count(), 0);
        // `a.b` is certain: a choice about it is about nothing.
        assert_eq!(reading.used, [key("a.c")].into());
        let facts = super::facts::of_pages(&reading.pages);
        let depth = if expected == 2 {
            "\n    c string"
        } else {
            "\n      c string"
        };
        assert!(facts.contains(depth), "{facts}");
        assert!(facts.contains("<decided: ["), "{facts}");
    }
}

#[test]
fn a_choice_that_the_evidence_forbids_is_an_error() {
    let page = Source::new("page.txt", PAGE);
    let choices = Choices::from([(key("a.c"), "b".to_owned())]);
    let errors = reference::read_with(&[page], &choices).unwrap_err();
    assert_eq!(errors.iter().next().unwrap().code, "impossible-choice");
}
