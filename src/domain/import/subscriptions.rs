//! Partner Center's export of one customer's subscriptions (specification §1): what it bought, how
//! many seats, and whether they can be used. Known by their Subscription ID.

use chrono::NaiveDate;
use uuid::Uuid;

use super::matching::Names;
use super::products::id;
use super::row::{Listed, RefusedRow, Skipped, SkippedRow, once_each};
use super::table::{Column, Table};
use super::{cells, kinds};
use crate::domain::customer;
use crate::domain::id::{SkuId, SubscriptionId};
use crate::domain::product::Product;
use crate::domain::refusal::{FileRefusal, Refusal, Refused};
use crate::domain::subscription::{self, Quantity, Status, Subscription};
use crate::domain::term::Term;
use crate::domain::text;

/// The longest name of a subscription or reseller, in characters.
const NAME_LIMIT: usize = 200;
/// The longest term, in characters.
const TERM_LIMIT: usize = 50;

/// The export's columns.
pub const COLUMNS: [Column; 11] = [
    Column::required("subscription_id", &["Subscription ID", "ID sottoscrizione", "ID della sottoscrizione"]),
    Column::required("subscription", &["Subscription", "Sottoscrizione"]),
    Column::required("quantity", &["Quantity", "Quantità"]),
    Column::required("status", &["Status", "Stato"]),
    Column::optional("reseller", &["Reseller", "Rivenditore"]),
    // What our own export adds.
    Column::optional("product", &["Product GUID", "GUID prodotto"]),
    Column::optional("offer_id", &["Offer ID", "ID offerta"]),
    Column::optional("term", &["Term", "Periodo"]),
    Column::optional("started_on", &["Start", "Inizio"]),
    Column::optional("term_ends_on", &["End of term", "Fine del periodo"]),
    Column::optional("auto_renew", &["Renews automatically", "Rinnovo automatico"]),
];

/// A subscription as the export tells of it. What it does not say is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    pub external_id: Uuid,
    pub sku: SkuId,
    /// What the catalog calls the product.
    pub name: String,
    pub quantity: i64,
    pub status: Status,
    pub reseller: Option<String>,
    pub offer_id: Option<String>,
    /// As [`Term::iso`], or as the export has it.
    pub term: Option<String>,
    pub started_on: Option<NaiveDate>,
    pub term_ends_on: Option<NaiveDate>,
    pub auto_renew: Option<bool>,
}

/// What a file of subscriptions says.
#[derive(Debug, Default)]
pub struct Read {
    /// Each once.
    pub rows: Vec<Listed<Bought>>,
    pub refused: Vec<RefusedRow>,
    pub skipped: Vec<SkippedRow>,
}

/// The Subscription IDs that a file names.
pub fn ids(table: &Table<11>) -> Vec<Uuid> {
    table.rows.iter().filter_map(|row| id(&row.cells[0]).ok()).collect()
}

/// The subscriptions of an export, and its rows that cannot be taken. Of a subscription that is
/// known, `own` gives the product: where a name could mean several, that one is meant.
pub fn read(table: Table<11>, names: &Names, own: impl Fn(Uuid) -> Option<SkuId>) -> Read {
    let mut read = Read { refused: table.refused, ..Read::default() };
    let mut rows = Vec::new();
    for row in table.rows {
        match parse(&row.cells, names, &own) {
            Ok(Ok(what)) => rows.push(Listed { line: row.line, what }),
            Ok(Err(reason)) => read.skipped.push(SkippedRow { line: row.line, reason }),
            Err(reasons) => read.refused.push(row.line.refuse(reasons)),
        }
    }
    read.rows = once_each(rows, |bought| ("subscription_id", bought.external_id), &mut read.refused);
    read
}

