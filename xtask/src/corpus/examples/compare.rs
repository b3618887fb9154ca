//! Whether what comes back is what went in.

use serde_json::Value;

/// What was lost or changed on the way; `None` where nothing was.
///
/// Not a difference: how a number is written, the offset of a point in time, the letters of a UUID, a
/// member that is null on one side and not there on the other. `unlisted` members may be missing.
pub(super) fn lost(before: &Value, after: &Value, unlisted: &[String]) -> Option<String> {
    let mut differences = Vec::new();
    differ(before, after, "", unlisted, &mut differences);
    let first = differences.first()?;
    let more = differences.len() - 1;
    Some(if more == 0 {
        first.clone()
    } else {
        format!("{first}, and {more} more")
    })
}

/// Whether two values are equal, numbers by value.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    let mut differences = Vec::new();
    differ(a, b, "", &[], &mut differences);
    differences.is_empty()
}

fn differ(before: &Value, after: &Value, at: &str, unlisted: &[String], all: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                let at = child(at, name);
                match new.get(name) {
                    Some(other) => differ(value, other, &at, unlisted, all),
                    None if value.is_null() || unlisted.contains(&at) => {}
                    None => all.push(format!("{at} is lost")),
                }
            }
            let added = new.iter().filter(|(name, _)| !old.contains_key(*name));
            for (name, _) in added.filter(|(_, value)| !value.is_null()) {
                all.push(format!("{} is new", child(at, name)));
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                differ(old, new, &format!("{at}/{index}"), unlisted, all);
            }
        }
        (Value::Number(old), Value::Number(new)) => {
            let same =
                old == new || (old.as_f64() == new.as_f64() && (old.is_f64() || new.is_f64()));
            if !same {
                all.push(format!("{at}: {old} becomes {new}"));
            }
        }
        (Value::String(old), Value::String(new)) if old == new || same_text(old, new) => {}
        (old, new) if old == new => {}
        (old, new) => all.push(format!("{at}: {} becomes {}", short(old), short(new))),
    }
}

fn child(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The same point in time, or the same UUID.
fn same_text(old: &str, new: &str) -> bool {
    let time = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    let uuid = |text: &str| text.len() == 36 && text.bytes().filter(|b| *b == b'-').count() == 4;
    matches!((time(old), time(new)), (Some(old), Some(new)) if old == new)
        || (uuid(old) && uuid(new) && old.eq_ignore_ascii_case(new))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::lost;

    #[test]
    fn what_is_the_same() {
        let before = json!({
            "at": "2020-01-01T02:00:00+02:00", "n": 1.0, "big": 18_446_744_073_709_551_615_u64,
            "gone": null, "extra": 1, "id": "123E4567-E89B-12D3-A456-426614174000",
        });
        let after = json!({
            "at": "2020-01-01T00:00:00Z", "n": 1, "big": 18_446_744_073_709_551_615_u64,
            "new": null, "id": "123e4567-e89b-12d3-a456-426614174000",
        });
        assert_eq!(lost(&before, &after, &["/extra".to_owned()]), None);
        assert_eq!(
            lost(&before, &after, &[]).as_deref(),
            Some("/extra is lost")
        );
    }

    #[test]
    fn what_is_not() {
        let cases = [
            (json!({"a": 1}), json!({"a": 2}), "/a: 1 becomes 2"),
            (json!([1]), json!([1, 2]), ": [1] becomes [1,2]"),
            (json!({"a": 1}), json!({}), "/a is lost"),
            (json!({}), json!({"a": 0, "b": 0}), "/a is new, and 1 more"),
            (json!("x"), json!("X"), ": \"x\" becomes \"X\""),
            (
                json!(9_007_199_254_740_993_i64),
                json!(9_007_199_254_740_992_i64),
                ": 9007199254740993 becomes 9007199254740992",
            ),
        ];
        for (before, after, expected) in cases {
            assert_eq!(lost(&before, &after, &[]).as_deref(), Some(expected));
        }
    }
}
