//! What `decide` writes, and that nothing else in the file of decisions ever changes.

use std::fs;

use super::{DOCUMENT, EXAMPLE, NAME, PROPERTIES, TAKE, decide, has, page, place, told};

#[test]
fn a_rule_is_decided_as_a_whole() {
    let place = place();
    let ended = decide(
        &place,
        &[
            "--rule",
            "required",
            "--take",
            "document",
            "--because",
            "no",
        ],
    )
    .ends_with(0);
    has(
        &ended.out,
        &["required", "findings                       1"],
    );
    has(
        &place.read("decisions.toml"),
        &["rule = \"required\"\ntake = \"document\"\n"],
    );
    // What is decided for the rule can still be decided for one finding.
    let one = [NAME, "--take", "reference", "--because", "but here"];
    let ended = decide(&place, &one).ends_with(0);
    has(&ended.out, &["the rule takes this side anyway"]);
    has(
        &decide(&place, &[NAME]).ends_with(0).out,
        &["reference, by the decision", "(as the rule would)"],
    );
    // Now nothing is left for the rule.
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &["decision-matches-nothing", "decisions.toml:6:8"],
    );
}

/// Comments, blank lines, order and the ends of lines: all stay as they are.
#[test]
fn what_stands_in_the_file_stays_byte_for_byte() {
    let written = "# What we decided.\n\n\n  # About words.\n[[ decision ]]   # wide\n\
        take='document'\n# why\nbecause = \"\"\"\nwords\n[[decision]]\n\"\"\" # end\n\
        rule = 'documentation'\n\n# the end";
    for (text, line_end) in [
        (written.to_owned(), "\n"),
        (written.replace('\n', "\r\n"), "\r\n"),
    ] {
        let place = place();
        place.write("decisions.toml", &text);
        decide(&place, &TAKE).ends_with(0);
        let stanza = [
            "",
            "",
            "[[decision]]",
            "finding = \"required:getThing.200.name\"",
            "take = \"document\"",
            "because = \"it is not\"",
            "",
        ];
        let decided = format!("{text}{}", stanza.join(line_end));
        assert_eq!(place.read("decisions.toml"), decided);
        decide(&place, &["--remove", NAME]).ends_with(0);
        assert_eq!(place.read("decisions.toml"), format!("{text}{line_end}"));
        decide(&place, &["--remove", "--rule", "documentation"]).ends_with(0);
        let rest = ["# What we decided.", "", "", "# the end", ""].join(line_end);
        assert_eq!(place.read("decisions.toml"), rest);
    }
}

#[test]
fn another_decision_about_the_same_needs_replace() {
    let place = place();
    let text = "# top\n[[decision]]\nfinding = \"required:getThing.200.name\" # id\n# side\ntake = 'document'\nbecause = 'it is not'\n";
    place.write("decisions.toml", text);
    let again = [NAME, "--take", "reference", "--because", "it \"is\""];
    let ended = decide(&place, &again).ends_with(2);
    has(
        &ended.errors,
        &[
            "decided-already",
            "decisions.toml:2:1",
            "`document` is taken here",
            "--replace",
        ],
    );
    assert_eq!(place.read("decisions.toml"), text);
    decide(&place, &[&again[..], &["--replace"]].concat()).ends_with(0);
    let replaced = text
        .replace("'document'", "\"reference\"")
        .replace("'it is not'", "\"it \\\"is\\\"\"");
    assert_eq!(place.read("decisions.toml"), replaced);
    // With nothing to replace it is a decision like others.
    decide(&place, &["--remove", NAME]).ends_with(0);
    decide(&place, &[&TAKE[..], &["--replace"]].concat()).ends_with(0);
}

/// Whatever the words are, they are read back as they were given.
#[test]
fn hostile_words_are_only_words() {
    for because in [
        "a \"quote\", 'another', a \\ and \"\"\" and '''",
        "two\nlines # and no comment\n[[decision]]\ntake = \"x\"",
        "\u{1b}[31m\u{7f}\u{0}tab\tünïcödé 漢字 \u{202e}",
        "]]]} = \"",
    ] {
        // A command line cannot hold NUL.
        let because = because.replace('\u{0}', "");
        let place = place();
        decide(&place, &[NAME, "--take", "document", "--because", &because]).ends_with(0);
        let text = place.read("decisions.toml");
        let value: toml::Value = toml::from_str(&text).expect("TOML");
        assert_eq!(
            value["decision"].as_array().map(Vec::len),
            Some(1),
            "{text}"
        );
        assert_eq!(
            value["decision"][0]["because"].as_str(),
            Some(because.as_str())
        );
        let shown = decide(&place, &[]).ends_with(0).out;
        assert!(
            !shown.contains(['\u{1b}', '\u{7f}', '\u{202e}']),
            "{shown:?}"
        );
    }
}

/// Properties can be called anything.
#[test]
fn ids_can_have_quotes_blanks_and_any_letters() {
    let place = place();
    let name = "it's \"ü\" & $HOME";
    let document = DOCUMENT.replace(
        "name: {type: string}",
        "'it''s \"ü\" & $HOME': {type: string}",
    );
    place.write("api.yaml", &document);
    let id = format!("property-only-in-document:getThing.200.{name}");
    let shown = decide(&place, &["--rule", "property-only-in-document"])
        .ends_with(0)
        .out;
    has(&shown, &[&id]);
    decide(
        &place,
        &[&id, "--take", "document", "--because", "it's there"],
    )
    .ends_with(0);
    let value: toml::Value = toml::from_str(&place.read("decisions.toml")).expect("TOML");
    assert_eq!(value["decision"][0]["finding"].as_str(), Some(id.as_str()));
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    // Gone from the document, the decision is stale, and the command that is named removes it.
    place.write("api.yaml", DOCUMENT);
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    let (_, command) = ended.errors.split_once("or run `").expect("a command");
    let (command, _) = command.rsplit_once('`').expect("a command");
    let words = shlex::split(command).expect("words of a shell");
    assert_eq!(
        words[..5],
        ["cargo", "xtask", "decide", "--config", "codegen.toml"]
    );
    assert_eq!(words[5..], ["--remove".to_owned(), id]);
    let arguments: Vec<&str> = words[2..].iter().map(String::as_str).collect();
    place.run(&arguments).ends_with(0);
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
}

