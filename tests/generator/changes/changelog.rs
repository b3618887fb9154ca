//! The change log: what codegen owns in it, and what it leaves alone.

use semver::Version;
use truespec::{
    changes::{self, Entry, LoneMark, released, tells_of_releases},
    diagnostic::Source,
    openapi::Document,
};

fn since(lines: &[&str]) -> Entry {
    Entry::Since(lines.iter().map(|line| (*line).to_owned()).collect())
}

/// The change log, where its comments are in pairs. `last`: the last release.
fn changelog(before: Option<&str>, entry: &Entry, last: Option<&str>) -> String {
    let last = last.map(|last| Version::parse(last).expect("a version"));
    changes::changelog(before, entry, last.as_ref()).expect("pairs of comments")
}

#[test]
fn the_first_one() {
    let text = changelog(None, &Entry::FirstRelease, None);
    let expected = "# Changelog\n\nWhat changed for those who use this crate. Codegen writes what stands between the comments; all else is written by people.\n\n## Unreleased\n\n<!-- changes: codegen writes from here -->\n\nFirst release.\n\n<!-- changes: to here -->\n";
    assert_eq!(text, expected);
    assert_eq!(changelog(Some(&text), &Entry::FirstRelease, None), text);
    assert!(!tells_of_releases(&text));
}

/// A life: a person writes beside the block, renames the heading, and the next change begins anew.
#[test]
fn a_release() {
    let first = changelog(None, &Entry::FirstRelease, None);
    let edited = first
        .replace("## Unreleased\n", "## Unreleased\n\nBy hand, above.\n")
        .replace("to here -->\n", "to here -->\n\nBy hand, below.\n");
    let again = changelog(Some(&edited), &Entry::FirstRelease, None);
    assert_eq!(again, edited);

    let released = edited.replace("## Unreleased", "## [0.1.0] - 2026-01-31");
    assert!(tells_of_releases(&released));
    assert_eq!(changelog(Some(&released), &since(&[]), None), released);

    let next = changelog(Some(&released), &since(&["### Added", "", "- A."]), None);
    let expected = released.replace(
        "## [0.1.0]",
        "## Unreleased\n\n<!-- changes: codegen writes from here -->\n\n### Added\n\n- A.\n\n<!-- changes: to here -->\n\n## [0.1.0]",
    );
    assert_eq!(next, expected);
    assert_eq!(
        changelog(Some(&next), &since(&["### Added", "", "- A."]), None),
        next
    );

    // More changes: only the block is another one.
    let more = changelog(Some(&next), &since(&["### Added", "", "- B."]), None);
    assert_eq!(more, next.replace("- A.", "- B."));
    // They are taken back: the block is empty, the heading stays.
    let none = changelog(Some(&more), &since(&[]), None);
    assert!(none.contains("## Unreleased\n\n<!-- changes: codegen writes from here -->\n<!-- changes: to here -->\n\n## [0.1.0]"), "{none}");
}

/// Between the renaming and the tag, the section of a version above the last release is the open one,
/// whether the version of the crate was raised before or is raised later.
#[test]
fn a_release_that_is_being_made() {
    let open = changelog(None, &since(&["- A."]), None);
    let named = open.replace("## Unreleased", "## 0.2.0");
    assert_eq!(
        changelog(Some(&named), &since(&["- A."]), Some("0.1.0")),
        named
    );
    let other = changelog(Some(&named), &since(&["- A.", "- B."]), Some("0.1.0"));
    assert_eq!(other, named.replace("- A.", "- A.\n- B."));
    // At the tag, it is a release.
    let other = changelog(Some(&named), &since(&["- B."]), Some("0.2.0"));
    assert!(other.contains("## Unreleased"), "{other}");
    assert!(
        other.ends_with(&named[named.find("## 0.2.0").expect("there")..]),
        "{other}"
    );
}

/// Where a person took the comments away, they come back below the heading, once.
#[test]
fn a_block_that_is_gone() {
    let text = "# Ours\n\n## Unreleased\n\nBy hand.\n\n## 0.1.0\n\nOld.\n";
    let with = changelog(Some(text), &since(&["- A."]), None);
    assert_eq!(
        with,
        "# Ours\n\n## Unreleased\n\n<!-- changes: codegen writes from here -->\n\n- A.\n\n<!-- changes: to here -->\n\nBy hand.\n\n## 0.1.0\n\nOld.\n"
    );
    assert_eq!(changelog(Some(&with), &since(&["- A."]), None), with);
}

