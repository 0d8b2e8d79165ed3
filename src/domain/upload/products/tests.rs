use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn sku(number: u128) -> SkuId {
    SkuId(Uuid::from_u128(number))
}

fn products() -> Products {
    let listed = [
        (1, "Enterprise Mobility + Security E3", "EMS"),
        (2, "Microsoft 365 Business Basic", "O365_BUSINESS_ESSENTIALS"),
        (3, "Exchange Online (Plan 1)", "EXCHANGESTANDARD"),
        (4, "Draw Plan 1", "DRAW_A"),
        (5, "Draw Plan 1", "DRAW_B"),
        (6, "Enterprise Mobility", "EM"),
        (7, "Calls, Chat", "CALLS"),
        (8, "Twin", "TWIN_A"),
        (9, "Twin", "TWIN_B"),
        (10, "Microsoft 365 Business Standard", "O365_BUSINESS_PREMIUM"),
    ];
    let product = |(number, name, part): (u128, &str, &str)| Product {
        sku: sku(number),
        name: name.into(),
        part_number: part.into(),
        shares_name: false,
        assignable: true,
        retired: false,
    };
    let alias = |number| if number == 3 { vec!["Exchange Plan 1".to_owned()] } else { vec![] };
    Products::new(listed.map(|one| (product(one), alias(one.0))), &[2, 3, 5].map(sku).into())
}

#[test]
fn licenses_are_read_as_exports_and_people_write_them() {
    let products = products();
    for (cell, skus) in [
        ("Microsoft 365 Business Basic", &[2][..]),
        ("MICROSOFT 365  business basic; exchangestandard", &[2, 3]),
        ("Exchange Online (Plan 1) | EMS", &[3, 1]),
        ("Enterprise Mobility + Security E3", &[1]),
        ("Enterprise Mobility + Security E3+Microsoft 365 Business Basic", &[1, 2]),
        ("Microsoft 365 Business Basic+Enterprise Mobility+Security E3+Exchange Online (Plan 1)", &[2, 1, 3]),
        ("Enterprise Mobility+Exchange Plan 1", &[6, 3]),
        ("Microsoft 365 Business Basic, Exchange Online (Plan 1)", &[2, 3]),
        ("Calls, Chat", &[7]),
        ("Calls, Chat, EMS", &[7, 1]),
        ("EMS;EMS;ems", &[1]),
        ("Microsoft 365 Business Basic (O365_BUSINESS_ESSENTIALS)", &[2]),
        ("aquila:EXCHANGESTANDARD", &[3]),
        ("EMS\nEXCHANGESTANDARD", &[1, 3]),
        ("Draw Plan 1", &[5]),
        ("Unlicensed", &[]),
        ("Senza licenza", &[]),
        (";", &[]),
    ] {
        let expected: Vec<SkuId> = skus.iter().copied().map(sku).collect();
        assert_eq!(products.read(cell), Ok(expected), "{cell}");
    }
    assert_eq!(products.read(&sku(4).to_string().to_uppercase()), Ok(vec![sku(4)]));
}

#[test]
fn what_is_unknown_or_could_be_two_is_refused_with_those_that_may_be_meant() {
    let products = products();
    let unknown = |cell: &str| match products.read(cell) {
        Err(Refusal::Upload(UploadRefusal::UnknownProduct { name, candidates })) => (name, candidates),
        other => panic!("{cell}: {other:?}"),
    };
    let (name, likest) = unknown("EMS; Microsoft 365 Business");
    assert_eq!(name, "Microsoft 365 Business");
    assert_eq!(likest[0], "Microsoft 365 Business Basic (O365_BUSINESS_ESSENTIALS)");
    assert_eq!(likest.len(), 2);
    for (cell, name) in
        [("EMS, Something", "Something"), ("Chats, Something", "Chats, Something"), ("EMS+Gold", "Gold")]
    {
        assert_eq!(unknown(cell).0, name, "{cell}");
    }
    assert!(unknown("Accounting").1.is_empty());
    let Err(Refusal::Upload(UploadRefusal::AmbiguousProduct { candidates, .. })) = products.read("Twin") else {
        panic!()
    };
    assert_eq!(candidates, ["Twin (TWIN_A)", "Twin (TWIN_B)"]);
}

proptest! {
    #[test]
    fn any_cell_is_read(cell in "[A-E1+,;| \n]{0,40}") {
        let _ = products().read(&cell);
    }

    #[test]
    fn what_an_export_joins_comes_apart_again(chosen in prop::collection::vec(0..4usize, 1..6), sign in 0..4usize) {
        let names = ["Enterprise Mobility + Security E3", "Microsoft 365 Business Basic", "Exchange Online (Plan 1)", "Enterprise Mobility"];
        let skus = [1, 2, 3, 6].map(sku);
        let joined = chosen.iter().map(|at| names[*at]).collect::<Vec<_>>().join(["+", "; ", "|", " + "][sign]);
        let mut once = BTreeSet::new();
        let expected: Vec<SkuId> = chosen.iter().map(|at| skus[*at]).filter(|sku| once.insert(*sku)).collect();
        prop_assert_eq!(products().read(&joined), Ok(expected));
    }
}

#[test]
fn an_unknown_name_is_told_as_the_export_separates_it() {
    let products = Products::new(
        [(1, "Microsoft 365 E3"), (2, "Visio Plan 2")].map(|(number, name)| {
            let product = Product {
                sku: sku(number),
                name: name.into(),
                part_number: format!("P{number}"),
                shares_name: false,
                assignable: true,
                retired: false,
            };
            (product, vec![])
        }),
        &BTreeSet::new(),
    );
    for (cell, told) in [
        ("Microsoft 365 E3+Enterprise Mobility + Security E3", "Enterprise Mobility + Security E3"),
        ("Enterprise Mobility + Security E3+Microsoft 365 E3", "Enterprise Mobility + Security E3"),
        ("Enterprise Mobility + Security E3", "Enterprise Mobility + Security E3"),
        ("Nothing + Visio Plan 2", "Nothing"),
        ("Visio Plan 2 + Nothing", "Nothing"),
        ("Nothing+Visio Plan 2", "Nothing"),
    ] {
        let Err(Refusal::Upload(UploadRefusal::UnknownProduct { name, .. })) = products.read(cell) else {
            panic!("{cell}")
        };
        assert_eq!(name, told, "{cell}");
    }
}
