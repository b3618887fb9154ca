//! What each pass of the second half costs, on invented documents of growing size, and on those that
//! are named: `cargo bench -p generator-tests -- DOCUMENT…`.
//!
//! Formatting is measured by doing it again on what was written; it is a part of `emit`. The last
//! column is the time for an operation against that in the row above: a pass of more than linear cost
//! shows there.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot be run has nothing to say"
)]

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use truespec::{
    diagnostic::{Diagnostics, Source},
    emit, lower,
    openapi::Document,
    plan::{self, Settings},
};

/// How often each document is generated; the fastest run of each pass counts.
const RUNS: usize = 3;

/// The passes, in the order of the columns.
const PASSES: [&str; 5] = ["read", "lower", "plan", "emit", "formatting"];

fn main() {
    let documents: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    println!("milliseconds, the fastest of {RUNS} runs");
    print!("{:<24}{:>12}{:>8}", "document", "operations", "types");
    for pass in PASSES {
        print!("{pass:>12}");
    }
    println!(
        "{:>12}{:>22}{:>10}",
        "all", "all / read+formatting", "growth"
    );
    let mut before: Option<f64> = None;
    for count in [250, 500, 1_000, 2_000] {
        let source = Source::new("invented.yaml", invented(count));
        before = Some(row(&format!("{count} operations"), &source, before));
    }
    for path in documents {
        let source = Source::new(path.clone(), fs::read_to_string(&path).unwrap());
        let name = path.rsplit('/').next().unwrap_or_default();
        row(name, &source, None);
    }
}

/// Measures a document and prints a row; gives the time for an operation.
fn row(name: &str, source: &Arc<Source>, before: Option<f64>) -> f64 {
    let mut best = [Duration::MAX; PASSES.len()];
    let (mut operations, mut types) = (0, 0);
    for _ in 0..RUNS {
        let (times, counts) = run(source);
        for (best, time) in best.iter_mut().zip(times) {
            *best = (*best).min(time);
        }
        (operations, types) = counts;
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    print!("{name:<24}{operations:>12}{types:>8}");
    for time in best {
        print!("{:>12.1}", ms(time));
    }
    let [read, lower, plan, emit, formatting] = best.map(ms);
    let all = read + lower + plan + emit;
    let each = all / f64::from(u32::try_from(operations.max(1)).unwrap());
    let growth = before.map_or(String::new(), |before| format!("{:.2}", each / before));
    println!("{all:>12.1}{:>22.2}{growth:>10}", all / (read + formatting));
    each
}

/// Generates a client, and formats it once more.
fn run(source: &Arc<Source>) -> ([Duration; 5], (usize, usize)) {
    let settings = Settings {
        crate_name: "bench-client".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (read, document) = timed(|| Document::read(source).unwrap());
    let (lower, api) = timed(|| lower::lower(&document, &mut diagnostics).unwrap());
    let (plan, plan_of) = timed(|| plan::plan(&api, &settings).unwrap());
    let (emit, files) = timed(|| emit::emit(&plan_of).unwrap());
    let parsed: Vec<syn::File> = files
        .iter()
        .filter(|file| is_rust(&file.path) && !file.path.starts_with("src/runtime/"))
        .map(|file| syn::parse_file(&file.text).unwrap())
        .collect();
    let (formatting, _) = timed(|| {
        parsed
            .iter()
            .map(prettyplease::unparse)
            .map(|text| text.len())
            .sum::<usize>()
    });
    (
        [read, lower, plan, emit, formatting],
        (api.operations.len(), api.definitions.len()),
    )
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "rs")
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = std::hint::black_box(work());
    (start.elapsed(), value)
}

/// A document of so many operations, with two schemas for each, in groups of twenty: lists that are
/// paged, bodies, parameters, unions, and references across the whole document.
fn invented(operations: usize) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: Invented, version: '1'}\nservers: [{url: 'https://api.example.com'}]\npaths:\n",
    );
    for at in 0..operations {
        let (group, other) = (at / 20, (at * 7 + 3) % operations);
        let (method, body) = if at % 3 == 0 {
            (
                "post",
                format!(
                    "      requestBody:\n        required: true\n        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{at}'}}}}}}\n"
                ),
            )
        } else {
            ("get", String::new())
        };
        write!(
            text,
            "  /group{group}/things{at}/{{id}}:\n    {method}:\n      operationId: {method}Thing{at}\n      \
             tags: [Group {group}]\n      summary: Does something to the things of kind {at}.\n      \
             description: |\n        Some words about *this* operation, with a list:\n\n        - one\n        - two\n      \
             parameters:\n        - {{name: id, in: path, required: true, schema: {{type: string, format: uuid}}}}\n        \
             - {{name: cursor, in: query, schema: {{type: string}}}}\n        \
             - {{name: limit, in: query, schema: {{type: integer, minimum: 1, maximum: 100}}}}\n        \
             - {{name: order, in: query, schema: {{type: string, enum: [up, down]}}}}\n{body}      \
             responses:\n        '200':\n          description: A page.\n          content:\n            \
             application/json:\n              schema:\n                type: object\n                \
             required: [items]\n                properties:\n                  \
             items: {{type: array, items: {{$ref: '#/components/schemas/Thing{other}'}}}}\n                  \
             next_cursor: {{type: string, nullable: true}}\n        \
             '404': {{description: It is not there., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}\n"
        )
        .unwrap();
    }
    text += "components:\n  schemas:\n    Problem: {type: object, properties: {code: {type: string}, message: {type: string}}}\n";
    for at in 0..operations {
        let (next, far) = ((at + 1) % operations, (at * 13 + 5) % operations);
        write!(
            text,
            "    Thing{at}:\n      type: object\n      description: A thing of kind {at}.\n      required: [id, kind]\n      \
             properties:\n        id: {{type: string}}\n        kind: {{type: string, enum: [a, b, c]}}\n        \
             size: {{type: integer, format: int32, description: How large it is.}}\n        \
             at: {{type: string, format: date-time}}\n        parent: {{$ref: '#/components/schemas/Thing{next}'}}\n        \
             parts: {{type: array, items: {{$ref: '#/components/schemas/Part{at}'}}}}\n        \
             labels: {{type: object, additionalProperties: {{type: string}}}}\n    \
             Part{at}:\n      oneOf:\n        - {{$ref: '#/components/schemas/Thing{far}'}}\n        - {{type: string}}\n        \
             - {{type: object, required: [inline], properties: {{inline: {{type: boolean}}}}}}\n"
        )
        .unwrap();
    }
    text
}
