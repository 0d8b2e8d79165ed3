//! The log on a page: what is asked for, the records that were found, the way to more of them.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::choices::{SelectOption, actions, doers};
use super::told::{self, Change};
use crate::actions::activity::{self as action, Found, Spot};
use crate::actions::licenses::undoable;
use crate::domain::Moment;
use crate::domain::activity::{Raw, Sought};
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, JobId};
use crate::domain::listing::{Cursor, Position, UnknownAddress};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::web::error::Result;
use crate::web::page::{Reasons, Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Allowed, RequestContext, Scoped, SeeCustomers, SignedIn};

/// Records a page.
const SIZE: u64 = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    to: String,
    customer: String,
    action: String,
    who: String,
    text: String,
    after: String,
    before: String,
}

impl Asked {
    pub(super) fn sought(
        &self,
        visit: &RequestContext,
    ) -> std::result::Result<std::result::Result<Sought, Refused>, UnknownAddress> {
        let raw = Raw {
            from: &self.from,
            to: &self.to,
            action: &self.action,
            who: &self.who,
            company: &self.customer,
            text: &self.text,
        };
        Sought::parse(raw, visit.now.with_timezone(&visit.words.zone).date_naive())
    }

    /// Where the page begins.
    fn place(&self) -> std::result::Result<(Position, Option<Spot>), UnknownAddress> {
        let position = Position::parse(&self.after, &self.before)?;
        let spot = match &position {
            Position::First | Position::Last => None,
            Position::After(place) | Position::Before(place) => Some(spot(place)?),
        };
        Ok((position, spot))
    }
}

/// A record's place as it stands in an address: time and number, of a customer.
pub(super) fn place(spot: Spot) -> Cursor {
    Cursor { value: format!("{}.{}", spot.at.timestamp_micros(), spot.seq), id: spot.customer.0 }
}

fn spot(place: &Cursor) -> std::result::Result<Spot, UnknownAddress> {
    let (micros, seq) = place.value.split_once('.').ok_or(UnknownAddress)?;
    let micros: i64 = micros.parse().map_err(|_| UnknownAddress)?;
    // Up to the year 5138: moments that both databases know.
    let known = (0..=100_000_000_000_000_000).contains(&micros);
    let at = Moment::from_timestamp_micros(micros).filter(|_| known).ok_or(UnknownAddress)?;
    Ok(Spot { at, customer: CustomerId(place.id), seq: seq.parse().map_err(|_| UnknownAddress)? })
}

/// One record, in words.
struct Line {
    time: String,
    exact: String,
    company: Option<String>,
    company_path: Option<String>,
    action: String,
    changes: Vec<Change>,
    result: Option<String>,
    /// Where it is taken back, and for how many users that is, where it is for all of them.
    undo: Option<(String, Option<i64>)>,
    /// The details went with the user.
    is_bare: bool,
    target: String,
    target_path: Option<String>,
    user_name: String,
    is_deleted: bool,
    doer: String,
}

impl Line {
    fn new(visit: &RequestContext, row: &action::Row, undoable: &HashMap<JobId, Option<i64>>) -> Self {
        let words = &visit.words;
        let sees = visit.may(Permission::SeeCustomers);
        let detail = row.detail.as_ref();
        // The customer itself stands beside it.
        let target = detail.filter(|_| row.target_kind != "customer").map(|detail| detail.name.clone());
        Self {
            time: words.time_and_seconds(&row.spot.at),
            exact: words.file_time(&row.spot.at),
            company: row.company.clone(),
            company_path: (sees && row.company.is_some()).then(|| paths::users(row.spot.customer)),
            action: told::operation(words, &row.operation),
            changes: detail.map(|detail| told::changes(words, &row.operation, detail)).unwrap_or_default(),
            result: told::result_path(visit, row),
            undo: told::undo_path(row, undoable),
            is_bare: detail.is_none(),
            target: target.unwrap_or_default(),
            target_path: told::target_path(visit, row),
            user_name: row.user_name.clone().filter(|_| detail.is_some()).unwrap_or_default(),
            is_deleted: row.target == action::Target::Deleted,
            doer: told::doer(words, row),
        }
    }

    fn opens(&self) -> bool {
        !self.changes.is_empty() || self.result.is_some()
    }
}

#[derive(Template)]
#[template(path = "activity/index.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    path: String,
    customer: Option<String>,
    asked: Asked,
    actions: Vec<SelectOption>,
    doers: Vec<SelectOption>,
    /// What this reader sees.
    shown: &'static str,
    lines: Vec<Line>,
    /// How far was looked when that ended the page.
    looked_to: Option<String>,
    is_backwards: bool,
    is_first: bool,
    is_last: bool,
    newest: Option<Spot>,
    oldest: Option<Spot>,
}

