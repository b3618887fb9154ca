//! Lists, a page at a time: `{hasMore, items, nextPage}`.
//!
//! A cursor names the last item that was given out, by date and key, so that it stays right when
//! items come and go. It is full of characters that a query must encode. Where the page says that
//! the cursor is a UUID, it is the item's key.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::contract::Request;
use crate::operations::Rule;
use crate::refusal::Refusal;

/// Items on a page where the request does not say; the pages do not tell.
const DEFAULT_LIMIT: usize = 20;

/// Between date and key in a cursor.
const SEPARATOR: &str = "+/=&";

/// One item of a list.
#[derive(Debug)]
pub(crate) struct Row {
    /// When it was made.
    pub(crate) created: DateTime<Utc>,
    /// What names it among the items of its list.
    pub(crate) key: String,
    /// What goes over the wire.
    pub(crate) json: Value,
}

/// The date as it goes over the wire.
pub(crate) fn wire(date: DateTime<Utc>) -> String {
    date.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The page that the request asks for.
pub(crate) fn page(request: &Request, mut rows: Vec<Row>) -> Result<Value, Refusal> {
    rows.sort_by(|left, right| (left.created, &left.key).cmp(&(right.created, &right.key)));
    if request
        .query
        .get("order")
        .is_none_or(|order| order == "desc")
    {
        rows.reverse();
    }
    let by_key = cursor_is_key(request);
    let start = match request.query.get("after") {
        None => 0,
        Some(cursor) => after(&rows, cursor, by_key, request)?,
    };
    let limit = request
        .query
        .get("limit")
        .and_then(|limit| limit.parse().ok())
        .unwrap_or(DEFAULT_LIMIT);
    let end = rows.len().min(start + limit);
    let items: Vec<_> = rows[start..end]
        .iter()
        .map(|row| row.json.clone())
        .collect();
    // Both are as documented: `nextPage` is optional, and null when there is no next page.
    Ok(match rows[start..end].last() {
        Some(last) if end < rows.len() => {
            json!({ "hasMore": true, "items": items, "nextPage": cursor(last, by_key) })
        }
        Some(_) => json!({ "hasMore": false, "items": items, "nextPage": null }),
        None => json!({ "hasMore": false, "items": items }),
    })
}

fn cursor_is_key(request: &Request) -> bool {
    let after = request
        .operation
        .query
        .iter()
        .find(|parameter| parameter.name == "after");
    after.is_some_and(|parameter| parameter.rule == Rule::Uuid)
}

fn cursor(row: &Row, by_key: bool) -> String {
    if by_key {
        row.key.clone()
    } else {
        format!("{}{SEPARATOR}{}", wire(row.created), row.key)
    }
}

/// The index of the first row after the cursor.
fn after(rows: &[Row], cursor: &str, by_key: bool, request: &Request) -> Result<usize, Refusal> {
    let unknown = || Refusal::invalid("after", format!("There is no cursor `{cursor}`."));
    if by_key {
        let index = rows
            .iter()
            .position(|row| row.key == cursor)
            .ok_or_else(unknown)?;
        return Ok(index + 1);
    }
    let (date, key) = cursor.split_once(SEPARATOR).ok_or_else(unknown)?;
    let date = DateTime::parse_from_rfc3339(date)
        .map_err(|_| unknown())?
        .to_utc();
    let ascending = request
        .query
        .get("order")
        .is_some_and(|order| order == "asc");
    let passed = |row: &Row| {
        let (row, cursor) = ((row.created, row.key.as_str()), (date, key));
        if ascending {
            row <= cursor
        } else {
            row >= cursor
        }
    };
    Ok(rows.iter().take_while(|row| passed(row)).count())
}
