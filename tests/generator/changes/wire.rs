//! Each kind of change on a small document: what is found, and the verdict for the wire.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use truespec::{
    changes::{self, Direction, ROWS, Subject},
    diagnostic::Source,
    openapi::Document,
    surface::Verdict,
};

use crate::cases::{expect, here};

fn document(name: &str, text: &str) -> Document {
    Document::read(&Source::new(name, text)).expect("a document")
}

pub(super) fn before() -> String {
    let path = here().join("changes/before.yaml");
    fs::read_to_string(path).expect("the document")
}

/// An edit of the document: a text that stands in it once, and what stands there then.
type Edit = (&'static str, &'static str);

const EDITS: &[Edit] = &[
    // Operations.
    (
        "    put:\n      operationId: putThing",
        "    patch:\n      operationId: patchThing",
    ),
    ("operationId: getThing", "operationId: fetchThing"),
    ("  /things/{id}:\n", "  /thing/{id}:\n"),
    (
        "  /things/{id}:\n    parameters:\n      - {in: path, name: id,",
        "  /things/{key}:\n    parameters:\n      - {in: path, name: key,",
    ),
    ("      deprecated: true\n", ""),
    (
        "operationId: getThing\n",
        "operationId: getThing\n      deprecated: true\n",
    ),
    (
        "      tags: [Things]\n      operationId: listThings",
        "      tags: [Lists]\n      operationId: listThings",
    ),
    ("summary: All of them", "summary: Every one"),
    // Parameters.
    (
        "        - {in: query, name: ids, schema: {type: array, items: {type: string}}}\n",
        "",
    ),
    (
        "        - {in: query, name: ids,",
        "        - {in: query, name: other, schema: {type: string}}\n        - {in: query, name: ids,",
    ),
    (
        "        - {in: query, name: ids,",
        "        - {in: query, name: other, required: true, schema: {type: string}}\n        - {in: query, name: ids,",
    ),
    (
        "{in: query, name: ids,",
        "{in: query, name: ids, required: true,",
    ),
    (
        "{in: query, name: ids,",
        "{in: query, name: ids, explode: false,",
    ),
    ("default: new", "default: old"),
    ("enum: [new, old], default: new", "enum: [new, old]"),
    (
        "name: ids, schema: {type: array,",
        "name: ids, schema: {type: array, default: [],",
    ),
    ("enum: [new, old]", "enum: [new, old, gone]"),
    ("enum: [new, old]", "enum: [new]"),
    ("minimum: 1, maximum: 100", "minimum: 1, maximum: 50"),
    ("minimum: 1, maximum: 100", "minimum: 0, maximum: 100"),
    ("minimum: 1, maximum: 100", "minimum: 2, maximum: 200"),
    (
        "X-Trace, schema: {type: string}",
        "X-Trace, schema: {type: integer}",
    ),
    // Bodies and answers.
    (
        "      requestBody: {content: {text/plain: {schema: {type: string}}}}\n",
        "",
    ),
    (
        "operationId: getThing\n",
        "operationId: getThing\n      requestBody: {content: {text/plain: {}}}\n",
    ),
    (
        "operationId: getThing\n",
        "operationId: getThing\n      requestBody: {required: true, content: {text/plain: {}}}\n",
    ),
    (
        "      requestBody:\n        content:",
        "      requestBody:\n        required: true\n        content:",
    ),
    (
        "content: {text/plain: {schema: {type: string}}}}",
        "content: {text/html: {schema: {type: string}}}}",
    ),
    (
        "        '404': {description: None.}\n",
        "        '429': {description: Later.}\n",
    ),
    ("'201':", "'200':"),
    (
        "{X-Total: {schema: {type: integer}}}",
        "{X-Count: {schema: {type: integer}}}",
    ),
    (
        "note: {type: string}",
        "note: {type: string}\n                more: {type: string}",
    ),
    ("required: [name]", "required: [name, note]"),
    ("required: [name]\n              properties:", "properties:"),
    (
        "required: [name]\n              properties:",
        "required: [name, more]\n              properties:\n                more: {type: string}",
    ),
    (
        "                secret: {type: string, writeOnly: true}\n",
        "",
    ),
    // Schemas that are sent and answered.
    ("        plain: {type: string}\n", ""),
    (
        "plain: {type: string}",
        "plain: {type: string, nullable: true}",
    ),
    (
        "maybe: {type: string, nullable: true}",
        "maybe: {type: string}",
    ),
    ("plain: {type: string}", "plain: {type: boolean}"),
    ("count: {type: integer}", "count: {type: number}"),
    ("ratio: {type: number}", "ratio: {type: integer}"),
    ("id: {type: string, format: uuid}", "id: {type: string}"),
    (
        "plain: {type: string}",
        "plain: {type: string, format: date}",
    ),
    ("format: date-time", "format: date"),
    ("enum: [a, b]", "enum: [a, b, c]"),
    ("kind: {type: string, enum: [a, b]}", "kind: {type: string}"),
    ("plain: {type: string}", "plain: {type: string, pattern: x}"),
    (
        "properties: {name: {type: string}}}",
        "additionalProperties: true, properties: {name: {type: string}}}",
    ),
    (
        "properties: {name: {type: string}}}",
        "additionalProperties: false, properties: {name: {type: string}}}",
    ),
    (
        "additionalProperties: {type: string}",
        "additionalProperties: {type: integer}",
    ),
    (
        "plain: {type: string}",
        "plain: {type: string, readOnly: true}",
    ),
    (
        "plain: {type: string}",
        "plain: {type: string, writeOnly: true}",
    ),
    (
        "seen: {type: string, readOnly: true}",
        "seen: {type: string}",
    ),
    ("plain: {type: string}", "plain: {type: string, x-more: 1}"),
    (
        "owner: {type: object, properties: {name: {type: string}}}",
        "owner: {$ref: '#/components/schemas/Base'}",
    ),
    (
        "parent: {$ref: '#/components/schemas/Thing'}",
        "parent: {$ref: '#/components/schemas/Base'}",
    ),
    (
        "allOf: [{$ref: '#/components/schemas/Base'}]\n      type: object",
        "type: object",
    ),
    ("description: A thing.", "description: Something."),
    // Answered only.
    ("required: [items]\n", "required: [items, next]\n"),
    ("      required: [items]\n", ""),
    (
        "next: {type: string}",
        "next: {type: string}\n        total: {type: integer}",
    ),
    // Unions.
    (
        "{$ref: '#/components/schemas/Square'}]",
        "{$ref: '#/components/schemas/Square'}, {$ref: '#/components/schemas/Star'}]",
    ),
    (", {$ref: '#/components/schemas/Square'}]", "]"),
    ("propertyName: form", "propertyName: kind"),
    (
        "square: '#/components/schemas/Square'}",
        "square: '#/components/schemas/Square', box: '#/components/schemas/Square'}",
    ),
    // Names of schemas.
    ("    Star: {type: object", "    Comet: {type: object"),
    // The service.
    (
        "[{url: 'https://api.example.com/v1'}]",
        "[{url: 'https://api.example.com/v2'}]",
    ),
    ("[{key: []}]", "[{key: []}, {}]"),
    ("[{key: []}, {}]", "[{key: []}]"),
    ("scheme: bearer", "scheme: basic"),
    (
        "    key: {type: http, scheme: bearer}",
        "    key: {type: http, scheme: bearer}\n    other: {type: http, scheme: basic}",
    ),
    ("    other: {type: http, scheme: basic}\n", ""),
    ("All things.", "All the things."),
    (
        "components:\n  sec",
        "webhooks:\n  thingMade:\n    post:\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}\n      responses: {'200': {description: Seen.}}\ncomponents:\n  sec",
    ),
];

