//! On PostgreSQL, a page reads no more than it needs, of a customer with many users as of one with ten, at its
//! fiftieth time as at its first: each statement that it runs is planned without its values here, as the server
//! does when it has seen it often, on data of which one customer has most.

use std::collections::BTreeMap;

use partnerdesk::actions::Submission;
use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::listing::COUNT_LIMIT;
use partnerdesk::domain::role::Role;
use partnerdesk::store::DatabaseLocation;
use sea_orm::sea_query::{ArrayType, PostgresQueryBuilder, QueryBuilder as _, Value};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::Value as Json;

use crate::support::{Browser, Page, Site, is_postgres, sql};

/// Users of the one large customer; the small ones have ten each.
const USERS: u32 = 15_000;
const SMALL: u32 = 600;
/// Rows that a statement may look at for the fifty users of a page.
const FEW: f64 = 700.0;
/// Pages of memory that it may look at: some for each row that it finds by an index.
const PAGES: f64 = 2_500.0;

/// One large customer and many small ones, of whose users most hold a license or two.
async fn seed(site: &Site) -> CustomerId {
    let large = site.customer("Large", "large.example").await;
    let skus =
        [site.owns(large, "First", i64::from(USERS) * 2).await, site.owns(large, "Second", i64::from(USERS) * 2).await];
    let small = "INSERT INTO customers SELECT gen_random_uuid(), gen_random_uuid(), 'Small ' || n, 'small ' || n,
        'small ' || n, 's' || n || '.example', 'IT', NULL, NULL, NULL, relationship, 10, 0, 0, created_at, 1
        FROM customers, generate_series(1, $1) AS n";
    sql(&site.app, small, vec![i64::from(SMALL).into()]).await;
    let pools = "INSERT INTO seat_pools SELECT customers.id, sku_id, active, warning, suspended, consumed
        FROM seat_pools, customers WHERE customers.id <> $1";
    sql(&site.app, pools, vec![large.0.into()]).await;
    // Some have no license, were deleted, may not sign in, never did.
    let users = "INSERT INTO users SELECT customers.id, gen_random_uuid(), 'Ada', 'User ' || n, 'User ' || n,
        'u' || n || '@x.example', 'u' || n || '@x.example', 'user ' || n, 'user ' || n || ' u' || n || '@x.example',
        CASE WHEN n % 3 = 0 THEN 'IT' ELSE 'DE' END, n % 11 <> 0, CASE WHEN n % 500 = 0 THEN 2 ELSE 0 END,
        CASE WHEN n % 50 = 0 THEN 0 WHEN n % 2 = 0 THEN 2 ELSE 1 END, NULL,
        false, NULL, CASE WHEN n % 13 <> 0 THEN now() END, now() - n * interval '1 minute',
        CASE WHEN n % 50 = 0 THEN now() END, NULL, NULL, 1
        FROM customers, generate_series(1, $2) AS n WHERE customers.id = $1 OR n <= 10";
    sql(&site.app, users, vec![large.0.into(), i64::from(USERS).into()]).await;
    for (sku, every) in skus.iter().zip([1_i64, 2]) {
        let held = "INSERT INTO license_assignments SELECT customer_id, id, $1, now() FROM users
            WHERE deleted_at IS NULL AND substr(sort_key, 6)::bigint % $2 = 0";
        sql(&site.app, held, vec![sku.0.into(), every.into()]).await;
    }
    let roles = "INSERT INTO user_roles SELECT customer_id, id, gen_random_uuid() FROM users";
    sql(&site.app, roles, vec![]).await;
    let plans = "INSERT INTO disabled_plans SELECT customer_id, user_id, sku_id, gen_random_uuid()
        FROM license_assignments";
    sql(&site.app, plans, vec![]).await;
    // What is asked is asked once more here, so the counts have room on both sides.
    let counted = "UPDATE customers SET active_users = $2, deleted_users = $2, unlicensed_users = $2 WHERE id = $1";
    sql(&site.app, counted, vec![large.0.into(), i64::from(USERS).into()]).await;
    half_taken(site).await;
    site.app.db.write(partnerdesk::store::bulk::take_stock).await.unwrap();
    large
}

async fn half_taken(site: &Site) {
    sql(&site.app, "UPDATE seat_pools SET consumed = active / 2", vec![]).await;
}

/// Looks at how what was asked is answered, when it is planned without its values.
struct Observer {
    server: DatabaseConnection,
    findings: Vec<String>,
}

fn kind(value: &Value) -> String {
    match value {
        Value::Bool(_) => "boolean".into(),
        Value::Int(_) => "integer".into(),
        Value::BigInt(_) | Value::BigUnsigned(_) => "bigint".into(),
        Value::Uuid(_) => "uuid".into(),
        Value::Bytes(_) => "bytea".into(),
        Value::ChronoDate(_) => "date".into(),
        Value::ChronoDateTimeUtc(_) => "timestamptz".into(),
        Value::Array(ArrayType::Uuid, _) => "uuid[]".into(),
        Value::Array(..) => "text[]".into(),
        Value::String(_) => "text".into(),
        other => panic!("{other:?}"),
    }
}

