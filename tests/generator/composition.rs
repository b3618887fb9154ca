//! Schemas made of others: unions with and without tags, `allOf`, inheritance, circles.

use std::fmt::Write as _;

use truespec::{
    diagnostic::{Diagnostics, Source},
    lower,
    openapi::Document,
    plan::{self, Settings},
};

use crate::generate::snapshot;

#[test]
fn alternatives_with_tags() {
    snapshot(
        "tags",
        &[
            "src/types/shape.rs",
            "src/types/drawn.rs",
            "src/types/numbered.rs",
        ],
    );
}

#[test]
fn alternatives_without_tags() {
    snapshot("untagged", &["src/types/thing.rs"]);
}

#[test]
fn schemas_that_are_several_at_once() {
    snapshot("all-of", &["src/types/beside.rs", "src/types/thing.rs"]);
}

#[test]
fn schemas_that_others_inherit_from() {
    snapshot("inheritance", &["src/types/pet.rs", "src/types/cat.rs"]);
}

/// A document of this many schemas, each made from its number and the number of the next.
fn chain(count: usize, schema: fn(usize, usize) -> String) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: Case, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for at in 0..count {
        writeln!(text, "    S{at}: {}", schema(at, (at + 1) % count)).expect("a text");
    }
    text
}

/// How many schemas are in a chain.
const COUNT: usize = 1_000;

/// However long the way from a schema to the last one is, and if it leads back to the first.
#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let schemas: [fn(usize, usize) -> String; 6] = [
        |_, next| {
            format!(
                "{{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}"
            )
        },
        |_, next| format!("{{type: array, items: {{$ref: '#/components/schemas/S{next}'}}}}"),
        |at, next| {
            format!(
                "{{oneOf: [{{$ref: '#/components/schemas/S{next}'}}, {{type: object, properties: {{a{at}: {{type: string}}}}}}]}}"
            )
        },
        |at, next| {
            format!(
                "{{allOf: [{{$ref: '#/components/schemas/S{next}'}}], properties: {{a{}: {{type: string}}}}}}",
                at % 10
            )
        },
        |at, next| {
            format!(
                "{{properties: {{a{}: {{type: string}}}}, oneOf: [{{$ref: '#/components/schemas/S{next}'}}, {{properties: {{b: {{type: string}}}}}}]}}",
                at % 10
            )
        },
        |_, next| {
            format!(
                "{{allOf: [{{properties: {{p: {{}}}}}}, {{properties: {{p: {{$ref: '#/components/schemas/S{next}'}}}}}}]}}"
            )
        },
    ];
    for (at, schema) in schemas.into_iter().enumerate() {
        let source = Source::new("openapi.yaml", chain(COUNT, schema));
        let document = Document::read(&source).expect("a document");
        let api = lower::lower(&document, &mut Diagnostics::new()).expect("a service");
        let settings = Settings {
            crate_name: "case-client".to_owned(),
            ..Settings::default()
        };
        let plan = plan::plan(&api, &settings).expect("a plan");
        let names: usize = plan.types.iter().map(|module| module.items.len()).sum();
        assert!(names >= COUNT, "{at}: {names}");
    }
}
