//! The mock of the client, as the tests of its users have it.

use std::time::{Duration, Instant};

use paperspace::{
    Error, RetryPolicy,
    mock::{Mock, VirtualClock},
    types::{DeleteProjectSecretResponse, Order, Project, Secret, SecretCreate},
};
use serde_json::json;

fn named(name: &str) -> Project {
    let mut project = Project::sample();
    project.name = name.into();
    project
}

#[tokio::test]
async fn these_then_429_then_these() {
    let (mock, start) = (Mock::new(), Instant::now());
    mock.list_projects()
        .returns_page([named("a"), named("b")])
        .fails(429)
        .retry_after(Duration::from_secs(30))
        .returns_last_page([named("c")]);

    let client = mock.client().unwrap();
    let mut items = client.list_projects().limit(2).items();
    let projects = items.take_up_to(10).await.unwrap();

    assert_eq!(projects, [named("a"), named("b"), named("c")]);
    // No earlier than the service asks for, and not much later.
    let waited = mock.clock().elapsed().as_secs_f64();
    assert!((30.0..40.0).contains(&waited), "{waited} s");
    assert!(start.elapsed() < Duration::from_secs(10), "in real time");
    assert!(mock.unused().is_empty());
    let calls = mock.list_projects().calls();
    let query = |at: usize| calls.get(at).unwrap().query.clone();
    let limit = ("limit".to_owned(), "2".to_owned());
    assert_eq!(query(0), std::slice::from_ref(&limit));
    assert_eq!(query(1).len(), 2);
    assert!(query(1).contains(&limit) && query(1) == query(2));
}

