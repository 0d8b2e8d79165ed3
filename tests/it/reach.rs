//! Who reaches whose password and sign-in: one table of what is done, by which role, to whom, by
//! which door. Whoever resets an administrator's password can become that administrator.

use std::sync::Arc;
use std::time::Duration;

use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::actions::{Actor, Error, Submission, sheets, staff, users};
use partnerdesk::domain::directory_role::{GLOBAL_ADMINISTRATOR, Permissions};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::role::Role::UserManagementAdmin;
use partnerdesk::domain::role::Role::{self, AdminAgent, GlobalAdmin, HelpdeskAgent, SalesAgent};
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use sea_orm::{ConnectionTrait as _, Statement};
use tokio::sync::Notify;

use crate::support::{Browser, Site, new_user, roles, user_form};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Reset,
    Block,
    Allow,
    /// With a new temporary password.
    Restore,
    /// Sign-in, by the form in which a user is edited.
    EditSignIn,
    OpenOwnSheet,
    OpenSheetOfColleague,
}

/// For a user, a limited administrator, a Global administrator, and a user who is promoted while
/// the click is under way: `y` it is done, `n` not to this one, `-` the role has no such thing at all.
#[rustfmt::skip]
const TABLE: [(Verb, [(Role, &str); 5]); 7] = [
    (Verb::Reset,      [(GlobalAdmin, "yyyy"), (AdminAgent, "yyyy"), (SalesAgent, "----"), (HelpdeskAgent, "ynnn"), (UserManagementAdmin, "----")]),
    (Verb::Block,      [(GlobalAdmin, "yyyy"), (AdminAgent, "yyyy"), (SalesAgent, "----"), (HelpdeskAgent, "ynnn"), (UserManagementAdmin, "----")]),
    (Verb::Allow,      [(GlobalAdmin, "yyyy"), (AdminAgent, "yyyy"), (SalesAgent, "----"), (HelpdeskAgent, "ynnn"), (UserManagementAdmin, "----")]),
    (Verb::Restore,    [(GlobalAdmin, "yyyy"), (AdminAgent, "yyyy"), (SalesAgent, "----"), (HelpdeskAgent, "----"), (UserManagementAdmin, "----")]),
    // Nobody edits what somebody else changed meanwhile.
    (Verb::EditSignIn, [(GlobalAdmin, "yyyn"), (AdminAgent, "yyyn"), (SalesAgent, "nnnn"), (HelpdeskAgent, "ynnn"), (UserManagementAdmin, "----")]),
    // What somebody made stays open to that person in another role, but for administrators.
    (Verb::OpenOwnSheet,         [(GlobalAdmin, "yyyy"), (AdminAgent, "yyyy"), (SalesAgent, "ynnn"), (HelpdeskAgent, "ynnn"), (UserManagementAdmin, "----")]),
    (Verb::OpenSheetOfColleague, [(GlobalAdmin, "yyyy"), (AdminAgent, "nnnn"), (SalesAgent, "nnnn"), (HelpdeskAgent, "nnnn"), (UserManagementAdmin, "----")]),
];

const TARGETS: [&str; 4] = ["user", "limited", "global", "promoted"];

fn kind(verb: Verb) -> Option<Kind> {
    match verb {
        Verb::Reset => Some(Kind::ResetPassword),
        Verb::Block => Some(Kind::BlockSignIn),
        Verb::Allow => Some(Kind::AllowSignIn),
        Verb::Restore => Some(Kind::Restore),
        Verb::EditSignIn | Verb::OpenOwnSheet | Verb::OpenSheetOfColleague => None,
    }
}

struct State {
    password: String,
    allowed: bool,
    is_deleted: bool,
}

struct World {
    site: Site,
    boss: Staff,
    customer: CustomerId,
    made: usize,
}

