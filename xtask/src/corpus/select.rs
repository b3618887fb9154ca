//! Which of the documents to take.

/// Whether a name fits a pattern: `*` stands for any text; without one, the pattern can be anywhere.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = &parts[..] else {
        return name.contains(pattern);
    };
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Some of the names, other ones for each seed and the same ones for the same seed.
pub(crate) fn sample<T>(mut all: Vec<T>, count: usize, seed: &str, name: fn(&T) -> &str) -> Vec<T> {
    all.sort_by_cached_key(|one| hash(&format!("{seed}/{}", name(one))));
    all.truncate(count);
    all.sort_by(|a, b| name(a).cmp(name(b)));
    all
}

/// FNV-1a, which gives the same on every machine, with its bits mixed once more.
pub(crate) fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::{fits, sample};

    #[test]
    fn patterns() {
        assert!(fits("hub", "github.json"));
        assert!(fits("git*.json", "github.json"));
        assert!(fits("*/api.*", "a/b/api.yaml"));
        assert!(!fits("hub*", "github.json"));
        assert!(!fits("git*hub*x", "github.json"));
    }

    #[test]
    fn a_sample_is_the_same_for_the_same_seed() {
        let all: Vec<String> = (0..50).map(|n| format!("{n}.yaml")).collect();
        let take = |seed: &str| sample(all.clone(), 5, seed, |name: &String| name.as_str());
        assert_eq!(take("1"), take("1"));
        assert_ne!(take("1"), take("2"));
        assert_eq!(take("1").len(), 5);
    }
}
