//! Writing YAML that every reader takes for the same value. YAML 1.1, which many tools still
//! read, has more words for booleans, numbers and dates than YAML 1.2; texts that look like one
//! of them are quoted.

use serde_json::{Map, Value};

/// A value as YAML, with texts such as `on`, `12:30` and `2019-08-24` in single quotes, as keys
/// and as values.
///
/// # Errors
/// The value cannot be written as YAML.
pub fn to_yaml(value: &Value) -> Result<String, serde_yaml::Error> {
    let mark = unused_mark(value);
    let text = serde_yaml::to_string(&marked(value, &mark))?;
    Ok(text.replace(&format!("'{mark}"), "'"))
}

/// A text that stands nowhere in the value. A text that begins with it has to be quoted, because
/// `#` would begin a comment, and needs nothing else than single quotes.
fn unused_mark(value: &Value) -> String {
    let mut mark = "#!".to_owned();
    while occurs(value, &mark) {
        mark.push('!');
    }
    mark
}

fn occurs(value: &Value, mark: &str) -> bool {
    match value {
        Value::String(text) => text.contains(mark),
        Value::Array(items) => items.iter().any(|item| occurs(item, mark)),
        Value::Object(map) => map
            .iter()
            .any(|(key, value)| key.contains(mark) || occurs(value, mark)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The value with the mark before every text that must be quoted.
fn marked(value: &Value, mark: &str) -> Value {
    let quoted = |text: &str| {
        if is_read_otherwise(text) {
            format!("{mark}{text}")
        } else {
            text.to_owned()
        }
    };
    match value {
        Value::String(text) => Value::String(quoted(text)),
        Value::Array(items) => items.iter().map(|item| marked(item, mark)).collect(),
        Value::Object(map) => {
            let entries = map
                .iter()
                .map(|(key, value)| (quoted(key), marked(value, mark)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Whether a bare text is something else than a text to a reader of YAML 1.1 or 1.2.
fn is_read_otherwise(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", ".nan",
    ];
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    WORDS.iter().any(|word| unsigned.eq_ignore_ascii_case(word))
        || is_whole_number(unsigned)
        || is_number(unsigned)
        || is_date(text)
}

/// `0x1f`, `0o17`, `0b101`.
fn is_whole_number(text: &str) -> bool {
    let digits = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix);
        digits.is_some_and(|d| !d.is_empty() && d.chars().all(|c| c.is_digit(radix) || c == '_'))
    };
    digits("0x", 16) || digits("0o", 8) || digits("0b", 2)
}

/// `12`, `1_000`, `1.5`, `.5`, `6e3`, and to the base of sixty `12:30` and `190:20:30.15`.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let begins = whole.starts_with(|c: char| c.is_ascii_digit())
        || (whole.is_empty() && fraction.starts_with(|c: char| c.is_ascii_digit()));
    begins
        && whole.split(':').all(digits)
        && digits(fraction)
        && !exponent.is_empty()
        && digits(exponent)
}

/// `2019-08-24`, `2019-8-4 12:30:00 +1`, `2019-08-24T12:30:00.5Z`.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_at(text.find(['T', 't', ' ', '\t']).unwrap_or(text.len()));
    let lengths = date.split('-').map(|part| {
        let digits = part.chars().all(|c| c.is_ascii_digit());
        if digits { part.len() } else { 0 }
    });
    matches!(lengths.collect::<Vec<_>>().as_slice(), [4, 1 | 2, 1 | 2])
        && time
            .chars()
            .all(|c| c.is_ascii_digit() || "TtZ:.+- \t".contains(c))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::to_yaml;

    const QUOTED: &[&str] = &[
        "y",
        "Y",
        "n",
        "N",
        "yes",
        "Yes",
        "YES",
        "no",
        "NO",
        "on",
        "On",
        "ON",
        "off",
        "OFF",
        "true",
        "True",
        "false",
        "null",
        "Null",
        "~",
        "=",
        "<<",
        ".inf",
        "-.INF",
        ".NaN",
        "0",
        "-1",
        "+12",
        "007",
        "0o7",
        "0x1F",
        "0b1_0",
        "1_000",
        "1.5",
        "1.",
        ".5",
        "6e3",
        "6.5E+3",
        "1_0.5",
        "12:30",
        "-1:30",
        "190:20:30.15",
        "2019-08-24",
        "2019-8-4 12:30:00",
        "2019-08-24T12:30:00.5Z",
        "2019-08-24t12:30:00+01:00",
        "2019-08-24 12:30:00 -5",
    ];

    const BARE: &[&str] = &[
        "one",
        "yesterday",
        "note",
        "1.2.3",
        "12a",
        "v1",
        "e5",
        "1e",
        "12-30",
        "2019-08",
        "2019-08-24-x",
        "2019-08-24 or later",
        "10.0.0.1",
        "123e4567-e89b-12d3",
        "12:30pm",
        "_1",
        "0xg",
        "https://api.example.com/v1",
        "<<<",
    ];

    #[test]
    fn words_of_other_types_are_quoted_as_keys_and_values() {
        for word in QUOTED {
            let value = json!({ *word: word, "list": [word], "in": { *word: [{ *word: word }] } });
            let text = to_yaml(&value).unwrap_or_default();
            assert_eq!(
                text,
                format!(
                    "'{word}': '{word}'\nlist:\n- '{word}'\nin:\n  '{word}':\n  - '{word}': '{word}'\n"
                ),
            );
            assert_eq!(serde_yaml::from_str::<Value>(&text).ok(), Some(value));
        }
    }

    #[test]
    fn other_words_stay_bare() {
        for word in BARE {
            let text = to_yaml(&json!({ *word: word })).unwrap_or_default();
            assert_eq!(text, format!("{word}: {word}\n"));
        }
    }

    #[test]
    fn numbers_and_booleans_are_not_texts() {
        let value = json!({ "a": 1, "b": true, "c": 1.5, "d": null });
        let text = to_yaml(&value).unwrap_or_default();
        assert_eq!(text, "a: 1\nb: true\nc: 1.5\nd: null\n");
    }

    #[test]
    fn a_text_with_the_mark_in_it_is_kept() {
        let value = json!({ "a '#!on": "'#!on", "off": ["#!!", "it's '#!no'\nor\n"] });
        let text = to_yaml(&value).unwrap_or_default();
        assert!(text.contains("'off':"), "{text}");
        assert_eq!(serde_yaml::from_str::<Value>(&text).ok(), Some(value));
    }
}