/// What scans have looked at, whether it was wanted or not.
fn looked_at(plan: &Json) -> f64 {
    let number = |name: &str| plan[name].as_f64().unwrap_or_default();
    let rows = number("Actual Rows") + number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
    let own = if plan["Node Type"].as_str().unwrap().contains("Scan") && plan.get("Plans").is_none() {
        rows * number("Actual Loops")
    } else {
        0.0
    };
    own + plan["Plans"].as_array().into_iter().flatten().map(looked_at).sum::<f64>()
}

impl Observer {
    async fn of(site: &Site) -> Self {
        let DatabaseLocation::Server(url) = site.app.db.place() else { panic!("no server") };
        let server = Database::connect(ConnectOptions::new(url).max_connections(1).to_owned()).await.unwrap();
        server.execute_unprepared("SET plan_cache_mode = force_generic_plan").await.unwrap();
        site.app.db.take_statements();
        Self { server, findings: Vec::new() }
    }

    /// The rows and the pages of memory that one statement looks at, and the plan.
    async fn explain(&self, asked: &Statement) -> (f64, f64, Json) {
        let values = asked.values.iter().flat_map(|values| values.0.iter());
        let (kinds, told): (Vec<String>, Vec<String>) = values
            .map(|value| (kind(value), format!("{}::{}", PostgresQueryBuilder.value_to_string(value), kind(value))))
            .unzip();
        let list =
            |items: Vec<String>| if items.is_empty() { String::new() } else { format!("({})", items.join(", ")) };
        let prepare = format!("BEGIN; PREPARE asked {} AS {}", list(kinds), asked.sql);
        self.server.execute_unprepared(&prepare).await.unwrap_or_else(|error| panic!("{error}: {prepare}"));
        let explain = format!("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE asked {}", list(told));
        let row = self.server.query_one_raw(Statement::from_string(DbBackend::Postgres, explain)).await;
        let told: Json = row.unwrap().unwrap().try_get("", "QUERY PLAN").unwrap();
        self.server.execute_unprepared("ROLLBACK; DEALLOCATE asked").await.unwrap();
        let plan = &told[0]["Plan"];
        let pages = ["Shared Hit Blocks", "Shared Read Blocks"].map(|name| plan[name].as_f64().unwrap_or_default());
        (looked_at(plan), pages.iter().sum(), plan.clone())
    }

    /// Each statement that was run since, looked at once. Its count may look at as many as it counts.
    async fn look(&mut self, site: &Site, what: &str, few: f64) {
        let mut asked: BTreeMap<String, Statement> = BTreeMap::new();
        for statement in site.app.db.take_statements() {
            let first = statement.sql.split_whitespace().next().unwrap_or_default().to_uppercase();
            if ["SELECT", "UPDATE", "DELETE", "WITH"].contains(&first.as_str()) {
                asked.insert(statement.sql.clone(), statement);
            }
        }
        assert!(!asked.is_empty(), "{what} asks nothing");
        for (sql, statement) in asked {
            let (rows, pages, plan) = self.explain(&statement).await;
            let counts = sql.contains("COUNT(*) AS num_items");
            let counted = f64::from(i32::try_from(COUNT_LIMIT + 1).unwrap());
            let most = if counts { counted.max(few) } else { few };
            if rows > most || pages > PAGES * most / FEW {
                let shape = serde_json::to_string_pretty(&plan).unwrap();
                self.findings.push(format!("{what}: {rows} rows, {pages} pages of memory: {sql}\n{shape}"));
            }
        }
    }
}

async fn visit(observer: &mut Observer, site: &Site, kim: &mut Browser, path: &str) {
    kim.visit(path).await;
    observer.look(site, path, FEW).await;
}

