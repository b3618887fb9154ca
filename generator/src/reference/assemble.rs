//! From pages as written to pages as meant: pairs examples with responses, settles the nesting
//! of all tables, and puts everything in its place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Body, Choices, Counts, Example, Kind, Members, Operation, Page, Parameter, ParameterLocation,
    ROOT, Reading, Response, Text, Type, checks,
    nesting::{self, Job, Settled},
    operation::{RawOperation, RawResponse},
    page::RawPage,
    pairing,
    table::{Table, Token},
    types::plain,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Remedy};

/// Puts pages together.
///
/// # Errors
/// What does not fit together.
pub(super) fn assemble(raw: Vec<RawPage>, choices: &Choices) -> Result<Reading, Diagnostics> {
    let mut errors = Diagnostics::new();
    let mut pairs = Vec::new();
    for operation in raw.iter().flat_map(|page| &page.operations) {
        match pairing::pair(operation) {
            Ok(pair) => pairs.push(pair),
            Err(error) => errors.push(error),
        }
    }
    errors.stop_on_error()?;
    let jobs = jobs(&raw, &pairs);
    let outcome = nesting::settle(&jobs, choices)?;
    let mut warnings = Diagnostics::new();
    let mut types = Vec::new();
    for (job, settled) in jobs.iter().zip(&outcome.settled) {
        match nesting::build(job, settled) {
            Ok(ty) => types.push(ty),
            Err(error) => errors.push(error),
        }
        ambiguities(job, settled, &mut warnings);
    }
    if errors.has_errors() {
        // The warnings say what to decide.
        errors.append(warnings);
        return Err(errors);
    }
    drop(jobs);
    let mut types = types.into_iter();
    let mut pairs = pairs.into_iter();
    let mut pages = Vec::new();
    for page in raw {
        let operations = page
            .operations
            .into_iter()
            .map(|raw| operation(raw, &pairs.next().unwrap_or_default(), &mut types))
            .collect();
        let mut page = Page {
            source: page.source,
            title: page.title,
            base_url: page.base_url,
            operations,
            counts: Counts {
                lines: page.lines,
                ..Counts::default()
            },
        };
        for operation in &page.operations {
            checks::parameters(operation, &mut errors);
            count(operation, &mut page.counts);
        }
        pages.push(page);
    }
    errors.stop_on_error()?;
    Ok(Reading {
        pages,
        warnings,
        used: outcome.used,
    })
}

/// All tables, in the order in which [`operation`] takes their types.
fn jobs<'r>(raw: &'r [RawPage], pairs: &[Vec<Option<usize>>]) -> Vec<Job<'r>> {
    let mut jobs = Vec::new();
    let operations = raw.iter().enumerate().flat_map(|(page, raw)| {
        raw.operations
            .iter()
            .map(move |operation| (page, operation))
    });
    for ((page, operation), pairs) in operations.zip(pairs) {
        let mut add = |table: &'r Table, example: Option<&'r Example>, place: &str, at: &Text| {
            jobs.push(Job {
                table,
                example: example.filter(|_| !table.tokens.is_empty()),
                operation: operation.key(),
                place: place.to_owned(),
                page,
                at: at.at.clone(),
            });
        };
        for (location, table) in &operation.parameters {
            add(table, None, section(*location), &operation.title);
        }
        if let Some(body) = &operation.request_body {
            add(
                &body.table,
                body.example.as_ref(),
                "request",
                &body.media_type,
            );
        }
        for (response, pair) in operation.responses.iter().zip(pairs) {
            let example = pair.map(|n| &operation.examples[n].example);
            add(
                &response.table,
                example,
                &response.status.text,
                &response.status,
            );
        }
    }
    jobs
}

