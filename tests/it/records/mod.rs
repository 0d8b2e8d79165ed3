//! Every change leaves exactly one record, in words that readers have, and no secret in any.
//!
//! A new action is a new line in one of the walks: what it notes, and how it is done.

mod account;
mod catalog;
mod links;
mod mails;
mod many;
mod queue;

use std::collections::BTreeMap;

use partnerdesk::actions::staff::Password;
use partnerdesk::actions::tries::Origin;
use partnerdesk::actions::{Actor, Submission, imports, installation, outbox, sheets, sign_in, staff, timekeeping};
use partnerdesk::domain::event::{Detail, Operation, Operation as O};
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::refusal::Refused;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::{NewStaff, Staff};
use partnerdesk::store::{self, audit::Record};
use partnerdesk::words::{Language, Words};
use zeroize::Zeroizing;

use crate::support::{Browser, PASSWORD, Site};

const OTHER_PASSWORD: &str = "rain rises from warm slates";

/// What the walk through a customer notes.
const OF_CUSTOMERS: &[Operation] = &[
    O::CreateCustomer,
    O::UpdateCustomer,
    O::UpdateNewUserDefaults,
    O::ArchiveCustomer,
    O::UnarchiveCustomer,
    O::RemoveCustomer,
    O::CreateSubscription,
    O::UpdateSubscription,
    O::SuspendSubscription,
    O::ReactivateSubscription,
    O::CreateCustomerUser,
    O::UpdateCustomerUser,
    O::UpdateCustomerUserPrincipalName,
    O::UpdateCustomerUserLicenses,
    O::ResetCustomerUserPassword,
    O::DeleteCustomerUser,
    O::RestoreCustomerUser,
    O::Purge,
    O::OpenCredentialSheet,
    O::PrintCredentialSheet,
    O::DownloadCredentialSheet,
    O::CloseCredentialSheet,
    O::ExpireCredentialSheet,
];
/// What the walk through the staff and everything else notes.
const OF_THE_INSTALLATION: &[Operation] = &[
    O::CreateStaff,
    O::UpdateStaffRole,
    O::UpdateStaffPassword,
    O::BlockStaff,
    O::UnblockStaff,
    O::UpdateStaff,
    O::EndStaffSessions,
    O::RemoveStaff,
    O::UpdateProfile,
    O::SignIn,
    O::SignInFailed,
    O::SignOut,
    O::Reauthenticate,
    O::ImportProducts,
    O::CreateCatalogRule,
    O::DeleteCatalogRule,
    O::CreateProductAlias,
    O::DeleteProductAlias,
    O::RetireProduct,
    O::ReinstateProduct,
    O::ConfirmClock,
    O::GiveUpMessage,
];
/// What files bring, told in `many`, and the sample data, told in `crate::sample`.
const OF_MANY: &[Operation] = &[O::ImportCustomer, O::ImportSubscription, O::SeedCustomer, O::UploadCustomerUsers];

#[test]
fn every_operation_is_walked_somewhere() {
    for operation in Operation::ALL {
        let all = [OF_CUSTOMERS, OF_THE_INSTALLATION, OF_MANY, account::OF_USERS, links::OF_LINKS, mails::WALKED];
        assert_eq!(all.iter().filter(|walk| walk.contains(operation)).count(), 1, "{}", operation.name());
    }
}

struct Desk {
    site: Site,
    boss: Staff,
    browser: Browser,
    /// What must stand in no record.
    secrets: Vec<String>,
    /// The operations that were noted.
    noted: Vec<String>,
}

impl Desk {
    async fn new() -> Self {
        Self::at(Site::new().await).await
    }

    async fn at(site: Site) -> Self {
        let boss = site.staff(Role::GlobalAdmin).await;
        let browser = site.sign_in_as(&boss).await;
        let key = browser.cookie("partnerdesk").unwrap().to_owned();
        let hash = store::staff::find(site.app.db.read(), boss.id).await.unwrap().unwrap().1;
        let secrets = vec![PASSWORD.into(), OTHER_PASSWORD.into(), "argon2".into(), key, hash];
        Self { site, boss, browser, secrets, noted: Vec::new() }
    }

    fn by(&self) -> Actor {
        self.site.actor(&self.boss)
    }

