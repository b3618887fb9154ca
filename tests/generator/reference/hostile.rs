//! Texts that nobody would write: they must end in a result or an error, and soon.

use std::fmt::Write as _;

use truespec::{diagnostic::Source, reference};

fn page(body: &str) -> String {
    format!("Things\n\nGET Get it\n\n/it\n\nResponses\n\n200\n\nOk\n\n{body}\n")
}

fn codes(text: String) -> Vec<&'static str> {
    match reference::read(&[Source::new("page.txt", text)]) {
        Ok((_, warnings)) => warnings.iter().map(|d| d.code).collect(),
        Err(errors) => errors.iter().map(|d| d.code).collect(),
    }
}

#[test]
fn a_table_of_openers_is_too_deep() {
    let mut table = String::new();
    for n in 0..3000 {
        write!(table, "a{n:05} object optional\nShow child properties\n").unwrap();
    }
    table.push_str("z string required\n{\n}");
    assert_eq!(codes(page(&table)), ["nesting-too-deep"]);
}

#[test]
fn a_long_flat_table_is_read() {
    let mut table = String::new();
    for n in 0..20_000 {
        writeln!(table, "a{n:05} object optional").unwrap();
    }
    table.push_str("{\n}");
    assert_eq!(codes(page(&table)), [] as [&str; 0]);
}

#[test]
fn open_lines_do_not_multiply_without_end() {
    let mut table = String::new();
    for n in 0..24 {
        write!(table, "a{n:02} object optional\nShow child properties\n").unwrap();
        writeln!(table, "a{n:02}x string optional").unwrap();
    }
    table.push_str("{\n}");
    // Either outcome is right; that there is one is what is tested.
    let found = codes(page(&table));
    assert!(
        found
            .iter()
            .all(|code| ["nesting-too-large", "ambiguous-nesting"].contains(code))
    );
    assert!(!found.is_empty());
}

#[test]
fn deep_json_is_an_error() {
    let table = format!("id string required\n{}", "[\n".repeat(100_000));
    assert_eq!(codes(page(&table)), ["example-too-deep"]);
}

#[test]
fn fragments_in_any_order_never_panic() {
    const FRAGMENTS: [&str; 30] = [
        "Things",
        "",
        "",
        "",
        "GET a",
        "POST b",
        "/a",
        "/a/{id}",
        "Authorizations: A, B",
        "Http: Bearer",
        "Path Parameters",
        "id string required",
        "name object optional",
        "Show child properties",
        "One of:",
        "Option 1",
        "Option 99999999999999999999",
        "Additional nested properties not shown. Refer to the full API spec for details.",
        "Default: x",
        "Responses",
        "200",
        "default",
        "{",
        "}",
        "{\"id\": \"x\"}",
        "[1, \"\u{e9}",
        "curl -X GET \\",
        "  -d '{",
        "Request Body: application/json",
        "Content type application/json",
    ];
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    for _ in 0..3000 {
        let mut text = String::from("Things\n\nGET a\n\n/a\n\n");
        for _ in 0..40 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(FRAGMENTS[usize::try_from(state % 30).unwrap()]);
            text.push('\n');
        }
        let _ = codes(text);
    }
}
