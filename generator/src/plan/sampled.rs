//! The value for tests of each type that an answer can hold: what must be there is filled in, what may
//! be there is left out. A struct that would have to hold itself has none.

use std::collections::BTreeMap;

use super::{
    checks::checks,
    enum_item::{Enum, EnumVariant},
    item::{Field, Item, Page, Presence, RustType, Step, Struct},
    made::Made,
    plausible,
    stand_in::{Sampled, StandIn},
    types::Types,
    variant::Union,
};
use crate::api::{EnumerationKind, Facts, Shape, TypeId};

/// The values for tests, in the order of the items.
pub(super) fn sampled(types: &Types<'_>, items: &[(TypeId, &Item)]) -> Vec<Sampled> {
    let mut samples = Samples {
        made: Made::of(items.iter().map(|(_, item)| *item)),
        tags: BTreeMap::new(),
    };
    let mut values = BTreeMap::new();
    for (_, item) in items {
        if let Item::Union(union) = item {
            samples.find_tags(union);
            values.insert(union.name.as_str(), samples.union(union));
        }
    }
    // What unions hold is settled now, so that lists do not keep an alternative from being taken.
    for (id, item) in items {
        match item {
            Item::Struct(item) if samples.made.has(&item.name) => {
                values.insert(&item.name, samples.structure(types, *id, item));
            }
            Item::Enum(item) => {
                values.insert(&item.name, enumeration(item));
            }
            Item::Struct(_) | Item::Union(_) | Item::Alias(_) | Item::Contents(_) => {}
        }
    }
    let is_answered = |id: TypeId| types.usages.get(id.0).is_some_and(|usage| usage.got);
    let answered = items.iter().filter(|(id, _)| is_answered(*id));
    answered
        .filter_map(|(_, item)| {
            Some(Sampled {
                name: item.name().to_owned(),
                value: values.remove(item.name())?,
                page: match item {
                    Item::Struct(item) => item.page.clone(),
                    Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Contents(_) => None,
                },
            })
        })
        .collect()
}

/// What is known while the values are put together.
struct Samples<'i> {
    made: Made<'i>,
    /// Of a struct that is an alternative of a union: the member that says so, and what it says there.
    tags: BTreeMap<&'i str, (&'i str, &'i str)>,
}

impl<'i> Samples<'i> {
    fn find_tags(&mut self, union: &'i Union) {
        let Some(member) = &union.discriminator else {
            return;
        };
        for variant in &union.variants {
            if let (&[part], Some(tag)) = (&*self.made.parts(&variant.value), variant.tags.first())
            {
                self.tags.entry(part).or_insert((member, tag));
            }
        }
    }

    /// The first alternative that can be made.
    fn union(&mut self, item: &'i Union) -> StandIn {
        let (mut variant, mut value) = (&item.other, StandIn::Null);
        for known in &item.variants {
            if self.made.takes(&item.name, &known.value) {
                variant = &known.name;
                value = self.value(&item.name, &known.value, &item.name, &Facts::default());
                break;
            }
        }
        StandIn::Holding(item.name.clone(), variant.clone(), Box::new(value))
    }

    fn structure(&mut self, types: &Types<'_>, id: TypeId, item: &'i Struct) -> StandIn {
        let properties = match types.api.definition(id).map(|d| &d.shape) {
            Some(Shape::Object(object)) => object.properties.as_slice(),
            Some(
                Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Contents(_),
            )
            | None => &[],
        };
        let fields = item.fields.iter().zip(properties);
        let mut values: Vec<(String, StandIn)> = fields
            .map(|(field, property)| {
                let value = self.field(item, field, &property.facts);
                (field.name.clone(), value)
            })
            .collect();
        values.extend(item.further.iter().map(|further| {
            let is_json = further.value == RustType::Json;
            let empty = if is_json {
                StandIn::JsonMap
            } else {
                StandIn::Map
            };
            (further.name.clone(), empty)
        }));
        StandIn::Struct(values)
    }

    fn field(&mut self, owner: &'i Struct, field: &Field, facts: &Facts) -> StandIn {
        // Without what a union knows it by, the value would be read as something else.
        let tag = self.tags.get(owner.name.as_str());
        if let Some((_, tag)) = tag.filter(|(member, _)| *member == field.wire) {
            let facts = Facts {
                example: Some((*tag).to_owned()),
                ..Facts::default()
            };
            let tag = match self.enumeration(&field.value) {
                Some(item) => named(item, tag),
                None => self.value(&owner.name, &field.value, &field.name, &facts),
            };
            return match field.presence {
                Presence::Required => tag,
                Presence::Nullable | Presence::Optional | Presence::OptionalAny => {
                    StandIn::Present(Box::new(tag))
                }
                Presence::TriState => StandIn::Present(Box::new(StandIn::Present(Box::new(tag)))),
            };
        }
        if let Some(last) = owner.page.as_ref().and_then(|page| at_end(page, field)) {
            return last;
        }
        match field.presence {
            Presence::Required => self.value(&owner.name, &field.value, &field.name, facts),
            Presence::Nullable
            | Presence::Optional
            | Presence::OptionalAny
            | Presence::TriState => StandIn::Absent,
        }
    }

