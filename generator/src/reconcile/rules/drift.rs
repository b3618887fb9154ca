//! The rules about a running service. What they find is in recordings of its answers.

use super::{Rule, rule};
use crate::{drift::Kind, reconcile::drifted::settle};

/// All of them, in the order of their findings.
pub(super) const RULES: &[Rule] = &[
    STATUS,
    CONTENT,
    REQUIRED,
    MEMBER,
    TYPE,
    NULL,
    ENUMERATION,
    FORMAT,
    LIMIT,
    UNION,
    PAGING,
];

/// The name of the rule about a kind of deviation.
pub(in crate::reconcile) fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Status => STATUS.name,
        Kind::Content => CONTENT.name,
        Kind::Required => REQUIRED.name,
        Kind::Member => MEMBER.name,
        Kind::Type => TYPE.name,
        Kind::Null => NULL.name,
        Kind::Enumeration => ENUMERATION.name,
        Kind::Format => FORMAT.name,
        Kind::Limit => LIMIT.name,
        Kind::Union => UNION.name,
        Kind::Paging => PAGING.name,
    }
}

rule! {
    /// # drift-status
    /// What it does: looks whether the operation documents the status that a running service
    /// answered with, by itself, as a range (`4XX`) or as `default`.
    ///
    /// Why: a client that does not know a success takes it for a failure.
    ///
    /// Wins: `document`: an answer that was seen once may be a fault of the service.
    ///
    /// Sides: `document` leaves the document as it is; `service` adds the status, with the media
    /// type and the schema of what was answered.
    ///
    /// Example: the document says `200`, the service answers `202`.
    const STATUS: Rule = Rule {
        name: "drift-status",
        summary: "the service answered with a status that is not documented",
        check: |cx| settle(cx, Kind::Status),
    };
}

rule! {
    /// # drift-content
    /// What it does: compares the media type of an answer with those that are documented for its
    /// status, and whether there is a body at all.
    ///
    /// Why: a client reads what the document says, and fails on anything else.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the document as it is; `service` adds the media type, or takes the
    /// body out of the document where the service sends none.
    ///
    /// Example: the document says `application/json`, the service sends `text/plain`.
    const CONTENT: Rule = Rule {
        name: "drift-content",
        summary: "the service answered with another media type, or without a body",
        check: |cx| settle(cx, Kind::Content),
    };
}

rule! {
    /// # drift-required
    /// What it does: looks whether an answer has all members that the document requires. What is
    /// only written (`writeOnly`) need not be there.
    ///
    /// Why: an answer without a required member fails to decode.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves it required; `service` makes it optional.
    ///
    /// Example: `Project.dtCreated` is required, and projects that were imported have none.
    const REQUIRED: Rule = Rule {
        name: "drift-required",
        summary: "the service left out a required member",
        check: |cx| settle(cx, Kind::Required),
    };
}

rule! {
    /// # drift-member
    /// What it does: looks for members that the document does not have, in objects of which it lists
    /// the members without saying that there can be others (`additionalProperties`).
    ///
    /// Why: what the document does not have, the client does not offer.
    ///
    /// Wins: `document`: services send much that nobody is meant to rely on.
    ///
    /// Sides: `document` leaves the member out; `service` adds it, optional, with the type of the
    /// values that were seen.
    ///
    /// Example: projects have a `region` that nothing documents.
    const MEMBER: Rule = Rule {
        name: "drift-member",
        summary: "the service sent a member that is not documented",
        check: |cx| settle(cx, Kind::Member),
    };
}

rule! {
    /// # drift-type
    /// What it does: compares the kind of JSON of each value with the type that is documented. Of
    /// alternatives, the one is taken that deviates least.
    ///
    /// Why: a text where a number is expected fails to decode.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the type; `service` makes `number` of `integer` where a fraction was
    /// seen, else it adds what was seen as an alternative.
    ///
    /// Example: `Tag.id` is a whole number, and the service sends `"12"`.
    const TYPE: Rule = Rule {
        name: "drift-type",
        summary: "the service sent a value of another type",
        check: |cx| settle(cx, Kind::Type),
    };
}

