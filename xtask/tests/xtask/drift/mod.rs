//! `drift`: a service that behaves as its document says gives no finding, and each known deviation
//! gives exactly its own.

mod bad;
mod kept;
mod real;
mod service;
mod small;

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

use super::{Ended, Place};
use service::{Answer, Request, Service};

/// A token that must stand nowhere.
const TOKEN: &str = "tok-SENTINEL-5c1f";

/// A document that has nothing of the one of this repository: a list without an envelope, tags of
/// unions, enumerations, maps, keys in the query, a search that is no `GET`.
const SHOP: &str = "\
openapi: 3.0.3
info: {title: Shop, version: v1}
security: [{key: []}]
paths:
  /items:
    get:
      operationId: listItems
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: {type: array, maxItems: 3, items: {$ref: '#/components/schemas/Item'}}
  /items/{sku}:
    get:
      operationId: getItem
      parameters:
      - {in: path, name: sku, required: true, schema: {type: string}}
      responses:
        '200':
          description: One.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Item'}
        '404': {description: None.}
    delete:
      operationId: deleteItem
      parameters:
      - {in: path, name: sku, required: true, schema: {type: string}}
      responses:
        '204': {description: Gone.}
  /search:
    post:
      operationId: searchItems
      requestBody:
        required: true
        content:
          application/json:
            example: {words: [lamp]}
            schema: {type: object}
      responses:
        '200':
          description: Found.
          content:
            application/json:
              schema: {type: object, properties: {count: {type: integer, minimum: 0, maximum: 99}}}
  /orders:
    get:
      operationId: listOrders
      parameters:
      - {in: query, name: cursor, schema: {type: string}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [orders, more]
                properties:
                  orders: {type: array, items: {$ref: '#/components/schemas/Order'}}
                  more: {type: boolean}
                  next: {type: string, nullable: true}
      x-truespec-pagination:
        items: orders
        cursor: {parameter: cursor, response: next}
        hasMore: more
  /reports/{year}:
    get:
      operationId: getReport
      parameters:
      - {in: path, name: year, required: true, schema: {type: integer}}
      responses:
        '200':
          description: A text.
          content: {text/csv: {schema: {type: string}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
  schemas:
    Item:
      type: object
      required: [sku, price, state]
      properties:
        sku: {type: string, minLength: 2}
        name: {type: string}
        price: {type: integer, format: int32}
        state: {type: string, enum: [new, used]}
        maker: {$ref: '#/components/schemas/Maker'}
        labels: {type: object, additionalProperties: {type: string}}
        shape: {$ref: '#/components/schemas/Shape'}
        size: {oneOf: [{type: integer}, {type: string}]}
        added: {type: string, format: date}
        id: {type: string, format: uuid}
    Maker:
      allOf:
      - {type: object, required: [site], properties: {site: {type: string, format: uri}}}
      - {type: object, properties: {mail: {type: string, format: email}}}
    Shape:
      oneOf:
      - {$ref: '#/components/schemas/Box'}
      - {$ref: '#/components/schemas/Ball'}
      discriminator:
        propertyName: kind
        mapping: {box: '#/components/schemas/Box', ball: '#/components/schemas/Ball'}
    Box: {type: object, required: [kind, edges], properties: {kind: {type: string}, edges: {type: array, items: {type: number}}}}
    Ball: {type: object, required: [kind, radius], properties: {kind: {type: string}, radius: {type: number}}}
    Order:
      type: object
      required: [id]
      properties:
        id: {type: integer, format: int64}
        at: {type: string, format: date-time}
";

/// What the shop answers, as its document says.
fn shop(request: &Request) -> Answer {
    let item = serde_json::json!({
        "sku": "lamp-1", "name": "Desk lamp of Ada", "price": 4200, "state": "used",
        "maker": { "site": "https://lamps.example/a", "mail": "ada@lamps.example" },
        "labels": { "colour of choice": "green", "room": "study" },
        "shape": { "kind": "ball", "radius": 2.5 },
        "size": "L", "added": "2024-02-29", "id": "9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11",
    });
    if request.query("api_key") != Some(TOKEN) {
        return Answer::of(401, "application/json", "{}");
    }
    match (request.method.as_str(), request.path()) {
        ("GET", "/items") => Answer::json(&Value::Array(vec![item])),
        ("GET", "/items/lamp-1") => Answer::json(&item),
        ("POST", "/search") => Answer::json(&serde_json::json!({ "count": 42 })),
        ("GET", "/orders") => {
            let order =
                |id: u64| serde_json::json!({ "id": id, "at": "2024-05-06T07:08:09+02:00" });
            match request.query("cursor") {
                None => Answer::json(
                    &serde_json::json!({ "orders": [order(7_001), order(7_002)], "more": true, "next": "after 7002" }),
                ),
                Some("after+7002") => Answer::json(
                    &serde_json::json!({ "orders": [order(7_003)], "more": false, "next": null }),
                ),
                Some(_) => Answer::of(400, "application/json", "{}"),
            }
        }
        ("GET", "/reports/2024") => Answer::of(200, "text/csv; charset=utf-8", "a,b\n"),
        _ => Answer::of(404, "application/json", ""),
    }
}

/// The options of every run on the shop.
const OPTIONS: [&str; 5] = [
    "--openapi",
    "shop.yaml",
    "--token-variable",
    "SHOP_TOKEN",
    "--value",
];

impl Place {
    /// A folder with the document of the shop.
    fn of_shop() -> Self {
        let place = Self::new();
        place.write("shop.yaml", SHOP);
        place
    }

    /// A run of `drift` on the shop.
    fn drift(&self, url: &str, more: &[&str]) -> Ended {
        let mut arguments = vec!["drift", "--base-url", url];
        arguments.extend(OPTIONS);
        arguments.push("year=2024");
        arguments.extend(more);
        self.with_token(&arguments)
    }

    fn with_token(&self, arguments: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .env("SHOP_TOKEN", TOKEN)
            .env("PAPERSPACE_API_KEY", client_tests::TOKEN)
            .current_dir(self.0.path())
            .output()
            .expect("the command starts");
        Ended::of(output)
    }
}

/// The ids of the findings that a run prints for programs.
fn found(ended: &Ended) -> BTreeSet<String> {
    let lines = ended.out.lines().filter(|line| line.starts_with('{'));
    let values = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let findings = values.filter(|value| value["reason"] == "finding");
    findings
        .map(|value| value["id"].as_str().expect("an id").to_owned())
        .collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}