fn parse(
    cells: &[String; 11],
    names: &Names,
    own: impl Fn(Uuid) -> Option<SkuId>,
) -> Result<Result<Bought, Skipped>, Refused> {
    let [external_id, name, seats, status, reseller, product, offer_id, term, started_on, term_ends_on, auto_renew] =
        cells;
    let mut refused = Refused::default();
    let external_id = refused.take("subscription_id", id(external_id));
    let found = match told_by_id(product, names) {
        // One of the two columns has slipped, or was dragged down: which one nobody knows.
        Ok(Some(told)) if !names.may_call(name, told.sku) => {
            let refusal = FileRefusal::ProductContradicted { product: told.label() };
            refused.take::<()>("product", Err(Refusal::File(refusal)));
            return Err(refused);
        }
        Ok(Some(product)) => Ok(product),
        Ok(None) => text::required(name, NAME_LIMIT).and_then(|name| names.find_for(&name, external_id.and_then(own))),
        Err(refusal) => {
            refused.take::<()>("product", Err(refusal));
            return Err(refused);
        }
    };
    let is_unknown = matches!(found, Err(Refusal::File(FileRefusal::ProductUnknown { .. })));
    if is_unknown && let Some(kind) = kinds::without_seats(name) {
        return Ok(Err(kind));
    }
    let status = match super::status::status(status) {
        Ok(Err(reason)) => return Ok(Err(reason)),
        Ok(Ok(status)) => Ok(status),
        Err(refusal) => Err(refusal),
    };
    let product = refused.take("subscription", found);
    let seats = refused.take("quantity", seats_of(seats, status.as_ref().ok().copied()));
    let status = refused.take("status", status);
    let reseller = refused.take("reseller", text::optional(reseller, NAME_LIMIT));
    let offer_id = refused.take("offer_id", subscription::offer_id(offer_id));
    let term = refused.take("term", text::optional(term, TERM_LIMIT));
    let started_on = refused.take("started_on", cells::day(started_on));
    let term_ends_on = refused.take("term_ends_on", cells::day(term_ends_on));
    let auto_renew = refused.take("auto_renew", cells::yes_or_no(auto_renew));
    let read = || {
        let product = product?;
        Some(Bought {
            external_id: external_id?,
            sku: product.sku,
            name: product.label(),
            quantity: seats?,
            status: status?,
            reseller: reseller?,
            offer_id: offer_id?,
            term: term?.map(|term| Term::parse(&term).map_or(term, Term::iso)),
            started_on: started_on?,
            term_ends_on: term_ends_on?,
            auto_renew: auto_renew?,
        })
    };
    read().map(Ok).ok_or(refused)
}

/// The product that our own export names by its GUID; `None` where none stands, or where another
/// installation wrote it.
///
/// # Errors
/// [`InputRefusal::NotAnId`].
fn told_by_id<'a>(product: &str, names: &'a Names) -> Result<Option<&'a Product>, Refusal> {
    let told = customer::microsoft_id(product)?;
    Ok(told.and_then(|id| names.by_id(SkuId(id))))
}

/// Nobody buys nothing, but what has ended may be listed with no seats.
fn seats_of(raw: &str, status: Option<Status>) -> Result<i64, Refusal> {
    let is_over = matches!(status, Some(Status::Suspended | Status::Deleted));
    if raw.trim() == "0" && is_over { Ok(0) } else { Quantity::parse(raw).map(Quantity::get) }
}

impl Bought {
    /// The subscription that was not here before.
    pub fn subscription(&self, own: SubscriptionId) -> Subscription {
        Subscription {
            id: own,
            external_id: self.external_id,
            sku: self.sku,
            name: self.name.clone(),
            quantity: self.quantity,
            status: self.status,
            started_on: self.started_on,
            term_ends_on: self.term_ends_on,
            auto_renew: self.auto_renew,
            term: self.term.clone(),
            offer_id: self.offer_id.clone(),
            reseller: self.reseller.clone(),
            version: 1,
        }
    }

    /// `now` with what the export says. What the product is called is no change by itself: the catalog
    /// may have another name for it since.
    pub fn over(&self, now: &Subscription) -> Subscription {
        let or = |told: &Option<String>, kept: &Option<String>| told.clone().or_else(|| kept.clone());
        Subscription {
            sku: self.sku,
            name: if self.sku == now.sku { now.name.clone() } else { self.name.clone() },
            quantity: self.quantity,
            status: self.status,
            reseller: or(&self.reseller, &now.reseller),
            offer_id: or(&self.offer_id, &now.offer_id),
            term: or(&self.term, &now.term),
            started_on: self.started_on.or(now.started_on),
            term_ends_on: self.term_ends_on.or(now.term_ends_on),
            auto_renew: self.auto_renew.or(now.auto_renew),
            ..now.clone()
        }
    }
}

#[cfg(test)]
mod tests;
