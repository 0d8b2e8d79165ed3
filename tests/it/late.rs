//! A request that takes its time: whoever sends it is removed, blocked, demoted or given another password
//! before its last bytes come, and nothing is written. Every POST of the routes table is walked.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::http::Method;
use partnerdesk::actions::{Actor, staff};
use partnerdesk::domain::id::StaffId;
use partnerdesk::domain::job::Outcome;
use partnerdesk::domain::role::Role;
use partnerdesk::store;
use partnerdesk::tasks;
use partnerdesk::web::routes;
use zeroize::Zeroizing;

use crate::rights::{World, table};
use crate::support::{Browser, Site, texts};

/// What is done to somebody meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Nothing,
    Removed,
    Blocked,
    Demoted,
    OtherPassword,
}

const ALL: [Taken; 4] = [Taken::Removed, Taken::Blocked, Taken::Demoted, Taken::OtherPassword];

async fn take(app: &partnerdesk::app::App, id: StaffId, taken: Taken) {
    let by = Actor::command_line(app);
    match taken {
        Taken::Nothing => {}
        Taken::Removed => drop(staff::remove(&by, id, &partnerdesk::actions::Submission::never_twice()).await.unwrap()),
        Taken::Blocked => drop(staff::block(&by, id).await.unwrap()),
        Taken::Demoted => drop(staff::set_role(&by, id, Role::HelpdeskAgent).await.unwrap()),
        Taken::OtherPassword => {
            let word = Zeroizing::new("hills are green in early may".to_owned());
            drop(staff::set_password(&by, id, word).await.unwrap());
        }
    }
}

/// Forms that are carried out where the table has such as are refused for what stands in them.
pub const FORMS: [(&str, &str); 11] = [
    ("/settings/mail", "mails_an_hour=40&link_hours=24&version=0"),
    ("/profile", "name=Other&language=it&time_zone=&version=1"),
    (
        "/profile/password",
        "current=snow+falls+on+tall+cedars&password=winds+bend+old+reeds+low&password_again=winds+bend+old+reeds+low",
    ),
    ("/staff", "name=New&email=new{new}%40partner.example&role=global-admin"),
    (
        "/customers/{customer}",
        "company_name=Renamed&primary_domain=aquila.example&default_location=IT&contact_language=en&version=1",
    ),
    // After the account was changed, which comes before.
    ("/customers/{customer}/new-user-defaults", "default_location=SE&permissions=global&license={sku}&version=2"),
    ("/customers/{customer}/subscriptions/new", "product={sku}&quantity=3"),
    ("/customers/{customer}/subscriptions/{subscription}", "quantity=7&version=1"),
    (
        "/customers/{customer}/users/{user}",
        "display_name=Ada&user_name=ada.{new}&domain=aquila.example&location=IT&permissions=global&version=1",
    ),
    ("/customers/{customer}/license-assignments", "user={user}&license={sku}"),
    ("/customers/{customer}/purges", "user={user}&user_name={upn}"),
];

/// Everything that a change leaves behind.
pub async fn state(site: &Site) -> Vec<String> {
    let mut found = Vec::new();
    let tables = [
        "events",
        "jobs",
        "job_users",
        "selections",
        "license_previews",
        "requests",
        "customers",
        "users",
        "staff",
        "subscriptions",
        "credential_sheets",
        "credential_rows",
        "hand_over_links",
        "license_assignments",
        "user_roles",
        "sessions",
    ];
    for table in tables {
        let count = format!("SELECT '{table} ' || CAST(COUNT(*) AS TEXT) AS text FROM {table}");
        found.extend(texts(&site.app, &count).await);
    }
    found.extend(
        texts(&site.app, "SELECT name || role || version || COALESCE(language, '') AS text FROM staff ORDER BY id")
            .await,
    );
    found
}

/// Sends one POST slowly, and once more, more slowly, where the right was gone before it was looked at. Gives the status, where it leads, whether anything was written after `taken`, and
/// whether it was read at all.
async fn sent(world: &mut World, route: &str, form: &str, taken: Taken) -> (u16, String, bool, bool) {
    for pause in [5, 50, 500, 2_000] {
        if let Some(sent) = sent_after(world, route, form, taken, Duration::from_millis(pause)).await {
            return sent;
        }
    }
    panic!("{route} {taken:?}: it was always refused before all of it had come");
}

