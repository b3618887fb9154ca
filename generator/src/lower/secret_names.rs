//! What a name says: whether a member is called as secrets are.

use heck::ToSnakeCase;

/// What the names of secrets end with, in small letters and without what parts the words, so that
/// `apiKey`, `API_KEY` and `x-apikey` are one.
///
/// A password in all its words, and what stands for one: a token, a credential. A key or a code only
/// where the word before says that it opens something: `publicKey`, `sortKey` and `countryCode` are
/// no secrets, and a `key` alone is more often a name. The hash of a password is as good as the
/// password to whoever has the time to guess; connection strings hold passwords.
const ENDINGS: [&str; 35] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "passwordhash",
    "secret",
    "credential",
    "credentials",
    "connectionstring",
    "apikey",
    "accesskey",
    "accountkey",
    "activationkey",
    "authkey",
    "clientkey",
    "decryptionkey",
    "encryptionkey",
    "hmackey",
    "licensekey",
    "masterkey",
    "privatekey",
    "recoverykey",
    "secretkey",
    "sessionkey",
    "sharedkey",
    "signingkey",
    "backupcode",
    "devicecode",
    "onetimecode",
    "pincode",
    "recoverycode",
    "securitycode",
    "verificationcode",
    "codeverifier",
    "tsigkey",
];

/// What is a secret as a word of its own, and only then: other words end with these letters.
const WORDS: [&str; 7] = ["pwd", "psk", "jwt", "otp", "cookie", "cvc", "cvv"];

/// Words after the name of a secret that leave it one, such as in `secretValue` and
/// `passwordConfirmation`. Any other word (`secretName`, `tokenType`, `accessKeyId`) is about
/// something else.
const AFTER: [&str; 10] = [
    "value",
    "string",
    "text",
    "plaintext",
    "binary",
    "raw",
    "confirmation",
    "confirm",
    "repeat",
    "again",
];

/// Words directly before `token` that make it a thing that opens nothing: a place in a list, a mark
/// that a request was sent before, a sign in the text of a language model, what is left of a token.
const HARMLESS_TOKENS: [&str; 33] = [
    "page",
    "next",
    "nextpage",
    "prev",
    "prevpage",
    "previous",
    "previouspage",
    "continuation",
    "continue",
    "cursor",
    "delta",
    "pagination",
    "paging",
    "resume",
    "resumption",
    "scroll",
    "skip",
    "start",
    "starting",
    "sync",
    "nextsync",
    "idempotency",
    "bos",
    "cls",
    "eos",
    "mask",
    "pad",
    "sep",
    "special",
    "stop",
    "unk",
    "masked",
    "truncated",
];

/// Whether a name is that of a secret. `several`: of secrets, such as `tokens`.
#[must_use]
pub fn is_secret(name: &str, several: bool) -> bool {
    let snake = name.to_snake_case();
    let mut words: Vec<&str> = snake.split('_').collect();
    while let Some(last) = words.pop() {
        // The second of two has a number: `password2`, `secretV2`.
        let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
        if last.is_empty() || (last == "v" && !words.is_empty()) {
            continue;
        }
        let single = if several {
            last.strip_suffix('s').unwrap_or(last)
        } else {
            last
        };
        if [last, single].iter().any(|last| ends(&words, last)) {
            return true;
        }
        if !AFTER.contains(&last) {
            return false;
        }
    }
    false
}

/// Whether a name of these words ends as that of a secret.
fn ends(before: &[&str], last: &str) -> bool {
    if let Some(start) = last.strip_suffix("token") {
        let before = if start.is_empty() {
            before.last().copied().unwrap_or_default()
        } else {
            start
        };
        return !HARMLESS_TOKENS.contains(&before);
    }
    let letters = before.concat() + last;
    WORDS.contains(&last) || ENDINGS.iter().any(|ending| letters.ends_with(ending))
}