    /// The enumeration that a type is, if it is one.
    fn enumeration(&self, value: &RustType) -> Option<&'i Enum> {
        match self.made.item(value.name()?)? {
            Item::Enum(item) => Some(item),
            Item::Alias(item) => self.enumeration(&item.value),
            Item::Struct(_) | Item::Union(_) | Item::Contents(_) => None,
        }
    }

    /// A value of a type within `owner`, under this name.
    fn value(&mut self, owner: &'i str, value: &RustType, name: &str, facts: &Facts) -> StandIn {
        let checks = checks(facts, value);
        match value {
            RustType::Bool => StandIn::Bool(plausible::shown(facts) != Some("false")),
            RustType::I32 => {
                let all = i32::MIN.into()..=i32::MAX.into();
                StandIn::Integer(plausible::integer(facts, &checks, &all))
            }
            RustType::I64 => {
                let all = i64::MIN.into()..=i64::MAX.into();
                StandIn::Integer(plausible::integer(facts, &checks, &all))
            }
            RustType::U32 => {
                let all = 0..=u32::MAX.into();
                StandIn::Integer(plausible::integer(facts, &checks, &all))
            }
            RustType::U64 => {
                let all = 0..=u64::MAX.into();
                StandIn::Integer(plausible::integer(facts, &checks, &all))
            }
            RustType::Number => {
                let shown = plausible::shown(facts).and_then(|shown| shown.parse().ok());
                StandIn::Number(shown.unwrap_or(1))
            }
            RustType::F64 => StandIn::Float(plausible::float(facts, &checks)),
            RustType::String => plausible::text(name, facts, &checks),
            RustType::Base64 => StandIn::Base64,
            RustType::DateTime => StandIn::DateTime,
            RustType::Date => StandIn::Date,
            RustType::Uuid => StandIn::Uuid,
            RustType::Json => StandIn::Null,
            RustType::JsonMap => StandIn::JsonMap,
            RustType::Map(_) => StandIn::Map,
            // No answer holds an upload.
            RustType::Option(_) | RustType::Upload => StandIn::Absent,
            RustType::Boxed(inner) => {
                StandIn::Boxed(Box::new(self.value(owner, inner, name, facts)))
            }
            RustType::Tuple(places) => {
                let facts = Facts::default();
                let values = places.iter().map(|of| self.value(owner, of, name, &facts));
                StandIn::Tuple(values.collect())
            }
            RustType::Vec(item) => {
                let (least, _) = plausible::sizes(&checks);
                let wanted = (1..=plausible::LONGEST).contains(&least);
                if wanted && self.made.takes(owner, item) {
                    let name = super::identifier::singular(name);
                    let name = name.as_deref().unwrap_or(owner);
                    let item = self.value(owner, item, name, &Facts::default());
                    StandIn::List(Box::new(item), least)
                } else {
                    StandIn::Empty
                }
            }
            RustType::Named(of) => match (self.made.item(of), plausible::shown(facts)) {
                (Some(Item::Alias(item)), _) => self.value(owner, &item.value, name, facts),
                (Some(Item::Enum(item)), Some(shown)) if item.variant(shown).is_some() => {
                    named(item, shown)
                }
                (
                    Some(Item::Struct(_) | Item::Union(_) | Item::Enum(_) | Item::Contents(_))
                    | None,
                    _,
                ) => StandIn::Sample(of.clone()),
            },
        }
    }
}

/// What a page says at the end of a list: a page alone is the last.
fn at_end(page: &Page, field: &Field) -> Option<StandIn> {
    let is = |steps: &Option<Vec<Step>>| match steps.as_deref() {
        Some([step]) => step.field == field.name && !step.optional,
        Some(_) | None => false,
    };
    if is(&page.cursor) {
        // An empty cursor counts as none.
        return Some(StandIn::Text(String::new()));
    }
    is(&page.has_more).then_some(StandIn::Bool(false))
}

/// The first value that is known.
fn enumeration(item: &Enum) -> StandIn {
    let first = item.variants.first().map(EnumVariant::shown);
    named(item, first.as_deref().unwrap_or_default())
}

/// The value of an enumeration that the document writes so.
fn named(item: &Enum, shown: &str) -> StandIn {
    if let Some(variant) = item.variant(shown) {
        return StandIn::Variant(item.name.clone(), variant.name.clone());
    }
    let other = match item.kind {
        EnumerationKind::Texts => StandIn::Text(shown.to_owned()),
        EnumerationKind::Integers => StandIn::Integer(shown.parse::<i64>().unwrap_or(1).into()),
        EnumerationKind::Mixed => StandIn::Null,
    };
    StandIn::Holding(item.name.clone(), item.other.clone(), Box::new(other))
}