fn ids(page: &Page) -> Vec<String> {
    page.select("[name=user]").into_iter().map(|tick| tick.attr("value").unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn pages_of_a_large_customer_read_what_they_show() {
    if !is_postgres() {
        return;
    }
    let site = Site::new().await;
    let id = seed(&site).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let path = format!("/customers/{id}");
    let mut observer = Observer::of(&site).await;
    let list = kim.visit(&format!("{path}/users?size=50")).await;
    observer.look(&site, "the list", FEW).await;
    let users = ids(&list);
    assert_eq!(users.len(), 50);
    let next = list.value("next");
    let query = users.iter().map(|user| format!("user={user}")).collect::<Vec<_>>().join("&");
    for page in [
        format!("{path}/users?size=50&after={next}"),
        format!("{path}/users?size=50&before=last"),
        format!("{path}/users?size=50&sort=-user-name"),
        format!("{path}/users?size=50&sort=created"),
        format!("{path}/users/deleted?size=50"),
        format!("{path}/users/{}", users[0]),
        path.clone(),
        format!("{path}/deletions/new?{query}"),
        format!("{path}/password-resets/new?{query}"),
        format!("{path}/sign-in-blocks?{query}"),
        format!("{path}/license-assignments/new?{query}"),
        "/customers".to_owned(),
        "/customers?search=small+33".to_owned(),
        "/activity".to_owned(),
    ] {
        visit(&mut observer, &site, &mut kim, &page).await;
    }
    // All seats that are held without use are counted, and all that there are.
    for (page, rows) in [(format!("{path}/licenses"), f64::from(USERS) * 0.4), ("/".to_owned(), f64::from(SMALL) * 4.0)]
    {
        kim.visit(&page).await;
        observer.look(&site, &page, rows).await;
    }
    assert_eq!(observer.findings, Vec::<String>::new());
}

/// Presses a button of the list.
async fn press(kim: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    send(kim, &format!("{path}/selections"), fields).await
}

async fn send(kim: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = kim.post(path, fields).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.body);
    answer.location()
}

/// The selection that an address names.
fn selection_of(address: &str) -> String {
    address.split_once("selection=").unwrap().1.split('&').next().unwrap().to_owned()
}

#[actix_web::test]
async fn work_on_few_users_of_a_large_customer_reads_no_others() {
    if !is_postgres() {
        return;
    }
    let site = Site::new().await;
    let id = seed(&site).await;
    let new = site.owns(id, "New", 1_000).await.to_string();
    half_taken(&site).await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let by = site.actor(&staff);
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}");
    let list = kim.visit(&format!("{path}/users?size=50")).await;
    let mut observer = Observer::of(&site).await;
    let shown = list.value("shown");
    let chosen = press(&mut kim, &path, &[("go", "selected"), ("page", "all"), ("shown", &shown)]).await;
    observer.look(&site, "choosing", FEW).await;
    visit(&mut observer, &site, &mut kim, &chosen).await;
    let by_hand = selection_of(&chosen);
    // Of the whole customer, those are looked for who match.
    let search = [("go", "all"), ("search", "user 777"), ("filter", "licensed")];
    let matching = selection_of(&press(&mut kim, &path, &search).await);
    observer.look(&site, "choosing all that match", f64::from(USERS) * 3.0).await;
    // Who has come to match since is counted, of the whole customer.
    for (selection, more) in [(&by_hand, FEW), (&matching, f64::from(USERS) * 2.0)] {
        for question in ["deletions/new", "license-assignments/new"] {
            let page = format!("{path}/{question}?selection={selection}");
            kim.visit(&page).await;
            observer.look(&site, &page, more).await;
        }
        let fields = [("selection", selection.as_str()), ("license", new.as_str()), ("location", "IT")];
        let preview = send(&mut kim, &format!("{path}/license-assignments/preview"), &fields).await;
        observer.look(&site, "a preview", more).await;
        let page = kim.visit(&preview).await;
        site.app.db.take_statements();
        let save = ["preview", "seen"].map(|name| (name, page.value(name)));
        let save = save.each_ref().map(|(name, value)| (*name, value.as_str()));
        let change = send(&mut kim, &format!("{path}/license-assignments"), &save).await;
        observer.look(&site, "a change of licenses", more).await;
        visit(&mut observer, &site, &mut kim, &change).await;
        let undo = format!("{}/undo", change.split('?').next().unwrap());
        let preview = send(&mut kim, &undo, &[]).await;
        kim.visit(&preview).await;
        observer.look(&site, "its undo", FEW).await;
    }
    let users: Vec<UserId> = ids(&list).iter().map(|user| user.parse().unwrap()).collect();
    for kind in [Kind::BlockSignIn, Kind::AllowSignIn, Kind::ResetPassword, Kind::Delete] {
        let choice = Audience { users: users.clone(), ..Audience::default() };
        let order = Order { kind, choice, options: Options::default() };
        let job = start(&by, id, &order, &Submission::never_twice()).await.unwrap().id;
        observer.look(&site, kind.name(), FEW).await;
        visit(&mut observer, &site, &mut kim, &format!("{path}/jobs/{job}")).await;
    }
    let query = users.iter().map(|user| format!("user={user}")).collect::<Vec<_>>().join("&");
    visit(&mut observer, &site, &mut kim, &format!("{path}/restorations/new?{query}")).await;
    let choice = Audience { users: users.clone(), ..Audience::default() };
    let order = Order { kind: Kind::Restore, choice, options: Options::default() };
    start(&by, id, &order, &Submission::never_twice()).await.unwrap();
    observer.look(&site, "restoring", FEW).await;
    assert_eq!(observer.findings, Vec::<String>::new());
}
