//! An embedded database on a disk that is full or fails, or short of memory: what was answered with
//! success is there, what was refused is not, and it goes on by itself.

use std::collections::BTreeSet;

use partnerdesk::clock::new_id;
use partnerdesk::domain::id::CustomerId;

use super::client::{Client, Reply};
use super::faults::Faults;
use super::program::Server;
use super::{Installation, user_form};
use crate::support::{PASSWORD, Page, Site, texts};

const DOMAIN: &str = "aquila.example";

/// A server on a disk of its own, and what was answered up to now.
struct Desk {
    installation: Installation,
    faults: Faults,
    server: Server,
    site: Site,
    customer: CustomerId,
    sku: String,
    kim: Client,
    answered: BTreeSet<String>,
}

impl Desk {
    /// `None` where the database lies on a server.
    async fn new() -> Option<Self> {
        let installation = Installation::new().await;
        installation.directory()?;
        let faults = Faults::of_the_database();
        let server = installation.serve_on(&faults);
        installation.admin("kim@partner.example");
        let kim = Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
        let site = installation.site().await;
        let customer = site.customer("Aquila", DOMAIN).await;
        let sku = site.owns(customer, "Office 365 E3", 1_000).await.to_string();
        Some(Self { installation, faults, server, site, customer, sku, kim, answered: BTreeSet::new() })
    }

    fn users(&self) -> String {
        format!("/customers/{}/users", self.customer)
    }

    /// Asks for a user; counts on those that are answered with success.
    fn add(&mut self, name: &str) -> Reply {
        let form = new_id().to_string();
        let reply = self.kim.post(&self.users(), &user_form(name, DOMAIN, &self.sku, &form)).unwrap();
        if reply.status == 303 {
            self.answered.insert(name.to_owned());
        }
        reply
    }

    /// What stands there for everybody.
    async fn assert_as_answered(&self, when: &str) {
        let names = texts(&self.site.app, "SELECT display_name AS text FROM users").await;
        assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), self.answered, "{when}");
        let page = self.kim.visit(&self.users());
        assert!(self.answered.iter().all(|name| page.contains(name.as_str())), "{when}");
        let said = self.installation.succeed(&["check"]);
        assert!(said.starts_with("no discrepancy"), "{when}: {said}");
        // Another process gets the lock.
        self.installation.succeed(&["staff", "role", "kim@partner.example", "global-admin"]);
    }

    /// The same data after the server was taken away. Nobody else has it open, so that the next one has to
    /// find out by itself what is in the log.
    async fn killed(self) -> Self {
        let Self { installation, faults, server, site, customer, sku, kim, answered } = self;
        site.app.db.clone().close().await;
        server.kill();
        // On a disk without room it would not start.
        faults.off();
        let server = installation.serve_on(&faults);
        let kim = kim.at(&server.address);
        let site = installation.site().await;
        Self { installation, faults, server, site, customer, sku, kim, answered }
    }
}

/// A page that says why nothing was stored, and keeps what was typed.
fn assert_told(reply: &Reply, typed: &str, when: &str) {
    assert_eq!((reply.status, reply.retry_after.as_str()), (503, "5"), "{when}: {}", reply.body);
    assert!(reply.body.contains(&format!("value=\"{typed}\"")), "{when}: {}", reply.body);
}

const FAULTS: [&str; 10] = [
    "write ENOSPC",
    "write ENOSPC 1",
    "write EIO",
    "write EIO 1",
    "write EIO 3",
    "fsync EIO",
    "fsync EIO 1",
    "fsync EIO 2",
    "fsync EIO 3",
    "memory",
];

#[actix_web::test]
async fn whatever_fails_users_are_there_exactly_when_it_was_answered_so() {
    let Some(mut desk) = Desk::new().await else { return };
    desk.add("taken");
    for (number, fault) in FAULTS.into_iter().enumerate() {
        desk.faults.on(fault);
        for one in 0..3 {
            let name = format!("u{number}.{one}");
            let reply = desk.add(&name);
            // Out of memory not even the form can be shown.
            if reply.status != 303 {
                assert_told(&reply, &name, fault);
            }
            assert!(reply.status != 303 || fault.ends_with(char::is_numeric), "{fault}: {}", reply.status);
        }
        if fault != "memory" {
            let reply = desk.kim.get(&desk.users()).unwrap();
            assert_eq!(reply.status, 200, "{fault}: reading goes on");
            // An ordinary refusal, which once rolled back to nowhere.
            let reply = desk.add("taken");
            assert!([422, 503].contains(&reply.status), "{fault}: {}", reply.status);
        }
        desk.faults.off();
        assert_eq!(desk.add("taken").status, 422, "after {fault}");
        assert_eq!(desk.add(&format!("u{number}.after")).status, 303, "after {fault}");
        desk.assert_as_answered(&format!("after {fault}")).await;
    }
    let desk = desk.killed().await;
    desk.assert_as_answered("after it was killed").await;
    assert_eq!(desk.server.stop().code, 0);
}

