use super::*;
use crate::domain::product::Product;
use crate::domain::refusal::{FileRefusal, InputRefusal, SubscriptionRefusal};

const ID: &str = "11111111-2222-4333-8444-555555555555";

fn names() -> Names {
    let product = |sku, name: &str, part_number: &str| Product {
        sku: SkuId(Uuid::from_u128(sku)),
        name: name.into(),
        part_number: part_number.into(),
        shares_name: false,
        assignable: true,
        retired: false,
    };
    Names::new([
        (product(1, "Mail Plan 1", "MAIL_1"), vec!["Post Plan 1".into()]),
        (product(2, "Drawing Plan", "DRAW_A"), vec![]),
        (product(3, "Drawing Plan", "DRAW_B"), vec![]),
    ])
}

const HEADERS: &str = "Subscription ID;Sottoscrizione;Quantità;Stato;Rivenditore;GUID prodotto;Start;End of term";

fn read_rows(rows: &[&str], own: Option<u128>) -> Read {
    let text = format!("{HEADERS}\n{}\n", rows.join("\n"));
    let own = |_| own.map(|sku| SkuId(Uuid::from_u128(sku)));
    read(Table::read(text.as_bytes(), &COLUMNS).unwrap(), &names(), own)
}

fn bought(row: &str) -> Result<Bought, Refused> {
    let mut read = read_rows(&[row], None);
    read.rows.pop().map(|row| row.what).ok_or_else(|| read.refused.remove(0).refused)
}

#[test]
fn the_product_s_guid_decides_and_a_known_subscription_keeps_its_own() {
    let (guid, other) = (Uuid::from_u128(3), Uuid::from_u128(99));
    let sku = |read: Read| read.rows.first().map(|row| row.what.sku.0.as_u128());
    assert_eq!(sku(read_rows(&[&format!("{ID};Drawing Plan;5;Active;;{guid}")], None)), Some(3));
    assert_eq!(sku(read_rows(&[&format!("{ID};Drawing Plan;5;Active;;{guid}")], Some(2))), Some(3));
    assert_eq!(sku(read_rows(&[&format!("{ID};Drawing Plan;5;Active;")], Some(2))), Some(2));
    assert_eq!(sku(read_rows(&[&format!("{ID};Drawing Plan;5;Active;")], None)), None);
    // Of another installation: the name tells.
    assert_eq!(sku(read_rows(&[&format!("{ID};Mail Plan 1;5;Active;;{other}")], None)), Some(1));
    let refused = bought(&format!("{ID};Mail Plan 1;5;Active;;MAIL")).unwrap_err();
    assert_eq!(refused.at("product"), Some(&Refusal::Input(InputRefusal::NotAnId)));
}

#[test]
fn a_guid_that_contradicts_the_name_moves_no_seats() {
    let slipped = format!("{ID};Mail Plan 1;5;Active;;{}", Uuid::from_u128(3));
    for own in [None, Some(1), Some(3)] {
        let refused = read_rows(&[&slipped], own).refused.remove(0).refused;
        assert!(
            matches!(refused.at("product"), Some(Refusal::File(FileRefusal::ProductContradicted { .. }))),
            "{refused:?}"
        );
    }
    let renamed = format!("{ID};What it was called once;5;Active;;{}", Uuid::from_u128(3));
    assert_eq!(bought(&renamed).unwrap().sku.0.as_u128(), 3, "an unknown name contradicts nothing");
    assert!(bought(&format!("{ID};Mail Plan 1;0;Active;")).unwrap_err().at("quantity").is_some());
    assert_eq!(bought(&format!("{ID};Mail Plan 1;0;Deleted;")).unwrap().quantity, 0);
}

#[test]
fn rows_without_seats_are_left_out_whatever_else_they_say() {
    let read = read_rows(
        &["x;Azure plan;;Active;", &format!("{ID};Mail Plan 1;5;In sospeso;"), ";SQL Server 2022;1;Perhaps;"],
        None,
    );
    let reasons: Vec<_> = read.skipped.iter().map(|row| (row.line.number, row.reason)).collect();
    assert_eq!(reasons, [(2, Skipped::Usage), (3, Skipped::Pending), (4, Skipped::Software)]);
    assert!(read.rows.is_empty() && read.refused.is_empty());
}

#[test]
fn every_reason_stands_at_its_column() {
    let refused = bought("x;Drawing Plan;-1;perhaps;").unwrap_err();
    assert_eq!(refused.at("subscription_id"), Some(&Refusal::Input(InputRefusal::NotAGuid)));
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
