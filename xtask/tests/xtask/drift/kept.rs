//! What is kept: no secret, no word of a person, the same bytes for the same answers.

use serde_json::json;

use super::{Answer, Place, Service, TOKEN, shop};

/// Everything that the service says and that must not be kept, wherever it says it.
#[test]
fn no_secret_and_no_word_is_written() {
    let place = Place::of_shop();
    let service = Service::start(|request| {
        let mut answer = shop(request);
        if request.path() == "/items" {
            let mut body: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
            body[0]["state"] = json!(TOKEN);
            body[0]["echo"] =
                json!({ TOKEN: [format!("Bearer {TOKEN}")], "password": 123_456_789 });
            body[0]["labels"] = json!({ TOKEN: TOKEN, "SENTINEL of a person": "x" });
            answer.body = body.to_string();
        }
        answer.with("set-cookie", "session=SENTINEL")
    });
    let ended = place
        .drift(&service.url, &["--record", "kept"])
        .ends_with(1);
    for text in [&ended.out, &ended.errors] {
        assert!(!text.contains("SENTINEL"), "{text}");
    }
    let files = place.files("kept");
    assert!(files.len() >= 4, "{files:?}");
    for (path, (bytes, _)) in files {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for word in [
            "SENTINEL",
            "123456789",
            "Ada",
            "ada@",
            "lamps.example",
            "Desk",
            "study",
            "4200",
            "7001",
        ] {
            assert!(!text.contains(word), "{word} in {}: {text}", path.display());
        }
    }
}

/// The same answers give the same bytes, and a second run touches nothing.
#[test]
fn the_same_answers_give_the_same_bytes() {
    let place = Place::of_shop();
    let service = Service::start(shop);
    place
        .drift(&service.url, &["--record", "kept"])
        .ends_with(0);
    let first = place.files("kept");
    place
        .drift(&service.url, &["--record", "kept"])
        .ends_with(0);
    assert_eq!(first, place.files("kept"));
    let names: Vec<_> = first.keys().filter_map(|p| p.file_name()).collect();
    assert_eq!(
        names,
        [
            "getItem.json",
            "getReport.json",
            "listItems.json",
            "listOrders.json"
        ]
    );
    insta::assert_snapshot!(place.read("kept/listOrders.json"), @r#"
    {
      "operation": "listOrders",
      "request": "GET /orders",
      "exchanges": [
        {
          "page": 1,
          "status": 200,
          "content-type": "application/json",
          "body": {
            "orders": [
              {
                "id": 1000,
                "at": "2000-01-01T00:00:00+00:00"
              },
              {
                "id": 1001,
                "at": "2000-01-01T00:00:00+00:00"
              }
            ],
            "more": true,
            "next": "xxxxx 0000"
          }
        },
        {
          "parameters": {
            "cursor": "xxxxx 0000"
          },
          "page": 2,
          "status": 200,
          "content-type": "application/json",
          "body": {
            "orders": [
              {
                "id": 1002,
                "at": "2000-01-01T00:00:00+00:00"
              }
            ],
            "more": false,
            "next": null
          }
        }
      ]
    }
    "#);
}

/// Without `--record`, nothing is written.
#[test]
fn nothing_is_kept_unasked() {
    let place = Place::of_shop();
    let service = Service::start(|_| Answer::json(&json!([])));
    let before = place.files("");
    place.drift(&service.url, &[]).ends_with(1);
    assert_eq!(before, place.files(""));
}
