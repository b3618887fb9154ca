//! Which of several successes an answer is.

use client_tests::fault::Reply;
use test_clients::answers::operations::{ChatSuccess, CreateThingSuccess};

use super::{answered, typed};

const THING: &str = r#"{"id": "a"}"#;
const JOB: &str = r#"{"job": 7}"#;

/// What `createThing` makes of an answer.
async fn created(reply: Reply) -> String {
    let (_server, client) = answered(reply).await;
    match client.create_thing().send().await {
        Ok(CreateThingSuccess::Ok(thing)) => format!("Ok {}", thing.id),
        Ok(CreateThingSuccess::Accepted(job)) => format!("Accepted {}", job.job),
        Ok(CreateThingSuccess::NoContent) => "NoContent".to_owned(),
        Ok(CreateThingSuccess::Success(text)) => format!("Success {text}"),
        Ok(other) => format!("{other:?}"),
        Err(error) if error.is_decode() => format!("decode: {}", error.body().unwrap()),
        Err(error) => format!("{:?}", error.status()),
    }
}

#[tokio::test]
async fn by_status() {
    for (status, content_type, body, expected) in [
        ("200 OK", "application/json", THING, "Ok a"),
        ("200 OK", "text/plain", THING, "Ok a"),
        ("200 OK", "", THING, "Ok a"),
        ("200 OK", "application/json", JOB, "decode: {\"job\": 7}"),
        ("202 Accepted", "application/json", JOB, "Accepted 7"),
        ("204 No Content", "", "", "NoContent"),
        ("203 Other", "text/plain", "words", "Success words"),
        (
            "201 Created",
            "application/json",
            THING,
            "Success {\"id\": \"a\"}",
        ),
        ("302 Found", "", "", "Some(302)"),
        ("400 Bad Request", "application/json", THING, "Some(400)"),
    ] {
        let told = created(typed(status, content_type, body)).await;
        assert_eq!(told, expected, "{status} {content_type} {body}");
    }
}

/// What `chat` makes of an answer.
async fn chatted(reply: Reply) -> String {
    let (server, client) = answered(reply).await;
    let told = match client.chat().send().await {
        Ok(ChatSuccess::OkJson(thing)) => format!("json {}", thing.id),
        Ok(ChatSuccess::OkEvents(mut events)) => match events.next().await {
            Some(event) => format!("event {}", event.unwrap().data.text),
            None => "no event".to_owned(),
        },
        Ok(ChatSuccess::OkBytes(download)) => {
            format!("{} bytes", download.bytes().await.unwrap().len())
        }
        Ok(ChatSuccess::Accepted) => "later".to_owned(),
        Ok(other) => format!("{other:?}"),
        Err(error) => error.to_string(),
    };
    let requests = server.requests();
    let accept = requests
        .first()
        .and_then(|request| request.header("accept"));
    assert_eq!(
        accept,
        Some("application/json, text/event-stream, image/png")
    );
    told
}

#[tokio::test]
async fn by_content_type() {
    const EVENT: &str = "data: {\"text\": \"b\"}\n\n";
    for (status, content_type, body, expected) in [
        ("200 OK", "application/json", THING, "json a"),
        ("200 OK", "Application/JSON; charset=utf-8", THING, "json a"),
        ("200 OK", "application/vnd.x+json", THING, "json a"),
        ("200 OK", "text/event-stream", EVENT, "event b"),
        ("200 OK", "text/event-stream;charset=utf-8", "", "no event"),
        ("200 OK", "image/png", "12345", "5 bytes"),
        // What says nothing else is JSON.
        ("200 OK", "text/plain", THING, "json a"),
        ("200 OK", "", THING, "json a"),
        ("202 Accepted", "", "", "later"),
        // A status that is not described is known by its content.
        ("201 Created", "text/event-stream", EVENT, "event b"),
        ("201 Created", "application/json", THING, "json a"),
        ("204 No Content", "", "", "later"),
    ] {
        let told = chatted(typed(status, content_type, body)).await;
        assert_eq!(told, expected, "{status} {content_type} {body}");
    }
    let told = chatted(typed("206 Partial Content", "text/csv", "a,b")).await;
    assert!(
        told.contains("describes no answer 206 with the content type text/csv"),
        "{told}"
    );
}

#[tokio::test]
async fn one_type_whatever_the_status_is() {
    for status in ["200 OK", "201 Created", "203 Other"] {
        let (_server, client) = answered(Reply::json(status, THING)).await;
        let thing = client.put_thing("a").send().await.unwrap();
        assert_eq!(thing.id, "a");
    }
}

#[tokio::test]
async fn something_or_nothing() {
    let (_server, client) = answered(Reply::json("200 OK", THING)).await;
    let thing = client.delete_thing("a").send().await.unwrap();
    assert_eq!(thing.unwrap().id, "a");
    let (_server, client) = answered(Reply::new("204 No Content", "")).await;
    let response = client.delete_thing("a").send_with_response().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.into_value()),
        (204, None)
    );
    // Something else than described is still an error.
    let (_server, client) = answered(Reply::json("200 OK", JOB)).await;
    let error = client.delete_thing("a").send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn nothing_is_read_of_an_answer_to_head() {
    let reply = Reply::new("200 OK", "").header("x-count", "3");
    let (_server, client) = answered(reply).await;
    let response = client.has_thing("a").send_with_response().await.unwrap();
    assert_eq!(response.headers()["x-count"], "3");
}

#[tokio::test]
async fn texts() {
    let (server, client) = answered(typed("200 OK", "text/plain", "\u{feff}so: \"quoted\"")).await;
    assert_eq!(client.get_text().send().await.unwrap(), "so: \"quoted\"");
    let requests = server.requests();
    assert_eq!(
        requests[0].header("accept"),
        Some("text/plain, text/markdown")
    );
    let (_server, client) = answered(typed("200 OK", "application/xml", "<id>a</id>")).await;
    let response = client.get_page().send_with_response().await.unwrap();
    assert_eq!(response.value(), "<id>a</id>");
    assert_eq!(&response.body()[..], b"<id>a</id>");
}
