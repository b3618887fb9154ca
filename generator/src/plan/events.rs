//! What the service sends on its own account: webhooks, and the callbacks that operations ask for.

use std::collections::BTreeMap;

use super::{model::Event, text, types::Types};

/// The events, in the order of the document.
pub(super) fn events(types: &Types<'_>) -> Vec<Event> {
    let operations = types.api.operations.iter().zip(&types.names.methods);
    let methods: BTreeMap<&str, &String> = operations
        .map(|(operation, method)| (operation.id.as_str(), method))
        .collect();
    let events = types.api.events.iter().map(|event| Event {
        name: event.name.clone(),
        asked_for_by: event
            .operation
            .as_deref()
            .and_then(|id| methods.get(id))
            .map(|method| (*method).clone()),
        http: event.method.name().to_owned(),
        about: text::blocks(&event.docs, ""),
        payload: event.payload.map(|id| types.names.of_type(id).to_owned()),
    });
    events.collect()
}
