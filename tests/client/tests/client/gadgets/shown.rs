//! What `Debug` shows of members that the document does not list.

use serde_json::json;
use test_clients::gadgets::types::Gadget;

/// The document has `pin` as a secret of other types.
#[test]
fn secrets_by_their_names() {
    let gadget: Gadget = serde_json::from_value(json!({
        "id": "g", "state": "idle", "owner": null,
        "pin": "hunter2",
        "metadata": {"pin": 1234},
        "anything": [{"pin": "hunter2"}],
        "remark": {"pin": {"old": "hunter2"}, "text": "kept"},
        "energy": {"kind": "fusion", "pin": "hunter2"},
    }))
    .unwrap();
    let shown = format!("{gadget:?}");
    let parts = [
        r#"metadata: Some({"pin":"[redacted]"})"#,
        r#"anything: Some([{"pin":"[redacted]"}])"#,
        r#"remark: Some({"pin":"[redacted]","text":"kept"})"#,
        r#"energy: Some(Other({"kind":"fusion","pin":"[redacted]"}))"#,
        r#"further: {"pin":"[redacted]"}"#,
    ];
    for part in parts {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(
        !format!("{shown} {gadget:#?}").contains("hunter2"),
        "{shown}"
    );
}
