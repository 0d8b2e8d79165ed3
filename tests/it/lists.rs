//! The users' list: the right group is found, a page is cheap, the file holds what the filter finds.

use partnerdesk::domain::role::Role;

use crate::support::{Page, Site, sql};

fn names(page: &Page) -> Vec<String> {
    page.texts("tbody th a.name")
}

#[actix_web::test]
async fn people_find_the_right_group() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 9).await, site.owns(id, "Visio Plan 2", 9).await);
    for (name, skus) in
        [("Ada Bianchi", &[e3][..]), ("Łukasz Żak", &[visio]), ("Zoë Ångström", &[e3, visio]), ("Bo Lind", &[])]
    {
        site.user(&staff, id, name, skus).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let list = format!("/customers/{id}/users");
    for (query, found) in [
        ("", &["Ada Bianchi", "Bo Lind", "Łukasz Żak", "Zoë Ångström"][..]),
        ("?search=lukasz", &["Łukasz Żak"]),
        ("?search=ANGSTROM%20zoe", &["Zoë Ångström"]),
        ("?search=a%25b", &[]),
        ("?search=bo%40aquila", &[]),
        ("?search=bo.lind%40", &["Bo Lind"]),
        ("?filter=unlicensed", &["Bo Lind"]),
        ("?filter=licensed&sort=-name", &["Zoë Ångström", "Łukasz Żak", "Ada Bianchi"]),
        (&format!("?filter=has:{e3}"), &["Ada Bianchi", "Zoë Ångström"]),
        (&format!("?filter=lacks:{e3}"), &["Bo Lind", "Łukasz Żak"]),
        ("?filter=never-signed-in&search=z", &["Łukasz Żak", "Zoë Ångström"]),
        ("?filter=location:IT&sort=-created", &["Bo Lind", "Zoë Ångström", "Łukasz Żak", "Ada Bianchi"]),
        ("?filter=global-administrators", &[]),
        ("?filter=sign-in-blocked", &[]),
        ("?filter=license-problem", &[]),
    ] {
        assert_eq!(names(&kim.visit(&format!("{list}{query}")).await), found, "{query}");
    }
    for wrong in
        ["?filter=everybody", "?sort=shoe-size", "?size=7", "?after=xx", "?filter=has:1", "?show=all", "?selection=1"]
    {
        assert_eq!(kim.get(&format!("{list}{wrong}")).await.status, 400, "{wrong}");
    }
}

#[actix_web::test]
async fn a_page_runs_the_same_statements_for_one_row_and_for_many() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let (small, large) = (site.customer("Small", "small.example").await, site.customer("Large", "large.example").await);
    for (id, users) in [(small, 1), (large, 200)] {
        let sku = site.owns(id, &format!("Product of {id}"), 500).await;
        for number in 0..users {
            site.user(&staff, id, &format!("User {number:03}"), &[sku]).await;
        }
    }
    let mut kim = site.sign_in_as(&staff).await;
    let mut seen = Vec::new();
    for id in [small, large] {
        let before = site.app.db.statements();
        let page = kim.visit(&format!("/customers/{id}/users?size=200")).await;
        seen.push((page.rows().len(), site.app.db.statements() - before));
    }
    assert_eq!((seen[0].0, seen[1].0), (1, 200));
    assert_eq!(seen[0].1, seen[1].1, "as many statements for one row as for 200");
    assert!(seen[0].1 <= 12, "{} statements", seen[0].1);
}

#[actix_web::test]
async fn the_export_holds_what_the_filter_finds() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    site.user(&staff, id, "Bo Lind", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let answer = kim.get(&format!("/customers/{id}/users.csv?filter=licensed")).await;
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1]
            .starts_with("\"Ada Bianchi\",\"ada.bianchi@aquila.example\",\"\",\"\",\"Office 365 E3\",\"Can use licenses and services\",\"IT\"")
    );
}

#[actix_web::test]
async fn a_day_is_the_same_on_the_page_and_in_the_file_wherever_its_reader_is() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    // Just before and after midnight, in winter and summer.
    for (zone, created, page, file) in [
        ("Europe/Rome", "2026-03-28T23:30:00Z", "29 Mar 2026", "2026-03-29"),
        ("Europe/Rome", "2026-03-29T22:30:00Z", "30 Mar 2026", "2026-03-30"),
        ("Europe/Rome", "2026-03-28T22:59:00Z", "28 Mar 2026", "2026-03-28"),
        ("America/New_York", "2026-11-02T04:30:00Z", "1 Nov 2026", "2026-11-01"),
        ("Asia/Kolkata", "2026-11-01T18:45:00Z", "2 Nov 2026", "2026-11-02"),
    ] {
        let at: chrono::DateTime<chrono::Utc> = created.parse().unwrap();
        sql(&site.app, "UPDATE users SET created_at = $1 WHERE id = $2", vec![at.into(), user.0.into()]).await;
        let version = kim.visit("/profile").await.value("version");
        let own = [("name", "Kim"), ("language", "en"), ("time_zone", zone), ("version", version.as_str())];
        kim.submit("/profile", &own).await;
        let list = kim.visit(&format!("/customers/{id}/users")).await;
        assert!(list.rows()[0].join(" ").contains(page), "{zone} {created}: {:?}", list.rows());
        assert!(list.has(&format!("Times are those of {zone}.")), "on paper");
        let body = kim.get(&format!("/customers/{id}/users.csv")).await.body;
        assert!(body.contains(&format!(",\"{file}\",")), "{zone} {created}: {body}");
    }
    let body = kim.get("/activity.csv").await.body;
    assert!(body.lines().skip(1).all(|line| line.contains("+05:30\",")), "{body}");
    let page = kim.visit("/activity").await;
    assert!(page.attribute("time", "datetime").unwrap().ends_with("+05:30"));
}