impl World {
    async fn new() -> Self {
        let site = Site::new().await;
        let boss = site.staff(GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let world = Self { site, boss, customer, made: 0 };
        // The customer is never without a Global administrator.
        world.add("Chief", "global").await;
        world
    }

    fn actor(&self) -> Actor {
        self.site.actor(&self.boss)
    }

    async fn add(&self, name: &str, level: &str) -> UserId {
        let customer = self.site.now(self.customer).await;
        let mut form = user_form(&customer, name, &[]);
        let limited = if level == "limited" { vec!["billing"] } else { vec![] };
        form.roles = Some(roles(level, &limited));
        users::add(&self.actor(), customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user
    }

    /// Somebody as `verb` needs them: blocked, to be allowed; deleted, to be restored.
    async fn target(&mut self, verb: Verb, target: &str) -> UserId {
        self.made += 1;
        let user =
            self.add(&format!("User {:03}", self.made), if target == "promoted" { "user" } else { target }).await;
        match verb {
            Verb::Allow => self.as_boss(Kind::BlockSignIn, user).await,
            Verb::Restore => self.as_boss(Kind::Delete, user).await,
            _ => {}
        }
        user
    }

    async fn as_boss(&self, kind: Kind, user: UserId) {
        let choice = Audience { users: vec![user], ..Audience::default() };
        let order = Order { kind, choice, options: Options::default() };
        let job = start(&self.actor(), self.customer, &order, &Submission::never_twice()).await.unwrap();
        assert_eq!((job.done, job.refused), (1, 0));
    }

    /// What tells that something was done to this user: password, sign-in, being there.
    async fn state(&self, user: UserId) -> State {
        let user = store::users::find(self.site.app.db.read(), self.customer, user).await.unwrap().unwrap();
        let question =
            format!("SELECT password_hash AS text FROM users WHERE upn_key = '{}'", user.profile.user_name.key());
        let password = crate::support::texts(&self.site.app, &question).await.concat();
        State { password, allowed: user.sign_in.allowed, is_deleted: user.deleted_at.is_some() }
    }

    fn was_done(verb: Verb, before: &State, after: &State) -> bool {
        let is_new = before.password != after.password;
        match verb {
            Verb::Reset => is_new,
            Verb::Block | Verb::EditSignIn => before.allowed && !after.allowed,
            Verb::Allow => !before.allowed && after.allowed,
            Verb::Restore => before.is_deleted && !after.is_deleted && is_new,
            Verb::OpenOwnSheet | Verb::OpenSheetOfColleague => false,
        }
    }

    /// Clicks, as `browser`, to do `verb` to these users. Gives the status, and that of the page it leads to.
    async fn click(&self, browser: &mut Browser, verb: Verb, users: &[UserId]) -> u16 {
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
        let path = match verb {
            Verb::Reset => "password-resets".to_owned(),
            Verb::Block | Verb::Allow => "sign-in-blocks".to_owned(),
            Verb::Restore => "restorations".to_owned(),
            _ => format!("users/{}", users[0]),
        };
        fields.push(("to", if verb == Verb::Block { "blocked" } else { "allowed" }));
        if verb == Verb::Restore {
            fields.retain(|(name, _)| *name == "user");
            fields.push(("new_passwords", "yes"));
        }
        let whole;
        if verb == Verb::EditSignIn {
            let user = store::users::find(self.site.app.db.read(), self.customer, users[0]).await.unwrap().unwrap();
            whole = (user.profile, user.permissions.level().name(), user.version.to_string());
            fields = vec![
                ("display_name", whole.0.display_name.as_str()),
                ("user_name", whole.0.user_name.local()),
                ("domain", "aquila.example"),
                ("location", "IT"),
                ("permissions", whole.1),
                ("role", "billing"),
                ("sign_in", "blocked"),
                ("version", &whole.2),
            ];
        }
        browser.post(&format!("/customers/{}/{path}", self.customer), &fields).await.status
    }

    /// Makes a user Global administrator while a click is under way: holds the customer from before the
    /// click until after it has read what it read.
    async fn promote_while<T>(&self, user: UserId, click: impl Future<Output = T>) -> T {
        let (held, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (app, customer) = (self.site.app.clone(), self.customer);
        let promoting = {
            let (held, go_on) = (held.clone(), go_on.clone());
            actix_web::rt::spawn(async move {
                app.db
                    .write::<(), store::Error>(async |tx| {
                        store::audit::lock_head(tx, customer).await?;
                        held.notify_one();
                        go_on.notified().await;
                        promote(tx, customer, user).await
                    })
                    .await
                    .unwrap();
            })
        };
        held.notified().await;
        let release = async {
            tokio::time::sleep(Duration::from_millis(120)).await;
            go_on.notify_one();
        };
        let (value, ()) = tokio::join!(click, release);
        promoting.await.unwrap();
        value
    }
}

/// In the transaction of another person, who is not asked for a right here.
async fn promote(tx: &store::Tx, customer: CustomerId, user: UserId) -> Result<(), store::Error> {
    let user = store::users::find(tx, customer, user).await?.unwrap();
    let chosen = roles("global", &[]).over(&Permissions::default()).unwrap();
    let (profile, allowed) = (&user.profile, user.sign_in.allowed);
    if store::users::update(tx, customer, user.id, user.version, profile, &chosen, allowed).await? {
        return Ok(());
    }
    // Nothing promotes who is deleted, but then nothing may rely on that either.
    let role = GLOBAL_ADMINISTRATOR.0;
    for (statement, values) in [
        ("UPDATE users SET role_level = 2 WHERE id = $1", vec![user.id.0.into()]),
        (
            "INSERT INTO user_roles (customer_id, user_id, role_id) VALUES ($1, $2, $3)",
            vec![customer.0.into(), user.id.0.into(), role.into()],
        ),
    ] {
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), statement, values)).await?;
    }
    Ok(())
}

