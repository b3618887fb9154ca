//! Changes of the writing, and of the service as a whole, weighed by what they mean on the wire.

use super::wire::{before, told};

/// What is told of edits, one line each without marks of space.
#[track_caller]
fn tells(edits: &[(&str, &str)], expected: &[&str]) {
    let (old, mut new) = (before(), before());
    for (from, to) in edits {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    expect(&old, &new, expected);
}

#[track_caller]
fn expect(old: &str, new: &str, expected: &[&str]) {
    let (text, _) = told(old, new);
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(lines.len(), expected.len(), "{text}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{expected} in {text}");
    }
}

/// The document with the same words in each operation.
fn in_each(text: &str, words: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.extend([line, "\n"]);
        if line.trim_start().starts_with("operationId:") {
            out.extend(["      ", words, "\n"]);
        }
    }
    out
}

/// What an operation takes is what it takes in the end, wherever that stands.
#[test]
fn credentials_are_those_of_each_operation() {
    let old = before();
    let root = "security: [{key: []}]\n";
    let moved = in_each(&old.replace(root, ""), root.trim());
    expect(&old, &moved, &[]);
    expect(&moved, &old, &[]);
    // None are asked for: whatever is given is taken.
    let open = in_each(&old, "security: []");
    let count = old.matches("operationId:").count();
    expect(&old, &open, &vec!["additive credentials-added"; count]);
    expect(&open, &old, &vec!["BREAKING credentials-removed"; count]);
    // What no operation takes from the service is no change.
    expect(&open, &open.replace(root, "security: [{other: []}]\n"), &[]);
    // All do: it is told once.
    tells(
        &[(root, "security: []\n")],
        &["additive credentials-added · service"],
    );
    tells(
        &[(root, "security: [{other: []}]\n")],
        &["BREAKING credentials-removed · service"],
    );
}

/// The name of credentials is not sent.
#[test]
fn renamed_credentials_are_the_same() {
    tells(
        &[
            ("key: []", "token: []"),
            ("    key: {type", "    token: {type"),
        ],
        &["- scheme-renamed · service · credentials token"],
    );
}

#[test]
fn a_server_is_its_address() {
    let old = before().replace(
        "[{url: 'https://api.example.com/v1'}]",
        "[{url: 'https://{at}.example.com', variables: {at: {default: eu, enum: [eu, us]}}}]",
    );
    let new = old.replace("enum: [eu, us]", "enum: [eu, us, ap]");
    expect(&old, &new, &["additive value-added · service · server.at"]);
    expect(
        &new,
        &old,
        &["BREAKING value-removed · service · server.at"],
    );
    let new = old.replace("default: eu", "default: us");
    expect(
        &old,
        &new,
        &["BREAKING default-changed · service · server.at"],
    );
    let new = old.replace("{url: ", "{description: Ours., url: ");
    expect(&old, &new, &["- words-changed · service · server"]);
}

/// A character set is no other content; a version is.
#[test]
fn a_media_type_is_more_than_its_text() {
    let all = |media: &str| before().replace("text/plain:", media);
    let old = all("text/plain:");
    let new = all("'text/Plain; charset=utf-8':");
    expect(
        &old,
        &new,
        &["- other-changed · deleteThing · body.text/Plain; charset=utf-8"],
    );
    let typed = new.replace(
        "charset=utf-8': {schema: {type: string",
        "charset=utf-8': {schema: {type: integer",
    );
    assert_ne!(typed, new);
    expect(
        &old,
        &typed,
        &[
            "- other-changed",
            "BREAKING type-changed · deleteThing · body",
        ],
    );
    let (one, two) = (
        all("'text/plain; version=1':"),
        all("'text/plain; version=2':"),
    );
    expect(
        &one,
        &two,
        &["BREAKING content-removed", "additive content-added"],
    );
}

/// A member can be asked for that nothing describes.
#[test]
fn a_required_member_that_is_not_listed() {
    tells(
        &[("required: [name]", "required: [name, unlisted]")],
        &["BREAKING became-required · createThing · body.unlisted"],
    );
}

#[test]
fn one_of_is_not_any_of() {
    let old = before();
    let new = old.replace("oneOf:", "anyOf:");
    expect(&old, &new, &["BREAKING type-widened · schema Shape"]);
    expect(&new, &old, &["BREAKING type-narrowed · schema Shape"]);
}

/// Of long texts, what is shown is where they differ.
#[test]
fn long_words_are_shown_from_their_difference_on() {
    let long = "The same word again. ".repeat(20);
    let one = before().replace("A thing.", &format!("{long}Alpha."));
    let other = one.replace("Alpha.", "Beta.");
    let (text, _) = told(&one, &other);
    assert!(
        text.contains(". Alpha. @") && text.contains(". Beta. @"),
        "{text}"
    );
    assert!(text.contains("· …"), "{text}");
}
