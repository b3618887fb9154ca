//! The depth limit is that of the page: tables that show it speak for those that leave it open.

use std::collections::{BTreeMap, BTreeSet};

use super::{cost::Evidence, searched::Searched, shapes::Shapes};
use crate::diagnostic::Diagnostic;

/// Narrows the limits of each table to those that fit all tables of its page.
///
/// # Errors
/// A table that is too large to be searched.
pub(super) fn share(tables: &mut [Searched<'_>]) -> Result<(), Diagnostic> {
    let mut common: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for table in tables.iter() {
        let limits: BTreeSet<usize> = table.limits.iter().copied().flatten().collect();
        if limits.is_empty() {
            continue;
        }
        common
            .entry(table.job.page)
            .and_modify(|common| common.retain(|limit| limits.contains(limit)))
            .or_insert(limits);
    }
    for table in tables {
        let Some(common) = common.get(&table.job.page).filter(|c| !c.is_empty()) else {
            continue;
        };
        let limits: Vec<_> = common.iter().copied().map(Some).collect();
        if table.limits == limits || !table.is_open() {
            continue;
        }
        let before = std::mem::replace(&mut table.limits, limits);
        // A table that the limit does not fit is left with its own.
        match table.search(Evidence::Hard, &Shapes::new([])) {
            Ok(nestings) if nestings.cost.contradictions == 0 => {}
            _ => {
                table.limits = before;
                table.search(Evidence::Hard, &Shapes::new([]))?;
            }
        }
    }
    Ok(())
}
