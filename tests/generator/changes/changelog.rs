//! The change log: what codegen owns in it, and what it leaves alone.

use truespec::changes::{Entry, changelog, released, tells_of_releases};

fn since(lines: &[&str]) -> Entry {
    Entry::Since(lines.iter().map(|line| (*line).to_owned()).collect())
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

/// Between the renaming and the tag, the section of the version that is worked on is the open one.
#[test]
fn a_release_that_is_being_made() {
    let open = changelog(None, &since(&["- A."]), None);
    let named = open.replace("## Unreleased", "## 0.2.0");
    assert_eq!(
        changelog(Some(&named), &since(&["- A."]), Some("0.2.0")),
        named
    );
    let other = changelog(Some(&named), &since(&["- A.", "- B."]), Some("0.2.0"));
    assert_eq!(other, named.replace("- A.", "- A.\n- B."));
    // Of another version, it is a release.
    let other = changelog(Some(&named), &since(&["- B."]), Some("0.2.1"));
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
