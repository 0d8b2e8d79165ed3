//! What `partnerdesk check` finds: every kind of damage, named in one line, and nothing else.

use partnerdesk::actions::{Submission, check, customers};
use partnerdesk::domain::customer::{AccountDetails, Customer};
use partnerdesk::domain::principal::Reach;
use partnerdesk::domain::sample::Sample;
use partnerdesk::domain::sample::growth::Growth;
use partnerdesk::store;
use uuid::Uuid;

use crate::installation::Place;
use crate::support::account;

async fn lines(place: &Place) -> Vec<String> {
    let mut lines = Vec::new();
    let summary = check::run(&place.actor(), |finding| lines.push(finding.to_string())).await.unwrap();
    assert_eq!(summary.findings, lines.len() as u64);
    lines
}

async fn grown(place: &Place) -> Sample {
    let growth = Growth::new(2, 160, 3, place.app.clock.now());
    partnerdesk::actions::sample::grow(&place.actor(), &growth, |_| {}).await.unwrap().unwrap();
    growth.customer(0)
}

/// Each damage, the lines it must make (a part of each), and how it is mended.
async fn each(place: &Place, sample: &Sample, damages: &[(String, &[&str], String)]) {
    let company = &sample.account.company_name;
    assert_eq!(lines(place).await, [""; 0]);
    for (damage, expected, mend) in damages {
        place.run(damage).await;
        let found = lines(place).await;
        assert_eq!(found.len(), expected.len(), "{damage}: {found:#?}");
        for (line, part) in found.iter().zip(*expected) {
            assert!(line.contains(part), "{damage}: {line}");
            assert!(line.starts_with(company.as_str()) || line.starts_with("the installation"), "{line}");
        }
        place.run(mend).await;
    }
    assert_eq!(lines(place).await, [""; 0]);
}

