//! Measures a small and a large installation against each other; `tests/bench/run` says what each
//! ratio should be near.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/client.rs"]
mod client;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/program.rs"]
mod program;

use std::path::Path;
use std::thread::scope;
use std::time::{Duration, Instant};

use partnerdesk::clock::new_id;
use partnerdesk::domain::id::{CustomerId, SkuId};
use partnerdesk::store::{self, DatabaseLocation, Db};

use self::client::Client;
use self::program::{Server, run};

const SMALL: usize = 1_000;
/// Requests of each kind to each installation, one after the other.
const TIMES: usize = 300;
/// People who assign at once, and how often each revokes or assigns.
const PEOPLE: usize = 8;
const CHANGES: usize = 40;
const EMAIL: &str = "kim@partner.example";
const PASSWORD: &str = "snow falls on tall cedars";

/// One customer with so many users, served.
struct Installation {
    _directory: tempfile::TempDir,
    _server: Server,
    kim: Client,
    /// The path of the customer, and of its users.
    customer: String,
    users: String,
    sku: SkuId,
}

impl Installation {
    fn new(users: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let command = |words: &[&str], input: &str| {
            let place = ["--data-dir", directory.path().to_str().unwrap()];
            let ended = run(&[words, &place].concat().iter().map(ToString::to_string).collect::<Vec<_>>(), &[], input);
            assert_eq!(ended.code, 0, "{ended:?}");
        };
        let started = Instant::now();
        command(&["seed", "--customers", "1", "--users", &users.to_string()], "");
        println!("seeded {users} users in {:.1} s", started.elapsed().as_secs_f64());
        command(&["staff", "add", EMAIL, "--name", "Kim", "--role", "global-admin"], PASSWORD);
        let arguments = ["serve", "--bind", "127.0.0.1:0", "--data-dir", directory.path().to_str().unwrap()];
        let server = Server::start(&arguments.map(str::to_owned));
        let kim = Client::sign_in(&server.address, EMAIL, PASSWORD);
        let list = kim.visit("/customers");
        let ids = list.split("\"/customers/").filter_map(|rest| rest.get(..36)?.parse::<CustomerId>().ok());
        let id = ids.min().unwrap();
        let customer = format!("/customers/{id}");
        let sku = actix_web::rt::System::new().block_on(roomiest(directory.path(), id));
        Self { _directory: directory, _server: server, kim, users: format!("{customer}/users"), customer, sku }
    }

    /// The list with these parameters, and how long it took.
    fn list(&self, parameters: &str) -> (String, Duration) {
        let started = Instant::now();
        let page = self.kim.visit(&format!("{}?{parameters}", self.users));
        (page, started.elapsed())
    }

    /// The parameters of the page in the middle, by going there.
    fn middle(&self, users: usize) -> String {
        let mut after = String::new();
        for _ in 0..users / 200 / 2 {
            after = hidden(&self.list(&format!("size=200&after={after}")).0, "next");
        }
        format!("after={after}")
    }

    /// Revokes and assigns at once, each person for a user of its own; changes a second.
    fn assign(&self) -> f64 {
        let shown = hidden(&self.list(&format!("filter=has:{}", self.sku)).0, "shown");
        let people: Vec<&str> = shown.split(',').take(PEOPLE).collect();
        let (path, sku) = (format!("{}/license-assignments", self.customer), self.sku.to_string());
        let started = Instant::now();
        scope(|scope| {
            for user in &people {
                let (path, sku) = (&path, &sku);
                scope.spawn(move || {
                    for change in 0..CHANGES {
                        let form = new_id().to_string();
                        let fields = [("user", *user), ("form_id", &form), ("license", sku)];
                        let fields = if change % 2 == 1 { &fields[..] } else { &fields[..2] };
                        let reply = self.kim.post(path, fields).unwrap();
                        assert_eq!(reply.status, 303, "{}", reply.body);
                    }
                });
            }
        });
        let changes = u32::try_from(people.len() * CHANGES).unwrap();
        f64::from(changes) / started.elapsed().as_secs_f64()
    }
}

/// The product with the most seats left.
async fn roomiest(directory: &Path, customer: CustomerId) -> SkuId {
    let db = Db::open(DatabaseLocation::Embedded(directory.to_owned())).await.unwrap();
    let owned = store::licenses::owned(db.read(), customer).await.unwrap();
    db.close().await;
    let roomy = owned.into_iter().filter(|owned| owned.product.assignable);
    roomy.max_by_key(|owned| owned.pool.total() - owned.pool.consumed).unwrap().product.sku
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Median and 99th percentile, in milliseconds.
#[derive(Clone, Copy)]
struct Times {
    p50: f64,
    p99: f64,
}

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
        Self { p50: at(50), p99: at(99) }
    }
}

/// Asks both in turn, and prints what it took.
fn compare(what: &str, installations: [(&Installation, &str); 2]) -> [Times; 2] {
    let mut taken = [Vec::new(), Vec::new()];
    for round in 0..TIMES + 10 {
        for (at, (installation, parameters)) in installations.iter().enumerate() {
            let (_, time) = installation.list(parameters);
            // The first ones fill caches.
            if round >= 10 {
                taken[at].push(time);
            }
        }
    }
    let [small, large] = taken.map(Times::of);
    println!(
        "{what:28} {:8.2} {:8.2}   {:8.2} {:8.2}   {:6.2}",
        small.p50,
        small.p99,
        large.p50,
        large.p99,
        large.p50 / small.p50
    );
    [small, large]
}

fn main() {
    // `cargo bench` adds a flag of its own.
    let large_size = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(120_000);
    let (small, large) = (Installation::new(SMALL), Installation::new(large_size));
    let both = |parameters| [(&small, parameters), (&large, parameters)];
    println!("\n{:28} {:>17}   {:>17}", "milliseconds", format!("{SMALL} users"), format!("{large_size} users"));
    println!("{:28} {:>8} {:>8}   {:>8} {:>8}   {:>6}", "", "p50", "p99", "p50", "p99", "ratio");
    let first = compare("first page", both(""));
    let (small_middle, large_middle) = (small.middle(SMALL), large.middle(large_size));
    let middle = compare("middle page", [(&small, &small_middle), (&large, &large_middle)]);
    let last = compare("last page", both("before=last"));
    compare("first page by user name", both("sort=user-name"));
    compare("a name that nobody has", both("search=xqzw"));
    compare("unlicensed users", both("filter=unlicensed"));
    println!(
        "\n{:28} {:>8.2} {:>28.2}",
        "middle to first page",
        middle[0].p50 / first[0].p50,
        middle[1].p50 / first[1].p50
    );
    println!("{:28} {:>8.2} {:>28.2}", "last to first page", last[0].p50 / first[0].p50, last[1].p50 / first[1].p50);
    let assigned = [small.assign(), large.assign()];
    println!(
        "{:28} {:8.0} {:>20.0} {:>16.2}",
        "licenses changed a second",
        assigned[0],
        assigned[1],
        assigned[1] / assigned[0]
    );
}