rule! {
    /// # drift-nullable
    /// What it does: looks for null where neither the schema of the value nor one of its
    /// alternatives allows it.
    ///
    /// Why: a null where a value is expected fails to decode.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves it as it is; `service` allows null.
    ///
    /// Example: `Project.name` is null for projects without a name.
    const NULL: Rule = Rule {
        name: "drift-nullable",
        summary: "the service sent null where it is not allowed",
        check: |cx| settle(cx, Kind::Null),
    };
}

rule! {
    /// # drift-enum
    /// What it does: looks whether each value of an enumeration is one that is listed.
    ///
    /// Why: a value that the client cannot name is `Other` to those who use it.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the list; `service` adds the values that were seen.
    ///
    /// Example: the document lists `running` and `stopped`, the service says `paused`.
    const ENUMERATION: Rule = Rule {
        name: "drift-enum",
        summary: "the service sent a value that the enumeration does not list",
        check: |cx| settle(cx, Kind::Enumeration),
    };
}

rule! {
    /// # drift-format
    /// What it does: looks whether each text has the form of its format (`date-time`, `date`, `time`,
    /// `uuid`, `email`, `uri`, `ipv4`, `ipv6`, `byte`), and each number the range of its own (`int32`,
    /// `int64`). Other formats are not looked at.
    ///
    /// Why: a time that is none fails to decode.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the format; `service` takes it out, so that any text or number is
    /// taken.
    ///
    /// Example: `dtCreated` is a `date-time`, and the service sends a time without an offset.
    const FORMAT: Rule = Rule {
        name: "drift-format",
        summary: "the service sent a value that has not the form of its format",
        check: |cx| settle(cx, Kind::Format),
    };
}

rule! {
    /// # drift-limits
    /// What it does: looks whether each value keeps the limits that are documented: least and most
    /// numbers, lengths of texts in characters, counts of items and members, items that are unique.
    /// Each limit is a finding of its own.
    ///
    /// Why: who reads the document relies on them, for a column of a database, say.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the limit; `service` takes it out.
    ///
    /// Example: names have at most 40 characters, and the service sends one of 52.
    const LIMIT: Rule = Rule {
        name: "drift-limits",
        summary: "the service sent a value beyond a limit",
        check: |cx| settle(cx, Kind::Limit),
    };
}

rule! {
    /// # drift-union
    /// What it does: looks whether the tag of a union (`discriminator`) names one of its alternatives.
    ///
    /// Why: an alternative that the client does not know is `Other` to those who use it.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` and `service` correct nothing: what the new alternative holds is known to
    /// the vendor alone.
    ///
    /// Example: events are `created` or `deleted`, and the service sends one that is `moved`.
    const UNION: Rule = Rule {
        name: "drift-union",
        summary: "the service sent an alternative that the union does not have",
        check: |cx| settle(cx, Kind::Union),
    };
}

rule! {
    /// # drift-paging
    /// What it does: reads lists page by page, and looks whether a page that says that there is a
    /// next one has a cursor, whether that leads to a page, whether this has items of the pages
    /// before, and whether there are items behind a page that says it is the last.
    ///
    /// Why: a client that pages by what the document says loses items, or never ends.
    ///
    /// Wins: `document`.
    ///
    /// Sides: `document` leaves the paging as it is; `service` takes out of the document what does
    /// not hold: the member that says whether there are more, or the paging of the operation. A
    /// paging that is recognised by its shape is taken out in `codegen.toml`, under `[paging]`.
    ///
    /// Example: `hasMore` is true, and `nextPage` is null.
    const PAGING: Rule = Rule {
        name: "drift-paging",
        summary: "the pages of a list do not fit together",
        check: |cx| settle(cx, Kind::Paging),
    };
}
