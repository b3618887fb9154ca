//! What a page says as a list of facts without places: two versions of a page can be compared by
//! them, however their lines moved.

use super::{
    Alternative, Body, Enumeration, Kind, Members, Operation, Page, Parameter, ParameterLocation,
    Placement, Property, Response, Text, Type,
};

/// One thing that a page says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// `GET /projects/{id}`; `None` for what is said of the page as a whole.
    pub operation: Option<String>,
    /// What it is about: `query limit`, `200 items[].id`.
    pub place: String,
    /// What is said.
    pub says: String,
}

/// All facts of a page, in its order.
#[must_use]
pub fn facts(page: &Page) -> Vec<Fact> {
    let mut facts = Facts {
        operation: None,
        all: Vec::new(),
    };
    facts.say("title", page.title.text.clone());
    facts.text("base URL", page.base_url.as_ref());
    for operation in &page.operations {
        facts.operation = Some(format!(
            "{} {}",
            operation.method.as_str(),
            operation.path.text
        ));
        facts.of_operation(operation);
    }
    facts.all
}

struct Facts {
    operation: Option<String>,
    all: Vec<Fact>,
}

impl Facts {
    fn say(&mut self, place: &str, says: String) {
        self.all.push(Fact {
            operation: self.operation.clone(),
            place: place.to_owned(),
            says,
        });
    }

    fn text(&mut self, place: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.say(place, text.text.clone());
        }
    }

    fn of_operation(&mut self, operation: &Operation) {
        self.say("title", operation.title.text.clone());
        for authorization in &operation.authorizations {
            let place = format!("authorization {}", authorization.name.text);
            let scheme = authorization.scheme.as_ref();
            self.say(
                &place,
                scheme.map_or("listed".to_owned(), |(kind, scheme)| {
                    format!("{kind}: {scheme}")
                }),
            );
            self.text(&described(&place), authorization.description.as_ref());
        }
        self.text("description", operation.description.as_ref());
        for Parameter { location, property } in &operation.parameters {
            let location = match location {
                ParameterLocation::Path => "path ",
                ParameterLocation::Query => "query ",
                ParameterLocation::Header => "header ",
                ParameterLocation::Cookie => "cookie ",
            };
            self.of_property(location, property);
        }
        if let Some(body) = &operation.request_body {
            self.of_body("request", body);
        }
        for Response {
            status,
            description,
            body,
        } in &operation.responses
        {
            let what = if body.is_some() { "a body" } else { "no body" };
            self.say(&status.text, what.to_owned());
            self.text(&described(&status.text), description.as_ref());
            if let Some(body) = body {
                self.of_body(&status.text, body);
            }
        }
    }

    fn of_body(&mut self, place: &str, body: &Body) {
        let says = format!("{} {}", body.media_type.text, words(&body.ty));
        self.say(&format!("{place} body"), says);
        if let Some(example) = &body.example {
            self.say(&format!("{place} example"), example.value.to_string());
        }
        self.of_members(&format!("{place} "), "", &body.ty);
    }

    fn of_property(&mut self, before: &str, property: &Property) {
        let place = format!("{before}{}", property.name.text);
        let mut says = words(&property.ty);
        says.push_str(if property.required {
            " required"
        } else {
            " optional"
        });
        if property.nullable {
            says.push_str(" Nullable");
        }
        if property.deprecated {
            says.push_str(" Deprecated");
        }
        match &property.placement {
            Placement::Certain => {}
            Placement::Inferred { .. } => says.push_str(" (inferred)"),
            Placement::Decided { .. } => says.push_str(" (decided)"),
            Placement::Open { .. } => says.push_str(" (open)"),
        }
        self.say(&place, says);
        self.text(&described(&place), property.description.as_ref());
        self.text(&format!("{place} default"), property.default.as_ref());
        self.of_members(&place, ".", &property.ty);
    }

    fn of_members(&mut self, place: &str, between: &str, ty: &Type) {
        match &ty.kind {
            Kind::Array(item) => self.of_members(&format!("{place}[]"), ".", item),
            Kind::Object(Members::Listed(properties)) => {
                for property in properties {
                    self.of_property(&format!("{place}{between}"), property);
                }
            }
            Kind::Union(alternatives) => {
                for Alternative { label, ty } in alternatives {
                    let place = format!("{place}{between}<{}>", label.text);
                    self.say(&place, words(ty));
                    self.of_members(&place, ".", ty);
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
}

fn described(place: &str) -> String {
    format!("{place} description")
}

/// A type, nearly as pages write it.
fn words(ty: &Type) -> String {
    let mut words = match &ty.kind {
        Kind::Any => "any".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Object(Members::Free) => "object without properties".to_owned(),
        Kind::Object(Members::Elided) => "object whose properties are not shown".to_owned(),
        Kind::Object(Members::Listed(_)) => "object".to_owned(),
        Kind::Array(item) => format!("array of {}", self::words(item)),
        Kind::Union(_) => "union".to_owned(),
    };
    if let Some(format) = &ty.format {
        words.extend([" (", format, ")"]);
    }
    match &ty.enumeration {
        Some(Enumeration::Listed(values)) => {
            words.extend([", one of: ", &values.join(", ")]);
        }
        Some(Enumeration::Counted(count)) => {
            words.extend([" (", &count.to_string(), " values)"]);
        }
        None => {}
    }
    for (sign, limit) in [("≥", &ty.minimum), ("≤", &ty.maximum)] {
        if let Some(limit) = limit {
            words.extend([" ", sign, " ", &limit.to_string()]);
        }
    }
    words
}
