//! What `decide` refuses, and that nothing is written then.

use std::fs;

use super::{CONFIG, EXAMPLE, NAME, PROPERTIES, TAKE, decide, has, page, place, told};

/// Each with its code and what to do, and nothing written.
#[test]
fn wrong_decisions_write_nothing() {
    let cases: [(&[&str], &[&str]); 9] = [
        (
            &[
                "required:getThing.200.nam",
                "--take",
                "document",
                "--because",
                "x",
            ],
            &[
                "unknown-finding",
                "did you mean `required:getThing.200.name`?",
            ],
        ),
        (
            &["nonsense", "--take", "document", "--because", "x"],
            &["unknown-finding", "`cargo xtask decide` shows all findings"],
        ),
        (
            &[NAME, "--take", "nobody", "--because", "x"],
            &[
                "decision-without-side",
                "take one of `document`, `reference`",
            ],
        ),
        (
            &["--rule", "requird", "--take", "document", "--because", "x"],
            &["unknown-rule", "did you mean `required`"],
        ),
        (
            &["--rule", "enum", "--take", "document", "--because", "x"],
            &["unknown-finding", "the rule `enum` finds nothing"],
        ),
        (
            &[NAME, "--take", "document"],
            &["decision-without-reason", "--because"],
        ),
        (
            &[NAME, "--take", "document", "--because", "  "],
            &["decision-without-reason"],
        ),
        (
            &["--remove", NAME],
            &[
                "no-such-decision",
                "decisions.toml has no decision about `required:getThing.200.name`",
            ],
        ),
        (
            &["--operation", "getThings"],
            &["unknown-operation", "did you mean `getThing`"],
        ),
    ];
    let place = place();
    let before = place.files("");
    for (arguments, expected) in cases {
        let ended = decide(&place, arguments).ends_with(2);
        has(&ended.errors, expected);
    }
    assert_eq!(before, place.files(""));
    // Not on a terminal nobody can be asked, whatever stands on standard input.
    let ended = told(&place, &[NAME, "--take", "document"], "because\n").ends_with(2);
    has(&ended.errors, &["decision-without-reason"]);
    for usage in [
        &["--take", "document"][..],
        &["--remove"],
        &["--because", "x"],
        &[NAME, "--rule", "enum"],
        &["--remove-stale", "--open"],
    ] {
        let ended = decide(&place, usage).ends_with(2);
        has(&ended.errors, &["Usage:"]);
    }
}

/// A side that makes an error of what was none is refused.
#[test]
fn a_decision_that_the_inputs_do_not_bear_is_refused() {
    let place = place();
    let path = "\n/things/{id}\n";
    let keyed = format!("{path}Authorizations: KeyAuth\nApiKey: X-Key\n");
    let secured = page(PROPERTIES, EXAMPLE).replace(path, &keyed);
    place.write("page.txt", &secured);
    let shown = decide(&place, &["--rule", "security"]);
    has(&shown.out, &["security:getThing"]);
    let take = [
        "security:getThing",
        "--take",
        "reference",
        "--because",
        "the page says so",
    ];
    let ended = decide(&place, &take).ends_with(2);
    has(
        &ended.errors,
        &["security-not-understood", "the decision was not written"],
    );
    assert!(!place.path("decisions.toml").exists());
}

#[test]
fn a_wrong_file_of_decisions_is_left_alone() {
    let stanza = "finding = \"required:getThing.200.name\"\ntake = \"document\"\nbecause = \"x\"";
    for (text, expected) in [
        ("[[decision]\n", "decisions-syntax"),
        (
            "[[decision]]\nfinding = \"required:x\"\ntake = \"document\"\n",
            "decision-without-reason",
        ),
        (
            &format!("[[decision]]\n{stanza}\n[[decision]]\n{stanza}\n"),
            "decision-twice",
        ),
    ] {
        let place = place();
        place.write("decisions.toml", text);
        for arguments in [&TAKE[..], &[], &["--interactive"]] {
            let ended = decide(&place, arguments).ends_with(2);
            has(&ended.errors, &[expected, "decisions.toml:"]);
        }
        assert_eq!(place.read("decisions.toml"), text);
    }
    // Read well, but not written so that a stanza could be added.
    let place = place();
    let inline = "decision = [{rule = 'documentation', take = 'document', because = 'x'}]\n";
    place.write("decisions.toml", inline);
    let ended = decide(&place, &TAKE).ends_with(2);
    has(&ended.errors, &["decisions-inline", "decisions.toml:1:"]);
    assert_eq!(place.read("decisions.toml"), inline);
    // In another encoding.
    let utf_16: Vec<u8> = "\u{feff}# ü\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(place.path("decisions.toml"), &utf_16).expect("writable");
    let ended = decide(&place, &TAKE).ends_with(2);
    has(&ended.errors, &["unwritable-output", "UTF-8"]);
    assert_eq!(fs::read(place.path("decisions.toml")).ok(), Some(utf_16));
}

#[test]
fn a_read_only_file_stays() {
    let place = place();
    place.write("decisions.toml", "# ours\n");
    let path = place.path("decisions.toml");
    let mut permissions = fs::metadata(&path).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("allowed");
    let ended = decide(&place, &TAKE).ends_with(2);
    has(
        &ended.errors,
        &["unwritable-output", "read-only", "make it writable"],
    );
    assert_eq!(place.read("decisions.toml"), "# ours\n");
}

#[test]
fn without_a_file_for_decisions_the_key_is_named() {
    let place = place();
    place.write(
        "codegen.toml",
        &CONFIG.replace("decisions = \"decisions.toml\"\n", ""),
    );
    has(&decide(&place, &[]).ends_with(0).out, &[NAME]);
    for arguments in [&TAKE[..], &["--remove", NAME], &["--remove-stale"], &["-i"]] {
        let ended = decide(&place, arguments).ends_with(2);
        has(
            &ended.errors,
            &[
                "no-decisions-file",
                "add the key `decisions = \"decisions.toml\"` to codegen.toml",
            ],
        );
    }
}

#[test]
fn without_pages_there_is_nothing_to_decide() {
    let place = place();
    place.write(
        "codegen.toml",
        &CONFIG.replace("reference = [\"page.txt\"]\n", ""),
    );
    has(
        &decide(&place, &[]).ends_with(0).out,
        &["No reference page is configured"],
    );
    has(
        &decide(&place, &TAKE).ends_with(2).errors,
        &["unknown-finding"],
    );
    assert!(!place.path("decisions.toml").exists());
}
