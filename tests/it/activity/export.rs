//! The log as a file.

use partnerdesk::domain::role::Role;

use super::license;
use crate::support::{Site, new_user, user_form};

/// The rows of a CSV file without its head.
fn rows(body: &str, separator: u8) -> Vec<Vec<String>> {
    let text = body.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

#[actix_web::test]
async fn the_file_tells_before_and_after_and_holds_no_formula() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let customer = site.now(id).await;
    let mut form = user_form(&customer, "Eve", &[]);
    form.profile.as_mut().unwrap().display_name = "=cmd|' /C calc'!A0".into();
    let sent = partnerdesk::actions::Submission::never_twice();
    let user =
        partnerdesk::actions::users::add(&site.actor(&boss), customer.id, &new_user(&form), &sent).await.unwrap().user;
    license(&site, &boss, id, user).await;
    let mut kim = site.sign_in_as(&boss).await;
    let answer = kim.get(&format!("/customers/{id}/activity.csv")).await;
    assert!(answer.header("content-disposition").contains("Aquila_Activity_log.csv"));
    let found = rows(&answer.body, b',');
    assert_eq!(found.len(), 3);
    let [at, company, action, target, name, by, before, after, operation, record] = found[0].as_slice() else {
        panic!()
    };
    assert!(at.ends_with("+00:00") && at.parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{at}");
    assert_eq!((company.as_str(), action.as_str(), by), ("Aquila", "Changed licenses", &boss.name));
    assert_eq!((target.as_str(), name.as_str()), ("'=cmd|' /C calc'!A0", "eve@aquila.example"));
    assert_eq!((before.as_str(), after.as_str()), ("Licenses: Unlicensed", "Licenses: Office 365 E3"));
    assert_eq!((operation.as_str(), record.as_str()), ("update_customer_user_licenses", "3"));
    assert!(found.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    // Only what the filters find; as Excel reads it in Italy.
    let answer = kim.get(&format!("/customers/{id}/activity.csv?action=create_customer")).await;
    assert_eq!(rows(&answer.body, b',').len(), 1);
    kim.headers.push(("accept-language".into(), "it".into()));
    let body = kim.get(&format!("/customers/{id}/activity.csv?action=create_customer")).await.body;
    assert_eq!(rows(&body, b';')[0][2], "Cliente aggiunto");
    let names =
        "\"Data-ora\";\"Cliente interessato\";\"Azione\";\"Utente o oggetto\";\"Nome utente\";\"Utente partner\"";
    assert!(body.trim_start_matches('\u{feff}').starts_with(names), "{body}");
}

#[actix_web::test]
async fn a_long_log_is_whole_in_the_file() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut account = site.now(id).await;
    for number in 0..520 {
        let details = crate::support::account(&format!("Aquila {number}"), "aquila.example");
        let sent = partnerdesk::actions::Submission::never_twice();
        let by = site.actor(&boss);
        partnerdesk::actions::customers::edit(&by, &account, &details, account.version, &sent).await.unwrap();
        account.version += 1;
        account = site.now(id).await;
    }
    let body = site.sign_in_as(&boss).await.get(&format!("/customers/{id}/activity.csv")).await.body;
    let records: Vec<i64> = rows(&body, b',').iter().map(|row| row[9].parse().unwrap()).collect();
    assert_eq!(records, (1..=521).rev().collect::<Vec<_>>());
}
