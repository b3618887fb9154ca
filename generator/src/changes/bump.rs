//! Which version a crate has to have after its changes.

use semver::{Prerelease, Version};

use crate::surface::Verdict;

/// How large a step to the next version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing has changed.
    None,
    /// What is written has changed, and nobody has to know.
    Patch,
    /// There is more than before.
    Additive,
    /// Code that compiled may not compile any more.
    Breaking,
}

impl Step {
    /// The step for the worst verdict on the items of a crate; `differs`: whether what is written is
    /// different at all.
    #[must_use]
    pub fn of(rust: Option<Verdict>, differs: bool) -> Self {
        match rust {
            Some(Verdict::Breaking) => Self::Breaking,
            Some(Verdict::Additive) => Self::Additive,
            Some(Verdict::Compatible) => Self::Patch,
            None if differs => Self::Patch,
            None => Self::None,
        }
    }

    /// The least version after one, as cargo reads versions: of `0.x`, the second number is the one
    /// that breaks, of `0.0.x` the third.
    #[must_use]
    pub fn after(self, version: &Version) -> Version {
        if self == Self::None {
            return version.clone();
        }
        let mut next = Version::new(version.major, version.minor, version.patch);
        if !version.pre.is_empty() {
            // A version before a release promises nothing: any later one will do.
            next.pre = later(&version.pre).unwrap_or(Prerelease::EMPTY);
            return next;
        }
        let breaking = self == Self::Breaking;
        match (version.major, version.minor) {
            (0, 0) => next.patch += 1,
            (0, _) if breaking => (next.minor, next.patch) = (next.minor + 1, 0),
            (0, _) => next.patch += 1,
            _ if breaking => {
                (next.major, next.minor, next.patch) = (next.major + 1, 0, 0);
            }
            _ if self == Self::Additive => (next.minor, next.patch) = (next.minor + 1, 0),
            _ => next.patch += 1,
        }
        next
    }
}

/// The next version before a release: `alpha.1` → `alpha.2`, `rc` → `rc.1`.
fn later(pre: &Prerelease) -> Option<Prerelease> {
    let text = pre.as_str();
    let next = match text.rsplit_once('.') {
        Some((start, number)) => match number.parse::<u64>() {
            Ok(number) => format!("{start}.{}", number + 1),
            Err(_) => format!("{text}.1"),
        },
        None => match text.parse::<u64>() {
            Ok(number) => (number + 1).to_string(),
            Err(_) => format!("{text}.1"),
        },
    };
    Prerelease::new(&next).ok()
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::Step;

    #[test]
    fn the_next_version_is_the_least_that_cargo_tells_apart() -> Result<(), semver::Error> {
        let cases = [
            ("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]),
            ("0.2.3", ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]),
            ("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]),
            (
                "1.0.0-rc.1",
                ["1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.2", "1.0.0-rc.2"],
            ),
            (
                "1.0.0-rc",
                ["1.0.0-rc", "1.0.0-rc.1", "1.0.0-rc.1", "1.0.0-rc.1"],
            ),
        ];
        let steps = [Step::None, Step::Patch, Step::Additive, Step::Breaking];
        for (version, expected) in cases {
            let version = Version::parse(version)?;
            for (step, expected) in steps.iter().zip(expected) {
                assert_eq!(step.after(&version), Version::parse(expected)?);
                assert!(*step == Step::None || step.after(&version) > version);
            }
        }
        Ok(())
    }
}
