//! Users out of a file, while servers are killed, disks fail, and several nodes work: exactly the rows that were
//! ready exist, each once, and every password is on the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::thread::sleep;
use std::time::{Duration, Instant};

use partnerdesk::domain::id::{CustomerId, SkuId, UploadId, UserId};
use partnerdesk::domain::upload::kept::Upload;
use partnerdesk::password::Hasher;
use partnerdesk::secrets::random_below;
use partnerdesk::store;
use zeroize::Zeroizing;

use super::Installation;
use super::client::Client;
use super::faults::Faults;
use crate::support::{PASSWORD, Page, Site, let_go, texts};

const DOMAIN: &str = "aquila.example";
const PRODUCT: &str = "Office 365 E3";
/// Who uploads.
pub const EMAIL: &str = "kim@partner.example";
const KILLS: usize = 20;

/// A number of thousands as pages tell it.
pub fn told(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

/// A customer, and a file that is reviewed and waits to be saved.
pub struct Desk {
    pub installation: Installation,
    pub site: Site,
    pub kim: Client,
    customer: CustomerId,
    sku: SkuId,
    ready: usize,
    seats: usize,
    /// The upload's page.
    pub path: String,
}

impl Desk {
    /// A file of `ready` rows that can be written, each with a license, and of some that cannot; seats for three
    /// of four. Served at `address`.
    pub async fn new(installation: Installation, address: &str, ready: usize) -> Self {
        installation.admin(EMAIL);
        let kim = Client::sign_in(address, EMAIL, PASSWORD);
        let site = installation.site().await;
        let customer = site.customer("Aquila", DOMAIN).await;
        let seats = ready * 3 / 4;
        let sku = site.owns(customer, PRODUCT, i64::try_from(seats).unwrap()).await;
        let mut lines = vec!["Display name,Email,Licenses\n".to_owned()];
        for number in 0..ready {
            lines.push(format!("User {number},user{number}@{DOMAIN},{PRODUCT}\n"));
            if number % 50 == 7 {
                lines.push(format!("Stranger {number},stranger{number}@elsewhere.example,\n"));
                lines.push(format!("User {number} again,USER{number}@{DOMAIN},\n"));
            }
        }
        let file = lines.concat();
        let reply = kim.upload(&format!("/customers/{customer}/uploads"), "users.csv", file.as_bytes()).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        Self { installation, site, kim, customer, sku, ready, seats, path: reply.location }
    }

    /// *Save*: the work begins.
    pub fn save(&self) {
        let page = Page::new(&self.kim.visit(&self.path));
        let (revision, form) = (page.value("revision"), page.value("form_id"));
        let fields = [
            ("revision", revision.as_str()),
            ("form_id", &form),
            ("location", "IT"),
            ("permissions", "user"),
            ("then", "save"),
        ];
        let reply = self.kim.post(&self.path, &fields).unwrap();
        assert_eq!((reply.status, reply.location.as_str()), (303, self.path.as_str()), "{}", reply.body);
    }

    pub async fn now(&self) -> Upload {
        let id: UploadId = self.path.rsplit('/').next().unwrap().parse().unwrap();
        store::uploads::find(self.site.app.db.read(), self.customer, id).await.unwrap().unwrap()
    }

    /// Waits until so many rows are done, or it has ended.
    pub async fn at_least(&self, rows: usize) -> Upload {
        let started = Instant::now();
        loop {
            let now = self.now().await;
            if now.done >= i64::try_from(rows).unwrap() || now.finished_at.is_some() {
                return now;
            }
            assert!(started.elapsed() < Duration::from_mins(2), "it does not get on: {now:?}");
            sleep(Duration::from_millis(2));
        }
    }

    /// Waits for its end: the page that tells of it.
    pub async fn ended(&self, kim: &Client) -> Page {
        let ended = self.at_least(usize::MAX >> 1).await;
        assert!(ended.finished_at.is_some());
        Page::new(&kim.visit(&self.path))
    }

    /// User names that are there.
    pub async fn users(&self) -> Vec<String> {
        texts(&self.site.app, "SELECT user_name AS text FROM users").await
    }

    /// One event for each user that was created, and none more; nothing that is counted is wrong.
    pub async fn assert_sound(&self) {
        let mut created: BTreeMap<UserId, usize> = BTreeMap::new();
        let mut seq = 0;
        loop {
            let records = store::audit::after(self.site.app.db.read(), self.customer, seq, 500).await.unwrap();
            let Some(last) = records.last() else { break };
            seq = last.seq;
            for record in records.iter().filter(|record| record.operation == "create_customer_user") {
                *created.entry(UserId(record.target_id.unwrap())).or_default() += 1;
            }
        }
        assert!(created.values().all(|times| *times == 1));
        let made = "SELECT user_name AS text FROM upload_rows JOIN users ON id = user_id WHERE result = 'created'";
        let (made, users) = (texts(&self.site.app, made).await, self.users().await);
        assert_eq!((created.len(), made.len()), (users.len(), users.len()));
        assert_eq!(made.into_iter().collect::<BTreeSet<_>>().len(), users.len(), "a row for each");
        let licensed = i64::try_from(users.len().min(self.seats)).unwrap();
        assert_eq!(self.site.pool(self.customer, self.sku).await.consumed, licensed);
        assert!(self.installation.succeed(&["check"]).starts_with("no discrepancy"));
    }

    /// Every user that is there stands on the sheet, with the password that is the user's.
    pub async fn assert_on_the_sheet(&self, kim: &Client, page: &Page) {
        let sheet = page.link("Confirmation");
        let file = kim.visit(&format!("{sheet}.csv"));
        let file = file.trim_start_matches('\u{feff}');
        let rows = csv::Reader::from_reader(file.as_bytes()).into_records().map(Result::unwrap);
        let passwords: BTreeMap<String, String> = rows.map(|row| (row[1].to_owned(), row[2].to_owned())).collect();
        let hashes = "SELECT user_name || ' ' || password_hash AS text FROM users";
        let hashes = texts(&self.site.app, hashes).await;
        assert_eq!(passwords.len(), hashes.len());
        let cheap = Hasher::cheap().unwrap();
        for line in hashes {
            let (name, hash) = line.split_once(' ').unwrap();
            let password = Zeroizing::new(passwords[name].clone());
            assert_eq!(cheap.verify(password, Some(hash.to_owned())).await.unwrap(), Ok(true), "{name}");
        }
    }

    /// All that was ready is there, and nothing else.
    async fn assert_whole(&self, kim: &Client, when: &str) {
        let page = self.ended(kim).await;
        let (status, alert) = (page.status(), page.alert());
        assert!(status.contains(&format!("{} users were created.", told(self.ready))), "{when}: {}", page.text());
        let left = usize::try_from(self.now().await.summary.rows).unwrap() - self.ready;
        assert!(alert.contains(&format!("{} rows were not written.", told(left))), "{when}: {alert}");
        let there: BTreeSet<String> = self.users().await.into_iter().collect();
        let ready: BTreeSet<String> = (0..self.ready).map(|number| format!("user{number}@{DOMAIN}")).collect();
        assert_eq!(there, ready, "{when}");
        let now = self.now().await;
        let counts = (now.due, now.done, now.created, now.refused, now.partly);
        let count = |of: usize| i64::try_from(of).unwrap();
        let all = count(self.ready);
        assert_eq!(counts, (all, all, all, 0, count(self.ready - self.seats)), "{when}");
        self.assert_sound().await;
        self.assert_on_the_sheet(kim, &page).await;
    }
}

#[actix_web::test]
async fn an_upload_goes_on_however_often_the_server_is_killed() {
    const ROWS: usize = 2_000;
    let installation = Installation::new().await;
    let mut server = installation.serve_cheaply();
    let desk = Desk::new(installation, &server.address, ROWS).await;
    desk.save();
    let mut halfway = 0;
    for kill in 0..KILLS {
        // One that dies again and again without getting on is given up.
        desk.at_least(ROWS / KILLS * kill).await;
        sleep(Duration::from_millis(random_below(50) as u64));
        server.kill();
        halfway += usize::from(desk.now().await.finished_at.is_none());
        // Whoever died had taken it; nobody waits for that here.
        let_go(&desk.site.app).await;
        server = desk.installation.serve_cheaply();
    }
    assert!(halfway > KILLS / 2, "it was killed while it worked: {halfway}");
    desk.assert_whole(&desk.kim.at(&server.address), "killed").await;
}

#[actix_web::test]
async fn two_nodes_work_on_one_upload_without_writing_a_row_twice() {
    let installation = Installation::new().await;
    let servers = [installation.serve_cheaply(), installation.serve_cheaply()];
    let desk = Desk::new(installation, &servers[0].address, 1_000).await;
    desk.save();
    // The lease is taken away whenever it got on, as if each node thought the other one dead.
    let mut done = 1;
    while desk.now().await.finished_at.is_none() {
        let_go(&desk.site.app).await;
        done = usize::try_from(desk.at_least(done).await.done).unwrap() + 1;
    }
    desk.assert_whole(&desk.kim.at(&servers[1].address), "at two nodes").await;
}

/// Lets the disk or memory fail while rows are written, and looks at what is there when it is well again.
async fn goes_on_after(fault: &str, faults: &Faults, desk: &Desk) {
    desk.save();
    let before = desk.at_least(50).await;
    faults.on(fault);
    sleep(Duration::from_millis(500));
    faults.off();
    assert!(before.finished_at.is_none(), "{fault}: it failed in the middle");
    // Sooner than a lease ends: what could not be put back is, as soon as it can be.
    let well = Instant::now();
    desk.assert_whole(&desk.kim, fault).await;
    assert!(well.elapsed() < Duration::from_secs(50), "{fault}: {:?}", well.elapsed());
}

#[actix_web::test]
async fn an_upload_waits_until_the_disk_is_well_and_writes_every_row_once() {
    for fault in ["write ENOSPC", "write EIO 2", "fsync EIO", "fsync EIO 1"] {
        let installation = Installation::new().await;
        if installation.directory().is_none() {
            return;
        }
        let faults = Faults::of_the_database();
        let server = installation.serve_cheaply_on(&faults);
        let desk = Desk::new(installation, &server.address, 600).await;
        goes_on_after(fault, &faults, &desk).await;
    }
}

#[actix_web::test]
async fn an_upload_waits_until_there_is_memory_again() {
    let installation = Installation::new().await;
    if installation.directory().is_none() {
        return;
    }
    let faults = Faults::of_the_database();
    // The program itself: without memory for its database only, it does not end.
    let server = installation.serve_on(&faults);
    let desk = Desk::new(installation, &server.address, 160).await;
    goes_on_after("memory", &faults, &desk).await;
}
