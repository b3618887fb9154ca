//! The forms of texts that formats name, as far as values that stand for others keep them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Which of the formats that are known here a text has.
pub(super) fn formats_of(text: &str) -> Vec<Option<bool>> {
    let formats = [
        "date-time",
        "date",
        "time",
        "uuid",
        "email",
        "uri",
        "ipv4",
        "ipv6",
        "byte",
    ];
    formats.map(|format| has_form(format, text)).to_vec()
}

/// Whether a text has the form of a format; `None`: nothing is known of that format here.
pub(super) fn has_form(format: &str, text: &str) -> Option<bool> {
    Some(match format {
        "date-time" => is_date_time(text),
        "date" => is_date(text),
        "time" => is_time(text, true),
        "uuid" => is_uuid(text),
        "email" => is_email(text),
        "uri" | "url" => is_uri(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "byte" => is_base64(text),
        _ => return None,
    })
}

/// `2024-02-29`.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let digits = text.get(range)?;
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| all)
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// A date, `T` and a time with an offset, as RFC 3339 has it.
fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(rest)) = (text.get(..10), text.get(10..)) else {
        return false;
    };
    let time = rest.strip_prefix(['T', 't', ' ']);
    is_date(date) && time.is_some_and(|time| is_time(time, true))
}

/// `10:20:30.5Z`, `10:20:30+02:00`.
pub(super) fn is_time(text: &str, with_offset: bool) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let within = |part: &str, most: u32| {
        let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        digits && part.parse::<u32>().is_ok_and(|n| n <= most)
    };
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    if !(within(hour, 23) && within(minute, 59) && within(second, 60)) {
        return false;
    }
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let end = fraction.find(|c: char| !c.is_ascii_digit());
            let end = end.unwrap_or(fraction.len());
            if end == 0 {
                return false;
            }
            fraction.get(end..).unwrap_or_default()
        }
        None => rest,
    };
    match offset.as_bytes() {
        [] => !with_offset,
        [b'Z' | b'z'] => true,
        [b'+' | b'-', ..] => offset.get(1..).is_some_and(|offset| {
            offset
                .split_once(':')
                .is_some_and(|(hours, minutes)| within(hours, 23) && within(minutes, 59))
        }),
        _ => false,
    }
}

/// Eight, four, four, four and twelve hexadecimal digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

fn is_email(text: &str) -> bool {
    let parts = text.rsplit_once('@');
    parts.is_some_and(|(who, host)| !who.is_empty() && !host.is_empty())
        && !text.contains(char::is_whitespace)
}

fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme
        .is_some_and(|s| s.starts_with(|c: char| c.is_ascii_alphabetic()) && s.chars().all(letters))
        && !text.contains(char::is_whitespace)
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let letters = |c: char| c.is_ascii_alphanumeric() || "+/".contains(c);
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.chars().all(letters)
}
