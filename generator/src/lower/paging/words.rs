//! The words by which paging is known, in `snake_case`.

use crate::api::Scalar;

/// Members that list something else than the items.
pub(super) const NOT_ITEMS: [&str; 8] = [
    "errors", "error", "warnings", "messages", "notices", "links", "included", "facets",
];

/// Members that hold the items, where an answer has several lists.
pub(super) const ITEMS: [&str; 13] = [
    "items",
    "data",
    "results",
    "records",
    "entries",
    "values",
    "resources",
    "objects",
    "elements",
    "content",
    "rows",
    "nodes",
    "list",
];

/// Members that are objects about paging.
pub(super) const CONTAINERS: [&str; 14] = [
    "meta",
    "metadata",
    "_meta",
    "paging",
    "pagination",
    "page_info",
    "response_metadata",
    "cursors",
    "cursor",
    "links",
    "_links",
    "page",
    "result_info",
    "search_metadata",
];

/// Parameters that take a cursor whatever else there is.
pub(super) const CURSORS: [&str; 17] = [
    "cursor",
    "page_cursor",
    "next_cursor",
    "start_cursor",
    "after_cursor",
    "starting_after",
    "start_after",
    "after",
    "page_token",
    "next_page_token",
    "next_token",
    "continuation_token",
    "pagination_token",
    "continue",
    "marker",
    "bookmark",
    "scroll_id",
];

/// Parameters that take a cursor where they are texts, and the answer has a member of the same name.
pub(super) const CURSORS_BY_MEMBER: [&str; 4] = ["offset", "page", "start", "next"];

/// Members that hold the next cursor, for any parameter.
pub(super) const NEXT_CURSORS: [&str; 12] = [
    "next_cursor",
    "next_page_token",
    "next_page_cursor",
    "next_token",
    "next_page",
    "next_page_id",
    "next_marker",
    "next_continuation_token",
    "next_after",
    "end_cursor",
    "next_start_cursor",
    "next",
];

/// Members that hold the next cursor where the parameter is called the same.
pub(super) const SAME_CURSORS: [&str; 9] = [
    "cursor",
    "page_token",
    "next_token",
    "continuation_token",
    "pagination_token",
    "continue",
    "marker",
    "bookmark",
    "scroll_id",
];

/// Members that hold the address of the next page.
pub(super) const ADDRESSES: [&str; 10] = [
    "next",
    "next_url",
    "next_uri",
    "next_link",
    "next_href",
    "next_page",
    "next_page_url",
    "next_page_uri",
    "next_page_link",
    "odata_next_link",
];

/// Members that say whether there is a next page.
pub(super) const HAS_MORE: [&str; 9] = [
    "has_more",
    "more",
    "has_next",
    "has_next_page",
    "has_more_items",
    "has_more_results",
    "has_more_data",
    "is_truncated",
    "truncated",
];

/// Parameters that take an offset.
pub(super) const OFFSETS: [&str; 5] = ["offset", "skip", "start_index", "start_at", "page_offset"];

/// Parameters that take the number of a page.
pub(super) const NUMBERS: [&str; 7] = [
    "page",
    "page_number",
    "page_num",
    "page_no",
    "page_index",
    "current_page",
    "pageno",
];

/// Parameters that take how many items a page has.
pub(super) const SIZES: [&str; 17] = [
    "limit",
    "per_page",
    "page_size",
    "pagesize",
    "page_limit",
    "size",
    "count",
    "max_results",
    "max_items",
    "max",
    "take",
    "top",
    "num",
    "items_per_page",
    "results_per_page",
    "page_length",
    "amount",
];

/// Members that count all items.
pub(super) const TOTALS: [&str; 10] = [
    "total",
    "total_count",
    "total_items",
    "total_results",
    "total_records",
    "total_elements",
    "total_entries",
    "total_size",
    "total_hits",
    "count_total",
];

/// Members that count the pages.
pub(super) const PAGES: [&str; 7] = [
    "total_pages",
    "page_count",
    "pages",
    "pages_count",
    "last_page",
    "num_pages",
    "page_total",
];

/// Whether a scalar is written as a text.
pub(super) fn is_text(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::Text | Scalar::Uuid | Scalar::DateTime | Scalar::Date
    )
}

/// Whether a scalar is a whole number.
pub(super) fn is_integer(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::Integer32 | Scalar::Integer64 | Scalar::Unsigned32 | Scalar::Unsigned64
    )
}
