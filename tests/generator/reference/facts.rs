//! What was read of a page, as a compact indented text.

use std::fmt::Write as _;

use truespec::reference::{
    Body, Enumeration, Kind, Members, Operation, Page, Placement, Property, SoftEvidence, Text,
    Type,
};

/// All facts of some pages.
pub(crate) fn of_pages(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let counts = page.counts;
        line(&mut out, 0, &format!("page {:?}", page.title.text));
        if let Some(url) = &page.base_url {
            line(&mut out, 1, &format!("base {}", url.text));
        }
        line(
            &mut out,
            1,
            &format!(
                "{} lines, {} operations, {} parameters, {} properties, {} examples",
                counts.lines,
                counts.operations,
                counts.parameters,
                counts.properties,
                counts.examples
            ),
        );
        out.extend(of_operations(page));
    }
    out
}

/// All facts of each operation of a page.
pub(crate) fn of_operations(page: &Page) -> Vec<String> {
    page.operations
        .iter()
        .map(|operation| {
            let mut out = String::new();
            of_operation(&mut out, operation);
            out
        })
        .collect()
}

fn of_operation(out: &mut String, operation: &Operation) {
    line(
        out,
        0,
        &format!(
            "{} {} {:?}",
            operation.method.as_str(),
            operation.path.text,
            operation.title.text
        ),
    );
    for authorization in &operation.authorizations {
        let said = said(authorization.description.as_ref());
        line(
            out,
            1,
            &format!(
                "auth {} {:?}{said}",
                authorization.name.text, authorization.scheme
            ),
        );
    }
    if let Some(description) = &operation.description {
        line(out, 1, &format!("{:?}", description.text));
    }
    for parameter in &operation.parameters {
        let location = format!("{:?}", parameter.location).to_lowercase();
        of_property(out, 1, &parameter.property, &format!("{location} "));
    }
    if let Some(body) = &operation.request_body {
        of_body(out, "request", body);
    }
    for response in &operation.responses {
        let said = said(response.description.as_ref());
        match &response.body {
            Some(body) => of_body(out, &format!("{}{said}", response.status.text), body),
            None => line(out, 1, &format!("{}{said}: nothing", response.status.text)),
        }
    }
}

fn of_body(out: &mut String, name: &str, body: &Body) {
    let example = match &body.example {
        Some(example) => format!(", example at {}", example.at.line()),
        None => String::new(),
    };
    line(
        out,
        1,
        &format!(
            "{name}: {} {}{example}",
            body.media_type.text,
            name_of(&body.ty)
        ),
    );
    of_members(out, 2, &body.ty);
}

fn of_property(out: &mut String, indent: usize, property: &Property, before: &str) {
    let mut text = format!("{before}{} {}", property.name.text, name_of(&property.ty));
    if property.required {
        text.push_str(" required");
    }
    if property.nullable {
        text.push_str(" nullable");
    }
    if property.deprecated {
        text.push_str(" deprecated");
    }
    if let Some(default) = &property.default {
        write!(text, " default={:?}", default.text).unwrap();
    }
    text.push_str(&said(property.description.as_ref()));
    let name = |by: &SoftEvidence| match by {
        SoftEvidence::Shape => "shape",
        SoftEvidence::Described => "described",
    };
    match &property.placement {
        Placement::Certain => {}
        Placement::Inferred { by, parents } => {
            write!(text, " <inferred by {}: {parents:?}>", name(by)).unwrap();
        }
        Placement::Decided { parents } => write!(text, " <decided: {parents:?}>").unwrap(),
        Placement::Open { parents } => write!(text, " <open: {parents:?}>").unwrap(),
    }
    write!(text, " :{}", property.name.at.line()).unwrap();
    line(out, indent, &text);
    of_members(out, indent + 1, &property.ty);
}

fn of_members(out: &mut String, indent: usize, ty: &Type) {
    match &ty.kind {
        Kind::Array(item) => of_members(out, indent, item),
        Kind::Object(Members::Listed(properties)) => {
            for property in properties {
                of_property(out, indent, property, "");
            }
        }
        Kind::Union(alternatives) => {
            for alternative in alternatives {
                line(
                    out,
                    indent,
                    &format!("| {} {}", alternative.label.text, name_of(&alternative.ty)),
                );
                of_members(out, indent + 1, &alternative.ty);
            }
        }
        _ => {}
    }
}

fn name_of(ty: &Type) -> String {
    let mut text = match &ty.kind {
        Kind::Any => "any".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Object(Members::Free) => "object(free)".to_owned(),
        Kind::Object(Members::Elided) => "object(elided)".to_owned(),
        Kind::Object(Members::Listed(_)) => "object".to_owned(),
        Kind::Array(item) => format!("[{}]", name_of(item)),
        Kind::Union(alternatives) => format!("union({} shown)", alternatives.len()),
    };
    if let Some(format) = &ty.format {
        write!(text, "/{format}").unwrap();
    }
    match &ty.enumeration {
        Some(Enumeration::Listed(values)) => write!(text, " of {values:?}").unwrap(),
        Some(Enumeration::Counted(count)) => write!(text, " of {count} values").unwrap(),
        None => {}
    }
    if let Some(minimum) = &ty.minimum {
        write!(text, " >={minimum}").unwrap();
    }
    if let Some(maximum) = &ty.maximum {
        write!(text, " <={maximum}").unwrap();
    }
    text
}

fn said(text: Option<&Text>) -> String {
    text.map(|text| format!(" {:?}", text.text))
        .unwrap_or_default()
}

fn line(out: &mut String, indent: usize, text: &str) {
    writeln!(out, "{}{text}", "  ".repeat(indent)).unwrap();
}
