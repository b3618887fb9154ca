//! A pull request on the real inputs: many changes at once, as a reviewer gets them.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};
use truespec::{
    changes::{self, Report, Told},
    diagnostic::Source,
    openapi::Document,
    pipeline::{self, Paging, Settings},
    surface::{self, Surface},
};

use crate::{
    cases::{expect, here},
    run::real_inputs,
};

fn generated(source: &Arc<Source>) -> Vec<(String, String)> {
    let settings = Settings {
        crate_name: "paperspace".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let generated = pipeline::generate(source, &settings).expect("a client");
    let files = generated.files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

fn told(old: &str, new: &str) -> Told {
    let sources = [
        Source::new("1a2b3c4:openapi.yaml", old),
        Source::new("openapi.yaml", new),
    ];
    let documents = sources
        .each_ref()
        .map(|s| Document::read(s).expect("a document"));
    let names = documents
        .each_ref()
        .map(|document| pipeline::names(document, &Paging::default()).expect("names"));
    let surfaces = sources
        .each_ref()
        .map(|source| Surface::read(&generated(source)).expect("a crate"));
    let names = [Some(&names[0]), Some(&names[1])];
    let wire = changes::wire(&documents[0], &documents[1], names);
    changes::tell(wire, surface::compare(&surfaces[0], &surfaces[1]), names)
}

fn report(told: &Told) -> Report<'_> {
    Report {
        told,
        since: "1a2b3c4".to_owned(),
        because: "where this branch left origin/main".to_owned(),
        commit: "1a2b3c4d".to_owned(),
        name: "paperspace".to_owned(),
        versions: ["0.1.0", "0.1.0", "0.2.0"].map(|version| Some(version.to_owned())),
        first: None,
        differs: true,
        notes: Vec::new(),
    }
}

/// The corrected document, and the same after a busy month.
fn documents() -> (String, String) {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    let before = corrected.document;
    let source = Source::new("openapi.yaml", before.as_str());
    let mut root = Document::read(&source).expect("a document").root().clone();
    edit(&mut root);
    let after = serde_yaml::to_string(&root).expect("YAML");
    (before, after)
}

/// Generating takes its time: once for all tests.
static BUSY_MONTH: LazyLock<Told> = LazyLock::new(|| {
    let (before, after) = documents();
    told(&before, &after)
});

fn edit(root: &mut Value) {
    let paths = &mut root["paths"];
    let parameters = paths["/projects"]["get"]["parameters"].as_array_mut();
    parameters.expect("parameters").push(json!({
        "in": "query", "name": "state", "schema": { "type": "string", "enum": ["active", "gone"] }
    }));
    let body =
        &mut paths["/projects"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    body["properties"]["region"] = json!({ "type": "string", "description": "Where." });
    body["required"] = json!(["name", "region"]);
    let responses = &mut paths["/projects"]["post"]["responses"];
    responses["202"] = json!({ "description": "Later." });
    paths["/projects/{id}"]["get"]["operationId"] = json!("fetchProject");
    let tags = paths["/projects/{id}/tags"]
        .as_object_mut()
        .expect("a path");
    tags.remove("get");
    let limit = &mut root["components"]["parameters"]["Limit"]["schema"];
    limit["maximum"] = json!(50);
    let project = &mut root["components"]["schemas"]["Project"];
    project["properties"]["name"]["nullable"] = json!(true);
    project["properties"]["`</details>\n<script>alert(1)</script> [x](y)"] =
        json!({ "type": "string", "description": "```\n# Hostile\n<b>" });
    let order = &mut root["components"]["parameters"]["OrderBy"]["schema"]["enum"];
    order.as_array_mut().expect("values").push(json!("name"));
    root["components"]["schemas"]["Tag"]["description"] = json!("A word for | \u{202e}projects.");
}

#[test]
fn markdown_of_a_pull_request() {
    let told = &*BUSY_MONTH;
    expect(
        &here().join("changes"),
        "pull-request",
        &changes::markdown(&report(told)),
    );
}

#[test]
fn text_of_a_pull_request() {
    let told = &*BUSY_MONTH;
    expect(
        &here().join("changes"),
        "terminal",
        &changes::text(&report(told)),
    );
}

#[test]
fn changelog_of_a_pull_request() {
    let told = &*BUSY_MONTH;
    let text = changes::changelog(None, &changes::entry(told, true), None).expect("a new one");
    expect(&here().join("changes"), "log", &text);
}

/// All items of the crate are told, and each belongs to a change of the document where there is one.
#[test]
fn every_item_is_told_once() {
    let told = &*BUSY_MONTH;
    let linked: usize = told.wire.iter().map(|linked| linked.items.len()).sum();
    assert!(linked > 30, "{linked}");
    // The documentation of the crate shows an example that has changed; a call that can give nothing
    // brings what scripts a call without a value.
    let mut itself: Vec<_> = told.itself.iter().map(|item| item.path.as_str()).collect();
    itself.dedup();
    let scripts = [
        "paperspace::mock::Script::returns",
        "paperspace::mock::Script::returns_nothing",
    ];
    assert_eq!(itself, [&["paperspace"][..], &scripts].concat());
}

/// A type that a parameter no longer shares is told with the parameter, whatever other words its
/// operation has now.
#[test]
fn what_a_parameter_takes_belongs_to_it() {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    let source = Source::new("openapi.yaml", corrected.document.as_str());
    let mut root = Document::read(&source).expect("a document").root().clone();
    let list = &mut root["paths"]["/projects"]["get"];
    list["description"] = json!("Other words.");
    let parameters = list["parameters"].as_array_mut().expect("parameters");
    let own = json!({ "in": "query", "name": "orderBy", "schema": {
        "type": "string", "default": "dtCreated", "enum": ["dtCreated", "name"]
    }});
    for parameter in parameters {
        if parameter["$ref"] == "#/components/parameters/OrderBy" {
            *parameter = own.clone();
        }
    }
    let after = serde_yaml::to_string(&root).expect("YAML");
    let told = told(&corrected.document, &after);
    let setter = "paperspace::operations::ListProjects::order_by";
    let about = |place: &str| {
        let changes = told
            .wire
            .iter()
            .filter(|linked| linked.change.place == place);
        let items = changes.flat_map(|linked| &linked.items);
        items.filter(|item| item.path == setter).count()
    };
    assert_eq!((about("orderBy (query)"), about("")), (1, 0), "{told:#?}");
}

/// Types that only one operation uses come and go with it, with all that they are made of.
#[test]
fn what_only_an_operation_uses_goes_with_it() {
    let with = std::fs::read_to_string(here().join("changes/before.yaml")).expect("the document");
    let start = with.find("    put:\n").expect("the operation");
    let end = with.find("    delete:\n").expect("the next one");
    let without = format!("{}{}", &with[..start], &with[end..]);
    for (old, new) in [(&with, &without), (&without, &with)] {
        let told = told(old, new);
        // `Thing` is no longer sent: who makes values of it, and of what it holds?
        let linked = told.wire.iter().find(|linked| linked.items.len() > 5);
        let items = &linked.expect("the operation").items;
        let is_of = |name: &str| items.iter().any(|item| item.path.contains(name));
        for name in [
            "Client::put_thing",
            "types::Thing::",
            "types::ThingOwner::",
            "types::Round::",
        ] {
            assert!(is_of(name), "{name}: {items:#?}");
        }
        for item in &told.itself {
            assert_eq!(item.path, "paperspace", "{item:?}");
        }
    }
}

/// The same document gives nothing to tell.
#[test]
fn nothing() {
    let (before, _) = documents();
    let told = told(&before, &before);
    assert!(told.is_empty(), "{told:#?}");
}

/// In Markdown, what the document says stays in its place: no tag, link or heading of it is one.
#[test]
fn hostile_words_stay_in_their_place() {
    let told = &*BUSY_MONTH;
    let text = changes::markdown(&report(told));
    let mut html = Vec::new();
    for event in pulldown_cmark::Parser::new(&text) {
        match event {
            pulldown_cmark::Event::Html(text) | pulldown_cmark::Event::InlineHtml(text) => {
                html.push(text.trim().to_owned());
            }
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                panic!("a link to {dest_url}");
            }
            _ => {}
        }
    }
    html.retain(|text| !text.is_empty());
    for tag in &html {
        let ours = tag == "</details>"
            || tag.starts_with("<details><summary>") && tag.ends_with("</summary>");
        assert!(ours, "{tag}");
    }
    assert!(!text.contains('\u{202e}'));
    // Every fence that is opened is closed.
    let fences = text
        .lines()
        .filter(|line| line.trim_start().starts_with("```"));
    assert_eq!(fences.count() % 2, 0);
}