/// Who forgets to rename the heading loses nothing: what the release had gets its version.
#[test]
fn a_release_that_left_its_heading() {
    let text = changelog(None, &since(&["- A."]), None);
    let titled = released(&text, &text, "0.2.0").expect("as the release left it");
    assert_eq!(titled, text.replace("## Unreleased", "## 0.2.0"));
    let next = changelog(Some(&titled), &since(&["- B."]), None);
    assert!(next.find("- B.") < next.find("## 0.2.0"), "{next}");
    assert!(next.find("## 0.2.0") < next.find("- A."), "{next}");
    // What was written since is not what the release had.
    assert_eq!(released(&next, &text, "0.2.0"), None);
    let empty = changelog(Some(&text), &since(&[]), None);
    assert_eq!(released(&empty, &empty, "0.2.0"), None);
}

/// One comment without the other: nobody can say what codegen wrote, so nothing is written.
#[test]
fn a_comment_that_is_alone() {
    let text = changelog(None, &since(&["- A."]), None);
    let (begin, end) = (
        "<!-- changes: codegen writes from here -->",
        "<!-- changes: to here -->",
    );
    for (from, to, line, missing) in [
        (end, "", 7, end),
        (begin, "", 11, begin),
        (end, begin, 7, end),
        (
            end,
            "<!-- changes: to here -->\n\n<!-- changes: to here -->",
            13,
            begin,
        ),
    ] {
        let text = text.replace(from, to);
        assert_eq!(
            changes::changelog(Some(&text), &since(&["- B."]), None),
            Err(LoneMark { line, missing }),
            "{text}"
        );
    }
}

/// What looks like a heading in a block of code is none; a heading that is a link is one.
#[test]
fn headings_are_what_markdown_takes_for_them() {
    let code = "# Ours\n\n````md\n## Unreleased\n```\n## 0.1.0\n````\n";
    assert!(!tells_of_releases(code));
    let text = format!("{code}\n## [Unreleased](https://example.com/compare)\n\nBy hand.\n");
    let with = changelog(Some(&text), &since(&["- A."]), None);
    let block = "<!-- changes: codegen writes from here -->\n\n- A.\n\n<!-- changes: to here -->\n";
    assert_eq!(
        with,
        text.replace("compare)\n", &format!("compare)\n\n{block}"))
    );
    let with = changelog(Some(code), &since(&["- A."]), None);
    assert_eq!(with, format!("{code}\n## Unreleased\n\n{block}"));
}

/// A file keeps the ends of its lines.
#[test]
fn ends_of_lines_stay() {
    let text = "# Ours\r\n\r\n## Unreleased\r\n\r\nBy hand.\r\n\r\n## 0.1.0\r\n\r\nOld.\nOdd.";
    let with = changelog(Some(text), &since(&["- A."]), None);
    assert!(
        with.ends_with("By hand.\r\n\r\n## 0.1.0\r\n\r\nOld.\nOdd."),
        "{with:?}"
    );
    assert!(with.contains("-->\r\n\r\n- A.\r\n\r\n<!--"), "{with:?}");
    assert_eq!(changelog(Some(&with), &since(&["- A."]), None), with);
    let titled = released(&with, &with.replace('\r', ""), "0.2.0").expect("the same lines");
    assert!(titled.contains("\r\n## 0.2.0\r\n"), "{titled:?}");
}

/// An address is a text of the document: nothing in it is a comment, a tag, a link or a person.
#[test]
fn hostile_addresses_stay_in_their_place() {
    let path = "/x/<!-- y/@octocat/**b**/[l](https://example.com)";
    let document = |rest: &str| {
        let name = |id: &str| format!("{id}responses: {{'204': {{description: Done.}}}}");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: v1}}\npaths:\n  '{path}':\n    get: {{{}}}\n    {rest}\n",
            name("operationId: getIt, ")
        );
        let source = Source::new("openapi.yaml", text.replace("REST", &name("")));
        Document::read(&source).expect("a document")
    };
    let (old, new) = (
        document("put: {REST}"),
        document("post: {operationId: postIt, REST}"),
    );
    let wire = changes::wire(&old, &new, [None, None]);
    let entry = changes::entry(&changes::tell(wire, Vec::new(), [None, None]), true);
    let text = changelog(None, &entry, None);
    assert_eq!(text.matches(path).count(), 2, "{text}");
    let (mut comments, mut codes) = (0, 0);
    for event in pulldown_cmark::Parser::new(&text) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Html(html) => {
                comments += 1;
                assert!(html.starts_with("<!-- changes: "), "{html}");
            }
            Event::Code(code) => codes += usize::from(code.contains(path)),
            Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Strong) => {
                panic!("{event:?} in {text}")
            }
            Event::Text(text) => assert!(!text.contains("octocat"), "{text}"),
            _ => {}
        }
    }
    assert_eq!([comments, codes], [2, 2], "{text}");
}
