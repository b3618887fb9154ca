//! The names that a person may have meant.

/// No more names than this are told.
const MOST: usize = 5;
/// Names that are less alike than this (of 1) are not told.
const ALIKE: f64 = 0.75;

/// The names that are most alike, the most alike first.
pub(crate) fn names<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut scored: Vec<(f64, &str)> = known
        .map(|known| (likeness(name, known), known))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup();
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, known)| known)
        .collect()
}

/// A name that another one holds is as alike as one with a letter wrong.
fn likeness(name: &str, known: &str) -> f64 {
    let (name, known) = (name.to_lowercase(), known.to_lowercase());
    let alike = strsim::jaro_winkler(&name, &known);
    if name.len() > 2 && known.contains(&name) {
        alike.max(0.9)
    } else {
        alike
    }
}

/// What to do about a name that is not known: the names that may be meant, and where all stand.
pub(crate) fn help<'n>(name: &str, known: impl Iterator<Item = &'n str>, all: &str) -> String {
    let near: Vec<_> = names(name, known)
        .into_iter()
        .map(|n| format!("`{n}`"))
        .collect();
    if near.is_empty() {
        all.to_owned()
    } else {
        format!("did you mean {}? {all}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn the_most_alike_come_first() {
        let known = [
            "required",
            "request-body",
            "response-body",
            "limits",
            "required",
        ];
        assert_eq!(names("requird", known.into_iter())[0], "required");
        assert_eq!(
            names("body", known.into_iter()),
            ["request-body", "response-body"]
        );
        assert!(names("zzz", known.into_iter()).is_empty());
    }
}