async fn sent_after(
    world: &mut World,
    route: &str,
    form: &str,
    taken: Taken,
    pause: Duration,
) -> Option<(u16, String, bool, bool)> {
    let is_of_deleted = ["restorations", "purges"].iter().any(|end| route.ends_with(end));
    let user = if is_of_deleted { world.deleted_user(world.ours).await } else { world.user(world.ours, "user").await };
    world.member = world.site.staff(Role::SalesAgent).await.id;
    let admin = world.site.staff(Role::GlobalAdmin).await;
    let mut browser: Browser = world.site.sign_in_as(&admin).await;
    let ours = world.ours.to_string();
    let (path, body) = (world.fill(route, &ours, user), world.fill(form, &ours, user));
    let before = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let (app, noted, id) = (world.site.app.clone(), std::rc::Rc::clone(&before), admin.id);
    // What the table's forms lack does not matter; a body is needed that can be late.
    let body = if body.is_empty() { "nothing=here".to_owned() } else { body };
    let site = Site::looking_at(&app);
    let meanwhile = async move {
        // Who asks is looked at while the body comes.
        tokio::time::sleep(pause).await;
        take(&site.app, id, taken).await;
        let now = state(&site).await;
        *noted.borrow_mut() = now;
    };
    let (answer, was_read) = browser.post_slowly(&path, body, meanwhile).await;
    let (before, after) = (before.take(), state(&world.site).await);
    if was_read && before.is_empty() {
        return None;
    }
    let has_written = was_read && before != after;
    Some((answer.status, answer.location(), has_written, was_read))
}

#[actix_web::test]
async fn whatever_is_under_way_when_a_right_is_taken_is_not_carried_out() {
    let mut world = World::new().await;
    let known: BTreeMap<&str, &str> = table().into_iter().map(|one| (one.route, one.sent)).collect();
    let (mut walked, mut unread) = (0, Vec::new());
    for route in routes::pages().into_iter().filter(|route| route.method == Method::POST) {
        // Those of customers' users are walked in `crate::account::ending`.
        if route.permission.is_none() || route.path.starts_with("/account") {
            continue;
        }
        let own = FORMS.iter().find(|(path, _)| *path == route.path).map(|(_, form)| *form);
        let form = own.unwrap_or_else(|| known[format!("POST {}", route.path).as_str()]);
        let (status, _, has_written, was_read) = sent(&mut world, route.path, form, Taken::Nothing).await;
        if !was_read {
            unread.push(route.path);
            continue;
        }
        // Some have nothing to act on in this world; those with forms of their own do.
        assert!(own.is_none() || (has_written && [200, 303].contains(&status)), "{}: {status}", route.path);
        walked += usize::from(has_written);
        for taken in ALL {
            let (status, leads_to, has_written, _) = sent(&mut world, route.path, form, taken).await;
            assert!(!has_written, "{} {taken:?}: written all the same ({status} {leads_to})", route.path);
            let is_refused = status >= 400 || (status == 303 && leads_to.starts_with("/sign-in"));
            assert!(is_refused, "{} {taken:?}: {status} {leads_to}", route.path);
        }
    }
    assert!(walked >= 17, "{walked} kinds of change");
    // Their forms have no fields: there is nothing to wait for.
    assert!(
        unread.iter().all(|path| path.starts_with("/staff/")
            || path.starts_with("/profile/sessions")
            || *path == "/clock-confirmation"
            || path.ends_with("/completion")
            || path.ends_with("/links")
            || path.ends_with("/link-revocation")
            || path.ends_with("/withdrawal")
            || path.ends_with("/repetition")
            || path.ends_with("/uploads")
            || path.ends_with("/stopping")
            || path.ends_with("/reactivation")
            || path.ends_with("/suspension")
            || path.ends_with("archiving")
            || path.ends_with("/removal")),
        "{unread:?}"
    );
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn a_job_stops_when_its_person_is_gone_and_says_so_and_goes_on_after_a_sign_out() {
    for taken in [Taken::Removed, Taken::Blocked, Taken::Demoted, Taken::OtherPassword, Taken::Nothing] {
        let mut world = World::new().await;
        let mut fields = vec![("form_id".to_owned(), partnerdesk::clock::new_id().to_string())];
        for _ in 0..201 {
            fields.push(("user".into(), world.user(world.ours, "user").await.to_string()));
        }
        let admin = world.site.staff(Role::GlobalAdmin).await;
        let mut browser = world.site.sign_in_as(&admin).await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = browser.post(&format!("/customers/{}/deletions", world.ours), &fields).await;
        let id = answer.location().split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap();
        take(&world.site.app, admin.id, taken).await;
        browser.post("/sign-out", &[]).await;
        tasks::work_off(&world.site.app).await.unwrap();
        let app = &world.site.app;
        let job = store::jobs::find(app.db.read(), world.ours, id).await.unwrap().unwrap();
        assert!(job.finished_at.is_some() && job.done == 201, "{taken:?}: {job:?}");
        let told =
            store::jobs::outcomes(app.db.read(), world.ours, id, partnerdesk::domain::job::Part::Everybody, 0, 1);
        let outcome = told.await.unwrap().remove(0).outcome.unwrap();
        let deleted = world.site.now(world.ours).await.deleted_users;
        match taken {
            Taken::Nothing => assert_eq!((job.refused, deleted), (0, 201)),
            Taken::Demoted => assert!(job.refused == 201 && deleted == 0 && outcome != Outcome::Done, "{outcome:?}"),
            _ => assert_eq!((job.refused, deleted, outcome), (201, 0, Outcome::Stopped), "{taken:?}"),
        }
        world.site.assert_sound().await;
    }
}
