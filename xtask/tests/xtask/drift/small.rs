//! The shop: no finding invented, each deviation found.

use serde_json::{Value, json};

use super::{Answer, Place, Request, Service, found, set, shop};

/// A deviation: what it is called, what it changes, and what is found.
type Switch = (
    &'static str,
    fn(&Request, &mut Answer),
    &'static [&'static str],
);

/// Changes the JSON of an answer to this path.
fn change(request: &Request, answer: &mut Answer, path: &str, change: impl Fn(&mut Value)) {
    if request.path() == path {
        let mut body = serde_json::from_str(&answer.body).expect("JSON");
        change(&mut body);
        answer.body = body.to_string();
    }
}

/// Changes the item wherever it is answered.
fn item(request: &Request, answer: &mut Answer, how: impl Fn(&mut Value)) {
    change(request, answer, "/items", |body| how(&mut body[0]));
    change(request, answer, "/items/lamp-1", &how);
}

fn without(value: &mut Value, name: &str) {
    value.as_object_mut().expect("an object").remove(name);
}

#[rustfmt::skip]
const SWITCHES: &[Switch] = &[
    ("nothing", |_, _| {}, &[]),
    ("a required member is missing", |r, a| item(r, a, |i| without(i, "price")), &["drift-required:Item.price"]),
    ("a required member of allOf is missing", |r, a| item(r, a, |i| without(&mut i["maker"], "site")), &["drift-required:Maker.site"]),
    ("a member nobody documents", |r, a| item(r, a, |i| i["region"] = json!("north")), &["drift-member:Item.region"]),
    ("null", |r, a| item(r, a, |i| i["name"] = Value::Null), &["drift-nullable:Item.name"]),
    ("null for a reference", |r, a| item(r, a, |i| i["maker"] = Value::Null), &["drift-nullable:Item.maker"]),
    ("a text for a number", |r, a| item(r, a, |i| i["price"] = json!("4200")), &["drift-type:Item.price"]),
    ("a fraction", |r, a| item(r, a, |i| i["price"] = json!(42.5)), &["drift-type:Item.price"]),
    ("a number that is too large", |r, a| item(r, a, |i| i["price"] = json!(3_000_000_000_u64)), &["drift-format:Item.price"]),
    ("an unknown value", |r, a| item(r, a, |i| i["state"] = json!("broken")), &["drift-enum:Item.state"]),
    ("a date that is none", |r, a| item(r, a, |i| i["added"] = json!("29.02.2024")), &["drift-format:Item.added"]),
    ("an id that is none", |r, a| item(r, a, |i| i["id"] = json!("7")), &["drift-format:Item.id"]),
    ("an address that is none", |r, a| item(r, a, |i| i["maker"]["mail"] = json!("nobody")), &["drift-format:Maker.mail"]),
    ("a text that is too short", |r, a| item(r, a, |i| i["maker"]["site"] = json!("x")), &["drift-format:Maker.site"]),
    ("a map with a number", |r, a| item(r, a, |i| i["labels"]["n"] = json!(1)), &["drift-type:Item.labels{}"]),
    ("an unknown tag", |r, a| item(r, a, |i| i["shape"]["kind"] = json!("cone")), &["drift-union:Shape"]),
    ("an alternative without its member", |r, a| item(r, a, |i| without(&mut i["shape"], "radius")), &["drift-required:Ball.radius"]),
    ("none of the alternatives", |r, a| item(r, a, |i| i["size"] = json!(true)), &["drift-type:Item.size"]),
    ("too many items", |r, a| change(r, a, "/items", |b| { let i = b[0].clone(); *b = json!([i, i, i, i]); }), &["drift-limits:listItems.200.maxItems"]),
    ("an object for the list", |r, a| change(r, a, "/items", |b| *b = json!({"items": b})), &["drift-type:listItems.200"]),
    ("another success", |r, a| if r.path() == "/items" { a.status = 206; }, &["drift-status:listItems.206"]),
    ("a status nobody documents", |r, a| if r.path() == "/items" { a.status = 410; }, &["drift-status:listItems.410"]),
    ("no body", |r, a| if r.path() == "/items/lamp-1" { a.body.clear(); }, &["drift-content:getItem.200"]),
    ("another media type", |r, a| if r.path().starts_with("/reports") { *a = Answer::json(&json!({"a": 1})); }, &["drift-content:getReport.200"]),
    ("a body where there is none", |r, a| if r.path() == "/items/lamp-1" { *a = Answer::of(404, "application/json", "{}"); }, &["drift-content:getItem.404"]),
    ("more without a cursor", |r, a| change(r, a, "/orders", |b| b["next"] = Value::Null), &["drift-paging:listOrders.paging.cursor"]),
    ("the same page again", |r, a| if r.path() == "/orders" { *a = first(); }, &["drift-paging:listOrders.paging.repeated"]),
    ("an end that is none", |r, a| change(r, a, "/orders", |b| b["more"] = json!(false)), &["drift-paging:listOrders.paging.end"]),
    ("a time without an offset", |r, a| change(r, a, "/orders", |b| b["orders"][0]["at"] = json!("2024-05-06T07:08:09")), &["drift-format:Order.at"]),
];

fn first() -> Answer {
    shop(&Request {
        method: "GET".to_owned(),
        target: format!("/orders?api_key={}", super::TOKEN),
        headers: Vec::new(),
        body: String::new(),
    })
}

