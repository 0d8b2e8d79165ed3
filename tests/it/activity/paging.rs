//! Paging: nothing twice and nothing left out while others write, and a page that costs the same
//! however long the log is.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use partnerdesk::domain::activity::{Raw, Seen, Sought};
use partnerdesk::domain::listing::Position;
use partnerdesk::domain::principal::Reach;
use partnerdesk::domain::role::Role;
use partnerdesk::store;
use partnerdesk::store::activity::{LOOKED_AT, RecordQuery};

use super::lines;
use crate::support::{Browser, Page, Site, sql};

/// All pages from `path` on, by the link of this name.
async fn walk(browser: &mut Browser, path: &str, link: &str, mut between: impl AsyncFnMut()) -> Vec<Vec<Vec<String>>> {
    let mut pages = Vec::new();
    let mut path = path.to_owned();
    loop {
        let page = browser.visit(&path).await;
        pages.push(lines(&page));
        between().await;
        if !has(&page, link) {
            return pages;
        }
        path = page.link(link);
        assert!(pages.len() < 50, "it never ends");
    }
}

fn has(page: &Page, link: &str) -> bool {
    page.texts("nav.pager a").contains(&link.to_owned())
}

#[actix_web::test]
async fn pages_hold_still_while_records_are_added() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for number in 0..120 {
        site.user(&boss, id, &format!("User {number:03}"), &[]).await;
    }
    let mut kim = site.sign_in_as(&boss).await;
    for path in ["/activity?action=create_customer_user".to_owned(), format!("/customers/{id}/activity?text=user")] {
        let mut more = 0;
        let pages = walk(&mut kim, &path, "Next", async || {
            more += 1;
            site.user(&boss, id, &format!("Late {more} {}", path.len()), &[]).await;
        })
        .await;
        assert_eq!(pages[0].len(), 50, "{path}");
        let all: Vec<_> =
            pages.concat().into_iter().filter(|line| line.iter().any(|cell| cell.starts_with("User "))).collect();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (120, 120), "{path}");
    }
    // Back from the end, the same records in the same order.
    let path = format!("/customers/{id}/activity");
    let forward = walk(&mut kim, &path, "Next", async || {}).await.concat();
    let last = kim.visit(&path).await.link("Last");
    let mut backward = walk(&mut kim, &last, "Previous", async || {}).await;
    backward.reverse();
    assert_eq!(backward.concat(), forward);
}

#[actix_web::test]
async fn a_page_runs_the_same_statements_for_one_record_and_for_many() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let (small, large) = (site.customer("Small", "small.example").await, site.customer("Large", "large.example").await);
    for number in 0..80 {
        site.user(&boss, large, &format!("User {number:03}"), &[]).await;
    }
    let mut kim = site.sign_in_as(&boss).await;
    for query in ["", "?text=e", "?action=create_customer"] {
        let mut seen = Vec::new();
        for id in [small, large] {
            let before = site.app.db.statements();
            kim.visit(&format!("/customers/{id}/activity{query}")).await;
            seen.push(site.app.db.statements() - before);
        }
        assert_eq!(seen[0], seen[1], "{query}");
        assert!(seen[0] <= 8, "{query}: {} statements", seen[0]);
    }
}

/// Many records of one moment each, past the program: only their places matter here.
async fn fill(site: &Site, records: i64) -> (partnerdesk::domain::id::CustomerId, partnerdesk::domain::Moment) {
    let id = site.customer("Aquila", "aquila.example").await;
    let start = site.app.clock.now();
    for chunk in (2..=records + 1).collect::<Vec<_>>().chunks(400) {
        let rows: Vec<String> = chunk
            .iter()
            .map(|seq| format!("($1, {seq}, ${}, 'update_customer', 'system', 'customer', $2, $2)", seq - chunk[0] + 3))
            .collect();
        let insert = format!(
            "INSERT INTO events (customer_id, seq, at, operation, actor, target_kind, detail_hash, mac) VALUES {}",
            rows.join(", ")
        );
        let mut values = vec![id.0.into(), vec![0_u8; 32].into()];
        values.extend(chunk.iter().map(|seq| (start + TimeDelta::milliseconds(*seq)).into()));
        sql(&site.app, &insert, values).await;
    }
    (id, start)
}

#[actix_web::test]
async fn a_search_looks_so_far_and_tells_how_far_it_came() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let looked_at = i64::try_from(LOOKED_AT).unwrap();
    let (id, _) = fill(&site, looked_at + 50).await;
    site.app.clock.advance(TimeDelta::seconds(60));
    let mut kim = site.sign_in_as(&boss).await;
    // What is looked for lies beyond: the first page says so, the next one has it.
    for path in
        ["/activity?action=create_customer".to_owned(), format!("/customers/{id}/activity?action=create_customer")]
    {
        let before = site.app.db.statements();
        let page = kim.visit(&path).await;
        let statements = site.app.db.statements() - before;
        assert!(page.rows().is_empty() && page.has("Choose Next to search further."), "{path}: {}", page.text());
        let page = kim.visit(&page.link("Next")).await;
        assert_eq!(page.rows().len(), 1, "{path}");
        assert!(statements <= 8);
        // And from the other end.
        let page = kim.visit(&kim.clone().visit(&path).await.link("Last")).await;
        assert_eq!(page.rows().len(), 1, "{path}");
        assert!(page.has("there may be more after that.") && has(&page, "Previous"), "{path}");
        assert!(!has(&kim.visit(&page.link("Previous")).await, "Previous"), "{path}");
    }
    // The file goes on by itself.
    let body = kim.get("/activity.csv?action=create_customer").await.body;
    assert_eq!(body.lines().count(), 2);
    // Nothing is looked for where an index answers.
    let sought = Sought::parse(Raw::default(), site.app.clock.now().date_naive()).unwrap().unwrap();
    let wanted = RecordQuery {
        seen: Seen::Everything,
        reader: None,
        between: sought.bounds(chrono_tz::UTC),
        customer: Some(id),
        operation: None,
        doer: None,
        company: String::new(),
        text: String::new(),
    };
    let before = site.app.db.statements();
    let found =
        store::activity::page(site.app.db.read(), &Reach::All, &wanted, &Position::First, None, 50).await.unwrap();
    assert_eq!((found.page.rows.len(), found.looked_to, site.app.db.statements() - before), (50, None, 1));
}