/// By the page of one user, and by ticking two of whom one may always be reached.
#[actix_web::test]
async fn by_pages_each_role_reaches_whom_the_table_says() {
    let mut world = World::new().await;
    for (verb, roles) in TABLE.into_iter().filter(|(verb, _)| kind(*verb).is_some() || *verb == Verb::EditSignIn) {
        for (role, expected) in roles {
            let mut browser = world.site.sign_in(role).await;
            for (target, expected) in TARGETS.into_iter().zip(expected.chars()) {
                for is_bulk in [false, true] {
                    if is_bulk && verb == Verb::EditSignIn {
                        continue;
                    }
                    let told = format!("{verb:?} by {role} of {target}, with others: {is_bulk}");
                    let user = world.target(verb, target).await;
                    let plain = world.target(verb, "user").await;
                    let chosen = if is_bulk { vec![user, plain] } else { vec![user] };
                    let (before, plain_before) = (world.state(user).await, world.state(plain).await);
                    let click = world.click(&mut browser, verb, &chosen);
                    let status =
                        if target == "promoted" { world.promote_while(user, click).await } else { click.await };
                    let is_done = World::was_done(verb, &before, &world.state(user).await);
                    assert_eq!(is_done, expected == 'y', "{told}: {status}");
                    let others = World::was_done(verb, &plain_before, &world.state(plain).await);
                    assert_eq!(others, is_bulk && expected != '-', "{told}: the others go");
                    let refused = if verb == Verb::EditSignIn { [303, 403, 409] } else { [303, 403, 303] };
                    assert!(
                        if expected == '-' { status == 403 } else { refused.contains(&status) },
                        "{told}: {status}"
                    );
                    assert!(expected != 'y' || status == 303, "{told}: {status}");
                }
            }
        }
    }
    world.site.assert_sound().await;
}