#[tokio::test]
async fn drifted_seats_and_counts_are_named() {
    let place = Place::new().await;
    let sample = grown(&place).await;
    let of = format!("customer_id = {}", place.id(sample.id.0));
    let product = place.id(sample.offers[0].sku.0);
    let pool = format!("{of} AND sku_id = {product}");
    let person = sample.crew.draw(&sample.offers).find(|person| person.deleted.is_none()).unwrap();
    let user = format!("{of} AND id = {}", place.id(person.id.0));
    let noted = |what: &str| format!("UPDATE customers SET {what} WHERE id = {}", place.id(sample.id.0));
    each(
        &place,
        &sample,
        &[
            (
                format!("UPDATE seat_pools SET consumed = consumed + 1 WHERE {pool}"),
                &["seats are noted as consumed"],
                format!("UPDATE seat_pools SET consumed = consumed - 1 WHERE {pool}"),
            ),
            (
                format!("UPDATE seat_pools SET active = active + 5 WHERE {pool}"),
                &["the subscriptions make"],
                format!("UPDATE seat_pools SET active = active - 5 WHERE {pool}"),
            ),
            (
                format!("UPDATE users SET license_count = license_count + 2 WHERE {user}"),
                &["licenses are noted"],
                format!("UPDATE users SET license_count = license_count - 2 WHERE {user}"),
            ),
            (
                format!("UPDATE users SET role_level = role_level + 7 WHERE {user}"),
                &["the role level"],
                format!("UPDATE users SET role_level = role_level - 7 WHERE {user}"),
            ),
            (
                noted("active_users = active_users + 1"),
                &["active users are noted"],
                noted("active_users = active_users - 1"),
            ),
            (
                noted("deleted_users = deleted_users + 1"),
                &["deleted users"],
                noted("deleted_users = deleted_users - 1"),
            ),
            (
                noted("unlicensed_users = unlicensed_users + 1"),
                &["unlicensed users are noted"],
                noted("unlicensed_users = unlicensed_users - 1"),
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn broken_names_keys_and_states_are_named() {
    let place = Place::new().await;
    let sample = grown(&place).await;
    let customer = place.id(sample.id.0);
    let people: Vec<_> = sample.crew.draw(&sample.offers).collect();
    let person = people.iter().find(|person| person.deleted.is_none()).unwrap();
    let gone = people.iter().find(|person| person.deleted.is_some() && !person.licenses.is_empty()).unwrap();
    let domain = &sample.account.domains[0];
    let (name, user) = (&person.profile.user_name, place.id(person.id.0));
    let set = |what: String| format!("UPDATE users SET {what} WHERE customer_id = {customer} AND id = {user}");
    let elsewhere = name.key().replace(domain.as_str(), "nowhere.example");
    let (key, search) = (name.key(), person.profile.search_text());
    let sold = |status: &str, was: &str| {
        let product = place.id(sample.offers[0].sku.0);
        format!(
            "UPDATE subscriptions SET status = '{status}' WHERE customer_id = {customer} AND sku_id = {product} \
             AND status = '{was}'"
        )
    };
    let license = |table: &str, user: Uuid| {
        let (sku, at) = (place.id(sample.offers[0].sku.0), "'2026-01-01 00:00:00+00:00'");
        format!(
            "INSERT INTO {table} (customer_id, user_id, sku_id, assigned_at) VALUES ({customer}, {}, {sku}, {at})",
            place.id(user)
        )
    };
    let undo = |table: &str, user: Uuid| {
        format!("DELETE FROM {table} WHERE customer_id = {customer} AND user_id = {}", place.id(user))
    };
    let nobody = Uuid::from_u128(77);
    each(&place, &sample, &[
        (
            set(format!("user_name = '{elsewhere}', upn_key = '{elsewhere}', search_text = replace(search_text, '{key}', '{elsewhere}')")),
            &["nowhere.example is none of the customer's domains"],
            set(format!("user_name = '{name}', upn_key = '{key}', search_text = '{}'", search.replace('\'', "''"))),
        ),
        (set("location = 'XX'".into()), &["the location XX is no country"], set("location = 'IT'".into())),
        (set("user_name = 'nobody'".into()), &["nobody: cannot be a user name"], set(format!("user_name = '{name}'"))),
        (
            set("search_text = search_text || '!'".into()),
            &["the search text does not fit"],
            set(format!("search_text = '{}'", search.replace('\'', "''"))),
        ),
        // An unknown status is read as suspended: the pool's totals disagree with it.
        (
            sold("paused", "active"),
            &["the status paused is unknown", "the subscriptions make"],
            sold("active", "paused"),
        ),
        (
            license("released_licenses", person.id.0),
            &["is active and has 1 released licenses"],
            undo("released_licenses", person.id.0),
        ),
        (
            license("license_assignments", gone.id.0),
            &["is deleted and still holds 1 licenses", "0 licenses are noted, 1 are assigned", "seats are noted"],
            undo("license_assignments", gone.id.0),
        ),
        (
            license("license_assignments", nobody),
            &["has a license and does not exist", "seats are noted"],
            undo("license_assignments", nobody),
        ),
        (
            format!(
                "INSERT INTO selection_users (customer_id, selection_id, user_id) VALUES ({customer}, {customer}, {})",
                place.id(nobody)
            ),
            &["has a selection and does not exist"],
            undo("selection_users", nobody),
        ),
        (
            format!("UPDATE customers SET primary_domain = 'other.example' WHERE id = {customer}"),
            &["the primary domain other.example is noted"],
            format!("UPDATE customers SET primary_domain = '{domain}' WHERE id = {customer}"),
        ),
        (
            format!("INSERT INTO domains (domain, customer_id, is_primary) VALUES ('lost.example', {}, false)", place.id(nobody)),
            &["has a domain and does not exist"],
            "DELETE FROM domains WHERE domain = 'lost.example'".into(),
        ),
    ])
    .await;
}

/// A customer whose chain has five events.
async fn edited(place: &Place) -> Customer {
    let sample = grown(place).await;
    let by = place.actor();
    for at in 0..4 {
        let customer = store::customers::find(place.app.db.read(), &Reach::All, sample.id).await.unwrap().unwrap();
        let now = &customer.account;
        let details = AccountDetails {
            microsoft_id: now.microsoft_id,
            domains: now.domains.clone(),
            contact_name: Some(format!("Contact {at}")),
            ..account(&now.company_name, now.domains[0].as_str())
        };
        customers::edit(&by, &customer, &details, customer.version, &Submission::never_twice()).await.unwrap();
    }
    store::customers::find(place.app.db.read(), &Reach::All, sample.id).await.unwrap().unwrap()
}

/// What check says of the customer's chain after `damage`.
async fn of_chain(damage: &[&str]) -> Vec<String> {
    let place = Place::new().await;
    let customer = edited(&place).await;
    assert_eq!(lines(&place).await, [""; 0]);
    for sql in damage {
        place.run(&sql.replace("{c}", &place.id(customer.id.0))).await;
    }
    let company = format!("{}: ", customer.account.company_name);
    lines(&place).await.iter().map(|line| line.strip_prefix(&company).unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_changed_event_is_named() {
    let told = of_chain(&["UPDATE events SET operation = 'sign_in' WHERE customer_id = {c} AND seq = 3"]).await;
    assert_eq!(told, ["event 3 (sign_in): is not as it was written"]);
    let told = of_chain(&["UPDATE event_details SET detail = '{}' WHERE customer_id = {c} AND seq = 2"]).await;
    assert_eq!(told, ["event 2 (update_customer): is not as it was written"]);
}

#[tokio::test]
async fn a_missing_event_is_named() {
    let both = [
        "DELETE FROM event_details WHERE customer_id = {c} AND seq IN (2, 3)",
        "DELETE FROM events WHERE customer_id = {c} AND seq IN (2, 3)",
    ];
    assert_eq!(of_chain(&both).await, ["events 2 to 3: are missing"]);
}

#[tokio::test]
async fn swapped_events_are_named() {
    let swap = [
        "UPDATE events SET seq = 99 WHERE customer_id = {c} AND seq = 2",
        "UPDATE events SET seq = 2 WHERE customer_id = {c} AND seq = 3",
        "UPDATE events SET seq = 3 WHERE customer_id = {c} AND seq = 99",
    ];
    let told = of_chain(&swap).await;
    assert!(
        told.iter().any(|line| line.starts_with("event 2 ")) && told.iter().any(|line| line.starts_with("event 3 "))
    );
    assert!(told.iter().all(|line| line.ends_with("is not as it was written")), "{told:#?}");
}

#[tokio::test]
async fn a_cut_tail_is_named() {
    let cut = [
        "DELETE FROM event_details WHERE customer_id = {c} AND seq > 3",
        "DELETE FROM events WHERE customer_id = {c} AND seq > 3",
    ];
    assert_eq!(of_chain(&cut).await, ["events 4 to 5: are missing"]);
    let with_head = [cut[0], cut[1], "UPDATE chains SET seq = 3 WHERE customer_id = {c}"];
    assert_eq!(of_chain(&with_head).await, ["event 3: is not where its chain ends"]);
    let whole = [
        "DELETE FROM event_details WHERE customer_id = {c}",
        "DELETE FROM events WHERE customer_id = {c}",
        "DELETE FROM chains WHERE customer_id = {c}",
    ];
    assert_eq!(of_chain(&whole).await, ["event 1: is missing"]);
}

#[tokio::test]
async fn a_purged_detail_leaves_the_chain_whole() {
    assert_eq!(of_chain(&["DELETE FROM event_details WHERE customer_id = {c} AND seq = 2"]).await, [""; 0]);
}

#[tokio::test]
async fn the_command_s_exit_status_tells() {
    let place = Place::new().await;
    grown(&place).await;
    place.command(&["check"]).await.unwrap();
    place.run("UPDATE customers SET active_users = active_users + 1").await;
    let stop = place.command(&["check"]).await.unwrap_err();
    assert_eq!((stop.code, stop.sentence.starts_with("2 discrepancies in 2 customers, 160 users")), (1, true));
}
