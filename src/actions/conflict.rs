//! Who was first where two wanted to change the same.

use uuid::Uuid;

use super::actor::Actor;
use super::error::{Conflict, Error};
use crate::domain::event::Detail;
use crate::domain::id::CustomerId;
use crate::store::{self, Tx};

/// What to tell about a change that came too late: who was first, when, and what stands there now.
pub(super) async fn conflict_about(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    target: Uuid,
    now: serde_json::Map<String, serde_json::Value>,
) -> Result<Error, Error> {
    Ok(conflict_with(by, store::audit::latest(tx, customer, target).await?, now))
}

/// Like [`conflict_about`], where it is known which change was first.
pub(super) fn conflict_with(
    by: &Actor,
    latest: Option<(store::audit::Record, Option<Detail>)>,
    now: serde_json::Map<String, serde_json::Value>,
) -> Error {
    let at = latest.as_ref().map_or(by.now, |(record, _)| record.at);
    let detail = latest.and_then(|(_, detail)| detail).unwrap_or_default();
    let shown = |value: serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        // Licenses, by the names of their products.
        serde_json::Value::Array(items) => {
            let product =
                |item: &serde_json::Value| item.get("product").and_then(|name| name.as_str().map(str::to_owned));
            let mut products: Vec<String> = items.iter().filter_map(product).collect();
            products.sort();
            products.join(", ")
        }
        other => other.to_string(),
    };
    let changed = now.into_iter().map(|(field, value)| (field, shown(value))).collect();
    Error::Conflict(Conflict { by: detail.by, at, changed })
}