/// Where no page asks first.
#[actix_web::test]
async fn by_the_action_itself_each_role_reaches_whom_the_table_says() {
    let mut world = World::new().await;
    for (verb, roles) in TABLE {
        let Some(kind) = kind(verb) else { continue };
        for (role, expected) in roles {
            let by = world.site.staff(role).await;
            for (target, expected) in TARGETS.into_iter().zip(expected.chars()) {
                let told = format!("{verb:?} by {role} of {target}");
                let user = world.target(verb, target).await;
                let before = world.state(user).await;
                let options = Options { new_passwords: verb == Verb::Restore, ..Options::default() };
                let choice = Audience { users: vec![user], ..Audience::default() };
                let (by, order, sent) =
                    (world.site.actor(&by), Order { kind, choice, options }, Submission::never_twice());
                let asked = start(&by, world.customer, &order, &sent);
                let answer =
                    if target == "promoted" { Box::pin(world.promote_while(user, asked)).await } else { asked.await };
                let is_done = World::was_done(verb, &before, &world.state(user).await);
                assert_eq!(is_done, expected == 'y', "{told}: {answer:?}");
                match answer {
                    Ok(job) => assert_eq!(job.refused, i64::from(expected != 'y'), "{told}"),
                    Err(Error::MissingRole(missing)) => {
                        assert!(expected != 'y' && !missing.holders().contains(&role), "{told}: {missing:?}");
                    }
                    Err(other) => panic!("{told}: {other:?}"),
                }
            }
        }
    }
}

/// A sheet with the password of somebody who may have become an administrator since.
#[actix_web::test]
async fn sheets_show_each_role_whom_the_table_says() {
    let mut world = World::new().await;
    for (verb, roles) in TABLE.into_iter().filter(|(verb, _)| kind(*verb).is_none() && *verb != Verb::EditSignIn) {
        for (role, expected) in roles {
            for (target, expected) in TARGETS.into_iter().zip(expected.chars()) {
                let told = format!("{verb:?} by {role} with {target}");
                // Made as Admin agent, which somebody may not be any more.
                let maker = world.site.staff(AdminAgent).await;
                let user = world.target(verb, "user").await;
                let choice = Audience { users: vec![user], ..Audience::default() };
                let order = Order { kind: Kind::ResetPassword, choice, options: Options::default() };
                let by = world.site.actor(&maker);
                start(&by, world.customer, &order, &Submission::never_twice()).await.unwrap();
                let sheet = sheets::open_sheet(&by, world.customer).await.unwrap().unwrap().id;
                let level = if target == "promoted" { "global" } else { target };
                become_level(&world, user, level).await;
                let mut browser = if verb == Verb::OpenOwnSheet {
                    let line = Actor::command_line(&world.site.app);
                    let staff = staff::set_role(&line, maker.email.as_str(), role).await.unwrap();
                    world.site.sign_in_as(&staff).await
                } else {
                    world.site.sign_in(role).await
                };
                let path = format!("/customers/{}/sheets/{sheet}", world.customer);
                for path in [path.clone(), format!("{path}/print"), format!("{path}.csv")] {
                    let answer = browser.get(&path).await;
                    let is_shown = answer.body.contains(&format!("user.{:03}@", world.made));
                    assert_eq!(is_shown, expected == 'y', "{told}: {path} {}", answer.status);
                    let statuses: &[u16] = match expected {
                        'y' => &[200],
                        '-' => &[403],
                        _ => &[200, 404],
                    };
                    assert!(statuses.contains(&answer.status), "{told}: {path} {}", answer.status);
                }
            }
        }
    }
}

async fn become_level(world: &World, user: UserId, level: &str) {
    if level == "user" {
        return;
    }
    let customer = world.site.now(world.customer).await;
    let now = store::users::find(world.site.app.db.read(), world.customer, user).await.unwrap().unwrap();
    let form = users::UserEdit { roles: Some(roles(level, &["billing"])), ..Default::default() };
    users::edit(&world.actor(), customer.id, user, &form, now.version, &Submission::never_twice()).await.unwrap();
}
