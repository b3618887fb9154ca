//! The public surface of the client, as a compact text for review.

use std::fmt::{self, Write as _};

use super::{
    call::{Call, Setter, Target, Way},
    item::{Field, Item, Presence, RustType, Shown},
    model::Plan,
    output::Output,
};
use crate::api::Literal;

/// Every method and type of the client, a line each, in the order in which they are written.
#[must_use]
pub fn surface(plan: &Plan) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = write(plan, &mut text);
    text
}

fn write(plan: &Plan, out: &mut String) -> fmt::Result {
    if let Some(credentials) = &plan.client.credentials {
        writeln!(out, "# credentials: {:?}", credentials.usual)?;
        for one in &credentials.all {
            writeln!(out, "{}: {:?} {:?}", one.setter, one.name, one.kind)?;
        }
        writeln!(out)?;
    }
    for group in &plan.groups {
        writeln!(out, "# {}: operations::{}", group.title, group.module)?;
        for call in &group.calls {
            write_call(call, out)?;
        }
        writeln!(out)?;
    }
    if !plan.events.is_empty() {
        writeln!(out, "# sent by the service")?;
        for event in &plan.events {
            let payload = event.payload.as_deref().unwrap_or("()");
            writeln!(out, "{:?} {}: {payload}", event.name, event.http)?;
        }
        writeln!(out)?;
    }
    for module in &plan.types {
        writeln!(out, "# types::{}", module.module)?;
        for item in &module.items {
            write_item(item, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_call(call: &Call, out: &mut String) -> fmt::Result {
    let arguments: Vec<String> = call
        .arguments
        .iter()
        .map(|a| format!("{}: {}", a.name, shown(&a.value)))
        .collect();
    let output = shown_output(&call.output);
    writeln!(
        out,
        "{}({}) -> {}: {output}",
        call.method,
        arguments.join(", "),
        call.name
    )?;
    writeln!(out, "    {} {}", call.http, call.template)?;
    if let Some(security) = &call.security {
        writeln!(out, "    by {security:?}")?;
    }
    if let Some(server) = &call.server {
        writeln!(out, "    at {server}")?;
    }
    for setter in &call.setters {
        writeln!(out, "    .{}{}", setter.name, setter_note(setter))?;
    }
    if let Some(failures) = &call.failures {
        let variants = failures.variants.iter().map(|variant| {
            let value = shown(&variant.value);
            format!("{} {:?} {value}", variant.name, variant.status)
        });
        let variants: Vec<String> = variants.collect();
        writeln!(out, "    {}: {}", failures.name, variants.join(", "))?;
    }
    if let Some(paging) = &call.paging {
        let by = match &paging.way {
            Way::Cursor(name) => format!("{name:?}"),
            Way::Offset(name) => format!("the offset {name:?}"),
            Way::Number(name, first) => format!("the number {name:?} from {first}"),
            Way::Address {
                in_header: true, ..
            } => "the header \"Link\"".to_owned(),
            Way::Address {
                in_header: false, ..
            } => "the address of the next page".to_owned(),
        };
        writeln!(out, "    .pages() .items() by {by}")?;
    }
    Ok(())
}

fn shown_output(output: &Output) -> String {
    match output {
        Output::Nothing => "()".to_owned(),
        Output::Json(value) => shown(value),
        Output::Optional(value) => format!("Option<{}>", shown(value)),
        Output::Text => "String".to_owned(),
        Output::Download => "Download".to_owned(),
        Output::Values(value) => format!("Values<{}>", shown(value)),
        Output::Events(Some(value)) => format!("Events<{}>", shown(value)),
        Output::Events(None) => "Events<Text>".to_owned(),
        Output::Several(all) => {
            let variants = all.variants.iter().map(|variant| {
                let output = shown_output(&variant.output);
                format!("{} {:?} {output}", variant.name, variant.status)
            });
            let variants: Vec<String> = variants.collect();
            format!("{} of {}", all.name, variants.join(", "))
        }
    }
}

fn setter_note(setter: &Setter) -> String {
    let value = setter.value.as_ref().map(shown).unwrap_or_default();
    let target = match &setter.target {
        Target::Path(name) => format!("path {name:?}"),
        Target::Query(name) => format!("query {name:?}"),
        Target::Header(name) => format!("header {name:?}"),
        Target::Styled(styled) => {
            format!("{:?} {:?} {:?}", styled.place, styled.name, styled.style).to_lowercase()
        }
        Target::Field { name, .. } => format!("body.{name}"),
        Target::Body => "body".to_owned(),
    };
    let rules: Vec<String> = setter
        .checks
        .iter()
        .filter(|_| setter.value.is_some())
        .map(|c| format!(", {}", c.rule))
        .collect();
    format!("({value}) {target}{}", rules.concat())
}

fn write_item(item: &Item, out: &mut String) -> fmt::Result {
    match item {
        Item::Struct(item) => {
            let mut notes = String::new();
            if item.made_by_users {
                let arguments = item.fields.iter().filter(|f| f.is_argument());
                let names: Vec<&str> = arguments.map(|f| f.name.as_str()).collect();
                write!(notes, " new({})", names.join(", "))?;
            }
            if let Some(page) = &item.page {
                write!(notes, " page of {}", shown(&page.item))?;
            }
            writeln!(out, "struct {}{notes}", item.name)?;
            for field in &item.fields {
                writeln!(
                    out,
                    "    {}: {}{}",
                    field.name,
                    shown(&field.full_type()),
                    note(field)
                )?;
            }
            if let Some(further) = &item.further {
                writeln!(
                    out,
                    "    {}: further members of {}{}",
                    further.name,
                    shown(&further.value),
                    hidden(further.shown)
                )?;
            }
        }
        Item::Enum(item) => {
            let variants: Vec<String> = item
                .variants
                .iter()
                .map(|variant| match &variant.value {
                    Literal::Text(text) => format!("{} {text:?}", variant.name),
                    Literal::Integer(_) | Literal::Number(_) | Literal::Boolean(_) => {
                        format!("{} {}", variant.name, variant.shown())
                    }
                })
                .collect();
            writeln!(
                out,
                "enum {}: {}, {}",
                item.name,
                variants.join(", "),
                item.other
            )?;
        }
        Item::Union(item) => {
            let by = item
                .discriminator
                .as_ref()
                .map(|d| format!(" by {d:?}"))
                .unwrap_or_default();
            writeln!(out, "union {}{by}", item.name)?;
            for variant in &item.variants {
                write!(out, "    {}({})", variant.name, shown(&variant.value))?;
                write!(out, "{}", hidden(variant.shown))?;
                for tag in &variant.tags {
                    write!(out, " {tag:?}")?;
                }
                writeln!(out)?;
            }
            writeln!(out, "    {}(Json){}", item.other, hidden(item.other_shown))?;
        }
        Item::Alias(item) => writeln!(out, "type {} = {}", item.name, shown(&item.value))?,
        Item::Contents(item) => {
            writeln!(out, "contents {}", item.name)?;
            for variant in &item.variants {
                let (name, value) = (&variant.name, shown(&variant.value));
                writeln!(out, "    {name}({value}) as {}", variant.media)?;
            }
        }
    }
    Ok(())
}

fn note(field: &Field) -> String {
    let wire = if field.wire == field.name {
        String::new()
    } else {
        format!(" {:?}", field.wire)
    };
    let presence = match field.presence {
        Presence::Required | Presence::Optional => "",
        Presence::OptionalAny => " absent or any value, null too",
        Presence::Nullable => " or null",
        Presence::TriState => " absent, null or a value",
    };
    format!("{wire}{presence}{}", hidden(field.shown))
}

/// What `Debug` does not show.
fn hidden(shown: Shown) -> &'static str {
    match shown {
        Shown::Whole => "",
        Shown::ByName => " hidden by name",
        Shown::Hidden => " hidden",
    }
}

fn shown(value: &RustType) -> String {
    match value {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::Number => "Number".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Base64 => "Base64".to_owned(),
        RustType::DateTime => "DateTime".to_owned(),
        RustType::Date => "Date".to_owned(),
        RustType::Uuid => "Uuid".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::JsonMap => "JsonMap".to_owned(),
        RustType::Upload => "Upload".to_owned(),
        RustType::Vec(item) => format!("Vec<{}>", shown(item)),
        RustType::Tuple(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("({})", items.join(", "))
        }
        RustType::Map(inner) => format!("Map<{}>", shown(inner)),
        RustType::Option(inner) => format!("Option<{}>", shown(inner)),
        RustType::Boxed(inner) => format!("Box<{}>", shown(inner)),
        RustType::Named(name) => name.clone(),
    }
}
