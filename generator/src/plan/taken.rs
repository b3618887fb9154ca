//! Names that the document cannot have, because the crate has them already.

use std::collections::BTreeSet;

/// Names of the prelude and of what the written files import: a type of one of these names would
/// hide it.
pub(super) const TAKEN_TYPES: [&str; 26] = [
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Deserialize",
    "Deserializer",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Send",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// Names that the files of operations import or use.
pub(super) const TAKEN_CALLS: [&str; 22] = [
    "Box",
    "Bytes",
    "Call",
    "CallOptions",
    "Client",
    "Duration",
    "Empty",
    "Error",
    "Into",
    "Items",
    "Method",
    "None",
    "Option",
    "Pages",
    "Response",
    "Result",
    "Runtime",
    "Some",
    "String",
    "Style",
    "StyledPath",
    "Vec",
];

/// Methods that the client has already, or that would hide those of common traits.
pub(super) const TAKEN_METHODS: [&str; 17] = [
    "borrow",
    "borrow_mut",
    "builder",
    "clone",
    "clone_into",
    "drop",
    "eq",
    "fmt",
    "from",
    "from_env",
    "into",
    "new",
    "of",
    "read_response",
    "to_owned",
    "try_from",
    "try_into",
];

/// Methods that the mock has besides those of the client.
pub(super) const TAKEN_MOCKS: [&str; 6] = [
    "calls",
    "client",
    "client_builder",
    "clock",
    "default",
    "unused",
];

/// File names that some systems cannot have.
pub(super) const TAKEN_MODULES: [&str; 23] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
];

/// The same for the modules of types, and the crates that are named where these are declared.
pub(super) const TAKEN_TYPE_MODULES: [&str; 24] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn", "serde",
];

/// What a call has besides its setters.
pub(super) const TAKEN_SETTERS: [&str; 19] = [
    "borrow",
    "borrow_mut",
    "clone",
    "clone_into",
    "eq",
    "fmt",
    "from",
    "into",
    "into_request",
    "items",
    "options",
    "pages",
    "send",
    "send_with_response",
    "timeout",
    "to_owned",
    "try_from",
    "try_into",
    "with_body",
];

/// Names that are taken, to which others are added.
pub(super) fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What the builder of the client has besides the methods that take credentials.
pub(super) const TAKEN_SETTINGS: [&str; 27] = [
    "allow_http",
    "attempt_timeout",
    "base_url",
    "borrow",
    "borrow_mut",
    "build",
    "build_blocking",
    "clock",
    "configure_http",
    "connect_timeout",
    "fmt",
    "from",
    "hook",
    "http_client",
    "into",
    "max_body",
    "mock",
    "new",
    "retry",
    "retry_budget",
    "self",
    "server",
    "timeout",
    "try_from",
    "try_into",
    "type_id",
    "user_agent",
];
