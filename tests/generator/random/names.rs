//! Names for random documents: each is an identifier, none stands twice, and none depends on what has
//! nothing to do with it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value, json};
use truespec::plan::{Block, Item, Plan};

use super::document::{Recipe, recipes, text_of};
use crate::generate::plan_of;

/// What is called what: the place of a thing in the document, and its name in Rust.
type Names = BTreeMap<String, String>;

fn plan(document: &Value) -> Plan {
    plan_of("openapi.yaml", text_of(document))
}

/// Every name of a plan by its scope.
fn scopes(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let calls: Vec<_> = plan.groups.iter().flat_map(|group| &group.calls).collect();
    let mut scopes = vec![
        (
            "modules of operations".to_owned(),
            plan.groups.iter().map(|g| g.module.clone()).collect(),
        ),
        (
            "modules of types".to_owned(),
            plan.types.iter().map(|m| m.module.clone()).collect(),
        ),
        (
            "methods".to_owned(),
            calls.iter().map(|call| call.method.clone()).collect(),
        ),
        (
            "methods of the mock".to_owned(),
            calls.iter().map(|call| call.mock.clone()).collect(),
        ),
        (
            "calls".to_owned(),
            calls.iter().map(|call| call.name.clone()).collect(),
        ),
    ];
    for call in calls {
        let setters = call.setters.iter().map(|setter| setter.name.clone());
        scopes.push((format!("setters of {}", call.method), setters.collect()));
        let arguments = call.arguments.iter().map(|argument| argument.name.clone());
        scopes.push((format!("arguments of {}", call.method), arguments.collect()));
    }
    let items = || plan.types.iter().flat_map(|module| &module.items);
    scopes.push((
        "types".to_owned(),
        items().map(|item| item.name().to_owned()).collect(),
    ));
    for item in items() {
        let names: Vec<String> = match item {
            Item::Struct(item) => item.fields.iter().map(|field| field.name.clone()).collect(),
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.name.clone());
                variants.chain([item.other.clone()]).collect()
            }
            Item::Union(item) => {
                let variants = item.variants.iter().map(|variant| variant.name.clone());
                variants.chain([item.other.clone()]).collect()
            }
            _ => Vec::new(),
        };
        scopes.push((format!("members of {}", item.name()), names));
    }
    scopes
}

/// What the things that say where they stand are called.
fn named(plan: &Plan) -> Names {
    let mut names = Names::new();
    let place = |docs: &[Block]| -> Option<String> {
        docs.iter().find_map(|block| match block {
            Block::Vendor(text) if text.starts_with('<') => Some(text.clone()),
            _ => None,
        })
    };
    for call in plan.groups.iter().flat_map(|group| &group.calls) {
        if let Some(place) = place(&call.docs) {
            names.insert(format!("method {place}"), call.method.clone());
            let setters: Vec<&str> = call.setters.iter().map(|s| s.name.as_str()).collect();
            names.insert(format!("setters {place}"), setters.join(" "));
        }
    }
    for item in plan.types.iter().flat_map(|module| &module.items) {
        let (docs, members) = match item {
            Item::Struct(item) => {
                let fields: Vec<String> = item.fields.iter().map(|f| f.name.clone()).collect();
                (&item.docs, fields)
            }
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.name.clone());
                (&item.docs, variants.collect())
            }
            Item::Union(item) => {
                let variants = item.variants.iter().map(|v| v.name.clone());
                (&item.docs, variants.collect())
            }
            Item::Alias(item) => (&item.docs, Vec::new()),
            #[allow(unreachable_patterns, reason = "other kinds have no members")]
            Item::Contents(_) => continue,
        };
        if let Some(place) = place(docs) {
            let text = format!("{} {}", item.name(), members.join(" "));
            // What stands behind a list or a reference has several names of one place.
            let entry = names.entry(format!("type {place}")).or_default();
            *entry = format!("{entry}{text};");
        }
    }
    names
}

/// A thing that nothing in the document has to do with, at the front or at the end.
fn with_more(document: &Value, what: usize) -> Value {
    let mut document = document.clone();
    let schema = json!({ "type": "object", "properties": { "zqxSize": { "type": "string", "enum": ["zqxa", "zqxb"] } } });
    let operation = json!({
        "operationId": "zqxList",
        "tags": ["zqxTag"],
        "parameters": [{ "in": "query", "name": "zqxOrder", "schema": { "type": "string", "enum": ["zqx"] } }],
        "responses": { "200": { "description": "", "content": { "application/json": { "schema": schema } } } },
    });
    let (at, key, value) = match what % 3 {
        0 => ("/components/schemas", "ZqxThing", schema),
        1 => ("/paths", "/zqx", json!({ "get": operation })),
        _ => (
            "/webhooks",
            "zqxSent",
            json!({ "post": { "requestBody": { "content": { "application/json": { "schema": schema } } }, "responses": {} } }),
        ),
    };
    let map = document
        .pointer_mut(at)
        .and_then(Value::as_object_mut)
        .expect("an object");
    if what < 3 {
        map.insert(key.to_owned(), value);
    } else {
        map.shift_insert(0, key.to_owned(), value);
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn each_name_is_an_identifier_and_stands_once(recipe in recipes()) {
        let document = recipe.document();
        let plan = plan(&document);
        for (scope, names) in scopes(&plan) {
            let mut seen = BTreeSet::new();
            for name in names {
                prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{scope}: {name:?}");
                prop_assert!(name.is_ascii() && name.len() <= 160, "{scope}: {name:?}");
                prop_assert!(seen.insert(name.clone()), "{scope}: {name:?} stands twice");
            }
        }
    }

    #[test]
    fn the_same_document_gives_the_same_names(recipe in recipes()) {
        let document = recipe.document();
        prop_assert_eq!(plan(&document), plan(&document));
    }

    #[test]
    fn what_is_added_elsewhere_changes_no_name(recipe in recipes(), what in 0..6_usize) {
        let before = recipe.document();
        let after = with_more(&before, what);
        let (before, after) = (named(&plan(&before)), named(&plan(&after)));
        for (place, name) in &before {
            prop_assert_eq!(Some(name), after.get(place), "{}", place);
        }
    }
}

/// The names in these documents are found again, and those of what is added as well: the tests above
/// compare something.
#[test]
fn names_are_found() {
    let recipe = Recipe {
        names: ["user", "User", "owner", "kind", "Foo<Bar>"]
            .map(str::to_owned)
            .into(),
        seed: 7,
    };
    let document = recipe.document();
    let found = named(&plan(&document));
    assert!(
        found.keys().any(|place| place.starts_with("method")),
        "{found:#?}"
    );
    assert!(
        found.keys().any(|place| place.starts_with("type")),
        "{found:#?}"
    );
    let more = plan(&with_more(&document, 0));
    let types = more.types.iter().flat_map(|module| &module.items);
    assert!(types.into_iter().any(|item| item.name() == "ZqxThing"));
}
