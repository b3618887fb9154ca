//! The kinds of change, and the verdict on each for the wire: one row a kind.

use crate::surface::Verdict::{self, Additive, Breaking, Compatible};

/// A kind of change of what is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the table says what each is")]
pub enum Kind {
    OperationAdded,
    OperationRemoved,
    OperationRenamed,
    OperationMoved,
    Deprecated,
    DeprecationLifted,
    PathParameterRenamed,
    ParameterAdded,
    RequiredParameterAdded,
    ParameterRemoved,
    StyleChanged,
    BodyAdded,
    RequiredBodyAdded,
    BodyRemoved,
    ContentAdded,
    ContentRemoved,
    StatusAdded,
    StatusRemoved,
    ErrorAdded,
    ErrorRemoved,
    HeaderAdded,
    HeaderRemoved,
    PropertyAdded,
    RequiredPropertyAdded,
    PropertyRemoved,
    BecameRequired,
    BecameOptional,
    NullAdded,
    NullRemoved,
    TypeChanged,
    TypeWidened,
    TypeNarrowed,
    NamedOtherwise,
    FormatAdded,
    FormatRemoved,
    FormatChanged,
    ValueAdded,
    ValueRemoved,
    DefaultAdded,
    DefaultRemoved,
    DefaultChanged,
    LimitTightened,
    LimitLoosened,
    LimitChanged,
    MembersOpened,
    MembersClosed,
    AlternativeAdded,
    AlternativeRemoved,
    DiscriminatorChanged,
    OnlyAnswered,
    OnlySent,
    SentAndAnswered,
    SchemaAdded,
    SchemaRemoved,
    SchemaRenamed,
    PagingAdded,
    PagingRemoved,
    PagingChanged,
    CredentialsAdded,
    CredentialsRemoved,
    SchemeAdded,
    SchemeRemoved,
    SchemeChanged,
    SchemeRenamed,
    ServerAdded,
    ServerRemoved,
    EventAdded,
    EventRemoved,
    GroupChanged,
    WordsChanged,
    OtherChanged,
}

/// What is to be known of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The kind.
    pub kind: Kind,
    /// Its name, for programs.
    pub name: &'static str,
    /// What has happened to the place, as the end of a sentence.
    pub says: &'static str,
    /// The verdict where the client sends it, and why.
    pub sent: (Verdict, &'static str),
    /// The verdict where the service answers it, and why.
    pub answered: (Verdict, &'static str),
}

impl Kind {
    /// What is to be known of it.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // Every kind has its row: a test holds that.
        ROWS.iter().find(|row| row.kind == self).unwrap_or(&OTHER)
    }
}

