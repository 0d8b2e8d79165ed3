//! Records in words: what was done, to whom, and the fields that changed.

use std::collections::HashMap;

use serde_json::Value;

use crate::actions::activity::{Row, Target};
use crate::domain::activity::Seen;
use crate::domain::event::{Detail, Operation};
use crate::domain::id::{CustomerId, JobId, StaffId, UserId};
use crate::domain::permission::Permission;
use crate::domain::staff::Staff;
use crate::web::conflict::shown;
use crate::web::paths;
use crate::web::request_context::RequestContext;
use crate::words::Words;

/// One field that changed. What was not there is empty.
pub struct Change {
    pub label: String,
    pub before: String,
    pub after: String,
}

/// What was done, in words; a name that this program does not know as it is.
pub fn operation(words: &Words, name: &str) -> String {
    Operation::from_name(name)
        .map_or_else(|| name.to_owned(), |known| words.t(format!("operation-{}", known.name().replace('_', "-"))))
}

/// Who did it.
pub fn doer(words: &Words, row: &Row) -> String {
    match row.actor.as_str() {
        "staff" | "customer-user" => row.detail.as_ref().map(|detail| detail.by.clone()).unwrap_or_default(),
        "command-line" => words.t("activity-command-line"),
        _ => words.t("activity-program"),
    }
}

/// One of the staff in a list: with the e-mail where others are called the same, and marked when removed.
pub fn member(words: &Words, (one, is_removed): &(Staff, bool), among: &[(Staff, bool)]) -> String {
    let repeats = among.iter().filter(|(other, _)| other.name == one.name).nth(1).is_some();
    let email = repeats.then(|| one.email.as_str().to_owned());
    let notes: Vec<String> = email.into_iter().chain(is_removed.then(|| words.t("activity-removed"))).collect();
    if notes.is_empty() { one.name.clone() } else { format!("{} ({})", one.name, notes.join(", ")) }
}

/// The fields that changed, in the order of their names. Of what was not there before, only what is
/// there now; of what is gone, only what was there.
pub fn changes(words: &Words, operation: &str, detail: &Detail) -> Vec<Change> {
    let is_nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let makes = ["create_", "import_", "seed_"].iter().any(|start| operation.starts_with(start));
    let is_new = makes && detail.before.values().all(is_nothing);
    let is_gone = operation.starts_with("delete_") && detail.after.values().all(is_nothing);
    let mut fields: Vec<&String> = detail.before.keys().chain(detail.after.keys()).collect();
    fields.sort();
    fields.dedup();
    let one = |field: &String| Change {
        label: label(words, field),
        before: told(words, field, detail.before.get(field).filter(|_| !is_new)),
        after: told(words, field, detail.after.get(field).filter(|_| !is_gone)),
    };
    fields.into_iter().map(one).filter(|change| change.before != change.after).collect()
}

fn label(words: &Words, field: &str) -> String {
    words.field(field).unwrap_or_else(|| field.to_owned())
}

fn told(words: &Words, field: &str, value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        // A plain user has no roles.
        Some(Value::Null) => shown(words, field, ""),
        Some(Value::Number(number)) => {
            number.as_i64().map_or_else(|| number.to_string(), |number| words.number(number))
        }
        Some(Value::String(text)) => shown(words, field, text),
        Some(Value::Array(items)) if items.is_empty() => shown(words, field, ""),
        Some(Value::Array(items)) => items.iter().map(|item| license(words, item)).collect::<Vec<_>>().join(", "),
        Some(other) => shown(words, field, &other.to_string()),
    }
}

/// A license by its product, with the plans that are off.
fn license(words: &Words, item: &Value) -> String {
    let Some(product) = item.get("product").and_then(Value::as_str) else {
        return item.as_str().map_or_else(|| item.to_string(), str::to_owned);
    };
    let off: Vec<&str> =
        item.get("off").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    if off.is_empty() {
        return product.to_owned();
    }
    format!("{product} ({})", words.named("activity-without", off.join(", ")))
}

/// Where the person whom a record is about is found today.
pub fn target_path(visit: &RequestContext, row: &Row) -> Option<String> {
    let (id, customer) = (row.target_id?, row.spot.customer);
    let (path, needed) = match row.target {
        Target::Active => (paths::user(customer, UserId(id)), Permission::SeeCustomers),
        Target::Deleted => {
            let sought = [("search", row.user_name.as_deref().unwrap_or_default())];
            (paths::with(&paths::deleted_users(customer), &sought), Permission::SeeCustomers)
        }
        Target::Staff => (paths::member(StaffId(id)), Permission::ManageStaff),
        Target::None => return None,
    };
    visit.may(needed).then_some(path)
}

/// Whether the job of a record changed licenses: as all that was asked for, or with other things of one user.
fn is_of_licenses(row: &Row) -> bool {
    let tells_of_them =
        |detail: &Detail| detail.before.contains_key("licenses") || detail.after.contains_key("licenses");
    row.operation == Operation::UpdateCustomerUserLicenses.name()
        || (row.operation == Operation::UpdateCustomerUser.name() && row.detail.as_ref().is_some_and(tells_of_them))
}

/// Where the result of a change is told in full, if it is anywhere.
pub fn result_path(visit: &RequestContext, row: &Row) -> Option<String> {
    let is_of_licenses = is_of_licenses(row);
    let path = if is_of_licenses { paths::license_change } else { paths::job };
    // What was done to the licenses of somebody who is gone for good tells nothing of that person anymore.
    let is_told = visit.may(Permission::SeeCustomers) && (!is_of_licenses || row.detail.is_some());
    row.job.filter(|_| is_told).map(|job| path(row.spot.customer, job))
}

/// The change of licenses to which a record belongs.
pub fn change(row: &Row) -> Option<(CustomerId, JobId)> {
    row.job.filter(|_| is_of_licenses(row)).map(|job| (row.spot.customer, job))
}

/// Where it is taken back, if it can be, and for how many users that is, where it is for all of them.
pub fn undo_path(row: &Row, undoable: &HashMap<JobId, Option<i64>>) -> Option<(String, Option<i64>)> {
    let (customer, job) = change(row)?;
    let users = undoable.get(&job)?;
    Some((paths::license_change_undo(customer, job), users.filter(|users| *users > 1)))
}

/// How far was looked for a page: towards older records, or backwards towards newer ones.
pub fn so_far(is_empty: bool, is_backwards: bool) -> &'static str {
    match (is_empty, is_backwards) {
        (true, false) => "activity-none-so-far",
        (true, true) => "activity-none-up-to",
        (false, false) => "activity-so-far",
        (false, true) => "activity-up-to",
    }
}

/// What is said above the log: what its reader sees.
pub fn shown_to(seen: Seen, of_one_customer: bool) -> &'static str {
    match seen {
        Seen::Everything => "activity-everything",
        Seen::Customers if of_one_customer => "activity-everything",
        Seen::Customers => "activity-of-customers",
        Seen::Own => "activity-own",
    }
}
