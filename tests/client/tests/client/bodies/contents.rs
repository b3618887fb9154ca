//! The media types of bodies that are JSON or texts, and bodies that can be one of several things.

use test_clients::bodies::types::{
    Document, ImportDocumentsBody, ImportDocumentsBodyMultipart, PatchDocumentBody,
};

use super::recorder::Recorder;

#[tokio::test]
async fn json_is_sent_as_the_document_calls_it() {
    let server = Recorder::start().await;
    let client = server.client();
    client.merge_document("d1", "One").send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        (seen.header("content-type"), seen.text()),
        ("application/merge-patch+json", r#"{"title":"One"}"#)
    );
    client.replace_document("d1", "One").send().await.unwrap();
    assert_eq!(server.one().header("content-type"), "application/json");
}

#[tokio::test]
async fn texts_are_sent_as_they_are() {
    let server = Recorder::start().await;
    let client = server.client();
    let xml = "<document title=\"Ü\"/>";
    client.describe_documents(xml).send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        (seen.header("content-type"), seen.text()),
        ("application/xml", xml)
    );
    let call = client.delete_document("d1").body("because");
    call.send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        (seen.header("content-type"), seen.text()),
        ("text/plain", "because")
    );
}

#[tokio::test]
async fn a_body_that_is_left_out_is_not_sent() {
    let server = Recorder::start().await;
    let client = server.client();
    client.delete_document("d1").send().await.unwrap();
    let seen = server.one();
    assert_eq!((seen.header("content-type"), seen.text()), ("", ""));
    client.touch_documents().send().await.unwrap();
    let seen = server.one();
    assert_eq!((seen.header("content-type"), seen.text()), ("", ""));
}

#[tokio::test]
async fn a_body_is_sent_as_what_it_was_chosen_to_be() {
    let server = Recorder::start().await;
    let client = server.client();
    let bodies: [(ImportDocumentsBody, &str, &str); 3] = [
        (
            Document::new("One").into(),
            "application/json",
            r#"{"title":"One"}"#,
        ),
        (
            ImportDocumentsBody::Csv("title\nOne\n".to_owned()),
            "text/csv",
            "title\nOne\n",
        ),
        (
            ImportDocumentsBodyMultipart::new("title\nOne\n")
                .dry_run(true)
                .into(),
            "multipart/form-data",
            "name=\"dry_run\"\r\n\r\ntrue\r\n",
        ),
    ];
    for (body, media, part) in bodies {
        client.import_documents(body).send().await.unwrap();
        let seen = server.one();
        assert!(seen.header("content-type").starts_with(media), "{seen:?}");
        assert!(seen.text().contains(part), "{seen:?}");
    }
    let patch = PatchDocumentBody::MergePatch(serde_json::Map::new());
    client.patch_document("d1", patch).send().await.unwrap();
    let seen = server.one();
    let media = "application/vnd.example.merge-patch+json";
    assert_eq!((seen.header("content-type"), seen.text()), (media, "{}"));
    let patch = PatchDocumentBody::ApplyPatch("title: One".to_owned());
    client.patch_document("d1", patch).send().await.unwrap();
    let seen = server.one();
    let media = "application/apply-patch+yaml";
    assert_eq!(
        (seen.header("content-type"), seen.text()),
        (media, "title: One")
    );
}