    /// All records of all chains.
    async fn records(&self) -> Vec<Record> {
        let db = self.site.app.db.read();
        let mut all = Vec::new();
        for customer in store::audit::chains(db).await.unwrap() {
            all.extend(store::audit::after(db, customer, 0, 1_000).await.unwrap());
        }
        all
    }

    /// Checks that `doing` leaves one record of this operation, and nothing else.
    async fn notes<T>(&mut self, operation: &str, doing: impl Future<Output = T>) -> T {
        let before = self.counted().await;
        let value = doing.await;
        let mut after = self.counted().await;
        for (name, count) in before {
            *after.get_mut(&name).unwrap() -= count;
        }
        after.retain(|_, count| *count > 0);
        assert_eq!(after, BTreeMap::from([(operation.to_owned(), 1)]), "{operation}");
        self.noted.push(operation.to_owned());
        value
    }

    async fn counted(&self) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for record in self.records().await {
            *counted.entry(record.operation).or_default() += 1;
        }
        counted
    }

    /// A form that is carried out leaves one record; gives where it leads.
    async fn post(&mut self, operation: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let mut browser = self.browser.clone();
        let answer = self.notes(operation, browser.post(path, fields)).await;
        assert_eq!(answer.status, 303, "{operation} {path}: {}", answer.body);
        answer.location()
    }

    /// The temporary passwords on this sheet must stand in no record.
    async fn keep_passwords(&mut self, sheet: &str) {
        let passwords = self.browser.visit(sheet).await.texts("td .password");
        assert_eq!(passwords.len(), 1);
        self.secrets.extend(passwords);
    }

    /// Nothing secret in any record, and words for every field.
    async fn check(&self) {
        for record in self.records().await {
            // Of who was removed for good nothing can be read any more.
            let Ok(detail) = serde_json::from_str::<Detail>(&record.detail) else {
                assert!(record.detail.is_empty() && self.noted.contains(&"purge".into()));
                continue;
            };
            for secret in &self.secrets {
                let told = [&record.detail, &record.search_text].iter().any(|text| text.contains(secret.as_str()));
                assert!(!told, "{} tells a secret: {}", record.operation, record.detail);
            }
            for field in detail.before.keys().chain(detail.after.keys()) {
                let is_secret = ["password", "token", "hash", "secret", "key"].iter().any(|word| field.contains(word));
                assert!(!is_secret, "{} has a field {field}", record.operation);
                for language in Language::ALL {
                    let key = format!("field-{}", field.replace('_', "-"));
                    assert_ne!(Words::new(language, chrono_tz::UTC).t(&key), key, "{}: {field}", record.operation);
                }
            }
        }
    }

    fn has_walked(&self, expected: &[Operation]) {
        for operation in expected {
            assert!(self.noted.contains(&operation.name().to_owned()), "no line walks {}", operation.name());
        }
    }
}

fn id_in(path: &str) -> CustomerId {
    path.split('/').nth(2).unwrap().parse().unwrap()
}

