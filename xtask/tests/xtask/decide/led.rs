//! Being led: questions one after the other, and errors that name the command.

use super::{decide, has, open_place, place, told};

#[test]
fn stale_decisions_are_named_and_removed() {
    let place = place();
    let good =
        "\n# kept\n[[decision]]\nrule = \"required\"\ntake = \"document\"\nbecause = \"kept\"\n";
    let stale = "# gone\n[[decision]]\nfinding = \"enum:getThing.query.order\"\ntake = \"document\"\nbecause = \"gone\"\n\n# gone too\n[[decision]]\nrule = \"old-rule\"\ntake = \"document\"\nbecause = \"gone\"\n";
    place.write("decisions.toml", &format!("# top\n\n{stale}{good}"));
    // One is an error before the other can be seen.
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &[
            "unknown-rule",
            "decisions.toml:11:8",
            "`cargo xtask decide --config codegen.toml --remove --rule old-rule`",
        ],
    );
    let ended = decide(&place, &["--remove", "--rule", "old-rule"]).ends_with(0);
    has(&ended.out, &["Removed", "old-rule"]);
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &[
            "decision-matches-nothing",
            "decisions.toml:5:11",
            "`cargo xtask decide --config codegen.toml --remove enum:getThing.query.order`",
        ],
    );
    let shown = decide(&place, &[]).ends_with(0);
    has(
        &shown.errors,
        &[
            "decision-matches-nothing",
            "--remove enum:getThing.query.order",
        ],
    );
    // Both at once.
    place.write("decisions.toml", &format!("# top\n\n{stale}{good}"));
    let ended = decide(&place, &["--remove-stale"]).ends_with(0);
    has(
        &ended.out,
        &[
            "old-rule",
            "enum:getThing.query.order",
            "Next: cargo xtask codegen",
        ],
    );
    assert_eq!(place.read("decisions.toml"), format!("# top\n{good}"));
    let before = place.files("");
    let ended = decide(&place, &["--remove-stale"]).ends_with(0);
    has(&ended.out, &["nothing was removed"]);
    assert_eq!(before, place.files(""));
}

#[test]
fn one_finding_after_the_other_is_asked_about() {
    let place = open_place();
    let id = "pages-disagree:getThing";
    // The page, nonsense, then a side by its number.
    let ended = told(&place, &["-i"], "p\nwhat\n2\nthe newer page\n").ends_with(0);
    has(
        &ended.out,
        &[
            "The last one",
            id,
            "Take? 1 page.txt, 2 other.txt; s to skip",
            "# pages-disagree",
            "`what` is none of these.",
            "Because?",
            "other.txt: the newer page",
            "1 decided, 0 skipped.",
        ],
    );
    has(
        &place.read("decisions.toml"),
        &["take = \"other.txt\"\nbecause = \"the newer page\"\n"],
    );
    assert_eq!(
        told(&place, &["-i"], "").ends_with(0).out,
        "0 decided, 0 skipped.\n"
    );
    // What rules settled is gone through by name; a reason that is none is asked for again.
    let input = "document\n\ndocument\nmay be missing\n";
    let ended = told(&place, &["-i", "--rule", "required"], input).ends_with(0);
    has(&ended.errors, &["decision-without-reason"]);
    has(&ended.out, &["1 decided, 0 skipped."]);
    let before = place.files("");
    let ended = told(&place, &["-i", "--operation", "getThing"], "s\nq\n").ends_with(0);
    has(&ended.out, &["0 decided, 1 skipped."]);
    told(&place, &["-i", "--operation", "getThing"], "1\n").ends_with(0);
    assert_eq!(before, place.files(""));
    let ended = told(&place, &["-i", "--message-format", "json"], "").ends_with(2);
    has(&ended.out, &["interactive-json"]);
}

/// The first decision of the way out of a run that stopped.
#[test]
fn the_error_of_codegen_names_the_command() {
    let place = open_place();
    place.write("decisions.toml", "");
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &[
            "pages-disagree",
            "or run `cargo xtask decide --config codegen.toml pages-disagree:getThing --take SIDE --because \"…\"`",
        ],
    );
    decide(
        &place,
        &[
            "pages-disagree:getThing",
            "--take",
            "page.txt",
            "--because",
            "x",
        ],
    )
    .ends_with(0);
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    // Without a configuration there is no such command.
    let arguments = [
        "codegen",
        "--openapi",
        "api.yaml",
        "--reference",
        "page.txt",
        "--reference",
        "other.txt",
        "--out",
        "elsewhere",
    ];
    let ended = place.run(&arguments).ends_with(2);
    assert!(
        !ended.errors.contains("cargo xtask decide"),
        "{}",
        ended.errors
    );
}

/// A page that is called otherwise now: the side of the decision is gone, the finding is not.
#[test]
fn a_decision_for_a_side_that_is_gone_is_taken_again() {
    let place = open_place();
    let text = "# ours\n[[decision]]\nfinding = \"pages-disagree:getThing\"\ntake = \"old.txt\"\nbecause = \"x\"\n";
    place.write("decisions.toml", text);
    let command = "decide --config codegen.toml pages-disagree:getThing --take SIDE --because \"…\" --replace";
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &["decision-without-side", "decisions.toml:3:11", command],
    );
    let shown = decide(&place, &[]).ends_with(0);
    has(&shown.errors, &["decision-without-side"]);
    has(&shown.out, &["Open (1)", command]);
    // It is not stale: there is something to decide.
    decide(&place, &["--remove-stale"]).ends_with(2);
    assert_eq!(place.read("decisions.toml"), text);
    told(&place, &["-i"], "page.txt\nit is newer\n").ends_with(0);
    let decided = text.replace("\"old.txt\"", "\"page.txt\"");
    assert_eq!(
        place.read("decisions.toml"),
        decided.replace("\"x\"", "\"it is newer\"")
    );
}

/// The reading of the pages refuses it, and says where it stands and how to get rid of it.
#[test]
fn an_impossible_choice_names_its_decision() {
    let place = place();
    let lines = "owner object optional\nShow child properties\ndetails object optional\nShow child properties\ncity string required\nname string required";
    place.write("page.txt", &super::page(lines, "{}"));
    let id = "ambiguous-nesting:GET /things/{id} 200 owner.details.name";
    let text = format!("[[decision]]\nfinding = \"{id}\"\ntake = \"root\"\nbecause = \"x\"\n");
    place.write("decisions.toml", &text);
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    has(
        &ended.errors,
        &[
            "impossible-choice",
            "decisions.toml:2:11",
            "decided here",
            "`cargo xtask decide --config codegen.toml --remove 'ambiguous-nesting:GET /things/{id} 200 owner.details.name'`",
        ],
    );
    decide(&place, &["--remove-stale"]).ends_with(0);
    assert_eq!(place.read("decisions.toml"), "");
    has(&decide(&place, &["--open"]).ends_with(0).out, &[id]);
}
