//! The public API read from the source of a crate, and what its changes mean.

use std::fs;

use truespec::surface::{Surface, SurfaceKind, Verdict, compare};

use crate::cases::{expect, here, top};

fn texts(folder: &std::path::Path, below: &str, all: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            texts(&entry.path(), &format!("{name}/"), all);
        } else {
            let text = fs::read_to_string(entry.path()).expect("a text");
            all.push((name, text));
        }
    }
}

/// The committed client.
fn client() -> Vec<(String, String)> {
    let mut all = Vec::new();
    texts(&top().join("generated-client"), "", &mut all);
    all
}

/// The API of the committed client: parts that are hard to read, and no change to itself.
#[test]
fn the_client_is_read_from_its_source() {
    let surface = Surface::read(&client()).expect("a crate");
    let signature = |path: &str| {
        let mut items = surface.items().filter(|item| item.path == path);
        items.next().map(|item| item.signature.clone())
    };
    let known = [
        // An attribute's name is on the wire only.
        (
            "paperspace::types::Project::dt_deleted",
            "dt_deleted: Option<DateTime<Utc>>",
        ),
        // From a private module, by another one.
        ("paperspace::Response::value", "fn value(&self) -> &T"),
        // A macro writes it.
        ("paperspace::blocking::Pages", "struct Pages<P: Page>"),
        (
            "impl Iterator for paperspace::blocking::Items<_>",
            "impl<P: Page> Iterator for Items<P> { type Item = Result<P::Item, Error>; }",
        ),
        // Another crate's, by a module of this one.
        ("paperspace::Bytes", "pub use bytes::Bytes"),
        // Derived, and written by hand.
        (
            "impl Deserialize<'_> for paperspace::types::Project",
            "impl<'de> Deserialize<'de> for Project",
        ),
        (
            "impl Deserialize<'_> for paperspace::types::Order",
            "impl<'de> Deserialize<'de> for Order",
        ),
        ("feature default", "default = [\"rustls\"]"),
    ];
    for (path, expected) in known {
        assert_eq!(signature(path).as_deref(), Some(expected), "{path}");
    }
    assert!(surface.items().all(|item| item.kind != SurfaceKind::Macro));
    assert_eq!(compare(&surface, &surface), []);
}

/// What is wrong with the source of a client is told with its place.
#[test]
fn what_cannot_be_read_is_told() {
    let manifest = "[package]\nname = \"a\"\n";
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let crates = [
        vec![],
        vec![file("Cargo.toml", "[package]\nname = 1\n")],
        vec![file("Cargo.toml", manifest)],
        vec![
            file("Cargo.toml", manifest),
            file(
                "src/lib.rs",
                "pub fn f() {}\n\n#[cfg(test)]\nmod tests;\npub mod types;\n",
            ),
        ],
        vec![
            file("Cargo.toml", manifest),
            file("src/lib.rs", "pub mod types;\n"),
            file(
                "src/types.rs",
                "pub fn f() {\n}\n\n<<<<<<< HEAD\npub struct A;\n=======\n",
            ),
        ],
    ];
    let told = crates.map(|files| {
        let problems = Surface::read(&files).expect_err("no crate");
        let told = problems.iter().map(|problem| {
            let place = problem
                .location
                .as_ref()
                .map_or(String::new(), ToString::to_string);
            format!("{} {place} {}", problem.code, problem.message)
        });
        told.collect::<Vec<_>>().join("; ")
    });
    let expected = [
        "client-manifest  the crate has no Cargo.toml, which says its name and its features",
        "client-manifest Cargo.toml:2 Cargo.toml cannot be read",
        "client-no-library  the crate has no src/lib.rs, where its public API begins",
        "client-module-missing src/lib.rs:5 the file of the module `types` is missing",
        "client-not-rust src/types.rs:4 src/types.rs is not Rust",
    ];
    assert_eq!(told, expected);
}

