//! The record of what was handed over, and slips on paper.

use chrono::TimeDelta;
use partnerdesk::actions::{customers, hand_overs};

use super::Desk;
use crate::support::texts;

#[actix_web::test]
async fn the_user_s_page_and_the_sheet_tell_what_was_handed_over_and_what_became_of_it() {
    let mut desk = Desk::new().await;
    let own = format!("/customers/{}/users/{}", desk.customer, desk.user);
    assert!(!desk.kim.visit(&own).await.has("Hand-over"), "nothing was yet");
    for rest in ["", "/print", ".csv", "/print"] {
        desk.site.app.clock.advance(TimeDelta::minutes(1));
        assert_eq!(desk.kim.get(&format!("{}{rest}", desk.path())).await.status, 200);
    }
    let (link, _) = desk.issued(false).await;
    let page = desk.kim.visit(&own).await;
    let mut ways: Vec<String> = page.texts("section[aria-labelledby=hand-over] tbody th");
    ways.sort();
    assert_eq!(ways, ["Downloaded", "One-time link", "Printed", "Shown"], "each once, however often");
    assert!(page.has(&desk.staff.name) && page.has("Link can be opened until"));
    let sheet = desk.kim.visit(&desk.path()).await;
    assert_eq!(sheet.texts("td[data-label=Hand-over] .pill").len(), 4, "{}", sheet.text());

    desk.site.browser().await.post(&link, &[]).await;
    assert!(desk.kim.visit(&own).await.has("Link opened on"));
    desk.kim.post(&format!("{}/completion", desk.path()), &[]).await;
    assert!(desk.kim.visit(&own).await.has("Link opened on"), "kept when the secret is gone");
    let user = desk.user.to_string();
    desk.site.app.clock.advance(TimeDelta::minutes(1));
    desk.kim.submit(&format!("/customers/{}/password-resets", desk.customer), &[("user", &user)]).await;
    assert!(desk.kim.visit(&own).await.has("Replaced by a newer temporary password on"));
    let told = hand_overs::of_user(&desk.site.actor(&desk.staff), desk.customer, desk.user).await.unwrap();
    assert_eq!(told.len(), 5, "the new one was shown, too");

    // Erased with the user.
    desk.kim.submit(&format!("/customers/{}/deletions", desk.customer), &[("user", &user)]).await;
    let mut boss = desk.site.sign_in(partnerdesk::domain::role::Role::GlobalAdmin).await;
    let fields = [("user", user.as_str()), ("user_name", "ada.bianchi@aquila.example")];
    assert_eq!(boss.post(&format!("/customers/{}/purges", desk.customer), &fields).await.status, 303);
    for table in ["hand_overs", "hand_over_links"] {
        let count = format!("SELECT CAST(COUNT(*) AS TEXT) AS text FROM {table}");
        assert_eq!(texts(&desk.site.app, &count).await, ["0"], "{table}");
    }
}

#[actix_web::test]
async fn done_takes_a_link_that_was_taken_along_or_opened_for_handed_out() {
    for what in ["issued", "downloaded", "opened", "reset"] {
        let mut desk = Desk::with_hours(200).await;
        desk.kim.get(&desk.path()).await;
        let done = format!("{}/completion", desk.path());
        assert_eq!(desk.kim.post(&done, &[]).await.status, 422, "it was only shown");
        let (link, _) = desk.issued(false).await;
        let links = format!("{}/links.csv", desk.path());
        match what {
            "opened" => drop(desk.site.browser().await.post(&link, &[]).await),
            "downloaded" => drop(desk.kim.get(&links).await),
            "reset" => {
                desk.kim.get(&links).await;
                desk.site.app.clock.advance(TimeDelta::minutes(1));
                let (path, user) = (format!("/customers/{}", desk.customer), desk.user.to_string());
                desk.kim.post(&format!("{path}/password-resets"), &[("user", &user)]).await;
            }
            // Nobody has it yet, and nobody can have it once the sheet is closed.
            _ => {}
        }
        let answer = desk.kim.post(&done, &[]).await;
        let is_handed = what == "downloaded" || what == "opened";
        assert_eq!(answer.status, if is_handed { 303 } else { 422 }, "{what}");
        assert!(is_handed || answer.page().alert().contains("Ada Bianchi"), "{what}: {}", answer.page().text());
    }
}

#[actix_web::test]
async fn a_slip_names_some_licenses_and_counts_the_others() {
    let mut desk = Desk::new().await;
    let mut skus = Vec::new();
    for number in 0..15 {
        skus.push(desk.site.owns(desk.customer, &format!("Product {number:02}"), 5).await);
    }
    desk.site.user(&desk.staff, desk.customer, "Bea Conti", &skus).await;
    for (language, more) in [("en", "and 3 more"), ("it", "e altre 3")] {
        let page = desk.kim.visit(&format!("{}/print?language={language}", desk.path())).await;
        let told = page.texts(".slip dd").into_iter().find(|text| text.contains("Product")).unwrap();
        assert!(told.ends_with(more) && told.matches("Product").count() == 12, "{told}");
    }
}

#[actix_web::test]
async fn slips_are_in_the_language_of_their_users_or_the_chosen_one() {
    let mut desk = Desk::new().await;
    // Where the customer's users are, unless they are elsewhere.
    let customer = desk.site.now(desk.customer).await;
    assert!(customers::find(&desk.site.actor(&desk.staff), customer.id).await.is_ok());
    let print = format!("{}/print", desk.path());
    let own = desk.kim.visit(&print).await;
    let location = texts(&desk.site.app, "SELECT COALESCE(location, '') AS text FROM users").await;
    let expected = if location == ["IT"] { "it" } else { "en" };
    assert_eq!(own.attribute(".slip", "lang").unwrap(), expected);
    for (language, word) in [("en", "Temporary password"), ("it", "Password temporanea")] {
        let page = desk.kim.visit(&format!("{print}?language={language}&layout=four")).await;
        assert_eq!(page.attribute(".slip", "lang").unwrap(), language);
        assert!(page.texts(".slip dt").contains(&word.to_owned()), "{:?}", page.texts(".slip dt"));
        assert!(page.texts(".slip dd").contains(&"http://desk.test/account".to_owned()));
    }
    assert_eq!(desk.kim.get(&format!("{print}?layout=nine")).await.status, 400);
    assert_eq!(desk.kim.get(&format!("{print}?language=de")).await.status, 400);
}

#[actix_web::test]
async fn four_slips_stand_on_a_sheet_of_paper_by_choice_and_a_list_has_all() {
    let mut desk = Desk::new().await;
    for number in 0..8 {
        desk.site.user(&desk.staff, desk.customer, &format!("User {number}"), &[]).await;
    }
    let print = format!("{}/print", desk.path());
    assert_eq!(desk.kim.visit(&print).await.select(".paper").len(), 9);
    let four = desk.kim.visit(&format!("{print}?layout=four")).await;
    assert_eq!((four.select(".paper.four").len(), four.select(".slip").len()), (3, 9));
    let list = desk.kim.visit(&format!("{print}?layout=list")).await;
    assert_eq!((list.rows().len(), list.select(".slip, svg.qr").len()), (9, 0));
}
