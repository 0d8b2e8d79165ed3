//! The users that search and filter find, as a file.

use std::collections::HashMap;

use actix_web::web::Query;

use super::frame::{List, own_selection};
use crate::actions::licenses;
use crate::actions::users::{self as action, Part, Row};
use crate::domain::contact::ContactField;
use crate::domain::directory_role::Level;
use crate::domain::id::{SkuId, UserId};
use crate::domain::listing::Position;
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::request_context::{Scoped, SeeCustomers};
use crate::words::Words;

/// Rows read at a time: a client that reads slowly holds no connection meanwhile.
const CHUNK: u64 = 500;

const HEAD: [&str; 11] = [
    "column-display-name",
    "column-user-name",
    "column-first-name",
    "column-last-name",
    "column-licenses",
    "column-permissions",
    "column-location",
    "column-sign-in",
    "column-created",
    "column-last-sign-in",
    "column-object-id",
];

/// GET /customers/{customer}/users.csv
pub async fn export(scope: Scoped<SeeCustomers>, list: Query<List>) -> Result {
    let wanted = list.wanted(scope.now)?;
    own_selection(&scope, &list).await?;
    let (sort, _, _) = list.place()?;
    let (words, by, customer) = (scope.words, scope.actor(), scope.customer.id);
    let owned = licenses::owned(&by, customer).await?;
    let names: HashMap<SkuId, String> = owned.iter().map(|owned| (owned.product.sku, owned.product.label())).collect();
    let lines = async_stream::try_stream! {
        let further = ContactField::ALL.iter().map(|field| words.t(format!("field-{}", field.name().replace('_', "-"))));
        let titles: Vec<String> = HEAD.map(|key| words.t(key)).into_iter().chain(further).collect();
        yield csv_file::line(&words, &titles);
        let mut position = Position::First;
        loop {
            let Part { page, licenses: held } = action::part(&by, customer, &wanted, sort, &position, CHUNK).await?;
            let ids: Vec<UserId> = page.rows.iter().map(|row| UserId(row.id)).collect();
            let mut contacts = action::contacts(&by, customer, &ids).await?;
            for row in &page.rows {
                let contact = contacts.remove(&UserId(row.id)).unwrap_or_default();
                let skus = held.get(&UserId(row.id)).into_iter().flatten();
                let licenses: Vec<&str> = skus.filter_map(|sku| names.get(sku).map(String::as_str)).collect();
                let further = ContactField::ALL.iter().map(|field| contact.get(*field).unwrap_or_default().to_owned());
                let cells: Vec<String> = cells(&words, row, &licenses).into_iter().chain(further).collect();
                yield csv_file::line(&words, &cells);
            }
            match page.rows.last() {
                Some(row) if page.has_next => position = Position::After(row.place(sort)),
                _ => break,
            }
        }
    };
    Ok(csv_file::download(&format!("{} users.csv", scope.customer.account.company_name), lines))
}

fn cells(words: &Words, row: &Row, licenses: &[&str]) -> [String; 11] {
    let level = match Level::from_number(row.role_level) {
        Level::User => "level-user",
        Level::LimitedAdministrator => "level-limited",
        Level::GlobalAdministrator => "level-global",
    };
    [
        row.display_name.clone(),
        row.user_name.clone(),
        row.first_name.clone(),
        row.last_name.clone(),
        if licenses.is_empty() { words.t("unlicensed") } else { licenses.join("; ") },
        words.t(level),
        row.location.clone().unwrap_or_default(),
        words.t(if row.sign_in_allowed { "sign-in-allowed" } else { "sign-in-blocked" }),
        words.file_day(&row.created_at),
        row.last_sign_in_at.map(|at| words.file_time(&at)).unwrap_or_default(),
        row.id.to_string(),
    ]
}