/// Whatever a file was cut off to, it is read or told of.
#[test]
fn no_source_is_too_odd() {
    let whole = client();
    let mut read = 0;
    let rust = whole
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| name.starts_with("src/"));
    for (at, (_, text)) in rust.step_by(4) {
        let mut files = whole.clone();
        let middle = (0..=text.len() / 2)
            .rev()
            .find(|at| text.is_char_boundary(*at));
        files[at].1.truncate(middle.unwrap_or(0));
        read += usize::from(Surface::read(&files).is_ok());
    }
    assert!(read > 0);
}

/// A change is told once, in few words, with what stood there and what stands there.
#[test]
fn changes_are_told_in_few_words() {
    let surface = |text: &str| {
        let manifest = "[package]\nname = \"case\"\n[dependencies]\nhttp = \"1\"\n";
        let files = [("Cargo.toml", manifest), ("src/lib.rs", text)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Surface::read(&files).expect("a crate")
    };
    let old = "
        use std::time::Duration;
        /// A project.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct Project { pub name: String, pub wait: Option<Duration> }
        pub struct Gone { pub a: u8, pub b: u8 }
        pub struct Client(());
        impl Client {
            pub fn get(&self, id: impl Into<String>) -> Result<Project, http::Error> { todo!() }
        }
    ";
    let new = "
        mod inner { pub struct Duration; }
        pub use inner::Duration;
        /// A project of a team.
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct Project { pub name: Option<String>, pub wait: Option<Duration>, pub id: u64 }
        pub struct Client(());
        impl Client {
            pub fn get(&self, project: impl Into<String>, all: bool) -> Result<Project, http::Error> { todo!() }
            pub fn list(&self) -> Vec<Project> { todo!() }
        }
    ";
    let changes = compare(&surface(old), &surface(new));
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    let lines = changes.iter().map(|change| {
        let (old, new) = (side(&change.old), side(&change.new));
        let (path, why) = (&change.path, &change.why);
        format!("{:?} {path}: {why}\n    {old}\n    {new}\n", change.verdict)
    });
    expect(
        &here().join("snapshots"),
        "changes",
        &lines.collect::<String>(),
    );
}

/// The source of functions that only some of the scripts have.
fn scripts(kinds: &[&str]) -> Surface {
    let head = "pub struct Script<T>(std::marker::PhantomData<T>);\n".to_owned();
    let one = |kind: &&str| {
        format!(
            "pub struct {kind}; pub mod of_{kind} {{ pub struct Body; }}
             impl Script<{kind}> {{ pub fn returns_ok(self, body: of_{kind}::Body) {{}} }}
             impl From<of_{kind}::Body> for Script<{kind}> {{ fn from(body: of_{kind}::Body) -> Self {{ todo!() }} }}
             impl From<of_{kind}::Body> for String {{ fn from(body: of_{kind}::Body) -> Self {{ todo!() }} }}\n"
        )
    };
    let text: String = std::iter::once(head).chain(kinds.iter().map(one)).collect();
    let files = [
        ("Cargo.toml", "[package]\nname = \"case\"\n"),
        ("src/lib.rs", &text),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    Surface::read(&files).expect("a crate")
}

/// Functions of one name for several types of one name are known by the types that they are for, not
/// by their order or by how many there are.
#[test]
fn what_is_for_some_types_is_known_by_them() {
    let verdicts = |old: &[&str], new: &[&str]| {
        let changes = compare(&scripts(old), &scripts(new));
        let all = changes
            .into_iter()
            .map(|change| (change.verdict, change.path));
        all.collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&["A", "B"], &["B", "A"]), []);
    for (old, new) in [
        (["B"].as_slice(), ["A", "B"].as_slice()),
        (&["B", "C"], &["A", "B", "C"]),
        (&["A"], &["A", "B"]),
    ] {
        let added = verdicts(old, new);
        assert!(
            added
                .iter()
                .all(|(verdict, _)| *verdict == Verdict::Additive),
            "{added:?}"
        );
        let gone = verdicts(new, old);
        let lost = (Verdict::Breaking, "case::Script::returns_ok".to_owned());
        assert!(gone.contains(&lost), "{gone:?}");
    }
}