#[actix_web::test]
async fn every_change_of_a_customer_leaves_one_record() {
    let mut desk = Desk::new().await;
    let new = [("company_name", "Aquila"), ("primary_domain", "aquila.example"), ("default_location", "IT")];
    let id = id_in(&desk.post("create_customer", "/customers", &new).await);
    let path = format!("/customers/{id}");
    let changed = [
        ("company_name", "Aquila Nera"),
        ("microsoft_id", "c0000000-0000-4000-8000-000000000001"),
        ("primary_domain", "aquila.example"),
        ("contact_name", "Bo"),
        ("contact_email", "bo@aquila.example"),
        ("contact_language", "it"),
        ("version", "1"),
    ];
    desk.post("update_customer", &path, &changed).await;
    let global = [("permissions", "global"), ("version", "2")];
    desk.post("update_new_user_defaults", &format!("{path}/new-user-defaults"), &global).await;
    desk.post("archive_customer", &format!("{path}/archiving"), &[]).await;
    desk.post("unarchive_customer", &format!("{path}/unarchiving"), &[]).await;
    let bora = [("company_name", "Bora"), ("primary_domain", "bora.example")];
    let bora = id_in(&desk.post("create_customer", "/customers", &bora).await);
    desk.post("remove_customer", &format!("/customers/{bora}/removal"), &[]).await;
    let sku = desk.site.product("Office 365 E3", &["Exchange"]).await.0.to_string();
    let bought = [("product", sku.as_str()), ("quantity", "5")];
    desk.post("create_subscription", &format!("{path}/subscriptions/new"), &bought).await;
    let one = desk.browser.visit(&format!("{path}/subscriptions")).await.attribute("tbody a.name", "href").unwrap();
    desk.post("update_subscription", &one, &[("quantity", "7"), ("version", "1")]).await;
    desk.post("suspend_subscription", &format!("{one}/suspension"), &[]).await;
    desk.post("reactivate_subscription", &format!("{one}/reactivation"), &[]).await;
    let ada = [
        ("display_name", "Ada Bianchi"),
        ("user_name", "ada"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", sku.as_str()),
    ];
    desk.post("create_customer_user", &format!("{path}/users"), &ada).await;
    let list = desk.browser.visit(&format!("{path}/users")).await;
    let (user, sheet) = (list.attribute("tbody a.name", "href").unwrap(), list.link("Open the confirmation"));
    let rest = [ada[2], ada[3], ada[4], ada[5], ("sign_in", "allowed")];
    let edited = |name: &'static str, user_name: &'static str, version: &'static str| {
        [rest.as_slice(), &[("display_name", name), ("user_name", user_name), ("version", version)]].concat()
    };
    desk.post("update_customer_user", &user, &edited("Ada Verdi", "ada", "1")).await;
    desk.post("update_customer_user_principal_name", &user, &edited("Ada Verdi", "verdi", "2")).await;
    let user_id = user.rsplit('/').next().unwrap().to_owned();
    let none = [("user", user_id.as_str())];
    let had = format!("{sku}:all");
    let without = [none[0], ("was", had.as_str())];
    desk.post("update_customer_user_licenses", &format!("{path}/license-assignments"), &without).await;
    let blocked = [none[0], ("to", "blocked")];
    desk.post("update_customer_user", &format!("{path}/sign-in-blocks"), &blocked).await;
    desk.keep_passwords(&sheet).await;
    desk.post("reset_customer_user_password", &format!("{path}/password-resets"), &none).await;
    desk.keep_passwords(&sheet).await;
    desk.post("delete_customer_user", &format!("{path}/deletions"), &none).await;
    let with_password = [none[0], ("new_passwords", "yes")];
    desk.post("restore_customer_user", &format!("{path}/restorations"), &with_password).await;
    desk.keep_passwords(&sheet).await;
    for (operation, rest) in [("open", ""), ("print", "/print"), ("download", ".csv")] {
        let mut browser = desk.browser.clone();
        let (path, noted) = (format!("{sheet}{rest}"), format!("{operation}_credential_sheet"));
        Box::pin(desk.notes(&noted, browser.get(&path))).await;
    }
    desk.post("close_credential_sheet", &format!("{sheet}/completion"), &[]).await;
    let cy = [("display_name", "Cy"), ("user_name", "cy"), ("domain", "aquila.example"), ("permissions", "user")];
    desk.post("create_customer_user", &format!("{path}/users"), &cy).await;
    let cy = desk.browser.visit(&format!("{path}/users?search=cy")).await.attribute("tbody a.name", "href").unwrap();
    let cy = cy.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let meant = [("user", cy.as_str()), ("user_name", "cy@aquila.example")];
    desk.post("delete_customer_user", &format!("{path}/deletions"), &meant[..1]).await;
    desk.post("purge", &format!("{path}/purges"), &meant).await;

    let bo = [("display_name", "Bo"), ("user_name", "bo"), ("domain", "aquila.example"), ("permissions", "user")];
    desk.post("create_customer_user", &format!("{path}/users"), &bo).await;
    let sheet = sheets::open_sheet(&desk.by(), id).await.unwrap().unwrap();
    desk.site.app.clock.advance(sheet.expires_at - desk.site.app.clock.now() + chrono::TimeDelta::minutes(1));
    let app = desk.site.app.clone();
    desk.notes("expire_credential_sheet", installation::clean(&app)).await.unwrap();
    desk.check().await;
    desk.has_walked(OF_CUSTOMERS);
}

