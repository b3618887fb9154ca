//! The URLs of servers: their parts, and what a variable can be by where it stands.

use crate::api::{UrlPart, UrlPlace, Variable};

/// The parts of a URL with variables in braces, without a slash at the end, and the URL itself. Leaves
/// of the variables those that it names, in its order, and adds those that nothing else is said of.
pub(super) fn template(url: &str, variables: &mut Vec<Variable>) -> (String, Vec<UrlPart>) {
    let url = if url.trim_matches('/').is_empty() {
        url
    } else {
        url.trim_end_matches('/')
    };
    let described = std::mem::take(variables);
    let mut parts = Vec::new();
    let mut left = url;
    let mut before = String::new();
    while let Some((text, name, after)) = next_variable(left) {
        if !text.is_empty() {
            before += text;
            parts.push(UrlPart::Text(text.to_owned()));
        }
        let at = variables.iter().position(|known| known.name == name);
        let at = at.unwrap_or_else(|| {
            let found = described.iter().find(|variable| variable.name == name);
            variables.push(found.cloned().unwrap_or_else(|| Variable {
                name: name.to_owned(),
                values: Vec::new(),
                default: None,
                description: None,
            }));
            variables.len() - 1
        });
        let place = variables
            .get(at)
            .map_or(UrlPlace::Free, |variable| place(&before, after, variable));
        parts.push(UrlPart::Variable(at, place));
        before.push('x');
        left = after;
    }
    if !left.is_empty() {
        parts.push(UrlPart::Text(left.to_owned()));
    }
    (url.to_owned(), parts)
}

/// What comes before the next `{name}`, the name, and what comes after it.
fn next_variable(url: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = url.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((text, name, after))
}

/// The URL with the defaults of its variables; `None` where one has none.
pub(super) fn filled(parts: &[UrlPart], variables: &[Variable]) -> Option<String> {
    let mut url = String::new();
    for part in parts {
        match part {
            UrlPart::Text(text) => url += text,
            UrlPart::Variable(at, _) => url += variables.get(*at)?.default.as_ref()?,
        }
    }
    if url.trim_matches('/').is_empty() {
        return Some(url);
    }
    Some(url.trim_end_matches('/').to_owned())
}

/// Where a variable stands. Where a value that the document names says otherwise, it is believed.
fn place(before: &str, after: &str, variable: &Variable) -> UrlPlace {
    let mut documented = variable.values.iter().chain(&variable.default);
    let by_place = match before.split_once("://") {
        None if before.is_empty() && after.starts_with("://") => UrlPlace::Scheme,
        None => UrlPlace::Free,
        Some((_, rest)) if rest.contains('/') => UrlPlace::Path,
        Some((_, rest)) if !rest.is_empty() && rest.ends_with(':') => UrlPlace::Port,
        Some((_, "")) if after.is_empty() || after.starts_with('/') => UrlPlace::Host,
        Some((_, "")) if after.starts_with(':') => UrlPlace::Domain,
        Some(_) if documented.clone().any(|value| value.starts_with('/')) => UrlPlace::Suffix,
        Some(_) if documented.clone().any(|value| value.contains('.')) => UrlPlace::Domain,
        Some(_) => UrlPlace::Label,
    };
    if documented.all(|value| fits(by_place, value)) {
        by_place
    } else {
        UrlPlace::Free
    }
}

/// Whether a value can stand in a place.
fn fits(place: UrlPlace, value: &str) -> bool {
    let of_name = |text: &str, further: &str| {
        let sign = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || further.contains(c);
        !text.is_empty() && text.chars().all(sign)
    };
    match place {
        UrlPlace::Scheme => matches!(value, "http" | "https"),
        UrlPlace::Label => of_name(value, ""),
        UrlPlace::Domain => of_name(value, "."),
        UrlPlace::Host => match value.split_once(':') {
            Some((name, port)) => of_name(name, ".") && fits(UrlPlace::Port, port),
            None => of_name(value, "."),
        },
        UrlPlace::Port => value.parse::<u16>().is_ok(),
        UrlPlace::Path => !value.contains(['?', '#', '\\', '%']),
        UrlPlace::Suffix => {
            (value.is_empty() || value.starts_with('/')) && fits(UrlPlace::Path, value)
        }
        UrlPlace::Free => true,
    }
}

/// What a reference leads to from a URL that ends in a slash.
pub(super) fn resolved(base: &str, reference: &str) -> String {
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut segments: Vec<&str> = Vec::new();
    let all = if reference.starts_with('/') {
        reference.split('/').chain("".split('/'))
    } else {
        path.split('/').chain(reference.split('/'))
    };
    for segment in all {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    let mut url = format!("{scheme}://{host}");
    for segment in segments {
        url.push('/');
        url += segment;
    }
    url
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_resolved() {
        let base = "https://api.example.com/v1";
        assert_eq!(resolved(base, "/v2"), "https://api.example.com/v2");
        assert_eq!(resolved(base, "./v2"), "https://api.example.com/v1/v2");
        assert_eq!(resolved(base, "../v2/"), "https://api.example.com/v2");
        assert_eq!(resolved(base, "/"), "https://api.example.com");
    }
}
