//! Answers of every kind from the mock.

use test_clients::answers::mock::Mock;
use test_clients::answers::operations::{ChatSuccess, CreateThingSuccess};
use test_clients::answers::types::{Job, Thing};

#[tokio::test]
async fn every_kind() {
    let mock = Mock::new();
    let client = mock.client().unwrap();
    mock.get_text().returns("words");
    assert_eq!(client.get_text().send().await.unwrap(), "words");

    mock.delete_thing()
        .returns(Thing::sample())
        .returns_nothing();
    assert_eq!(
        client.delete_thing("a").send().await.unwrap(),
        Some(Thing::sample())
    );
    assert_eq!(client.delete_thing("a").send().await.unwrap(), None);

    mock.get_file()
        .returns("bytes")
        .answers(200, "half")
        .cut_off();
    let download = client.get_file().send().await.unwrap();
    assert_eq!(&download.bytes().await.unwrap()[..], b"bytes");
    let mut download = client.get_file().send().await.unwrap();
    assert_eq!(&download.chunk().await.unwrap().unwrap()[..], b"half");
    download.chunk().await.unwrap_err();

    mock.get_lines().returns([Thing::sample(), Thing::sample()]);
    let mut values = client.get_lines().send().await.unwrap();
    assert_eq!(values.next().await.unwrap().unwrap(), Thing::sample());
    assert!(values.next().await.unwrap().is_ok() && values.next().await.is_none());

    mock.watch_things().returns([Thing::sample()]);
    let mut events = client.watch_things().send().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, Thing::sample());
    mock.watch_notes().returns_text("event: x\ndata: y\n\n");
    let mut events = client.watch_notes().send().await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.event.as_deref(), &*event.data), (Some("x"), "y"));
}

#[tokio::test]
async fn one_of_several() {
    let mock = Mock::new();
    let client = mock.client().unwrap();
    mock.create_thing()
        .returns_ok(Thing::sample())
        .returns_accepted(Job::sample())
        .returns_no_content()
        .returns_success("words");
    let sent = async || client.create_thing().send().await.unwrap();
    assert!(matches!(sent().await, CreateThingSuccess::Ok(_)));
    assert!(matches!(sent().await, CreateThingSuccess::Accepted(_)));
    assert!(matches!(sent().await, CreateThingSuccess::NoContent));
    mock.chat()
        .returns_ok_json(Thing::sample())
        .returns_ok_events("data: {\"text\": \"a\"}\n\n")
        .returns_accepted();
    let sent = async || client.chat().send().await.unwrap();
    assert!(matches!(sent().await, ChatSuccess::OkJson(_)));
    let ChatSuccess::OkEvents(mut events) = sent().await else {
        panic!("no events");
    };
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    assert!(matches!(sent().await, ChatSuccess::Accepted));
}
