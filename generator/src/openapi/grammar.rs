//! What may stand where in an OpenAPI document: which values are schemas, which are operations, and
//! which are data that no pass may touch.

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Data, words, extensions: nothing that OpenAPI gives a structure with schemas or references.
    Inert,
    Document,
    Components,
    Paths,
    PathItems,
    PathItem,
    Operations,
    Operation,
    Parameters,
    Parameter,
    Headers,
    Header,
    RequestBodies,
    RequestBody,
    Responses,
    Response,
    Content,
    Media,
    Encodings,
    Encoding,
    Links,
    Link,
    Callbacks,
    Callback,
    Examples,
    Example,
    SecuritySchemes,
    SecurityScheme,
    /// Schemas by name, or in a list.
    Schemas,
    Schema,
    /// A schema of which `true` and `false` are good answers in 3.0 as well.
    SchemaOrFlag,
    Discriminator,
    /// The targets of a discriminator, by its values.
    Mapping,
}

impl Kind {
    /// What stands at a key of an object of this kind.
    #[allow(clippy::match_same_arms, reason = "a row for each kind")]
    pub(super) fn child(self, key: &str) -> Self {
        match self {
            Self::Inert | Self::Link | Self::Example | Self::SecurityScheme | Self::Mapping => {
                Self::Inert
            }
            Self::Document => match key {
                "paths" => Self::Paths,
                "webhooks" => Self::PathItems,
                "components" => Self::Components,
                _ => Self::Inert,
            },
            Self::Components => component(key),
            Self::Paths if key.starts_with("x-") => Self::Inert,
            Self::Paths | Self::PathItems => Self::PathItem,
            Self::PathItem => match key {
                "parameters" => Self::Parameters,
                "additionalOperations" => Self::Operations,
                _ if METHODS.contains(&key) => Self::Operation,
                _ => Self::Inert,
            },
            Self::Operations => Self::Operation,
            Self::Operation => match key {
                "parameters" => Self::Parameters,
                "requestBody" => Self::RequestBody,
                "responses" => Self::Responses,
                "callbacks" => Self::Callbacks,
                _ => Self::Inert,
            },
            Self::Parameters => Self::Parameter,
            Self::Headers => Self::Header,
            Self::Parameter | Self::Header => match key {
                "schema" => Self::Schema,
                "content" => Self::Content,
                "examples" => Self::Examples,
                _ => Self::Inert,
            },
            Self::RequestBodies => Self::RequestBody,
            Self::RequestBody if key == "content" => Self::Content,
            Self::RequestBody => Self::Inert,
            Self::Responses if key.starts_with("x-") => Self::Inert,
            Self::Responses => Self::Response,
            Self::Response => match key {
                "headers" => Self::Headers,
                "content" => Self::Content,
                "links" => Self::Links,
                _ => Self::Inert,
            },
            Self::Content => Self::Media,
            Self::Media | Self::Encoding => media(key),
            Self::Encodings => Self::Encoding,
            Self::Links => Self::Link,
            Self::Callbacks => Self::Callback,
            Self::Callback if key.starts_with("x-") => Self::Inert,
            Self::Callback => Self::PathItem,
            Self::Examples => Self::Example,
            Self::SecuritySchemes => Self::SecurityScheme,
            Self::Schemas => Self::Schema,
            Self::Schema | Self::SchemaOrFlag => schema(key),
            Self::Discriminator if key == "mapping" => Self::Mapping,
            Self::Discriminator => Self::Inert,
        }
    }

    /// What the items of an array of this kind are.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Parameters => Self::Parameter,
            // `items` of a tuple, as it was written before 2020.
            Self::Schemas | Self::Schema => Self::Schema,
            // `prefixEncoding`.
            Self::Encodings => Self::Encoding,
            _ => Self::Inert,
        }
    }

    /// Whether a value of this kind can be a reference.
    pub(super) fn can_be_reference(self) -> bool {
        match self {
            Self::PathItem
            | Self::Parameter
            | Self::Header
            | Self::RequestBody
            | Self::Response
            | Self::Media
            | Self::Link
            | Self::Callback
            | Self::Example
            | Self::SecurityScheme
            | Self::Schema
            | Self::SchemaOrFlag => true,
            Self::Inert
            | Self::Document
            | Self::Components
            | Self::Paths
            | Self::PathItems
            | Self::Operations
            | Self::Operation
            | Self::Parameters
            | Self::Headers
            | Self::RequestBodies
            | Self::Responses
            | Self::Content
            | Self::Encodings
            | Self::Encoding
            | Self::Links
            | Self::Callbacks
            | Self::Examples
            | Self::SecuritySchemes
            | Self::Schemas
            | Self::Discriminator
            | Self::Mapping => false,
        }
    }

    /// Whether this is a schema.
    pub(super) fn is_schema(self) -> bool {
        matches!(self, Self::Schema | Self::SchemaOrFlag)
    }
}

/// The keys of a path item that are operations.
pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

fn component(key: &str) -> Kind {
    match key {
        "schemas" => Kind::Schemas,
        "responses" => Kind::Responses,
        "parameters" => Kind::Parameters,
        "examples" => Kind::Examples,
        "requestBodies" => Kind::RequestBodies,
        "headers" => Kind::Headers,
        "securitySchemes" => Kind::SecuritySchemes,
        "links" => Kind::Links,
        "callbacks" => Kind::Callbacks,
        "pathItems" => Kind::PathItems,
        "mediaTypes" => Kind::Content,
        _ => Kind::Inert,
    }
}

fn media(key: &str) -> Kind {
    match key {
        "schema" | "itemSchema" => Kind::Schema,
        "examples" => Kind::Examples,
        "headers" => Kind::Headers,
        "encoding" | "prefixEncoding" => Kind::Encodings,
        "itemEncoding" => Kind::Encoding,
        _ => Kind::Inert,
    }
}

fn schema(key: &str) -> Kind {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
        | "allOf" | "anyOf" | "oneOf" | "prefixItems" => Kind::Schemas,
        "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames"
        | "contentSchema" | "additionalItems" => Kind::Schema,
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => Kind::SchemaOrFlag,
        "discriminator" => Kind::Discriminator,
        _ => Kind::Inert,
    }
}
