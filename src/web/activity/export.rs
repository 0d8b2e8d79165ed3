//! The log as a file: all that the filters find, not a page of it.

use actix_web::web::Query;

use super::index::Asked;
use super::told;
use crate::actions::activity as action;
use crate::domain::id::CustomerId;
use crate::domain::listing::Position;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::web::csv_file;
use crate::web::error::{Problem, Result};
use crate::web::request_context::{Allowed, RequestContext, Scoped, SeeCustomers, SignedIn};
use crate::words::Words;

/// Records read at a time: a client that reads slowly holds no connection meanwhile.
const CHUNK: u64 = 500;

const HEAD: [&str; 10] = [
    "column-date-time",
    "column-affected-customer",
    "column-action",
    "column-target",
    "column-user-name",
    "column-partner-user",
    "column-before",
    "column-after",
    "column-operation",
    "column-record",
];

/// GET /activity.csv
pub async fn export(visit: Allowed<SignedIn>, asked: Query<Asked>) -> Result {
    let name = visit.words.t("activity-log");
    file(&visit, None, &asked, &name)
}

/// GET /customers/{customer}/activity.csv
pub async fn export_of_customer(scope: Scoped<SeeCustomers>, asked: Query<Asked>) -> Result {
    let name = format!("{} {}", scope.customer.account.company_name, scope.words.t("activity-log"));
    file(&scope, Some(scope.customer.id), &asked, &name)
}

fn file(visit: &RequestContext, customer: Option<CustomerId>, asked: &Asked, name: &str) -> Result {
    let refused = |refused: Refused| {
        let reason =
            refused.0.into_iter().next().map_or(Refusal::Input(InputRefusal::NotADate), |(_, refusal)| refusal);
        Problem::Refused(reason)
    };
    let sought = asked.sought(visit)?.map_err(refused)?;
    let (by, words) = (visit.actor(), visit.words);
    by.sees()?;
    let lines = async_stream::try_stream! {
        yield csv_file::line(&words, &HEAD.map(|key| words.t(key)));
        let (mut position, mut spot) = (Position::First, None);
        loop {
            let found = action::page(&by, customer, &sought, words.zone, (&position, spot), CHUNK).await?;
            for row in &found.page.rows {
                yield csv_file::line(&words, &cells(&words, row));
            }
            // Where nothing was found as far as was looked, it goes on from there.
            spot = found.looked_to.or(found.page.rows.last().map(|row| row.spot));
            match spot {
                Some(spot) if found.page.has_next => position = Position::After(super::index::place(spot)),
                _ => break,
            }
        }
    };
    Ok(csv_file::download(&format!("{name}.csv"), lines))
}

fn cells(words: &Words, row: &action::Row) -> [String; 10] {
    let changes = row.detail.as_ref().map(|detail| told::changes(words, &row.operation, detail)).unwrap_or_default();
    let list = |of: fn(&told::Change) -> &str| {
        let filled = changes.iter().filter(|change| !of(change).is_empty());
        filled.map(|change| format!("{}: {}", change.label, of(change))).collect::<Vec<_>>().join("; ")
    };
    let bare = || words.t("activity-details-removed");
    [
        words.file_time(&row.spot.at),
        row.company.clone().unwrap_or_else(|| words.t("activity-installation")),
        told::operation(words, &row.operation),
        row.detail.as_ref().map_or_else(bare, |detail| detail.name.clone()),
        row.user_name.clone().filter(|_| row.detail.is_some()).unwrap_or_default(),
        told::doer(words, row),
        list(|change| &change.before),
        list(|change| &change.after),
        row.operation.clone(),
        row.spot.seq.to_string(),
    ]
}