/// What edits need to be there first.
fn prepared(edit: &Edit) -> String {
    let text = before();
    match edit.0 {
        "[{key: []}, {}]" => text.replace("[{key: []}]", edit.0),
        "    other: {type: http, scheme: basic}\n" => text.replace(
            "scheme: bearer}\n",
            "scheme: bearer}\n    other: {type: http, scheme: basic}\n",
        ),
        _ => text,
    }
}

pub(super) fn told(old: &str, new: &str) -> (String, BTreeSet<&'static str>) {
    let (old, new) = (document("old.yaml", old), document("new.yaml", new));
    let wire = changes::wire(&old, &new, [None, None]);
    let mut out = String::new();
    let mut kinds = BTreeSet::new();
    for change in wire.changes {
        let subject = match &change.subject {
            Subject::Operation(named) => named.id.clone().unwrap_or_default(),
            Subject::Event(name) => format!("event {name}"),
            Subject::Component(kind, name) => format!("{kind} {name}"),
            Subject::Path(path) => path.clone(),
            Subject::Service => "service".to_owned(),
        };
        let verdict = match change.verdict {
            Verdict::Breaking => "BREAKING",
            Verdict::Additive => "additive",
            Verdict::Compatible => "-",
        };
        let side = |fact: Option<&changes::Fact>| {
            fact.map_or("∅".to_owned(), |fact| {
                format!("{} @{}", fact.says, fact.at.line())
            })
        };
        let directions: String = change
            .directions()
            .iter()
            .map(|direction| match direction {
                Direction::Sent => '↑',
                Direction::Answered => '↓',
            })
            .collect();
        let uses: BTreeSet<_> = change.uses.iter().map(|(named, _)| named).collect();
        kinds.insert(change.kind.row().name);
        writeln!(
            out,
            "    {verdict:<8} {} · {subject} · {} · {directions}{} · {} → {}",
            change.kind.row().name,
            change.place,
            uses.len(),
            side(change.old.as_ref()),
            side(change.new.as_ref()),
        )
        .expect("a text");
    }
    (out, kinds)
}

