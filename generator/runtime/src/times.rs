//! Points in time as services write them: where a text has no offset, it is taken to be in UTC.
//! RFC 3339 asks for an offset; many services leave it out in all their answers.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// What holds points in time.
pub trait Times: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// If it is not such a value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a member that holds points in time.
///
/// # Errors
/// If it is not such a value.
pub fn times<'de, T: Times, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Reads a member that is there, so that null is not taken for an absent one.
///
/// # Errors
/// If it is not such a value.
pub fn present_times<'de, T: Times, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::read(deserializer).map(Some)
}

impl Times for DateTime<Utc> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().or_else(|error| {
            let local = text.replacen([' ', 't'], "T", 1).parse::<NaiveDateTime>();
            local
                .map(|time| time.and_utc())
                .map_err(|_| D::Error::custom(format_args!("not a point in time ({error})")))
        })
    }
}

impl<T: Times> Times for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<Held<T>>::deserialize(deserializer)?;
        Ok(value.map(|held| held.0))
    }
}

impl<T: Times> Times for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<Held<T>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|held| held.0).collect())
    }
}

impl<T: Times> Times for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = BTreeMap::<String, Held<T>>::deserialize(deserializer)?;
        Ok(values
            .into_iter()
            .map(|(key, held)| (key, held.0))
            .collect())
    }
}

/// A value within another one.
struct Held<T>(T);

impl<'de, T: Times> Deserialize<'de> for Held<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}
