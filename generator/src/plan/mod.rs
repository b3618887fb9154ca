//! From the service to the crate to write: names, modules, types of Rust. Nothing is left to
//! decide after it.

mod alternatives;
mod answers;
mod body;
mod call;
mod calls;
mod checks;
mod circles;
mod credentials;
mod described;
mod distinct;
mod enum_item;
mod enumerations;
mod events;
mod identifier;
mod item;
mod listing;
mod made;
mod members;
mod model;
mod names;
mod open;
mod operation_names;
mod output;
mod outputs;
mod paging;
mod plausible;
mod sampled;
mod samples;
mod sensitive;
mod server;
mod setters;
mod singular;
mod stand_in;
mod status;
mod surface;
mod taken;
mod text;
mod type_names;
mod types;
mod unions;
mod usage;
mod variant;
mod within;

pub use body::{ContentVariant, Contents, Format};
pub use call::{
    Argument, Body, BodySource, Bound, Call, Check, Measure, Paging, Place, Sample, Setter, Styled,
    Target, Way,
};
pub use credentials::{Credential, Credentials, Security};
pub use enum_item::{Enum, EnumVariant};
pub use item::{Alias, Field, Further, Item, Page, Presence, RustType, Shown, Step, Struct};
pub use listing::{ListedCall, ListedType, Listing, Member as ListedMember, listing};
pub use model::{
    Answering, Bodies, Client, Event, Group, Package, Plan, Token, TypeModule, Workspace,
};
pub use output::{Failed, Failures, Output, Succeeded, Successes};
pub use sensitive::Member;
pub use server::{ServerChoice, ServerField, ServerVariant, Servers};
pub use stand_in::{Sampled, StandIn};
pub use surface::surface;
pub use text::{Block, is_inert};
pub use variant::{Is, Json, Members, Union, Variant};

pub use crate::api::{
    ClientCredentials, EnumerationKind, KeyPlace, Literal, SchemeKind, Style, UrlPart, UrlPlace,
};

use self::{item::Items, names::Names, types::Types};
use crate::{
    api::{Api, Auth, Docs, Encoding, Operation, ParameterPlace, Scalar, Type, TypeId},
    diagnostic::Diagnostics,
};

/// What the person who generates decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The name of the package, such as `paperspace`.
    pub crate_name: String,
    /// Its version, such as `0.1.0`.
    pub crate_version: String,
    /// The environment variable that holds the token, where calls carry one.
    pub token_variable: Option<String>,
    /// What the package is, in one line; made from the title of the service if not given.
    pub description: Option<String>,
    /// Its licence, as an SPDX expression such as `MIT OR Apache-2.0`.
    pub license: Option<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// Whether the package is a workspace of its own, so that it builds in any folder.
    pub own_workspace: bool,
    /// Members that are secret, besides those that are by nature.
    pub sensitive: Vec<Member>,
    /// Members that are taken for secret, and are not.
    pub not_sensitive: Vec<Member>,
}

/// The crate to write for a service.
///
/// # Errors
/// The settings name a member that is not there, or that is as they want it anyway.
pub fn plan(api: &Api, settings: &Settings) -> Result<Plan, Diagnostics> {
    let names = Names::of(api);
    let types = types_of(api, &names);
    let mut modules = Vec::new();
    let mut ids = Vec::new();
    for (module, of_module) in names.type_files() {
        let items = of_module.into_iter();
        let items = items.filter_map(|id| Some((id, types.item(id)?)));
        let (of_items, items): (Vec<TypeId>, Vec<Item>) = items.unzip();
        ids.extend(of_items);
        modules.push(TypeModule {
            module: module.to_owned(),
            items,
        });
    }
    sensitive::settle(&mut modules, settings)?;
    let sensitive = sensitive::names(&modules);
    if !sensitive.is_empty() {
        open::settle(&mut modules);
    }
    let items: Vec<&Item> = modules.iter().flat_map(|m| &m.items).collect();
    let by_name = items.iter().map(|item| (item.name(), *item)).collect();
    let credentials = Credentials::of(api, settings);
    let mut groups = groups(&types, &by_name, credentials.as_ref());
    let with_ids: Vec<(TypeId, &Item)> = ids.into_iter().zip(items.iter().copied()).collect();
    let samples = sampled::sampled(&types, &with_ids);
    let counted = |call: &Call| {
        call.paging
            .as_ref()
            .is_some_and(|p| !matches!(p.way, Way::Cursor(_)))
    };
    let ways = groups.iter().flat_map(|group| &group.calls).any(counted);
    let mut package = Package {
        bodies: body::bodies(&groups, &modules),
        ways,
        ..package(&types, settings, &items, &groups, credentials.as_ref())
    };
    package.within = within::settle(&mut modules, &mut groups);
    Ok(Plan {
        package,
        client: client(api, settings, sensitive, credentials),
        groups,
        types: modules,
        samples,
        events: events::events(&types),
    })
}