/// One run each, live and from its recordings: the same findings, and these exactly.
#[test]
fn each_deviation_is_found_and_none_invented() {
    for (name, switch, expected) in SWITCHES {
        let place = Place::of_shop();
        let service = Service::start(|request| {
            let mut answer = shop(request);
            switch(request, &mut answer);
            answer
        });
        let live = ["--message-format", "json", "--record", "kept"];
        let live = place.drift(&service.url, &live);
        assert_eq!(
            found(&live),
            set(expected),
            "{name}: {}{}",
            live.out,
            live.errors
        );
        let live = live.ends_with(i32::from(!expected.is_empty()));
        let replay = [
            "drift",
            "--openapi",
            "shop.yaml",
            "--replay",
            "kept",
            "--message-format",
            "json",
        ];
        let replay = place.run(&replay).ends_with(live.code.expect("a code"));
        assert_eq!(found(&replay), set(expected), "{name}, from recordings");
        let lines = |out: &str| -> Vec<String> {
            let lines = out.lines().filter(|line| line.contains("\"finding\""));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(lines(&live.out), lines(&replay.out), "{name}");
    }
}

/// A cursor that the service does not take back.
#[test]
fn a_cursor_that_leads_nowhere_is_found() {
    let place = Place::of_shop();
    let service = Service::start(|request| match request.query("cursor") {
        Some(_) => Answer::of(404, "application/json", ""),
        None => shop(request),
    });
    let ended = place
        .drift(&service.url, &["--message-format", "json"])
        .ends_with(1);
    let expected = [
        "drift-paging:listOrders.paging.next",
        "drift-status:listOrders.404",
    ];
    assert_eq!(found(&ended), set(&expected));
}

/// What a person reads: what was called, what was not and why, and both evidences.
#[test]
fn people_are_told_what_was_called_and_what_not() {
    let place = Place::of_shop();
    let service = Service::start(|request| {
        let mut answer = shop(request);
        item(request, &mut answer, |i| i["state"] = json!("broken"));
        answer
    });
    let arguments = [
        "drift",
        "--openapi",
        "shop.yaml",
        "--token-variable",
        "SHOP_TOKEN",
        "--record",
        "kept",
        "--base-url",
        &service.url,
    ];
    let ended = place.with_token(&arguments).ends_with(1);
    insta::assert_snapshot!(ended.out, @r#"
    Called
      requests                       4
      operations compared            3
      not called                     3
        searchItems                  POST can change something
        deleteItem                   DELETE can change something
        getReport                    no value for `year`: give --value year=VALUE
      not compared                   0
    The service deviates (1)
    drift-enum:Item.state · document, by the rule
      document: one of `"new"`, `"used"`
        shop.yaml:88
          87 │ price: {type: integer, format: int32}
        > 88 │ state: {type: string, enum: [new, used]}
          89 │ maker: {$ref: '#/components/schemas/Maker'}
      service: `"broken"`, 2 times
        kept/getItem.json:15
          14 │ "price": 1000,
        > 15 │ "state": "broken",
          16 │ "maker": {
        also kept/listItems.json:13

    `cargo xtask explain RULE` says what a rule does. A decision settles a finding: `service` corrects the document by it, once it is recorded.
    Found
      deviations                     1
      settled by decisions           0
    Wrote
      new                            kept/getItem.json
      new                            kept/listItems.json
      new                            kept/listOrders.json
      unchanged                      0 files
    "#);
}

/// A decision settles what it names.
#[test]
fn a_decision_settles_a_deviation() {
    let place = Place::of_shop();
    place.write("codegen.toml", "openapi = \"shop.yaml\"\nreconciled = \"reconciled\"\ndecisions = \"decisions.toml\"\n[client]\npath = \"client\"\nname = \"shop\"\nversion = \"0.1.0\"\ntoken-variable = \"SHOP_TOKEN\"\n[drift]\nrecordings = \"kept\"\nalso = [\"searchItems\"]\n[drift.values]\nyear = \"2024\"\n");
    place.write("decisions.toml", "");
    let service = Service::start(|request| {
        let mut answer = shop(request);
        item(request, &mut answer, |i| i["state"] = json!("broken"));
        answer
    });
    let live = [
        "drift",
        "--config",
        "codegen.toml",
        "--base-url",
        &service.url,
        "--record",
        "--message-format",
        "json",
    ];
    let first = place.with_token(&live).ends_with(1);
    assert_eq!(found(&first), set(&["drift-enum:Item.state"]));
    assert!(
        service
            .requests()
            .iter()
            .any(|r| r.method == "POST" && r.body == "{\"words\":[\"lamp\"]}")
    );
    // By default nothing is corrected, and the report has the finding.
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    assert!(!place.read("reconciled/openapi.yaml").contains("broken"));
    assert!(
        place
            .read("reconciled/report.md")
            .contains("drift-enum:Item.state")
    );
    place.write("decisions.toml", "[[decision]]\nfinding = \"drift-enum:Item.state\"\ntake = \"service\"\nbecause = \"Returned items are broken.\"\n");
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    assert!(place.read("reconciled/openapi.yaml").contains("- broken"));
    place.with_token(&live).ends_with(0);
    place
        .run(&["drift", "--config", "codegen.toml", "--replay"])
        .ends_with(0);
    // Once the recordings are gone, the decision rests on nothing.
    std::fs::remove_dir_all(place.path("kept")).expect("there");
    let ended = place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(2);
    assert!(
        ended.errors.contains("decision-matches-nothing"),
        "{}",
        ended.errors
    );
    // `--read-only` sends nothing but GET and HEAD.
    let before = service.requests().len();
    let read_only = [&live[..5], &["--read-only"]].concat();
    place.with_token(&read_only).ends_with(0);
    assert!(
        service.requests()[before..]
            .iter()
            .all(|r| r.method == "GET")
    );
}
