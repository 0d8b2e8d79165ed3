//! What Export users writes can be uploaded: each of its columns is known, and a row says what the user has.

use std::collections::BTreeSet;

use partnerdesk::domain::id::SkuId;
use partnerdesk::domain::product::Product;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::upload::{Columns, Context, Field, Products, Use, find_headers, read, recognize};
use partnerdesk::domain::user_name::Domain;

use crate::support::Site;

fn product(sku: SkuId, name: &str) -> Product {
    Product {
        sku,
        name: name.into(),
        part_number: name.to_uppercase(),
        shares_name: false,
        assignable: true,
        retired: false,
    }
}

fn rows(body: &str, sign: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(sign).from_reader(body.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[actix_web::test]
async fn every_column_of_the_export_is_known_and_its_rows_say_what_users_have() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let skus = [site.owns(id, "Office 365 E3", 9).await, site.owns(id, "Mobility + Security", 9).await];
    site.user(&staff, id, "Ada Bianchi", &skus).await;
    site.user(&staff, id, "Bo Lind", &[]).await;
    let listed = [(product(skus[0], "Office 365 E3"), vec![]), (product(skus[1], "Mobility + Security"), vec![])];
    let products = Products::new(listed, &skus.into());
    let domains = [Domain::parse("aquila.example").unwrap()];
    let mut kim = site.sign_in_as(&staff).await;
    for (language, sign) in [("en", b','), ("it", b';')] {
        let version = kim.visit("/profile").await.value("version");
        let own = [("name", "Kim"), ("language", language), ("time_zone", "UTC"), ("version", version.as_str())];
        kim.submit("/profile", &own).await;
        let body = kim.get(&format!("/customers/{id}/users.csv")).await.body;
        let rows = rows(body.trim_start_matches('\u{feff}'), sign);
        assert_eq!(find_headers(&rows), Some(0), "{body}");
        let columns: Columns = recognize(&rows[0], &rows[1..], &[]);
        for (header, one) in columns.headers.iter().zip(&columns.uses) {
            assert!(matches!(one, Use::Field(_) | Use::Known), "{header}: {one:?}");
        }
        // What is said the other way round, and who is in no list of ours.
        let others = [Field::SignInBlocked, Field::Deleted];
        assert!(Field::ALL.iter().all(|field| columns.has(*field) || others.contains(field)), "{body}");
        for (row, held) in rows[1..].iter().zip([&skus[..], &[]]) {
            assert!(!columns.names_nobody(row));
            let reading = read(&columns.cells(row), &Context { domains: &domains, products: &products });
            assert!(reading.notes.is_empty(), "{:?}", reading.notes);
            let draft = reading.draft.unwrap_or_else(|| panic!("{:?}", reading.refused));
            let licenses: BTreeSet<SkuId> = draft.licenses.unwrap().into_iter().collect();
            assert_eq!((licenses, draft.location.as_deref()), (held.iter().copied().collect(), Some("IT")));
            assert_eq!(draft.user_name.unwrap().to_string(), row[1]);
        }
    }
}
