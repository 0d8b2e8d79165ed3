//! The dashboard's list of work: what is under way or just ended is found again by who may see it.

use chrono::TimeDelta;
use partnerdesk::actions::Submission;
use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::tasks::work_off;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::support::{Page, Site, sql};

async fn ask(site: &Site, by: &Staff, customer: CustomerId, kind: Kind, users: &[UserId]) -> String {
    let choice = Audience { users: users.to_vec(), ..Audience::default() };
    let order = Order { kind, choice, options: Options::default() };
    let job = start(&site.actor(by), customer, &order, &Submission::never_twice()).await.unwrap();
    format!("/customers/{customer}/jobs/{}", job.id)
}

/// As long as it was when it was asked for, and this far.
async fn under_way(site: &Site, job: &str, done: i64) {
    let id: uuid::Uuid = job.rsplit('/').next().unwrap().parse().unwrap();
    let update = "UPDATE jobs SET finished_at = NULL, total = $2, done = $3 WHERE id = $1";
    sql(&site.app, update, vec![id.into(), 1_000_i64.into(), done.into()]).await;
}

/// What, at whom, how it stands.
fn work(page: &Page) -> Vec<[String; 3]> {
    page.rows().into_iter().map(|row| [row[0].clone(), row[1].clone(), row[2].clone()]).collect()
}

fn told(rows: &[[&str; 3]]) -> Vec<[String; 3]> {
    rows.iter().map(|row| row.map(str::to_owned)).collect()
}

#[actix_web::test]
async fn what_was_left_is_found_again() {
    let site = Site::new().await;
    let kim = site.staff(Role::HelpdeskAgent).await;
    let boss = site.staff(Role::AdminAgent).await;
    let (aquila, bravo) = (site.customer("Aquila", "aquila.example").await, site.customer("Bravo", "b.example").await);
    let ada = site.user(&boss, aquila, "Ada", &[]).await;
    let bo = site.user(&boss, aquila, "Bo", &[]).await;
    let (cy, di) = (site.user(&boss, bravo, "Cy", &[]).await, site.user(&boss, bravo, "Di", &[]).await);
    let (mut helpdesk, mut admin) = (site.sign_in_as(&kim).await, site.sign_in_as(&boss).await);
    assert!(!admin.visit("/").await.has("Under way and just finished"));

    // Of one user only, and of two of whom one is gone.
    ask(&site, &kim, aquila, Kind::BlockSignIn, &[ada]).await;
    ask(&site, &boss, bravo, Kind::Delete, &[di]).await;
    let block = ask(&site, &kim, aquila, Kind::BlockSignIn, &[ada, bo]).await;
    site.app.clock.advance(TimeDelta::minutes(1));
    let reset = ask(&site, &kim, bravo, Kind::ResetPassword, &[cy, di]).await;
    site.app.clock.advance(TimeDelta::minutes(1));
    let delete = ask(&site, &boss, aquila, Kind::Delete, &[ada, bo]).await;
    work_off(&site.app).await.unwrap();
    under_way(&site, &delete, 320).await;

    let page = helpdesk.visit("/").await;
    assert_eq!(
        work(&page),
        told(&[
            ["Reset passwords", "Bravo", "1 password was reset. Not done for 1 user."],
            ["Block sign-in", "Aquila", "Sign-in of 2 users is blocked."],
        ])
    );
    assert_eq!((page.link("Reset passwords"), page.link("Block sign-in")), (reset, block));
    assert_eq!(page.link("Bravo"), format!("/customers/{bravo}/users"));
    assert!(page.has("Under way and just finished"));

    let page = admin.visit("/").await;
    assert_eq!(work(&page), told(&[["Delete user accounts", "Aquila", "320 of 1,000 users done"]]));
    assert_eq!(page.attribute("progress", "value").unwrap(), "320");
    let helpdesk_works = ask(&site, &kim, bravo, Kind::AllowSignIn, &[cy, di]).await;
    under_way(&site, &helpdesk_works, 1).await;
    assert_eq!(admin.visit("/").await.rows().len(), 2, "that of others, too");
    assert_eq!(helpdesk.visit("/").await.rows().len(), 3, "only one's own");

    site.app.clock.advance(TimeDelta::hours(25));
    let rows = site.sign_in_as(&kim).await.visit("/").await.rows();
    assert_eq!(rows.len(), 1, "what ended yesterday is no news: {rows:?}");
}

#[actix_web::test]
async fn it_costs_the_same_for_one_and_for_many() {
    let site = Site::new().await;
    let boss = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let users = [site.user(&boss, id, "Ada", &[]).await, site.user(&boss, id, "Bo", &[]).await];
    let mut kim = site.sign_in_as(&boss).await;
    let mut seen = Vec::new();
    for (jobs, shown) in [(0, 0), (1, 1), (12, 10)] {
        for number in 0..jobs {
            let job = ask(&site, &boss, id, Kind::BlockSignIn, &users).await;
            if number % 3 == 1 {
                under_way(&site, &job, 1).await;
            }
        }
        let before = site.app.db.statements();
        let page = kim.visit("/").await;
        seen.push(site.app.db.statements() - before);
        assert_eq!(page.rows().len(), shown);
    }
    assert!(seen.iter().all(|statements| *statements == seen[0]), "{seen:?}");
}

/// Neither all jobs nor all customers are read.
#[actix_web::test]
async fn both_parts_are_found_by_an_index() {
    let site = Site::new().await;
    let db = site.app.db.read();
    if db.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let jobs = "SELECT jobs.*, company_name FROM jobs LEFT JOIN customers ON jobs.customer_id = customers.id WHERE";
    for (question, index) in [
        ("finished_at IS NULL ORDER BY jobs.created_at DESC LIMIT 10", "jobs_under_way"),
        ("finished_at IS NULL AND staff_id = ?1 ORDER BY jobs.created_at DESC LIMIT 10", "jobs_of_staff"),
        (
            "staff_id = ?1 AND finished_at > ?2 AND total > ?3 ORDER BY finished_at DESC LIMIT 10",
            "jobs_of_staff (staff_id=? AND finished_at>?)",
        ),
    ] {
        let plan = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {jobs} {question}"));
        let rows = db.query_all_raw(plan).await.unwrap();
        let first: String = rows[0].try_get("", "detail").unwrap();
        assert!(first.contains(index), "{question}: {first}");
    }
}