#[actix_web::test]
async fn every_change_of_the_installation_leaves_one_record() {
    let mut desk = Desk::new().await;
    let by = desk.by();
    let app = desk.site.app.clone();
    let lee = "lee@partner.example";
    let typed = NewStaff::parse_with_password(lee, "Lee", Role::SalesAgent, Zeroizing::new(PASSWORD.into()));
    let (new, password) = typed.ok().unwrap();
    let here = Origin { address: "127.0.0.1".parse().unwrap(), browser: None };
    let word = |word: &str| Zeroizing::new(word.to_owned());
    desk.notes("create_staff", staff::add(&by, &new, password)).await.unwrap();
    desk.notes("update_staff_role", staff::set_role(&by, lee, Role::AdminAgent)).await.unwrap();
    desk.notes("update_staff_password", staff::set_password(&by, lee, word(OTHER_PASSWORD))).await.unwrap();
    desk.notes("sign_in", Box::pin(sign_in::sign_in(&app, lee, word(OTHER_PASSWORD), here))).await.unwrap();
    desk.notes("sign_in_failed", Box::pin(sign_in::sign_in(&app, lee, word(PASSWORD), here))).await.unwrap_err();
    // People type their password into the wrong field.
    desk.notes("sign_in_failed", Box::pin(sign_in::sign_in(&app, OTHER_PASSWORD, word("x"), here))).await.unwrap_err();
    desk.notes("block_staff", staff::block(&by, lee)).await.unwrap();
    desk.notes("unblock_staff", staff::unblock(&by, lee)).await.unwrap();
    let id = store::staff::by_email(app.db.read(), lee).await.unwrap().unwrap().0.id;
    desk.site.browser().await.post("/sign-in", &[("email", lee), ("password", OTHER_PASSWORD)]).await;
    desk.post("end_staff_sessions", &format!("/staff/{id}/sessions/end"), &[]).await;
    let fields = [("name", "Lee Ang"), ("role", "admin-agent"), ("version", "2")];
    desk.post("update_staff", &format!("/staff/{id}"), &fields).await;
    let sent = Submission::never_twice();
    let issued = desk.notes("update_staff_password", staff::reset_password(&by, id, &sent)).await.unwrap();
    if let Password::Shown(password) = issued.password {
        desk.secrets.push(password.to_string());
    }
    desk.notes("remove_staff", staff::remove(&by, id, &sent)).await.unwrap();
    let fields = [("name", "Kim"), ("language", "it"), ("time_zone", "Europe/Rome"), ("version", "1")];
    desk.post("update_profile", "/profile", &fields).await;
    let now = desk.by();
    let changed = staff::change_own_password(&now, word(PASSWORD), word(OTHER_PASSWORD), Refused::default());
    Box::pin(desk.notes("update_staff_password", changed)).await.unwrap();
    desk.browser = desk.site.browser().await;
    let email = desk.boss.email.as_str().to_owned();
    let fields = [("email", email.as_str()), ("password", OTHER_PASSWORD)];
    desk.browser.post("/sign-in", &fields).await;
    let products = include_bytes!("../../files/products.csv");
    desk.notes("import_products", imports::products::load(&by, products)).await.unwrap();
    desk.keep_catalog().await;
    desk.post("reauthenticate", "/reauthentication", &[("current", OTHER_PASSWORD)]).await;
    desk.browser.post("/sign-in", &fields).await;
    desk.post("sign_out", "/sign-out", &[]).await;
    installation::clean(&app).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(40));
    installation::clean(&app).await.unwrap();
    let by = Actor::command_line(&app);
    desk.notes("confirm_clock", timekeeping::confirm(&by, by.now)).await.unwrap();
    // This node has no way out of that name.
    let nowhere = CustomerId::INSTALLATION;
    let message = app.db.write(async |tx| outbox::post(&by, tx, nowhere, "nowhere", "Ciao").await).await.unwrap();
    desk.notes("give_up_message", queue::given_up(&app)).await.unwrap();
    assert!(outbox::find(&app, message).await.unwrap().unwrap().given_up_at.is_some());
    desk.check().await;
    desk.has_walked(OF_THE_INSTALLATION);
}