#[test]
fn the_object_of_a_property_can_be_decided() {
    let place = place();
    let lines = "owner object optional\nShow child properties\ndetails object optional\nShow child properties\ncity string required\nname string required";
    place.write("page.txt", &page(lines, "{}"));
    let id = "ambiguous-nesting:GET /things/{id} 200 owner.details.name";
    let open = decide(&place, &["--open"]).ends_with(0).out;
    has(&open, &["Open (1)", id, "open; reference stands in"]);
    place.write("decisions.toml", "");
    // The warning of codegen names the command, too.
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    has(
        &ended.errors,
        &[
            "decide --config codegen.toml 'ambiguous-nesting:GET /things/{id} 200 owner.details.name' --take SIDE",
        ],
    );
    let ended = decide(&place, &[id, "--take", "nowhere", "--because", "x"]).ends_with(2);
    has(&ended.errors, &["take one of `owner`, `owner.details`"]);
    decide(
        &place,
        &[id, "--take", "owner", "--because", "owners have names"],
    )
    .ends_with(0);
    assert_eq!(
        decide(&place, &["--open"]).ends_with(0).out,
        "Nothing is open.\n"
    );
    // What was inferred is overruled in the same way.
    let lines = lines.replace(
        "owner object optional\n",
        "owner object optional\n\nWho owns it.\n\n",
    );
    let lines = lines.replace(
        "details object optional\n",
        "details object optional\n\nMore.\n\n",
    );
    place.write("page.txt", &page(&format!("{lines}\n\nA name.\n"), "{}"));
    fs::remove_file(place.path("decisions.toml")).expect("there");
    let found = decide(&place, &["--rule", "inferred-nesting"])
        .ends_with(0)
        .out;
    has(
        &found,
        &["inferred-nesting:GET /things/{id} 200 owner.details.name"],
    );
    decide(
        &place,
        &[
            id,
            "--take",
            "owner.details",
            "--because",
            "details have names",
        ],
    )
    .ends_with(0);
    let found = decide(&place, &[id]).ends_with(0).out;
    has(
        &found,
        &["owner.details, by the decision in decisions.toml:6"],
    );
    // Once the page does not allow it any more, it is stale, and is removed as others are.
    place.write(
        "page.txt",
        &page(
            "owner object optional\nShow child properties\nname string required",
            "{}",
        ),
    );
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &[
            "decision-matches-nothing",
            "decisions.toml:6:11",
            "--remove 'ambiguous-nesting:GET /things/{id} 200 owner.details.name'",
        ],
    );
    decide(&place, &["--remove-stale"]).ends_with(0);
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
}

#[test]
fn decisions_are_messages_for_programs() {
    let place = place();
    let json = ["--message-format", "json"];
    let out = decide(&place, &[&TAKE[..], &json].concat())
        .ends_with(0)
        .out;
    assert_eq!(
        out,
        "{\"reason\":\"decided\",\"scope\":\"required:getThing.200.name\",\"take\":\"document\",\"because\":\"it is not\",\"file\":\"decisions.toml\",\"findings\":1,\"changes_document\":true}\n"
    );
    let out = decide(&place, &["--remove", NAME, json[0], json[1]])
        .ends_with(0)
        .out;
    assert_eq!(
        out,
        "{\"reason\":\"removed\",\"scope\":\"required:getThing.200.name\",\"file\":\"decisions.toml\"}\n"
    );
}

/// Neither a name of the document nor a line of a page can speak to the terminal.
#[test]
fn the_inputs_do_not_speak_to_the_terminal() {
    let place = place();
    let hostile = "\"a\\e]0;title\\a\\e[31mb\u{202e}\": {type: string}";
    let document = DOCUMENT.replace("name: {type: string}", hostile);
    place.write("api.yaml", &document);
    let properties = PROPERTIES.replace(
        "name string required",
        "name string required\n\nNot \u{1b}[2J\u{9b}31m here.\n",
    );
    place.write("page.txt", &super::page(&properties, EXAMPLE));
    let id = "property-only-in-document:getThing.200.a\u{1b}]0;title\u{7}\u{1b}[31mb\u{202e}";
    let explain = [
        "explain",
        "--config",
        "codegen.toml",
        "property-only-in-document",
    ];
    let take = [id, "--take", "document", "--because", "x"];
    for ended in [
        decide(&place, &[]),
        decide(&place, &["--width", "120"]),
        place.run(&explain),
        told(
            &place,
            &["-i", "--rule", "property-only-in-document"],
            "s\n",
        ),
        decide(&place, &take),
        decide(&place, &[]),
        decide(&place, &["--remove", id]),
    ] {
        let ended = ended.ends_with(0);
        let shown = ended.out + &ended.errors;
        assert!(shown.contains("Next") || shown.contains("property-only-in-document"));
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']),
            "{shown:?}"
        );
    }
}