#[tokio::test]
async fn pages_of_one_list() {
    let mock = Mock::new();
    let pages = [vec![named("a")], vec![], vec![named("b")]];
    mock.list_projects()
        .returns_pages(pages)
        .returns_pages([[].into()]);
    let client = mock.client().unwrap();
    for expected in [vec![named("a"), named("b")], vec![]] {
        let mut items = client.list_projects().items();
        assert_eq!(items.take_up_to(10).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn errors_have_the_form_of_the_service() {
    let mock = Mock::new();
    mock.get_project()
        .fails_with(404, "not_found", "There is none.");
    let client = mock.client().unwrap();
    let error = client.get_project("p").send().await.unwrap_err();
    assert!(error.is_not_found());
    let api = error.api_error().unwrap();
    assert_eq!(api.code.as_deref(), Some("not_found"));
    assert_eq!(api.message.as_deref(), Some("There is none."));
}

#[tokio::test]
async fn no_answer_takes_no_time() {
    let (mock, start) = (Mock::new(), Instant::now());
    mock.get_project().hangs().repeated();
    let client = mock.client().unwrap();
    let call = client.get_project("p").timeout(Duration::from_secs(20));
    let error = call.send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect(), "{error}");
    assert_eq!(mock.clock().elapsed(), Duration::from_secs(20));
    assert!(start.elapsed() < Duration::from_secs(10), "in real time");
}

#[tokio::test]
async fn a_late_answer_is_in_time() {
    let mock = Mock::new();
    let late = Duration::from_secs(25);
    mock.get_project().returns(named("late")).delayed(late);
    let clock = VirtualClock::new();
    let client = mock.client_builder().clock(clock.clone()).build();
    let project = client.unwrap().get_project("p").send().await.unwrap();
    assert_eq!(project, named("late"));
    assert_eq!(clock.elapsed(), late);
    assert_eq!(mock.clock().elapsed(), Duration::ZERO, "not the one in use");
}

#[tokio::test]
async fn without_a_connection_calls_are_sent_again() {
    let mock = Mock::new();
    mock.create_project().refuses_connection().repeated();
    let client = mock.client().unwrap();
    let error = client.create_project("p").send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(mock.calls().len(), 3);
    // What is told after a repeated answer takes its place.
    mock.create_project().returns(named("p"));
    client.create_project("p").send().await.unwrap();
    assert!(mock.unused().is_empty());
}

#[tokio::test]
async fn what_may_have_been_done_is_not_sent_again() {
    let mock = Mock::new();
    mock.create_project()
        .breaks_off()
        .fails(429)
        .returns(named("p"));
    let client = mock.client().unwrap();
    client.create_project("p").send().await.unwrap_err();
    assert_eq!(mock.calls().len(), 1);
    assert_eq!(mock.unused(), [("createProject", 2)]);
    client.create_project("p").send().await.unwrap();
    assert_eq!(mock.calls().len(), 3);
}

#[tokio::test]
async fn a_policy_of_the_client_holds() {
    let mock = Mock::new();
    mock.get_project().fails(503).returns(named("p"));
    let client = mock.client_builder().retry(RetryPolicy::none()).build();
    client.unwrap().get_project("p").send().await.unwrap_err();
    assert_eq!(mock.unused(), [("getProject", 1)]);
}

#[tokio::test]
async fn what_the_mock_was_not_told() {
    async fn get(mock: &Mock) -> Result<Project, Error> {
        mock.client()?.get_project("p").send().await
    }
    let mock = Mock::new();
    mock.get_project().returns(named("p"));
    get(&mock).await.unwrap();
    let error = get(&mock).await.unwrap_err();
    let missing = "getProject: the mock has no answer for call 2 of this operation: tell it one more, such as \
                   `returns`, or make the last one `repeated`";
    assert_eq!(error.to_string(), missing);
    mock.get_project().delayed(Duration::from_secs(1));
    let error = get(&mock).await.unwrap_err();
    let nothing_to_delay = "getProject: the mock was told more of an answer (a header, a delay, to repeat it) \
                            before there was one: say first what is answered, such as `returns`";
    assert_eq!(error.to_string(), nothing_to_delay);
    mock.get_project().fails(200);
    let error = get(&mock).await.unwrap_err();
    let no_error =
        "getProject: the mock was told something that cannot be: 200 is not the status of an error";
    assert_eq!(error.to_string(), no_error);
    assert!(!error.is_retryable() && !error.is_connect());
}

#[tokio::test]
async fn calls_tell_what_was_sent() {
    let mock = Mock::new();
    mock.create_project_secret().returns(Secret::sample());
    mock.list_project_secrets().returns_pages([[].into()]);
    let client = mock.client().unwrap();
    let secret = SecretCreate::new("key", "hidden");
    client
        .create_project_secret("a/b", secret.name, secret.value)
        .send()
        .await
        .unwrap();
    client
        .list_project_secrets("p")
        .order(Order::Asc)
        .send()
        .await
        .unwrap();
    let calls = mock.calls();
    assert_eq!(calls.len(), 2);
    let (create, list) = (calls.first().unwrap(), calls.last().unwrap());
    assert_eq!(create.operation, "createProjectSecret");
    assert_eq!(create.method.as_str(), "POST");
    assert_eq!(create.path, "/v1/projects/a%2Fb/secrets");
    assert_eq!(
        create.body,
        Some(json!({ "name": "key", "value": "hidden" }))
    );
    assert_eq!(create.headers["authorization"], "Bearer mock-token");
    assert_eq!(list.query, [("order".to_owned(), "asc".to_owned())]);
    assert_eq!(list.body, None);
    assert!(!format!("{mock:?} {calls:?}").contains("hidden"));
}

/// Values for tests say what a test does not set, and survive the way over the wire.
#[tokio::test]
async fn samples_are_answers() {
    let mock = Mock::new();
    let deleted = DeleteProjectSecretResponse::sample();
    mock.delete_project_secret().returns(deleted.clone());
    let client = mock.client().unwrap();
    let answer = client.delete_project_secret("p", "s").send().await.unwrap();
    assert_eq!(answer, deleted);
}
