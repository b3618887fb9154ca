//! A value in a few words.

use serde_json::Value;

/// More characters than this of a value are not shown.
const LONGEST: usize = 120;

/// A value in a few words; a text without quotation marks.
pub(super) fn brief(value: &Value) -> String {
    cut(&words(value))
}

/// Two values in a few words; where these are long, from their first difference on.
pub(super) fn both_brief(old: Option<&Value>, new: Option<&Value>) -> [String; 2] {
    /// What is shown before the difference.
    const BEFORE: usize = 20;
    let texts = [old, new].map(|value| value.map_or("nothing".to_owned(), words));
    let [was, is] = texts.each_ref().map(|text| text.chars());
    let same = was.zip(is).take_while(|(a, b)| a == b).count();
    let is_long = texts.iter().any(|text| text.chars().count() > LONGEST);
    if !is_long || same <= LONGEST / 2 {
        return texts.map(|text| cut(&text));
    }
    texts.map(|text| {
        let rest: String = text.chars().skip(same - BEFORE).collect();
        format!("…{}", cut(&rest))
    })
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{cut}…")
}
