//! The one thing that JSON has and YAML has not: characters that are escaped in two halves.

use std::borrow::Cow;

/// JSON escapes a character beyond the first plane as a pair, `\ud83d\ude00`, which YAML does not
/// know: the pair becomes the escape that YAML has, and half of a pair the replacement character.
pub(super) fn without_surrogates(text: &str) -> Cow<'_, str> {
    let escape = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut plain = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        at += found;
        match escape(at) {
            Some(high @ 0xd800..0xdc00) => {
                let low = escape(at + 6).filter(|low| (0xdc00..0xe000).contains(low));
                let code = low.map_or(0xfffd, |low| {
                    0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
                });
                plain += &text[copied..at];
                plain.extend(char::from_u32(code));
                at += if low.is_some() { 12 } else { 6 };
                copied = at;
            }
            Some(0xdc00..0xe000) => {
                plain += &text[copied..at];
                plain.push('\u{fffd}');
                at += 6;
                copied = at;
            }
            // Another escape: the backslash and what it escapes.
            _ => {
                let escaped = text[at + 1..].chars().next();
                at += 1 + escaped.map_or(0, char::len_utf8);
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    plain += &text[copied..];
    Cow::Owned(plain)
}
