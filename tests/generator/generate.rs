//! The second half: small documents through `lower`, `plan` and `emit`.
//!
//! A case is a folder in `cases/generate` with a document. Its snapshot holds what a person is
//! told, the surface of the client, and those files that show the construct.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use truespec::{
    diagnostic::{Diagnostics, Source},
    emit::{self, File},
    lower,
    openapi::Document,
    plan::{self, Plan, Settings},
};

use crate::cases;

/// What a document becomes: what a person is told, the plan, the files.
pub(crate) fn generate(name: &str, text: String) -> (Diagnostics, Plan, Vec<File>) {
    let (diagnostics, plan) = planned(name, text);
    let files = emit::emit(&plan).expect("Rust");
    (diagnostics, plan, files)
}

/// The plan alone.
pub(crate) fn plan_of(name: &str, text: String) -> Plan {
    planned(name, text).1
}

fn planned(name: &str, text: String) -> (Diagnostics, Plan) {
    let source = Source::new(name, text);
    let document = Document::read(&source).expect("a document");
    let mut diagnostics = document.warnings().clone();
    let api = lower::lower(&document, &mut diagnostics).expect("a service");
    let settings = Settings {
        crate_name: "case-client".to_owned(),
        crate_version: "0.1.0".to_owned(),
        token_variable: Some("CASE_TOKEN".to_owned()),
        ..Settings::default()
    };
    let plan = plan::plan(&api, &settings).expect("a plan");
    (diagnostics, plan)
}

fn case(name: &str) -> String {
    let path = cases::here().join("cases/generate").join(name);
    fs::read_to_string(path.join("openapi.yaml")).expect("a case")
}

/// The snapshot of a case with some of its files.
pub(crate) fn snapshot(name: &str, shown: &[&str]) {
    let (diagnostics, plan, files) = generate("openapi.yaml", case(name));
    let mut text = format!("{diagnostics}{}", plan::surface(&plan));
    for path in shown {
        let file = files.iter().find(|file| file.path == *path);
        let file = file.unwrap_or_else(|| panic!("no {path} in {:?}", paths(&files)));
        writeln!(text, "==== {path}\n{}", file.text).expect("a text");
    }
    let folder = cases::here().join("cases/generate").join(name);
    cases::expect(&folder, "client", &text);
}

