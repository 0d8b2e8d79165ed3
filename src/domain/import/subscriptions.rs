//! Partner Center's export of one customer's subscriptions (specification §1): what it bought, how
//! many seats, and whether they can be used. Known by their Subscription ID.

use uuid::Uuid;

use super::matching::Names;
use super::products::id;
use super::row::{Listed, RefusedRow, once_each};
use super::table::{Column, Table};
use crate::domain::id::{SkuId, SubscriptionId};
use crate::domain::refusal::{InputRefusal, Refusal, Refused, SubscriptionRefusal};
use crate::domain::subscription::{Quantity, Status, Subscription};
use crate::domain::text;

/// The longest name of a subscription or reseller, in characters.
const NAME_LIMIT: usize = 200;

/// The export's columns.
pub const COLUMNS: [Column; 5] = [
    Column::required("subscription_id", &["Subscription ID", "ID sottoscrizione", "ID della sottoscrizione"]),
    Column::required("subscription", &["Subscription", "Sottoscrizione"]),
    Column::required("quantity", &["Quantity", "Quantità"]),
    Column::required("status", &["Status", "Stato"]),
    Column::optional("reseller", &["Reseller", "Rivenditore"]),
];

/// The words by which exports tell each status, in English and Italian.
const STATUSES: [(Status, &[&str]); 4] = [
    (Status::Active, &["active", "enabled", "attiva", "attivo", "abilitata", "abilitato"]),
    (
        Status::Warning,
        &["warning", "grace", "in grace", "grace period", "in grace period", "avviso", "in periodo di tolleranza"],
    ),
    (
        Status::Suspended,
        &["suspended", "disabled", "lockedout", "locked out", "sospesa", "sospeso", "disabilitata", "disabilitato"],
    ),
    (
        Status::Deleted,
        &[
            "deleted",
            "expired",
            "canceled",
            "cancelled",
            "deprovisioned",
            "eliminata",
            "eliminato",
            "scaduta",
            "scaduto",
            "annullata",
            "annullato",
            "cancellata",
            "cancellato",
        ],
    ),
];

/// A subscription as the export tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    pub external_id: Uuid,
    pub sku: SkuId,
    pub name: String,
    pub quantity: i64,
    pub status: Status,
    /// `None` where the export does not say.
    pub reseller: Option<String>,
}

/// The subscriptions of an export, each once, and its rows that cannot be taken.
pub fn read(table: Table<5>, names: &Names) -> (Vec<Listed<Bought>>, Vec<RefusedRow>) {
    let (mut rows, mut refused) = (Vec::new(), table.refused);
    for row in table.rows {
        match parse(&row.cells, names) {
            Ok(what) => rows.push(Listed { line: row.line, what }),
            Err(reasons) => refused.push(row.line.refuse(reasons)),
        }
    }
    let rows = once_each(rows, "subscription_id", |bought| bought.external_id, &mut refused);
    (rows, refused)
}

fn parse(cells: &[String; 5], names: &Names) -> Result<Bought, Refused> {
    let [external_id, name, seats, status, reseller] = cells;
    let mut refused = Refused::default();
    let external_id = refused.take("subscription_id", id(external_id));
    let product = text::required(name, NAME_LIMIT).and_then(|name| Ok((names.find(&name)?.sku, name)));
    let product = refused.take("subscription", product);
    let seats = refused.take("quantity", seats_left(seats));
    let status = refused.take("status", self::status(status));
    let reseller = refused.take("reseller", text::optional(reseller, NAME_LIMIT));
    match (external_id, product, seats, status, reseller) {
        (Some(external_id), Some((sku, name)), Some(quantity), Some(status), Some(reseller)) => {
            Ok(Bought { external_id, sku, name, quantity, status, reseller })
        }
        _ => Err(refused),
    }
}

/// Nobody buys nothing, but what has ended may be listed with no seats.
fn seats_left(raw: &str) -> Result<i64, Refusal> {
    if raw.trim() == "0" { Ok(0) } else { Quantity::parse(raw).map(Quantity::get) }
}

