//! `Debug` of JSON that the document does not describe.

use serde_json::json;
use truespec_runtime::Hidden;

const SECRETS: &[&str] = &["apiKey", "pin"];

#[test]
fn members_called_as_secrets_are_not_shown_at_any_depth() {
    let value = json!([
        {"apiKey": "hunter2", "name": "apiKey"},
        {"PIN": 1, "a": [{"pin": 1234}, {"pin": {"old": "1111"}}, {"pin": ["2222"]}]},
    ]);
    assert_eq!(
        format!("{:?}", Hidden(&value, SECRETS)),
        concat!(
            r#"[{"apiKey":"[redacted]","name":"apiKey"},"#,
            r#"{"PIN":1,"a":[{"pin":"[redacted]"},{"pin":"[redacted]"},{"pin":"[redacted]"}]}]"#,
        )
    );
}

#[test]
fn whether_there_is_a_secret_is_shown() {
    let value = json!({"apiKey": null, "pin": false});
    assert_eq!(
        format!("{:#?}", Hidden(&value, SECRETS)),
        "{\n  \"apiKey\": null,\n  \"pin\": false\n}"
    );
}