const fn row(
    kind: Kind,
    name: &'static str,
    says: &'static str,
    sent: (Verdict, &'static str),
    answered: (Verdict, &'static str),
) -> Row {
    Row {
        kind,
        name,
        says,
        sent,
        answered,
    }
}

/// A row with the same verdict in both directions.
const fn both(
    kind: Kind,
    name: &'static str,
    says: &'static str,
    verdict: (Verdict, &'static str),
) -> Row {
    row(kind, name, says, verdict, verdict)
}

const ONE_MORE: (Verdict, &str) = (Additive, "nobody has to use it");
const GONE: (Verdict, &str) = (Breaking, "who uses it cannot any more");
const TAKES_MORE: (Verdict, &str) = (Additive, "what was taken before still is");
const TAKES_LESS: (Verdict, &str) = (Breaking, "what was taken before may be refused");
const PROMISES_MORE: (Verdict, &str) = (Additive, "what was promised before still is");
const PROMISES_LESS: (Verdict, &str) =
    (Breaking, "readers can no longer rely on what was promised");
const UNKNOWN_TO_READERS: (Verdict, &str) = (
    Additive,
    "readers that keep what they do not know go on reading, as this client does",
);
const NOT_ON_THE_WIRE: (Verdict, &str) = (Compatible, "nothing on the wire is different");
const STRICTER_ANSWER: (Verdict, &str) = (Compatible, "every answer is one that could come before");

const OTHER: Row = both(
    Kind::OtherChanged,
    "other-changed",
    "has changed in a way that is not weighed",
    (Compatible, "it has no meaning for requests and answers"),
);

/// All kinds.
#[rustfmt::skip] // A row a kind.
pub const ROWS: &[Row] = &[
    both(Kind::OperationAdded, "operation-added", "is new", ONE_MORE),
    both(Kind::OperationRemoved, "operation-removed", "is gone", GONE),
    both(Kind::OperationRenamed, "operation-renamed", "has another name", NOT_ON_THE_WIRE),
    both(Kind::OperationMoved, "operation-moved", "is at another address", (Breaking, "calls to the old address may not be answered")),
    both(Kind::Deprecated, "deprecated", "is deprecated now", (Compatible, "it still works")),
    both(Kind::DeprecationLifted, "deprecation-lifted", "is no longer deprecated", NOT_ON_THE_WIRE),
    both(Kind::PathParameterRenamed, "path-parameter-renamed", "has another name", (Compatible, "names of parameters of the path are not sent")),
    both(Kind::ParameterAdded, "parameter-added", "is new", ONE_MORE),
    both(Kind::RequiredParameterAdded, "required-parameter-added", "is new, and required", (Breaking, "requests without it are refused")),
    both(Kind::ParameterRemoved, "parameter-removed", "is gone", (Breaking, "the service no longer takes it")),
    both(Kind::StyleChanged, "style-changed", "is written otherwise", (Breaking, "the service reads another form")),
    both(Kind::BodyAdded, "body-added", "is new", ONE_MORE),
    both(Kind::RequiredBodyAdded, "required-body-added", "is new, and required", (Breaking, "requests without it are refused")),
    both(Kind::BodyRemoved, "body-removed", "is gone", (Breaking, "the service no longer takes it")),
    row(Kind::ContentAdded, "content-added", "is new", TAKES_MORE, UNKNOWN_TO_READERS),
    row(Kind::ContentRemoved, "content-removed", "is gone", TAKES_LESS, PROMISES_LESS),
    both(Kind::StatusAdded, "status-added", "is new", UNKNOWN_TO_READERS),
    both(Kind::StatusRemoved, "status-removed", "is gone", PROMISES_LESS),
    both(Kind::ErrorAdded, "error-added", "is new", UNKNOWN_TO_READERS),
    both(Kind::ErrorRemoved, "error-removed", "is gone", (Compatible, "an error that does not come needs no reader")),
    both(Kind::HeaderAdded, "header-added", "is new", PROMISES_MORE),
    both(Kind::HeaderRemoved, "header-removed", "is gone", PROMISES_LESS),
    row(Kind::PropertyAdded, "property-added", "is new", TAKES_MORE, PROMISES_MORE),
    row(Kind::RequiredPropertyAdded, "required-property-added", "is new, and required", (Breaking, "requests without it are refused"), PROMISES_MORE),
    row(Kind::PropertyRemoved, "property-removed", "is gone", (Breaking, "the service no longer takes it"), PROMISES_LESS),
    row(Kind::BecameRequired, "became-required", "is required now", (Breaking, "requests without it are refused"), PROMISES_MORE),
    row(Kind::BecameOptional, "became-optional", "is optional now", TAKES_MORE, PROMISES_LESS),
    row(Kind::NullAdded, "null-added", "can be null now", TAKES_MORE, PROMISES_LESS),
    row(Kind::NullRemoved, "null-removed", "is never null now", TAKES_LESS, PROMISES_MORE),
    row(Kind::TypeChanged, "type-changed", "is of another type", TAKES_LESS, PROMISES_LESS),
    row(Kind::TypeWidened, "type-widened", "can be more than before", TAKES_MORE, PROMISES_LESS),
    row(Kind::TypeNarrowed, "type-narrowed", "can be less than before", TAKES_LESS, PROMISES_MORE),
    both(Kind::NamedOtherwise, "named-otherwise", "is described under another name", (Compatible, "what is different within stands beside this, one by one")),
    row(Kind::FormatAdded, "format-added", "has a format now", TAKES_LESS, PROMISES_MORE),
    row(Kind::FormatRemoved, "format-removed", "has no format now", TAKES_MORE, PROMISES_LESS),
    row(Kind::FormatChanged, "format-changed", "has another format", TAKES_LESS, PROMISES_LESS),
    row(Kind::ValueAdded, "value-added", "has a value more", TAKES_MORE, UNKNOWN_TO_READERS),
    row(Kind::ValueRemoved, "value-removed", "has a value less", TAKES_LESS, STRICTER_ANSWER),
    both(Kind::DefaultAdded, "default-added", "has a default now", (Compatible, "what is meant where it is left out is told")),
    both(Kind::DefaultRemoved, "default-removed", "has no default now", (Compatible, "what is meant where it is left out is not told")),
    row(Kind::DefaultChanged, "default-changed", "has another default", (Breaking, "who leaves it out gets something else"), (Compatible, "an answer says what it holds")),
    row(Kind::LimitTightened, "limit-tightened", "has tighter limits", TAKES_LESS, STRICTER_ANSWER),
    row(Kind::LimitLoosened, "limit-loosened", "has wider limits", TAKES_MORE, (Additive, "values beyond the old limits can come")),
    row(Kind::LimitChanged, "limit-changed", "has other limits", TAKES_LESS, (Additive, "values beyond the old limits can come")),
    row(Kind::MembersOpened, "members-opened", "can have members that are not listed", TAKES_MORE, UNKNOWN_TO_READERS),
    row(Kind::MembersClosed, "members-closed", "has no members now but those listed", TAKES_LESS, STRICTER_ANSWER),
    row(Kind::AlternativeAdded, "alternative-added", "has an alternative more", TAKES_MORE, UNKNOWN_TO_READERS),
    row(Kind::AlternativeRemoved, "alternative-removed", "has an alternative less", TAKES_LESS, STRICTER_ANSWER),
    both(Kind::DiscriminatorChanged, "discriminator-changed", "is told apart otherwise", (Breaking, "the alternatives are known by something else")),
    row(Kind::OnlyAnswered, "only-answered", "is only answered now", (Breaking, "the service no longer takes it"), STRICTER_ANSWER),
    row(Kind::OnlySent, "only-sent", "is only sent now", TAKES_MORE, PROMISES_LESS),
    row(Kind::SentAndAnswered, "sent-and-answered", "is sent and answered now", TAKES_MORE, PROMISES_MORE),
    both(Kind::SchemaAdded, "schema-added", "is new", (Compatible, "what uses it is told where it is used")),
    both(Kind::SchemaRemoved, "schema-removed", "is gone", (Compatible, "what used it is told where it was used")),
    both(Kind::SchemaRenamed, "schema-renamed", "has another name", NOT_ON_THE_WIRE),
    both(Kind::PagingAdded, "paging-added", "is read page by page now", NOT_ON_THE_WIRE),
    both(Kind::PagingRemoved, "paging-removed", "is not read page by page now", NOT_ON_THE_WIRE),
    both(Kind::PagingChanged, "paging-changed", "is read page by page in another way", (Compatible, "the parameters and members that make the difference stand beside this")),
    both(Kind::CredentialsAdded, "credentials-added", "takes other credentials too", TAKES_MORE),
    both(Kind::CredentialsRemoved, "credentials-removed", "no longer takes some credentials", TAKES_LESS),
    both(Kind::SchemeAdded, "scheme-added", "is new", ONE_MORE),
    both(Kind::SchemeRemoved, "scheme-removed", "is gone", GONE),
    both(Kind::SchemeChanged, "scheme-changed", "is carried otherwise", TAKES_LESS),
    both(Kind::SchemeRenamed, "scheme-renamed", "has another name", (Compatible, "names of credentials are not sent")),
    both(Kind::ServerAdded, "server-added", "is new", ONE_MORE),
    both(Kind::ServerRemoved, "server-removed", "is gone", GONE),
    both(Kind::EventAdded, "event-added", "is new", UNKNOWN_TO_READERS),
    both(Kind::EventRemoved, "event-removed", "is gone", PROMISES_LESS),
    both(Kind::GroupChanged, "group-changed", "is in another group", NOT_ON_THE_WIRE),
    both(Kind::WordsChanged, "words-changed", "has other words", NOT_ON_THE_WIRE),
    OTHER,
];

#[cfg(test)]
mod tests {
    use super::{Kind, ROWS};

    #[test]
    fn every_kind_has_one_row_in_the_order_of_the_kinds() {
        let kinds: Vec<Kind> = ROWS.iter().map(|row| row.kind).collect();
        let mut sorted = kinds.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(kinds, sorted);
        // The last kind is the greatest: with as many rows as kinds up to it, none is missing.
        assert_eq!(kinds.len(), Kind::OtherChanged as usize + 1);
    }
}
