//! The forms of texts, and the texts of each form that stand for others: the first, the second and so
//! on, all different, until there are no more.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::forms::{formats_of, is_date, is_time, is_uuid};

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Form {
    kind: Kind,
    /// A text of this form.
    first: String,
    /// The formats of the text that it is the form of.
    like: Like,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Date,
    Time,
    Uuid,
    Ipv4,
    Ipv6,
    Other,
}

/// Which formats a text has.
type Like = Vec<Option<bool>>;

/// The form of a text.
pub(super) fn form_of(text: &str) -> Form {
    let kind = match () {
        () if is_day(text) => Kind::Date,
        () if is_time(text, false) => Kind::Time,
        () if is_uuid(text) => Kind::Uuid,
        () if text.parse::<Ipv4Addr>().is_ok() => Kind::Ipv4,
        () if text.parse::<Ipv6Addr>().is_ok() => Kind::Ipv6,
        () => Kind::Other,
    };
    let zero = |text: &str| -> String {
        let zero = |c: char| if c.is_ascii_digit() { '0' } else { c };
        text.chars().map(zero).collect()
    };
    let like = formats_of(text);
    let first = match kind {
        Kind::Date | Kind::Time | Kind::Ipv4 => zero(text),
        Kind::Uuid => String::new(),
        Kind::Ipv6 => {
            // A letter stays one: `a::` is an address of the web as well.
            let hex = |c: char| match c {
                '0'..='9' => '0',
                'a'..='f' | 'A'..='F' => 'a',
                c => c,
            };
            text.chars().map(hex).collect()
        }
        // `25:00:00Z` must not stand as a time, nor a text of other letters as one of these.
        Kind::Other => {
            let plain = plain(text, false);
            if formats_of(&plain) == like {
                plain
            } else {
                self::plain(text, true)
            }
        }
    };
    Form { kind, first, like }
}

/// Whether a text is a date, alone or with a time, as RFC 3339 has it, whatever its offset.
fn is_day(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let time = rest.strip_prefix(['T', 't', ' ']);
    is_date(date) && (rest.is_empty() || time.is_some_and(|time| is_time(time, false)))
}

/// The letters of a text without what they say. `odd`: so that it has no format that it had not.
fn plain(text: &str, odd: bool) -> String {
    let scheme = ["https://", "http://", "wss://", "ws://"];
    let kept = scheme.iter().find(|scheme| text.starts_with(**scheme));
    let kept = kept.map_or(0, |scheme| scheme.len());
    let letters = text.chars().enumerate().map(|(at, letter)| match letter {
        letter if at < kept => letter,
        c if c.is_ascii_digit() => {
            if odd {
                '9'
            } else {
                '0'
            }
        }
        c if c.is_ascii_punctuation() || c.is_whitespace() => c,
        c if odd && !c.is_ascii() => 'à',
        c if c.is_uppercase() => 'X',
        _ => 'x',
    });
    letters.collect()
}

impl Form {
    /// Whether a text has the formats of this form, and no others.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.kind != Kind::Other || formats_of(text) == self.like
    }

    /// The text of this form with this number; `None`: there are not so many.
    pub(super) fn stand_in(&self, number: u64) -> Option<String> {
        match self.kind {
            Kind::Date => {
                let (year, day) = (2000 + number / 336, number % 336);
                let date = format!("{year:04}-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
                let rest = self.first.get(10..).unwrap_or_default();
                (year < 10_000).then(|| format!("{date}{rest}"))
            }
            Kind::Time => {
                let (hour, rest) = (number / 3600, number % 3600);
                let clock = format!("{hour:02}:{:02}:{:02}", rest / 60, rest % 60);
                let rest = self.first.get(8..).unwrap_or_default();
                (hour < 24).then(|| format!("{clock}{rest}"))
            }
            Kind::Uuid => (number < 1_000_000_000_000)
                .then(|| format!("00000000-0000-4000-8000-{number:012}")),
            Kind::Ipv4 => ipv4(&self.first, number),
            Kind::Ipv6 => match self.first.rsplit_once(':') {
                Some((groups, last)) if last.contains('.') => {
                    Some(format!("{groups}:{}", ipv4(last, number)?))
                }
                _ => counted(&self.first, number, false),
            },
            Kind::Other => counted(&self.first, number, true),
        }
    }
}

/// The address of these widths with this number.
fn ipv4(first: &str, mut number: u64) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in first.split('.').rev() {
        let (least, count) = match part.len() {
            1 => (0, 10),
            2 => (10, 90),
            _ => (100, 156),
        };
        parts.push((least + number % count).to_string());
        number /= count;
    }
    parts.reverse();
    (number == 0).then(|| parts.join("."))
}

/// Counts with the letters of a text: `x`, `y`, `z`, `a`; without letters, with hexadecimal digits.
fn counted(first: &str, mut number: u64, with_letters: bool) -> Option<String> {
    let scheme = first.find("://").filter(|_| first.starts_with(['h', 'w']));
    let kept = scheme.map_or(0, |end| end + 3);
    let mut letters: Vec<char> = first.chars().collect();
    for letter in letters.iter_mut().skip(kept).rev() {
        let (alphabet, start): (&[u8], u64) = match *letter {
            '0' if !with_letters => (b"0123456789abcdef", 0),
            '0' => (b"0123456789", 0),
            '9' => (b"9876543210", 0),
            'X' => (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 23),
            'x' => (b"abcdefghijklmnopqrstuvwxyz", 23),
            // In Latin-1, from `à` to `ö`.
            'à' => (
                b"\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef",
                0,
            ),
            _ => continue,
        };
        let count = alphabet.len() as u64;
        let at = usize::try_from((number + start) % count).unwrap_or_default();
        *letter = char::from(alphabet.get(at).copied().unwrap_or(b'x'));
        number /= count;
    }
    (number == 0).then(|| letters.into_iter().collect())
}