/// Every kind of change, met and told with its places; and the way back, which is another change.
#[test]
fn each_kind_is_found() {
    let mut out = String::new();
    let mut met = BTreeSet::new();
    for edit in EDITS {
        let old = prepared(edit);
        assert_eq!(old.matches(edit.0).count(), 1, "{:?}", edit.0);
        let new = old.replacen(edit.0, edit.1, 1);
        let (there, kinds) = told(&old, &new);
        let (back, others) = told(&new, &old);
        assert!(
            !there.is_empty() && !back.is_empty(),
            "nothing for {:?}",
            edit.0
        );
        writeln!(out, "{:?} → {:?}", edit.0, edit.1).expect("a text");
        writeln!(out, "{there}  back:\n{back}").expect("a text");
        met.extend(kinds);
        met.extend(others);
    }
    let missing: Vec<_> = ROWS
        .iter()
        .map(|row| row.name)
        .filter(|name| !met.contains(name))
        .collect();
    // Found with the names of the crate, or with names that stand in several places.
    assert_eq!(
        missing,
        [
            "schema-renamed",
            "paging-added",
            "paging-removed",
            "paging-changed",
            "scheme-renamed"
        ]
    );
    expect(&here().join("changes"), "wire", &out);
}

#[test]
fn a_document_has_no_changes_to_itself() {
    let text = before();
    assert_eq!(told(&text, &text).0, "");
    // Other places, other order of keys, the same things.
    let moved = text.replace("openapi: 3.0.3\n", "# A comment.\n\nopenapi: 3.0.3\n");
    assert_eq!(told(&text, &moved).0, "");
}

/// A schema that is called otherwise in all places is the same schema.
#[test]
fn a_renamed_schema_is_told_once_and_compared() {
    let old = before();
    let new = old
        .replace("schemas/Thing'", "schemas/Item'")
        .replace("    Thing:\n", "    Item:\n")
        .replace("enum: [a, b]", "enum: [a, b, c]");
    let (told, _) = told(&old, &new);
    let lines: Vec<&str> = told.lines().map(str::trim).collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(
        lines[0].starts_with("additive value-added · schema Item · kind"),
        "{told}"
    );
    assert!(
        lines[1].starts_with("-        schema-renamed · schema Item"),
        "{told}"
    );
}

/// What is the same on the wire is no change, however it is written: parts in place of one schema.
#[test]
fn parts_are_what_they_say_together() {
    let old = before();
    let new = old.replace(
        "        next: {type: string}\n",
        "      allOf: [{properties: {next: {type: string}}}]\n",
    );
    assert_ne!(old, new);
    assert_eq!(told(&old, &new).0, "");
}

/// What no operation uses, or none of both documents, is compared all the same: the client can have it.
#[test]
fn schemas_that_nobody_uses() {
    let old = before();
    let new = old.replace("rays: {type: integer}", "rays: {type: string}");
    let (told, _) = told(&old, &new);
    assert!(
        told.trim()
            .starts_with("-        type-changed · schema Star · rays · 0"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "{told}");
}

/// Schemas that hold each other end the walk, also where they did not before.
#[test]
fn circles_end() {
    let old = before();
    let new = old.replace(
        "side: {type: number}",
        "side: {type: number}, in: {$ref: '#/components/schemas/Shape'}",
    );
    let (told, _) = told(&old, &new);
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("property-added · schema Square · in"),
        "{told}"
    );
}