/// The types of Rust for types of the service, under the names that they have in its crate.
#[must_use]
pub fn rust_types(api: &Api, values: &[Type]) -> Vec<RustType> {
    let names = Names::of(api);
    let types = types_of(api, &names);
    values.iter().map(|value| types.rust(value)).collect()
}

fn types_of<'a>(api: &'a Api, names: &'a Names) -> Types<'a> {
    Types {
        api,
        names,
        usages: usage::usages(api),
        users: usage::users(api),
        circles: circles::circles(api),
        common_failure: outputs::common_failure(api),
        pages: paging::pages(api),
    }
}

fn groups(types: &Types<'_>, items: &Items<'_>, credentials: Option<&Credentials>) -> Vec<Group> {
    let api = types.api;
    let mut members: Vec<Vec<(usize, &Operation)>> = vec![Vec::new(); api.groups.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        if let Some(members) = members.get_mut(operation.group) {
            members.push((index, operation));
        }
    }
    let mut groups = Vec::new();
    for (at, (group, members)) in api.groups.iter().zip(members).enumerate() {
        let calls: Vec<Call> = members
            .into_iter()
            .map(|(index, operation)| {
                let mut call = calls::call(types, items, index, operation);
                server::settle(operation, &mut call);
                if let Some(credentials) = credentials {
                    credentials.settle(api, operation, &mut call);
                }
                call
            })
            .collect();
        let mut about = text::blocks(&group.docs, "");
        if let Some(parent) = &group.parent {
            about.push(Block::Own(format!("A part of {}.", text::code(parent))));
        }
        groups.push(Group {
            module: types.names.groups.get(at).cloned().unwrap_or_default(),
            title: group.name.clone(),
            about,
            showcase: showcase(&calls),
            example: example(&calls),
            calls,
        });
    }
    groups
}

/// The call that the README shows: one that changes something and gives something, else one that
/// changes something, else as [`example`].
fn showcase(calls: &[Call]) -> usize {
    let changes = |call: &Call| matches!(call.http.as_str(), "POST" | "PUT" | "PATCH");
    let shown = |call: &Call| call.samples.is_some() && changes(call);
    let answered = |call: &Call| shown(call) && !call.output.is_nothing() && call.body.is_some();
    let first = |is: &dyn Fn(&Call) -> bool| calls.iter().position(is);
    first(&|call| answered(call) && call.shown_setter.is_some())
        .or_else(|| first(&answered))
        .or_else(|| first(&shown))
        .unwrap_or_else(|| example(calls))
}

/// The call that the example program shows: one that reads pages, else one that reads.
fn example(calls: &[Call]) -> usize {
    let shown = |call: &Call| call.samples.is_some();
    let first = |is: &dyn Fn(&Call) -> bool| calls.iter().position(is);
    first(&|call| call.paging.is_some() && shown(call))
        .or_else(|| first(&|call| call.http == "GET" && shown(call)))
        .or_else(|| first(&shown))
        .unwrap_or_default()
}

