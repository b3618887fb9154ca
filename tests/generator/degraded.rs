//! Which operations a warning is about.

use std::sync::Arc;

use truespec::{
    diagnostic::{Diagnostic, Source},
    pipeline::{self, Settings},
};

/// `odd` is a schema that cannot be expressed. It is reached in every way that there is.
const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Ways, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /inline:
    get:
      operationId: inline
      responses:
        '200': {description: a, content: {application/json: {schema: {not: {type: string}}}}}
    post:
      operationId: besideInline
      responses: {'204': {description: a}}
  /through-two:
    get:
      operationId: throughTwo
      responses:
        '200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Outer'}}}}
  /through-response:
    get:
      operationId: throughResponse
      responses:
        '200': {$ref: '#/components/responses/Odd'}
  /of-item/{odd}:
    parameters:
      - {name: odd, in: path, required: true, schema: {type: strange}}
    get:
      operationId: ofItem
      responses: {'204': {description: a}}
    delete:
      operationId: ofItemToo
      responses: {'204': {description: a}}
  /shared: {$ref: '#/paths/~1inline'}
  /into-the-middle:
    get:
      operationId: intoTheMiddle
      responses:
        '200':
          description: a
          content: {application/json: {schema: {$ref: '#/components/schemas/Outer/properties/odd'}}}
  /untouched:
    get:
      operationId: untouched
      responses:
        '200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Fine'}}}}
components:
  responses:
    Odd: {description: a, content: {application/json: {schema: {not: {type: integer}}}}}
  schemas:
    Fine: {type: object, properties: {a: {type: string}, self: {$ref: '#/components/schemas/Fine'}}}
    Outer: {type: object, properties: {odd: {$ref: '#/components/schemas/Odd'}, again: {$ref: '#/components/schemas/Outer'}}}
    Odd: {type: object, properties: {a: {not: {type: boolean}}}}
";

/// The operations that are degraded, each with the places of the warnings.
fn degraded(document: &str) -> Vec<String> {
    let source = Source::new("openapi.yaml", document);
    let settings = Settings {
        crate_name: "ways".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let generated = pipeline::generate(&source, &settings).expect("a client");
    assert_eq!(generated.operations_in, generated.operations_out);
    let place = |warning: &Arc<Diagnostic>| warning.pointer().unwrap_or_default().to_owned();
    generated
        .degraded
        .iter()
        .map(|operation| {
            let places: Vec<_> = operation.because.iter().map(place).collect();
            format!(
                "{} {} {}",
                operation.method,
                operation.path,
                places.join(" ")
            )
        })
        .collect()
}

#[test]
fn an_operation_is_degraded_by_what_it_uses() {
    assert_eq!(
        degraded(DOCUMENT),
        [
            "GET /inline /paths/~1inline/get/responses/200/content/application~1json/schema",
            "GET /through-two /components/schemas/Odd/properties/a",
            "GET /through-response /components/responses/Odd/content/application~1json/schema",
            "GET /of-item/{odd} /paths/~1of-item~1{odd}/parameters/0/schema",
            "DELETE /of-item/{odd} /paths/~1of-item~1{odd}/parameters/0/schema",
            "GET /shared /paths/~1inline/get/responses/200/content/application~1json/schema",
            "GET /into-the-middle /components/schemas/Odd/properties/a",
        ]
    );
}

#[test]
fn names_that_are_made_up_degrade_nothing() {
    let document = DOCUMENT.replace("      operationId: untouched\n", "");
    assert_eq!(degraded(&document), degraded(DOCUMENT));
}
