//! Secrets by nature: which names are those of secrets, and what the settings may say.

use std::sync::Arc;

use truespec::{
    diagnostic::{Diagnostics, Location, Source},
    lower,
    openapi::Document,
    plan::{self, Item, Member, Plan, Settings, Shown},
};

use crate::cases;

/// Settings with entries as `codegen.toml` has them, a line each.
fn settings(text: &str) -> Result<Settings, Diagnostics> {
    let source: Arc<Source> = Source::new("codegen.toml", text);
    let mut settings = Settings {
        crate_name: "case-client".to_owned(),
        ..Settings::default()
    };
    for (at, line) in text.lines().enumerate() {
        let (list, entry) = line.split_once(": ").expect("a list and an entry");
        let member = Member::read(entry, Location::of_line(&source, at + 1))?;
        match list {
            "sensitive" => settings.sensitive.push(member),
            "not-sensitive" => settings.not_sensitive.push(member),
            _ => panic!("no list {list}"),
        }
    }
    Ok(settings)
}

fn planned(document: &str, entries: &str) -> Result<Plan, Diagnostics> {
    let document = Document::read(&Source::new("openapi.yaml", document))?;
    let api = lower::lower(&document, &mut Diagnostics::new())?;
    plan::plan(&api, &settings(entries)?)
}

/// `Type.member` of all that is hidden.
fn hidden(plan: &Plan) -> Vec<String> {
    let mut hidden = Vec::new();
    for item in plan.types.iter().flat_map(|module| &module.items) {
        if let Item::Struct(item) = item {
            let fields = item
                .fields
                .iter()
                .filter(|field| field.shown == Shown::Hidden);
            hidden.extend(fields.map(|field| format!("{}.{}", item.name, field.wire)));
        }
    }
    hidden
}

/// A document with one object, whose members are of one type.
fn object(names: &[&str], value: &str) -> String {
    let members: Vec<String> = names
        .iter()
        .map(|name| format!("'{name}': {value}"))
        .collect();
    let members = members.join(", ");
    format!(
        "{{openapi: 3.0.3, info: {{title: T, version: '1'}}, paths: {{}}, components: {{schemas: \
         {{Thing: {{type: object, properties: {{{members}}}}}}}}}}}"
    )
}

const SECRET: &[&str] = &[
    "password",
    "Password",
    "PASSWORD",
    "newPassword",
    "new_password",
    "new-password",
    "db.password",
    "rootpassword",
    "password2",
    "passwordV2",
    "passwordConfirmation",
    "confirm_password",
    "passwd",
    "user_pwd",
    "passphrase",
    "passcode",
    "password_hash",
    "wifiPsk",
    "pinCode",
    "cvc",
    "secret",
    "clientSecret",
    "client_secret_value",
    "SecretString",
    "webhookSecret",
    "token",
    "accessToken",
    "access_token",
    "accesstoken",
    "x-auth-token",
    "ACCESS_TOKEN",
    "token_value",
    "launchpadToken",
    "pageAccessToken",
    "refreshJwt",
    "session_cookie",
    "credential",
    "credentials",
    "apiKey",
    "api_key",
    "APIKey",
    "apikey",
    "xApiKey1",
    "accessKey",
    "secret_key",
    "secretAccessKey",
    "privateKey",
    "ssh_private_key",
    "signing-key",
    "sharedKey",
    "encryptionKey",
    "connectionString",
    "recoveryCode",
];

const HARMLESS: &[&str] = &[
    "nextPageToken",
    "next_page_token",
    "nextpagetoken",
    "nextToken",
    "prevToken",
    "page_token",
    "pageToken",
    "continuation_token",
    "continuationToken",
    "syncToken",
    "nextSyncToken",
    "cursorToken",
    "skipToken",
    "$skiptoken",
    "resume_token",
    "idempotencyToken",
    "eos_token",
    "truncated_token",
    "secretName",
    "secret_name",
    "tokenType",
    "token_type",
    "secretId",
    "accessKeyId",
    "access_key_id",
    "tokenCount",
    "maxTokens",
    "token_url",
    "passwordPolicy",
    "passwordChangedAt",
    "hasPassword_at",
    "key",
    "publicKey",
    "public_key",
    "sortKey",
    "objectKey",
    "value",
    "string",
    "secretary",
    "tokenizer",
    "author",
    "country_code",
    "compass",
    "2",
    "_",
    "v2",
    "cookieName",
    "tokens",
];

#[test]
fn names_of_secrets() {
    let all = [SECRET, HARMLESS].concat();
    let plan = planned(&object(&all, "{type: string}"), "").expect("a plan");
    let expected: Vec<String> = SECRET.iter().map(|name| format!("Thing.{name}")).collect();
    assert_eq!(hidden(&plan), expected);
    let mut names = SECRET.to_vec();
    names.sort_unstable();
    assert_eq!(plan.client.sensitive, names);
}

/// Of several values, the plural is meant as well.
#[test]
fn names_of_several_secrets() {
    let names = [
        "tokens",
        "apiKeys",
        "passwords",
        "recoveryCodes",
        "secret",
        "next_page_tokens",
    ];
    for value in [
        "{type: array, items: {type: string}}",
        "{type: object, additionalProperties: {type: string}}",
        "{}",
    ] {
        let plan = planned(&object(&names, value), "").expect("a plan");
        assert_eq!(hidden(&plan).len(), 5, "{value}: {:?}", hidden(&plan));
    }
    for value in [
        "{type: boolean}",
        "{type: array, items: {type: integer}}",
        "{type: object, properties: {x: {type: string}}}",
        "{type: string, enum: [a, b]}",
        "{type: string, format: date}",
    ] {
        let plan = planned(&object(&names, value), "").expect("a plan");
        assert_eq!(hidden(&plan), [""; 0], "{value}");
    }
}

const THREE: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Secret: {type: object, properties: {name: {type: string}, value: {type: string}}}
    Setting: {type: object, properties: {value: {type: string}, dotted.name: {type: string}}}
    Word: {type: object, properties: {token: {type: string}}}
    Order: {type: string, enum: [asc]}
";

#[test]
fn settings_add_and_take_away() {
    let hidden = |entries: &str| hidden(&planned(THREE, entries).expect(entries));
    assert_eq!(hidden(""), ["Word.token"]);
    assert_eq!(
        hidden("sensitive: Secret.value"),
        ["Secret.value", "Word.token"]
    );
    assert_eq!(hidden("not-sensitive: *.token"), [""; 0]);
    assert_eq!(
        hidden("not-sensitive: Setting.value\nsensitive: *.value"),
        ["Secret.value", "Word.token"]
    );
    assert_eq!(hidden("sensitive: Setting.dotted.name").len(), 2);
}

/// Each entry that is wrong is told with its line, and with what there is instead.
#[test]
fn settings_that_are_wrong() {
    let wrong = [
        "sensitive: value",
        "sensitive: Secret.",
        "sensitive: Secret.Value\nsensitive: secret.value\nnot-sensitive: *.tokens",
        "sensitive: Order.value\nsensitive: Nothing.there",
        "sensitive: *.token\nnot-sensitive: Secret.value",
        "sensitive: Secret.value\nnot-sensitive: Secret.value\nsensitive: Secret.value",
    ];
    let told: Vec<String> = wrong
        .iter()
        .map(|entries| planned(THREE, entries).expect_err(entries).to_string())
        .collect();
    let folder = cases::here().join("cases/generate/sensitive");
    cases::expect(&folder, "settings", &told.join("\n"));
}