fn paths(files: &[File]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn paging() {
    snapshot(
        "paging",
        &[
            "src/operations/things.rs",
            "src/types/thing_list.rs",
            "src/client.rs",
        ],
    );
}

#[test]
fn paging_is_known_by_its_shape() {
    snapshot(
        "paging-shapes",
        &[
            "src/types/by_cursor_response.rs",
            "src/types/by_last_item_response.rs",
            "src/types/by_next_number_response.rs",
            "src/types/by_offset_response.rs",
        ],
    );
}

#[test]
fn enumerations_are_open_and_shared() {
    snapshot("enumerations", &["src/types/order.rs"]);
}

#[test]
fn enumerations_of_numbers_and_of_any_json() {
    snapshot(
        "integer-enums",
        &[
            "src/types/level.rs",
            "src/types/status.rs",
            "src/types/mixed.rs",
        ],
    );
}

#[test]
fn formats_that_are_types_and_formats_that_are_words() {
    snapshot(
        "formats",
        &["src/types/thing.rs", "src/operations/default.rs"],
    );
}

#[test]
fn arrays_with_a_type_for_each_place() {
    snapshot(
        "tuples",
        &[
            "src/types/thing.rs",
            "src/types/tree.rs",
            "src/mock/samples.rs",
        ],
    );
}

#[test]
fn unions_keep_what_they_do_not_know() {
    snapshot("unions", &["src/types/command.rs", "src/types/thing.rs"]);
}

#[test]
fn objects_and_maps() {
    snapshot("objects", &["src/types/thing.rs"]);
}

#[test]
fn secrets_are_hidden() {
    snapshot(
        "sensitive",
        &[
            "src/types/account.rs",
            "src/types/contact.rs",
            "src/types/profile.rs",
        ],
    );
    let (_, plan, _) = generate("openapi.yaml", case("sensitive"));
    let names = &plan.client.sensitive;
    assert!(
        names.is_sorted() && names.contains(&"apiKey".to_owned()),
        "{names:?}"
    );
}

#[test]
fn absent_null_and_a_value() {
    snapshot(
        "nullable",
        &[
            "src/types/matrix.rs",
            "src/types/answer.rs",
            "src/operations/default.rs",
        ],
    );
}

#[test]
fn members_of_the_body_are_held_against_their_limits() {
    snapshot(
        "limits",
        &["src/operations/default.rs", "src/types/new_thing.rs"],
    );
}

#[test]
fn a_default_response_alone_is_success() {
    snapshot("default-response", &["src/lib.rs", "src/types/user.rs"]);
    let (_, plan, _) = generate("openapi.yaml", case("default-response"));
    let fields = ["/error/code", "/error/message"].map(|name| Some(name.to_owned()));
    assert_eq!(plan.client.error_fields[..2], fields);
}

#[test]
fn answers_of_every_kind() {
    snapshot("answers", &[]);
}

#[test]
fn what_is_written_for_answers() {
    snapshot(
        "answers-code",
        &[
            "src/operations/default.rs",
            "src/blocking/default.rs",
            "src/mock/operations.rs",
        ],
    );
}

#[test]
fn names_that_collide() {
    snapshot("collisions", &[]);
}

#[test]
fn names_that_are_keywords() {
    snapshot("keywords", &["src/types/move_body.rs"]);
}

#[test]
fn names_for_what_has_none() {
    snapshot("inline-names", &["README.md", "examples/things.rs"]);
}

#[test]
fn words_are_inert() {
    let name = "src/operations/mod_x.rs";
    snapshot(
        "hostile",
        &["src/lib.rs", name, "src/types/evil.rs", "Cargo.toml"],
    );
}

#[test]
fn types_that_hold_themselves() {
    snapshot("recursive", &["src/types/node.rs"]);
}

#[test]
fn a_mock_and_values_for_tests() {
    snapshot(
        "mock",
        &[
            "src/mock/mod.rs",
            "src/mock/operations.rs",
            "src/mock/samples.rs",
        ],
    );
}

/// The mock has a method for each operation, called as that of the client unless the mock has another
/// of this name, and gives it the type that the client reads.
#[test]
fn the_mock_has_every_operation() {
    for folder in cases::folders("generate") {
        let text = fs::read_to_string(folder.join("openapi.yaml")).expect("a case");
        let (_, plan, files) = generate("openapi.yaml", text);
        let file = |path: &str| files.iter().find(|file| file.path == path);
        let mock = file("src/mock/operations.rs").map_or("", |file| file.text.as_str());
        let calls: Vec<_> = plan.groups.iter().flat_map(|group| &group.calls).collect();
        for call in &calls {
            // A long name is a line of its own.
            let method = format!("pub fn {}(", call.mock);
            assert_eq!(mock.matches(&method).count(), 1, "{method}");
            let link = format!("crate::Client::{})", call.method);
            assert_eq!(mock.matches(&link).count(), 1, "{link}");
            assert!(call.mock == call.method || call.mock.ends_with("_operation"));
        }
        // After it are the methods of those that give one of several things.
        let mock = mock.split("impl Script<").next().unwrap_or_default();
        assert_eq!(mock.matches("pub fn ").count(), calls.len());
        assert_eq!(mock.matches(") -> Script<").count(), calls.len());
    }
}

#[test]
fn operations_without_a_name() {
    snapshot("no-operation-id", &[]);
}

#[test]
fn what_cannot_be_expressed_is_told() {
    snapshot("not-expressed", &[]);
}

/// A name that nothing else wants does not depend on what else there is.
#[test]
fn names_are_stable() {
    let names = |text: &str| -> BTreeSet<String> {
        let (_, plan, _) = generate("openapi.yaml", text.to_owned());
        let items = plan.types.iter().flat_map(|module| &module.items);
        items.map(|item| item.name().to_owned()).collect()
    };
    let text = case("inline-names");
    let more = text.replace(
        "paths:\n",
        "components: {schemas: {Aaa: {type: object, properties: {owner: {type: object, properties: {x: {type: string}}}}}}}\npaths:\n  /aaa: {get: {operationId: aaa, tags: [Things], responses: {'200': {description: x, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}}\n",
    );
    let (before, after) = (names(&text), names(&more));
    assert!(before.is_subset(&after), "{before:?} {after:?}");
    assert_eq!(after.len(), before.len() + 3, "{after:?}");
}

/// No path leads out of the crate, whatever the names in the document are.
#[test]
fn paths_stay_within_the_crate() {
    let (_, _, files) = generate("openapi.yaml", case("hostile"));
    for path in paths(&files) {
        let plain = |part: &str| {
            !part.is_empty()
                && part.trim_start_matches('.') == part
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        };
        assert!(path.split('/').all(plain), "{path}");
    }
}

/// The manifest of a client names what the runtime needs, in the versions that it is tested with.
#[test]
fn the_manifest_has_the_dependencies_of_the_runtime() {
    let read = |path: &str| -> toml::Table {
        fs::read_to_string(cases::top().join(path))
            .expect("a manifest")
            .parse()
            .expect("TOML")
    };
    let runtime = read("generator/runtime/Cargo.toml");
    let workspace = read("Cargo.toml");
    let versions = &workspace["workspace"]["dependencies"];
    let table = |lines: &[(&str, &str)]| -> toml::Table {
        let lines = lines
            .iter()
            .map(|(name, line)| format!("{name} = {line}\n"));
        lines.collect::<String>().parse().expect("TOML")
    };
    let as_table = |value: &toml::Value| value.as_table().expect("a table").clone();
    assert_eq!(
        table(emit::RUNTIME_FEATURES),
        as_table(&runtime["features"])
    );
    let of_parts = emit::RUNTIME_PARTS
        .iter()
        .flat_map(|part| part.dependencies);
    let mut dependencies: Vec<_> = emit::RUNTIME_DEPENDENCIES
        .iter()
        .chain(of_parts)
        .copied()
        .collect();
    // Several parts can need the same.
    dependencies.sort_unstable();
    dependencies.dedup();
    let mut pairs = vec![(as_table(&runtime["dependencies"]), table(&dependencies))];
    assert_eq!(
        emit::RUNTIME_TARGETS.len(),
        as_table(&runtime["target"]).len()
    );
    for (target, lines) in emit::RUNTIME_TARGETS {
        let theirs = as_table(&runtime["target"][*target]["dependencies"]);
        pairs.push((theirs, table(lines)));
    }
    for (theirs, ours) in pairs {
        let names = |table: &toml::Table| table.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&theirs), names(&ours));
        for (name, local) in &theirs {
            let theirs = written(&versions[name], local);
            // The generator keeps the order of members, which the client does not need.
            let ours = written(&ours[name], &toml::Value::Boolean(true));
            if name == "serde_json" {
                assert_eq!(theirs["version"], ours["version"]);
            } else {
                assert_eq!(theirs, ours, "{name}");
            }
        }
    }
}