fn package(
    types: &Types<'_>,
    settings: &Settings,
    items: &[&Item],
    groups: &[Group],
    credentials: Option<&Credentials>,
) -> Package {
    let api = types.api;
    let kinds = || {
        credentials
            .iter()
            .flat_map(|all| &all.all)
            .map(|one| &one.kind)
    };
    let client_credentials = kinds().any(|kind| matches!(kind, SchemeKind::OAuth2(Some(_))));
    let about = Docs {
        description: api.docs.description.clone(),
        link: api.docs.link.clone(),
        ..Docs::default()
    };
    let uses = |scalars: &[Scalar]| uses(api, scalars);
    let unions = || items.iter().filter_map(|item| item.as_union());
    let description = settings.description.clone();
    let parameters = || {
        api.operations
            .iter()
            .flat_map(|operation| &operation.parameters)
    };
    Package {
        library: settings.crate_name.replace('-', "_"),
        name: settings.crate_name.clone(),
        version: settings.crate_version.clone(),
        description: text::plain(
            &description.unwrap_or_else(|| format!("Client for {}", api.title)),
        ),
        license: settings.license.clone(),
        repository: settings.repository.clone(),
        workspace: if settings.own_workspace {
            Workspace::Own
        } else {
            Workspace::Outer
        },
        title: text::plain(&api.title),
        api_version: api.version.clone(),
        about: text::blocks(&about, ""),
        chrono: uses(&[Scalar::DateTime, Scalar::Date]),
        uuid: uses(&[Scalar::Uuid]),
        ways: false,
        base64: uses(&[Scalar::Bytes]),
        gives_times: items.iter().any(|item| item.gives_times()),
        within: false,
        tri_state: items.iter().any(|item| item.tells_null_from_absent()),
        objects_by_members: unions().any(|union| !union.objects.is_empty()),
        tags_written: unions().any(Union::writes_tags),
        answers: outputs::needed(api, groups),
        failure: types
            .common_failure
            .and_then(Type::id)
            .map(|id| types.names.of_type(id).to_owned()),
        bodies: Bodies::default(),
        styles: parameters().any(|parameter| parameter.encoding != Encoding::Usual),
        credentials: credentials.is_some(),
        places: !api.servers.is_empty() || api.path.is_some(),
        served: api.operations.iter().any(|o| o.server.is_some()),
        basic: client_credentials || kinds().any(|kind| *kind == SchemeKind::Basic),
        client_credentials,
        cookies: parameters().any(|parameter| parameter.place == ParameterPlace::Cookie),
    }
}

fn client(
    api: &Api,
    settings: &Settings,
    sensitive: Vec<String>,
    credentials: Option<Credentials>,
) -> Client {
    let fields = &api.error_fields;
    let (token, unsupported_auth) = match &api.auth {
        Auth::None => (None, Vec::new()),
        Auth::Bearer { description } => {
            let about = Docs {
                description: description.clone(),
                ..Docs::default()
            };
            let token = Token {
                variable: settings.token_variable.clone(),
                about: text::blocks(&about, "A token for the service."),
            };
            (Some(token), Vec::new())
        }
        Auth::Schemes(schemes) => {
            let outside = schemes.iter();
            let outside = outside.filter(|scheme| scheme.kind == SchemeKind::Outside);
            (None, outside.map(|scheme| scheme.name.clone()).collect())
        }
    };
    Client {
        base_url: api.base_url.clone(),
        path: api.path.clone(),
        servers: Servers::of(api),
        token,
        credentials,
        unsupported_auth,
        error_fields: [
            fields.code.clone(),
            fields.message.clone(),
            fields.details.clone(),
        ],
        sensitive,
    }
}

/// Whether one of these scalars is anywhere in the service.
fn uses(api: &Api, scalars: &[Scalar]) -> bool {
    let mut found = false;
    for definition in &api.definitions {
        usage::parts(&definition.shape, |part| found |= holds(part, scalars));
    }
    found
        || api.operations.iter().any(|operation| {
            let parameters = operation.parameters.iter().map(|p| &p.value);
            let body = operation.body.iter().map(|b| &b.value);
            let answer = operation.response.values();
            parameters
                .chain(body)
                .chain(answer)
                .any(|value| holds(value, scalars))
        })
}

fn holds(value: &Type, scalars: &[Scalar]) -> bool {
    match value {
        Type::Scalar(scalar) => scalars.contains(scalar),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => holds(inner, scalars),
        Type::Tuple(items) => items.iter().any(|item| holds(item, scalars)),
        Type::Any | Type::Upload | Type::Defined(_) => false,
    }
}