fn section(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

fn operation(
    raw: RawOperation,
    pairs: &[Option<usize>],
    types: &mut impl Iterator<Item = Type>,
) -> Operation {
    let mut table = || types.next().unwrap_or_else(|| plain(Kind::Any));
    let mut parameters = Vec::new();
    for (location, _) in &raw.parameters {
        if let Kind::Object(Members::Listed(properties)) = table().kind {
            parameters.extend(properties.into_iter().map(|property| Parameter {
                location: *location,
                property,
            }));
        }
    }
    let request_body = raw.request_body.map(|body| Body {
        ty: body_type(&body.table, table(), body.example.as_ref()),
        media_type: body.media_type,
        example: body.example,
    });
    let mut examples: Vec<_> = raw.examples.into_iter().map(Some).collect();
    let mut responses = Vec::new();
    for (response, pair) in raw.responses.into_iter().zip(pairs) {
        let example = pair.and_then(|n| examples.get_mut(n)?.take());
        let ty = table();
        let body = (example.is_some() || !response.table.tokens.is_empty()).then(|| {
            let (media_type, example) = match example {
                Some(example) => (example.media_type, Some(example.example)),
                None => (None, None),
            };
            Body {
                media_type: media_type.unwrap_or_else(|| json(&response, example.as_ref())),
                ty: body_type(&response.table, ty, example.as_ref()),
                example,
            }
        });
        responses.push(Response {
            status: response.status,
            description: response.description,
            body,
        });
    }
    Operation {
        method: raw.method,
        title: raw.title,
        path: raw.path,
        authorizations: raw.authorizations,
        description: raw.description,
        parameters,
        request_body,
        responses,
    }
}

/// The media type of a response that names none.
fn json(response: &RawResponse, example: Option<&Example>) -> Text {
    let at = example.map_or(&response.status.at, |example| &example.at);
    Text {
        text: "application/json".to_owned(),
        at: at.clone(),
    }
}

/// The type of a body: that of its table, in as many arrays as its example shows around it.
fn body_type(table: &Table, ty: Type, example: Option<&Example>) -> Type {
    let mut value = example.map(|example| &example.value);
    let mut arrays = 0;
    while let Some(Value::Array(items)) = value {
        arrays += 1;
        value = items.first();
    }
    let mut ty = match (table.tokens.is_empty(), value) {
        (false, _) => ty,
        (true, Some(Value::Object(_))) => plain(Kind::Object(Members::Free)),
        (true, _) => plain(Kind::Any),
    };
    for _ in 0..arrays {
        ty = plain(Kind::Array(Box::new(ty)));
    }
    ty
}

/// A warning for each line that no evidence places.
fn ambiguities(job: &Job<'_>, settled: &Settled, warnings: &mut Diagnostics) {
    for (token, property, parents) in settled.questions(job.table) {
        let name = match &job.table.tokens[token] {
            Token::Line(line) => &line.name,
            Token::Option { label, .. } => label,
        };
        let sides = parents.iter().map(|path| {
            let side = if path.is_empty() { ROOT } else { path };
            side.to_owned()
        });
        let remedy = Remedy::Decide {
            finding: format!(
                "ambiguous-nesting:{} {} {property}",
                job.operation, job.place
            ),
            sides: sides.collect(),
        };
        let parents: Vec<_> = parents.iter().map(|p| nesting::parent_name(p)).collect();
        warnings.push(
            Diagnostic::warning(
                "ambiguous-nesting",
                name.at.clone(),
                format!("`{}` can live in {}", name.text, parents.join(" or in ")),
            )
            .help(format!(
                "until a decision takes one of them, it is optional in each: decide about \"ambiguous-nesting:{} {} {property}\"",
                job.operation, job.place
            ))
            .remedy_is(remedy),
        );
    }
}

fn count(operation: &Operation, counts: &mut Counts) {
    counts.operations += 1;
    counts.parameters += operation.parameters.len();
    for parameter in &operation.parameters {
        // The parameter itself is counted above.
        count_lines(&parameter.property.ty, &mut BTreeSet::new(), counts);
    }
    let bodies = operation
        .request_body
        .iter()
        .chain(operation.responses.iter().filter_map(|r| r.body.as_ref()));
    for body in bodies {
        counts.examples += usize::from(body.example.is_some());
        count_lines(&body.ty, &mut BTreeSet::new(), counts);
    }
}

/// Counts property lines; an open line, which stands in several objects, counts once.
fn count_lines(ty: &Type, seen: &mut BTreeSet<usize>, counts: &mut Counts) {
    match &ty.kind {
        Kind::Array(item) => count_lines(item, seen, counts),
        Kind::Union(alternatives) => {
            for alternative in alternatives {
                count_lines(&alternative.ty, seen, counts);
            }
        }
        Kind::Object(Members::Listed(properties)) => {
            for property in properties {
                counts.properties += usize::from(seen.insert(property.name.at.line()));
                count_lines(&property.ty, seen, counts);
            }
        }
        Kind::Object(Members::Free | Members::Elided)
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String => {}
    }
}