/// A dependency with all that is said of it in the workspace and in the package.
fn written(shared: &toml::Value, local: &toml::Value) -> toml::Table {
    let mut all = match shared {
        toml::Value::String(version) => {
            toml::Table::from_iter([("version".to_owned(), toml::Value::String(version.clone()))])
        }
        other => other.as_table().expect("a dependency").clone(),
    };
    for (key, value) in local.as_table().into_iter().flatten() {
        match (key.as_str(), all.get_mut(key)) {
            ("workspace", _) => {}
            ("features", Some(toml::Value::Array(features))) => {
                features.extend(value.as_array().expect("features").iter().cloned());
            }
            _ => {
                all.insert(key.clone(), value.clone());
            }
        }
    }
    all
}

/// One operation in is one method out, or a warning that says which is left out.
#[test]
fn no_operation_is_lost() {
    for folder in cases::folders("generate") {
        let text = fs::read_to_string(folder.join("openapi.yaml")).expect("a case");
        let written = operations_in(&serde_yaml::from_str(&text).expect("YAML"));
        let (diagnostics, plan, _) = generate("openapi.yaml", text);
        let methods: usize = plan.groups.iter().map(|group| group.calls.len()).sum();
        let left_out = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == "operation-left-out");
        assert_eq!(written, methods + left_out.count(), "{}", folder.display());
    }
}

/// How many operations a document writes down, path items behind references among them.
fn operations_in(document: &serde_json::Value) -> usize {
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    let paths = document["paths"].as_object().into_iter().flatten();
    let paths = paths.filter(|(path, _)| !path.starts_with("x-"));
    let items = paths.map(|(_, item)| match item["$ref"].as_str() {
        Some(reference) => document
            .pointer(reference.trim_start_matches('#'))
            .expect("a path item"),
        None => item,
    });
    let count = |item: &serde_json::Value| {
        let known = methods.iter().filter(|method| item[**method].is_object());
        let others = item["additionalOperations"].as_object();
        known.count() + others.map_or(0, serde_json::Map::len)
    };
    items.map(count).sum()
}

/// Every file of the runtime is carried by the client, but those of parts that it does not need.
#[test]
fn the_whole_runtime_is_carried() {
    let folder = cases::top().join("generator/runtime/src");
    let names = fs::read_dir(folder).expect("the runtime");
    let names: BTreeSet<String> = names
        .map(|entry| entry.expect("a file").file_name().into_string())
        .map(|name| name.expect("a name").replace("lib.rs", "mod.rs"))
        .collect();
    let (_, plan, files) = generate("openapi.yaml", case("paging"));
    let carried: BTreeSet<String> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("src/runtime/"))
        .map(str::to_owned)
        .collect();
    let parts = emit::RUNTIME_PARTS
        .iter()
        .filter(|part| !(part.needed)(&plan.package));
    let left_out: BTreeSet<String> = parts
        .flat_map(|part| part.files)
        .map(|name| format!("{name}.rs"))
        .collect();
    assert_eq!(names, &carried | &left_out);
    assert!(carried.is_disjoint(&left_out));
}

#[test]
fn bodies_are_sent_as_what_they_are() {
    snapshot(
        "bodies",
        &[
            "src/operations/documents.rs",
            "src/operations/forms.rs",
            "src/operations/uploads.rs",
            "src/types/import_documents_body.rs",
            "src/types/patch_document_body.rs",
            "src/types/new_photo.rs",
            "src/types/add_parts_body.rs",
        ],
    );
}

#[test]
fn words_of_3_1() {
    snapshot("versions-3-1", &["src/types/thing.rs"]);
}