impl Page {
    /// Records of several customers stand here, for somebody who sees customers.
    fn is_of_many(&self) -> bool {
        self.customer.is_none() && self.shell.sees_customers()
    }

    fn so_far(&self, is_empty: bool) -> &'static str {
        told::so_far(is_empty, self.is_backwards)
    }

    fn at(&self, path: &str, after: &str, before: &str) -> String {
        let asked = &self.asked;
        paths::with(
            path,
            &[
                ("from", &asked.from),
                ("to", &asked.to),
                ("customer", &asked.customer),
                ("action", &asked.action),
                ("who", &asked.who),
                ("text", &asked.text),
                ("after", after),
                ("before", before),
            ],
        )
    }

    fn first(&self) -> String {
        self.at(&self.path, "", "")
    }

    fn last(&self) -> String {
        self.at(&self.path, "", "last")
    }

    fn next(&self) -> String {
        self.at(&self.path, &self.oldest.map(|spot| place(spot).to_string()).unwrap_or_default(), "")
    }

    fn previous(&self) -> String {
        self.at(&self.path, "", &self.newest.map(|spot| place(spot).to_string()).unwrap_or_default())
    }

    fn export(&self) -> String {
        self.at(&paths::file(&self.path), "", "")
    }
}

/// GET /activity
pub async fn index(visit: Allowed<SignedIn>, asked: Query<Asked>) -> Result {
    render(&visit, None, asked.into_inner()).await
}

/// GET /customers/{customer}/activity
pub async fn of_customer(scope: Scoped<SeeCustomers>, asked: Query<Asked>) -> Result {
    render(&scope, Some(&scope.customer), asked.into_inner()).await
}

async fn render(visit: &RequestContext, customer: Option<&Customer>, mut asked: Asked) -> Result {
    let (position, spot) = asked.place()?;
    let by = visit.actor();
    let sought = asked.sought(visit)?;
    let (found, refused) = match &sought {
        Ok(sought) => {
            (asked.from, asked.to) = (sought.from.to_string(), sought.to.to_string());
            let id = customer.map(|customer| customer.id);
            (Some(action::page(&by, id, sought, visit.words.zone, (&position, spot), SIZE).await?), Refused::default())
        }
        Err(refused) => (None, refused.clone()),
    };
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let seen = by.sees()?;
    let staff = action::doers(&by).await?;
    let rows = || found.iter().flat_map(|found| &found.page.rows);
    let undoable = undoable(&by, &rows().filter_map(told::change).collect::<Vec<_>>()).await?;
    let looked_to = found.as_ref().and_then(|found| found.looked_to);
    let (newest, oldest) = ends(found.as_ref(), &position);
    let page = Page {
        shell: match customer {
            Some(customer) => Shell::at(visit, customer, Section::CustomerActivity),
            None => Shell::new(visit, Section::Activity),
        },
        reasons: Reasons::new(&visit.words, &refused),
        path: customer.map_or_else(|| paths::ACTIVITY.to_owned(), |customer| paths::activity(customer.id)),
        customer: customer.map(|customer| customer.account.company_name.clone()),
        actions: actions(visit),
        doers: doers(visit, seen, &staff, &asked.who),
        shown: told::shown_to(seen, customer.is_some()),
        lines: rows().map(|row| Line::new(visit, row, &undoable)).collect(),
        looked_to: looked_to.map(|spot| visit.words.time(&spot.at)),
        is_backwards: position.is_backwards(),
        is_first: found.as_ref().is_none_or(|found| !found.page.has_previous),
        is_last: found.as_ref().is_none_or(|found| !found.page.has_next),
        newest,
        oldest,
        asked,
    };
    page.shell.render(status, &page)
}

/// From where the pages before and after this one begin.
fn ends(found: Option<&Found>, position: &Position) -> (Option<Spot>, Option<Spot>) {
    let Some(found) = found else { return (None, None) };
    let (newest, oldest) = (found.page.rows.first().map(|row| row.spot), found.page.rows.last().map(|row| row.spot));
    match (found.looked_to, position.is_backwards()) {
        (Some(spot), true) => (Some(spot), oldest.or(Some(spot))),
        (Some(spot), false) => (newest.or(Some(spot)), Some(spot)),
        (None, _) => (newest, oldest),
    }
}
