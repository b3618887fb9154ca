//! From JSON and back.

use serde_json::{Value, json};
use test_clients::types::types;

/// The value as it is written after it was read.
#[track_caller]
fn again(text: &str) -> String {
    let values: types::Values = serde_json::from_str(text).unwrap();
    serde_json::to_string(&values).unwrap()
}

/// Each of these is written to the letter as it was read.
#[test]
fn what_is_read_is_written_as_it_was() {
    for text in [
        r"{}",
        // Values that are not known, and the greatest.
        r#"{"level":1,"levels":[0,-1,7,9223372036854775807]}"#,
        r#"{"mixed":"","mixes":["","auto",0,1.5,true,-2,18446744073709551615]}"#,
        r#"{"mixes":["Auto",false,1,0.0,null,[1],{"a":null},18446744073709551614]}"#,
        r#"{"signed":-9223372036854775808,"small":-1,"unsigned":4294967295}"#,
        r#"{"large":9223372036854775808}"#,
        r#"{"large":18446744073709551615,"any":18446744073709551615}"#,
        r#"{"any":-1,"ratio":0.1}"#,
        r#"{"ratio":5e-324}"#,
        r#"{"data":"","parts":["AA==","+/8="]}"#,
        r#"{"at":"2026-01-02T03:04:05Z","times":[null,"2026-01-02T03:04:05.123456789Z"]}"#,
        r#"{"by_name":{"a":"2026-01-02T03:04:05Z"},"until":null,"day":"2026-02-28"}"#,
        r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","point":[1.5,-0.25]}"#,
        r#"{"tree":["a",{"child":["b",null]}],"counts":{"x":null,"y":1}}"#,
        r#"{"free":{"x":[1,{"y":null}]},"short":"ab"}"#,
    ] {
        assert_eq!(again(text), text);
    }
}

/// Null means absent where the document does not list it, and stays null where it does.
#[test]
fn absent_null_and_a_value() {
    assert_eq!(again(r#"{"level":null,"data":null,"at":null}"#), "{}");
    assert_eq!(again(r#"{"until":null}"#), r#"{"until":null}"#);
    let text = r#"{"until":"2026-01-02T03:04:05Z"}"#;
    assert_eq!(again(text), text);
}

/// Times that say the same in another way are points in time all the same.
#[test]
fn times_with_an_offset_and_without() {
    for (read, written) in [
        ("2026-01-02T03:04:05+01:30", "2026-01-02T01:34:05Z"),
        ("2026-01-02T03:04:05-00:00", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05.5", "2026-01-02T03:04:05.500Z"),
        ("2026-01-02T03:04:05.000001", "2026-01-02T03:04:05.000001Z"),
    ] {
        let text = json!({
            "at": read, "times": [null, read], "by_name": { "a": read }, "until": read,
        });
        let expected = json!({
            "at": written, "times": [null, written], "by_name": { "a": written }, "until": written,
        });
        let kept: Value = serde_json::from_str(&again(&text.to_string())).unwrap();
        assert_eq!(kept, expected);
    }
}

/// Base64 comes in lines, in the alphabet of URLs and without padding; it is written in one form.
#[test]
fn base64_in_every_form() {
    for (read, bytes) in [
        ("", &b""[..]),
        ("+/8=", &[0xfb, 0xff]),
        ("-_8", &[0xfb, 0xff]),
        ("-_8=", &[0xfb, 0xff]),
        ("aGVs\r\nbG8=\r\n", b"hello"),
        ("aGVsbG8", b"hello"),
    ] {
        let values: types::Values = serde_json::from_value(json!({ "data": read })).unwrap();
        assert_eq!(values.data.unwrap().0, bytes, "{read:?}");
    }
    assert_eq!(again(r#"{"data":"-_8"}"#), r#"{"data":"+/8="}"#);
}

/// What cannot be read is an error that says what is wrong with it.
#[test]
fn what_is_no_such_value() {
    for (text, reason) in [
        (r#"{"data":"a"}"#, "no base64"),
        (r#"{"data":"a*b="}"#, "no base64"),
        (r#"{"at":"today"}"#, "not a point in time"),
        (r#"{"at":"2026-01-02"}"#, "not a point in time"),
        (r#"{"by_name":{"a":1}}"#, "expected a string"),
        (r#"{"level":"1"}"#, "expected i64"),
        (r#"{"unsigned":-1}"#, "expected u32"),
        (r#"{"small":2147483648}"#, "expected i32"),
        (r#"{"large":18446744073709551616}"#, "expected u64"),
        (r#"{"point":[1]}"#, "expected a tuple of size 2"),
        (r#"{"point":[1,2,3]}"#, "trailing characters"),
    ] {
        let error = serde_json::from_str::<types::Values>(text).unwrap_err();
        assert!(error.to_string().contains(reason), "{text}: {error}");
    }
}

/// A known value has one form only, however it is made.
#[test]
fn enumerations_of_numbers() {
    assert_eq!(types::Level::from(1), types::Level::Up);
    assert_eq!(types::Level::from(7), types::Level::Other(7));
    assert_eq!(types::Level::Down.to_string(), "-1");
    assert_eq!(types::Level::Other(7).as_i64(), 7);
    assert_eq!(types::Mixed::from(json!(0)), types::Mixed::Value0);
    assert_eq!(
        types::Mixed::from(json!("0")),
        types::Mixed::Other(json!("0"))
    );
    assert_eq!(
        types::Mixed::from(json!(0.0)),
        types::Mixed::Other(json!(0.0))
    );
}
