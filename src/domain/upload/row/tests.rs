use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::product::Product;
use crate::domain::refusal::{InputRefusal, UserRefusal};

const JOB_TITLE: Field = Field::Contact(ContactField::JobTitle);
const ALTERNATE: Field = Field::Contact(ContactField::AlternateEmail);

fn products() -> Products {
    let product = Product {
        sku: SkuId(Uuid::from_u128(1)),
        name: "Mail Basic".into(),
        part_number: "MAIL".into(),
        shares_name: false,
        assignable: true,
        retired: false,
    };
    Products::new([(product, vec![])], &BTreeSet::new())
}

fn read_at(domains: &[&str], cells: &[(Field, &str)]) -> RowReading {
    let domains: Vec<Domain> = domains.iter().map(|domain| Domain::parse(domain).unwrap()).collect();
    let cells: Cells = cells.iter().copied().collect();
    read(&cells, &Context { domains: &domains, products: &products() })
}

fn row(cells: &[(Field, &str)]) -> RowReading {
    read_at(&["aquila.example", "mail.aquila.example"], cells)
}

fn upload(refusal: UploadRefusal) -> Refusal {
    Refusal::Upload(refusal)
}

#[test]
fn a_row_becomes_somebody_with_all_that_it_says() {
    let reading = row(&[
        (Field::FirstName, "Ada "),
        (Field::LastName, "Bianchi"),
        (Field::Email, "Ada.Bianchi@AQUILA.example"),
        (Field::Location, "Italia"),
        (Field::Licenses, "mail basic"),
        (Field::Permissions, "Billing admin"),
        (JOB_TITLE, "Head of Sales"),
    ]);
    let draft = reading.draft.unwrap();
    assert_eq!((draft.first_name.as_str(), draft.display_name.as_str()), ("Ada", "Ada Bianchi"));
    assert_eq!(draft.user_name.unwrap().to_string(), "Ada.Bianchi@aquila.example");
    assert_eq!((draft.location.as_deref(), draft.licenses), (Some("IT"), Some(vec![SkuId(Uuid::from_u128(1))])));
    assert_eq!(draft.permissions, RoleChoice::parse("limited", &["billing".into()]).ok());
    assert_eq!(draft.contact.get(ContactField::JobTitle), Some("Head of Sales"));
    assert!(reading.is_name_made && reading.notes.is_empty());
    assert_eq!(reading.refused, Refused::default());
}

#[test]
fn an_empty_cell_says_nothing_and_unlicensed_says_none() {
    let draft = row(&[(Field::DisplayName, "Ada"), (Field::Licenses, "NULL")]).draft.unwrap();
    assert_eq!((draft.user_name, draft.licenses, draft.permissions, draft.location), (None, None, None, None));
    let draft = row(&[(Field::DisplayName, "Ada"), (Field::Licenses, "Unlicensed")]).draft.unwrap();
    assert_eq!(draft.licenses, Some(vec![]));
}

#[test]
fn addresses_are_the_customer_s() {
    let named = |cell| row(&[(Field::DisplayName, "Ada"), (Field::Email, cell)]);
    for (cell, name, notes) in [
        ("ada@mail.aquila.example", "ada@mail.aquila.example", vec![]),
        ("ada", "ada@aquila.example", vec![Note::DomainAdded { domain: "aquila.example".into() }]),
        ("Ada <mailto:ada@aquila.example>", "ada@aquila.example", vec![Note::AddressTakenApart]),
        ("\u{200e}ada@aquila.example\u{a0}", "ada@aquila.example", vec![Note::InvisibleTaken]),
        ("o'neil@aquila.example", "o'neil@aquila.example", vec![]),
    ] {
        let reading = named(cell);
        assert_eq!(reading.draft.unwrap().user_name.unwrap().to_string(), name, "{cell}");
        assert_eq!(reading.notes, notes, "{cell}");
    }
    let foreign = |domain: &str| Refusal::Account(AccountRefusal::DomainNotOwned { domain: domain.into() });
    for (cell, refusal) in [
        ("ada@other.example", foreign("other.example")),
        ("ada@aquila.example; eve@aquila.example", upload(UploadRefusal::SeveralAddresses)),
        ("ada@aquila.example / eve@aquila.example", upload(UploadRefusal::SeveralAddresses)),
        ("ada@", Refusal::Account(AccountRefusal::NotAnAddress)),
        ("@aquila.example", Refusal::Account(AccountRefusal::NotAnAddress)),
        ("ada bianchi", Refusal::User(UserRefusal::UserNameCharacters)),
        ("adà@aquila.example", Refusal::User(UserRefusal::UserNameCharacters)),
        ("ada.@aquila.example", Refusal::User(UserRefusal::DotBeforeAt)),
        ("ad\u{fffd}@aquila.example", upload(UploadRefusal::BrokenCharacter)),
    ] {
        let reading = named(cell);
        assert_eq!(reading.refused.0, [("email".to_owned(), refusal)], "{cell}");
        assert!(reading.draft.is_none() && reading.display_name == "Ada");
    }
    for cell in ["ada", "ada@aquila.example"] {
        let reading = read_at(&[], &[(Field::DisplayName, "Ada"), (Field::Email, cell)]);
        assert_eq!(reading.refused.at("email"), Some(&upload(UploadRefusal::NoDomain)), "{cell}");
    }
    assert!(read_at(&[], &[(Field::DisplayName, "Ada")]).draft.is_some());
}