#[actix_web::test]
async fn what_was_refused_does_not_come_to_life_when_it_is_killed_before_the_disk_is_well() {
    for fault in FAULTS {
        let Some(mut desk) = Desk::new().await else { return };
        desk.add("taken");
        // Whoever closes the database writes to it, over what is to be found here.
        desk.site.app.db.clone().close().await;
        desk.faults.on(fault);
        for name in ["a", "b"] {
            desk.add(name);
        }
        let mut desk = desk.killed().await;
        desk.assert_as_answered(&format!("killed under {fault}")).await;
        assert_eq!(desk.add("after").status, 303, "{fault}");
        desk.assert_as_answered(&format!("after {fault}")).await;
    }
}

#[actix_web::test]
async fn the_page_says_what_stands_in_the_way_and_what_was_typed_can_be_sent_again() {
    let Some(mut desk) = Desk::new().await else { return };
    desk.faults.on("write ENOSPC");
    let reply = desk.add("ada");
    let page = Page::new(&reply.body);
    assert_eq!(page.heading(), "Add user");
    assert!(page.alert().contains("no room left"), "{}", page.alert());
    assert_eq!(page.value("display_name"), "ada");
    // Where nobody can tell, the very same form is sent again.
    desk.faults.on("fsync EIO");
    let form = new_id().to_string();
    let fields = user_form("ada", DOMAIN, &desk.sku, &form);
    let reply = desk.kim.post(&desk.users(), &fields).unwrap();
    let page = Page::new(&reply.body);
    assert_eq!((reply.status, page.heading()), (503, "Perhaps done, perhaps not".into()));
    assert_eq!(page.value("form_id"), form);
    assert_eq!(page.value("display_name"), "ada");
    desk.faults.off();
    for _ in 0..2 {
        assert_eq!(desk.kim.post(&desk.users(), &fields).unwrap().status, 303);
    }
    desk.answered.insert("ada".into());
    desk.assert_as_answered("sent again").await;
}

#[actix_web::test]
async fn signing_in_and_out_and_ones_name_are_as_answered() {
    for fault in ["write ENOSPC", "fsync EIO", "fsync EIO 1", "write EIO 2", "memory"] {
        let Some(mut desk) = Desk::new().await else { return };
        desk.add("taken");
        let address = desk.server.address.clone();
        let lee = Client::sign_in(&address, "kim@partner.example", PASSWORD);
        desk.faults.on(fault);
        let _ = desk.add("first");
        let profile = [("name", "Kim the Second"), ("version", "1"), ("language", "en"), ("time_zone", "")];
        let renamed = desk.kim.post("/profile", &profile).unwrap();
        let out = lee.post("/sign-out", &[]).unwrap();
        let credentials = [("email", "kim@partner.example"), ("password", PASSWORD)];
        let within = Client::new(&address).post("/sign-in", &credentials).unwrap();
        for (what, reply) in [("profile", &renamed), ("sign-out", &out), ("sign-in", &within)] {
            assert!([303, 503].contains(&reply.status), "{fault}: {what}: {} {}", reply.status, reply.body);
            assert!(!reply.body.contains(PASSWORD), "{fault}: {what}");
        }
        if out.status == 503 {
            assert!(out.body.contains("action=\"/sign-out\""), "{fault}: it can be tried again");
        }
        if fault == "write ENOSPC" {
            assert_told(&within, "kim@partner.example", "signing in");
            assert_told(&renamed, "Kim the Second", "one's name");
        }
        desk.faults.off();
        let still = desk.add("taken");
        assert_eq!(still.status, 422, "{fault}");
        let name = texts(&desk.site.app, "SELECT name AS text FROM staff").await;
        assert_eq!(name == ["Kim the Second"], renamed.status == 303, "{fault}");
        let opens = lee.get("/").unwrap().status == 200;
        assert!(out.status != 303 || !opens, "{fault}: who signed out is out");
        if within.status == 303 {
            assert_eq!(Client::signed_in_by(&address, &within).get("/").unwrap().status, 200, "{fault}");
        }
        // What was answered so after it, is so.
        let again = Client::sign_in(&address, "kim@partner.example", PASSWORD);
        assert_eq!(again.get("/").unwrap().status, 200, "{fault}");
        assert_eq!(again.post("/sign-out", &[]).unwrap().status, 303, "{fault}");
        assert_eq!(again.get("/").unwrap().status, 303, "{fault}: the cookie opens nothing");
        desk.assert_as_answered(fault).await;
    }
}
