//! The word for one of several things: items of a list are called after it.

use heck::ToSnakeCase;

/// Words that have no singular of their own, or are one.
const ALIKE: &[&str] = &[
    "aws", "dns", "gps", "https", "ios", "lens", "macos", "news", "os", "pos", "rds", "series",
    "sms", "sns", "species", "sqs", "tls",
];

/// Words whose singular no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("aches", "ache"),
    ("analyses", "analysis"),
    ("caches", "cache"),
    ("calories", "calorie"),
    ("causes", "cause"),
    ("children", "child"),
    ("clauses", "clause"),
    ("cookies", "cookie"),
    ("houses", "house"),
    ("indices", "index"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("movies", "movie"),
    ("niches", "niche"),
    ("pauses", "pause"),
    ("people", "person"),
    ("spouses", "spouse"),
    ("uses", "use"),
    ("vertices", "vertex"),
    ("warehouses", "warehouse"),
    ("women", "woman"),
];

/// The singular of the last word of a name; `None` where it has none of its own.
pub(super) fn singular(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let cut = |count: usize, ending: &str| {
        text.get(..text.len().checked_sub(count)?)
            .map(|stem| format!("{stem}{ending}"))
    };
    let snake = text.to_snake_case();
    let last = snake.rsplit('_').next().unwrap_or_default();
    if ALIKE.contains(&last) {
        return None;
    }
    if let Some((many, one)) = IRREGULAR.iter().find(|(many, _)| *many == last) {
        // The beginning of the word stays as it is written.
        let kept = many.bytes().zip(one.bytes()).take_while(|(a, b)| a == b);
        let kept = kept.count();
        return cut(many.len() - kept, one.get(kept..).unwrap_or_default());
    }
    if ["ss", "us", "is"].iter().any(|end| lower.ends_with(end)) {
        return None;
    }
    if lower.len() > 4 && lower.ends_with("ies") {
        return cut(3, "y");
    }
    let doubled = [
        "sses", "xes", "ches", "shes", "zzes", "tuses", "nuses", "ruses", "puses", "iases",
    ];
    if doubled.iter().any(|end| lower.ends_with(end)) {
        return cut(2, "");
    }
    if lower.len() > 2 && lower.ends_with('s') {
        return cut(1, "");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn the_last_word_is_in_the_singular() {
        for (many, one) in [
            ("users", "user"),
            ("userIds", "userId"),
            ("policies", "policy"),
            ("ip_addresses", "ip_address"),
            ("boxes", "box"),
            ("statuses", "status"),
            ("databases", "database"),
            ("allowedCookies", "allowedCookie"),
            ("Indices", "Index"),
            ("sub_people", "sub_person"),
        ] {
            assert_eq!(singular(many).as_deref(), Some(one), "{many}");
        }
        for alike in [
            "status",
            "address",
            "analysis",
            "news",
            "dns",
            "subSeries",
            "data",
            "",
            "s",
        ] {
            assert_eq!(singular(alike), None, "{alike}");
        }
    }
}