/// # Errors
/// [`InputRefusal::Required`], [`SubscriptionRefusal::UnknownStatus`].
fn status(raw: &str) -> Result<Status, Refusal> {
    let word = super::names::name_key(raw);
    if word.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    let found = STATUSES.iter().find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(status, _)| *status).ok_or(Refusal::Subscription(SubscriptionRefusal::UnknownStatus))
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
            started_on: None,
            term_ends_on: None,
            auto_renew: None,
            term: None,
            offer_id: None,
            reseller: self.reseller.clone(),
            version: 1,
        }
    }

    /// `now` with what the export says.
    pub fn over(&self, now: &Subscription) -> Subscription {
        Subscription {
            sku: self.sku,
            name: self.name.clone(),
            quantity: self.quantity,
            status: self.status,
            reseller: self.reseller.clone().or_else(|| now.reseller.clone()),
            ..now.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::product::Product;
    use crate::domain::refusal::FileRefusal;

    const ID: &str = "11111111-2222-4333-8444-555555555555";

    fn names() -> Names {
        let product = |sku, name: &str, part_number: &str| Product {
            sku: SkuId(Uuid::from_u128(sku)),
            name: name.into(),
            part_number: part_number.into(),
            shares_name: false,
            assignable: true,
        };
        Names::new([
            (product(1, "Mail Plan 1", "MAIL_1"), vec!["Post Plan 1".into()]),
            (product(2, "Drawing Plan", "DRAW_A"), vec![]),
            (product(3, "Drawing Plan", "DRAW_B"), vec![]),
        ])
    }

    fn bought(row: &str) -> Result<Bought, Refused> {
        let text = format!("Subscription ID;Sottoscrizione;Quantità;Stato;Rivenditore\n{row}\n");
        let (mut rows, mut refused) = read(Table::read(text.as_bytes(), &COLUMNS).unwrap(), &names());
        rows.pop().map(|row| row.what).ok_or_else(|| refused.remove(0).refused)
    }

    #[test]
    fn statuses_are_read_in_both_languages() {
        for (word, status) in [
            ("Active", Status::Active),
            ("attiva", Status::Active),
            ("In grace", Status::Warning),
            ("SOSPESA", Status::Suspended),
            ("Scaduta", Status::Deleted),
            ("Expired", Status::Deleted),
        ] {
            assert_eq!(bought(&format!("{ID};mail plan 1;5;{word};")).unwrap().status, status, "{word}");
        }
        for status in Status::ALL {
            assert_eq!(super::status(status.name()), Ok(status));
        }
    }

    #[test]
    fn every_reason_stands_at_its_column() {
        let refused = bought("x;Drawing Plan;-1;perhaps;").unwrap_err();
        assert_eq!(refused.at("subscription_id"), Some(&Refusal::Input(InputRefusal::NotAnId)));
        assert!(
            matches!(refused.at("subscription"), Some(Refusal::File(FileRefusal::ProductAmbiguous { candidates })) if candidates.len() == 2)
        );
        assert!(matches!(refused.at("quantity"), Some(Refusal::Input(InputRefusal::NumberOutOfRange { .. }))));
        assert_eq!(refused.at("status"), Some(&Refusal::Subscription(SubscriptionRefusal::UnknownStatus)));
        assert_eq!(bought(&format!("{ID};Post plan 1;0;Deleted;")).unwrap().quantity, 0);
    }

    #[test]
    fn a_reseller_that_is_not_told_stays() {
        let first = bought(&format!("{ID};DRAW_A;5;Active;Northwind")).unwrap();
        let now = first.subscription(SubscriptionId(Uuid::from_u128(7)));
        let next = bought(&format!("{ID};Drawing Plan (DRAW_B);6;Active;")).unwrap().over(&now);
        assert_eq!((next.reseller.as_deref(), next.quantity), (Some("Northwind"), 6));
        assert_eq!((next.id, next.sku), (now.id, SkuId(Uuid::from_u128(3))));
    }
}
