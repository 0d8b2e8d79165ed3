//! Records stay as they were written: the program's own connection cannot change them, and many
//! writers make one chain.

use std::sync::Arc;

use partnerdesk::actions::{Actor, check};
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::store::{self, Error};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use super::{license, purge};
use crate::support::{Scratch, Site};

/// What the program's own connection is told when it tries this.
async fn refused(site: &Site, sql: &str, customer: CustomerId) -> Result<(), String> {
    let tried = site.app.db.write(async |tx| {
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [customer.0.into()]);
        tx.execute_raw(statement).await.map(|_| ()).map_err(Error::from)
    });
    tried.await.map_err(|error| error.to_string())
}

fn is_sqlite(site: &Site) -> bool {
    site.app.db.read().get_database_backend() == DbBackend::Sqlite
}

#[actix_web::test]
async fn the_program_cannot_change_what_was_written() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&boss, id, "Ada Bianchi", &[]).await;
    license(&site, &boss, id, user).await;
    let mut tries = vec![
        "UPDATE events SET operation = 'sign_in' WHERE customer_id = $1",
        "UPDATE events SET seq = seq + 10 WHERE customer_id = $1",
        "DELETE FROM events WHERE customer_id = $1 AND seq = 3",
        "UPDATE event_details SET detail = '{}' WHERE customer_id = $1",
        "DELETE FROM event_details WHERE customer_id = $1",
        // Of a customer, and of a user who is still there.
        "DELETE FROM event_details WHERE customer_id = $1 AND seq = 1",
        "DELETE FROM event_details WHERE customer_id = $1 AND seq = 2",
        "UPDATE chains SET seq = seq - 1 WHERE customer_id = $1",
        "UPDATE chains SET mac = detail_hash FROM events WHERE events.seq = 1 AND chains.customer_id = $1",
        "DELETE FROM chains WHERE customer_id = $1",
    ];
    if is_sqlite(&site) {
        tries.extend([
            "INSERT OR REPLACE INTO events SELECT customer_id, seq, at, 'sign_in', actor, actor_id, target_kind,
             target_id, request_id, detail_hash, mac FROM events WHERE customer_id = $1 AND seq = 2",
            "INSERT OR REPLACE INTO event_details SELECT customer_id, seq, salt, '{}', '' FROM event_details
             WHERE customer_id = $1 AND seq = 2",
            "INSERT OR REPLACE INTO chains SELECT customer_id, 0, mac FROM chains WHERE customer_id = $1",
            "INSERT OR REPLACE INTO chains SELECT customer_id, seq, X'00' FROM chains WHERE customer_id = $1",
            "INSERT OR REPLACE INTO chains SELECT customer_id, seq + 1, mac FROM chains WHERE customer_id = $1",
        ]);
    } else {
        tries.extend([
            "WITH x AS (SELECT $1::uuid) DELETE FROM events",
            "INSERT INTO chains VALUES ($1, 0, '') ON CONFLICT (customer_id) DO UPDATE SET seq = 0",
        ]);
        for table in ["events", "event_details", "chains"] {
            let tried = site.app.db.write(async |tx| {
                tx.execute_unprepared(&format!("TRUNCATE {table} CASCADE")).await.map_err(Error::from)
            });
            assert!(tried.await.unwrap_err().to_string().contains("append-only"), "{table}");
        }
    }
    for sql in tries {
        let told = refused(&site, sql, id).await.unwrap_err();
        assert!(
            ["never", "append-only", "only grow", "only with their user"].iter().any(|word| told.contains(word)),
            "{sql}: {told}"
        );
    }
    let early = site.app.db.write(async |tx| store::audit::forget_details(tx, id, user).await).await;
    assert!(early.unwrap_err().to_string().contains("only with their user"));
    let summary = check::run(&Actor::command_line(&site.app), |finding| panic!("{finding}")).await.unwrap();
    assert!(summary.events > 3);
    // The user's own details go with the user, nobody else's do, and the chain stays whole.
    let other = site.user(&boss, id, "Bo Lind", &[]).await;
    purge(&site, id, user).await;
    let db = site.app.db.read();
    for (seq, kept) in [(1, true), (2, false), (3, false), (4, true)] {
        let (record, detail) = store::audit::find(db, id, seq).await.unwrap().unwrap();
        assert_eq!((record.seq, detail.is_some()), (seq, kept));
    }
    assert_eq!(store::audit::latest(db, id, other.0).await.unwrap().unwrap().1.unwrap().name, "Bo Lind");
    let mut found = Vec::new();
    check::run(&Actor::command_line(&site.app), |finding| found.push(finding.to_string())).await.unwrap();
    assert!(found.iter().all(|line| !line.contains("event")), "{found:?}");
}

#[actix_web::test]
async fn many_writers_on_two_nodes_make_one_chain() {
    let scratch = Arc::new(Scratch::new().await);
    let (one, two) = (Site::on(Arc::clone(&scratch), |_| {}).await, Site::on(scratch, |_| {}).await);
    let boss = one.staff(Role::GlobalAdmin).await;
    let id = one.customer("Aquila", "aquila.example").await;
    let (one, two) = (std::rc::Rc::new(one), std::rc::Rc::new(two));
    let mut under_way = Vec::new();
    for number in 0..24 {
        let site = std::rc::Rc::clone(if number % 2 == 0 { &one } else { &two });
        let boss = boss.clone();
        under_way.push(actix_web::rt::spawn(async move {
            site.user(&boss, id, &format!("User {number:02}"), &[]).await;
        }));
    }
    for one in under_way {
        one.await.unwrap();
    }
    let records = store::audit::after(one.app.db.read(), id, 0, 100).await.unwrap();
    assert_eq!(records.iter().map(|record| record.seq).collect::<Vec<_>>(), (1..=25).collect::<Vec<_>>());
    check::run(&Actor::command_line(&two.app), |finding| panic!("{finding}")).await.unwrap();
}
