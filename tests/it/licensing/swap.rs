//! One product in place of another, and nothing else.

use partnerdesk::store;

use super::{Desk, row};

#[actix_web::test]
async fn everyone_who_has_one_gets_the_other_and_keeps_everything_else() {
    let mut desk = Desk::new().await;
    let (old, _) = desk.site.product("Business Basic", &[]).await;
    desk.site.buy(desk.id, old, 9).await;
    let new = desk.site.owns(desk.id, "Business Premium", 2).await;
    let visio = desk.site.owns(desk.id, "Visio", 9).await;
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[old, visio]).await;
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[visio]).await;
    let cy = desk.site.user(&desk.staff, desk.id, "Cy", &[old, new]).await;
    let di = desk.site.user(&desk.staff, desk.id, "Di", &[old]).await;
    let all = [ada, bo, cy, di];
    let query: Vec<String> = all.iter().map(|user| format!("user={user}")).collect();
    let page = desk.kim.visit(&desk.at(&format!("/license-swaps/new?{}", query.join("&")))).await;
    assert_eq!(page.heading(), "Swap one product for another");
    assert_eq!(page.select("[name=swap_from]").len(), 3);
    let (from, to) = (old.to_string(), new.to_string());
    let (_, page) = desk.preview(&all, &[("to", "swap"), ("swap_from", &from), ("swap_to", &to)]).await;
    assert_eq!(row(&page, "Business Premium")[..4], ["2", "1", "0", "0"]);
    assert_eq!(row(&page, "Ada"), ["Business Premium", "Business Basic", "–"]);
    assert_eq!(row(&page, "Bo")[2], "Already so: nothing changes");
    let (_, result) = desk.save(&page).await;
    assert_eq!(row(&result, "Ada")[2], "Business Premium Visio");
    assert_eq!(row(&result, "Cy")[2], "Business Premium");
    assert!(row(&result, "Di")[3].starts_with("Not done"), "{}", result.text());
    let held = store::licenses::held_by(desk.site.app.db.read(), desk.id, &all).await.unwrap();
    assert!(held[&di].contains(&old), "never with neither");
    assert!(held[&bo].contains(&visio) && held[&bo].len() == 1);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_swap_that_says_nothing_is_refused_with_what_was_chosen() {
    let mut desk = Desk::new().await;
    let old = desk.site.owns(desk.id, "Business Basic", 9).await;
    let people = desk.people(2, &[old]).await;
    let from = old.to_string();
    for (to, field, reason) in [
        ("", "swap_to", "Choose one of the entries."),
        (from.as_str(), "swap_to", "Choose another product than the one that is to be replaced."),
        ("018f0000-0000-7000-8000-000000000001", "swap_to", "The customer does not own one of these products anymore."),
    ] {
        let answer = desk.send(&people, &[("to", "swap"), ("swap_from", &from), ("swap_to", to)]).await;
        assert_eq!(answer.status, 422, "{to}");
        let page = answer.page();
        assert_eq!(page.heading(), "Swap one product for another");
        assert!(page.reason(field).starts_with(reason), "{}", page.reason(field));
        assert_eq!(
            page.attribute("[name=swap_from][checked]", "value").as_deref(),
            Some(from.as_str()),
            "nothing is lost"
        );
    }
}