#[test]
fn every_reason_stands_at_its_field() {
    let long = "x".repeat(51);
    let too_long = |limit| Refusal::Input(InputRefusal::TooLong { limit });
    for (field, cell, refusal) in [
        (Field::FirstName, long.as_str(), too_long(50)),
        (Field::DisplayName, &long, too_long(50)),
        (Field::LastName, "Bj\u{fffd}rn", upload(UploadRefusal::BrokenCharacter)),
        (Field::FirstName, "=cmd|' /C calc'!A0", upload(UploadRefusal::Formula)),
        (Field::Location, "Atlantis", upload(UploadRefusal::UnknownCountry { name: "Atlantis".into() })),
        (Field::Licenses, "Gold", upload(UploadRefusal::UnknownProduct { name: "Gold".into(), candidates: vec![] })),
        (Field::Permissions, "Boss", upload(UploadRefusal::UnknownPermission { name: "Boss".into() })),
        (JOB_TITLE, &"x".repeat(129), too_long(128)),
        (JOB_TITLE, "#REF!", upload(UploadRefusal::SpreadsheetError)),
        (ALTERNATE, "ada", Refusal::Account(AccountRefusal::NotAnAddress)),
        (ALTERNATE, "a@b.example, c@d.example", upload(UploadRefusal::SeveralAddresses)),
    ] {
        let mut cells = vec![(Field::FirstName, "Ada"), (Field::LastName, "B"), (Field::DisplayName, "Ada")];
        cells.retain(|(other, _)| *other != field);
        cells.push((field, cell));
        assert_eq!(row(&cells).refused.0, [(field.name().to_owned(), refusal)], "{cell}");
    }
}

#[test]
fn a_display_name_is_made_where_there_is_none() {
    let made = |first: &str, last: &str| row(&[(Field::FirstName, first), (Field::LastName, last)]);
    assert_eq!(made("Ada", "").draft.unwrap().display_name, "Ada");
    assert_eq!(made("", "Bianchi").draft.unwrap().display_name, "Bianchi");
    let refused = |reading: RowReading| reading.refused.0;
    // Who is there already has one.
    for nameless in [made("", ""), row(&[(Field::Email, "ada")])] {
        assert_eq!(nameless.draft.unwrap().display_name, "");
    }
    let long = upload(UploadRefusal::MadeNameTooLong { limit: 50 });
    assert_eq!(refused(made(&"a".repeat(30), &"b".repeat(30))), [("display_name".to_owned(), long)]);
    // Told at the first name, and nowhere else.
    assert_eq!(refused(made("\u{fffd}", "Bianchi")).len(), 1);
}

proptest! {
    #[test]
    fn any_cells_are_read(texts in prop::collection::vec("[\\PC\n\t\u{fffd}]{0,30}|ada@aquila.example|NULL|IT|'=x", 20)) {
        let cells: Vec<(Field, &str)> = Field::ALL.iter().copied().zip(texts.iter().map(String::as_str)).collect();
        let reading = row(&cells);
        prop_assert_eq!(reading.draft.is_some(), reading.refused.is_empty());
        if let Some(draft) = reading.draft {
            prop_assert!(draft.display_name.chars().count() <= 50);
            prop_assert!(!draft.display_name.chars().any(text::is_invisible));
        }
        for (field, _) in &reading.refused.0 {
            prop_assert!(Field::from_name(field).is_some());
        }
    }
}
