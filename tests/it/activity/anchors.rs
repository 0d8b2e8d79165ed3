//! The ends of the chains, noted outside the database: what a cut with its head, or a rebuild with the
//! key, leaves behind.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use partnerdesk::actions::anchors::{Anchors, Noted};
use partnerdesk::actions::check::anchors::{Compared, compare};
use partnerdesk::actions::{Submission, audit, customers};
use partnerdesk::domain::event::{Event, Operation, Target};
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::principal::Reach;
use partnerdesk::store;
use partnerdesk::store::audit::Head;

use crate::installation::Place;
use crate::support::account;

struct Desk {
    place: Place,
    file: PathBuf,
}

impl Desk {
    /// Two customers, whose chains have an event each.
    async fn new() -> (Self, [CustomerId; 2]) {
        let place = Place::new().await;
        let file = place.directory().join("anchors.jsonl");
        let mut ids = Vec::new();
        for name in ["aquila", "citta"] {
            let details = account(name, &format!("{name}.example"));
            ids.push(customers::add(&place.actor(), &details, &Submission::never_twice()).await.unwrap());
        }
        (Self { place, file }, [ids[0], ids[1]])
    }

    /// Adds an event to a customer's chain.
    async fn edit(&self, id: CustomerId, name: &str) {
        let customer = store::customers::find(self.place.app.db.read(), &Reach::All, id).await.unwrap().unwrap();
        let details = account(name, customer.account.domains[0].as_str());
        customers::edit(&self.place.actor(), &customer, &details, customer.version, &Submission::never_twice())
            .await
            .unwrap();
    }

    async fn note(&self, anchors: Anchors) -> (Anchors, Noted) {
        let (anchors, noted) = anchors.note(&self.place.app).await;
        (anchors, noted.unwrap())
    }

    fn lines(&self) -> Vec<String> {
        fs::read_to_string(&self.file).unwrap().lines().map(ToOwned::to_owned).collect()
    }

    async fn compared(&self) -> (Compared, Vec<String>) {
        let mut told = Vec::new();
        let by = self.place.actor();
        let compared = compare(&by, &self.file, |finding| told.push(finding.to_string())).await.unwrap().unwrap();
        (compared, told)
    }

    /// Takes a chain's events after `seq` away, and puts its head back to there.
    async fn cut(&self, id: CustomerId, seq: i64) {
        let of = format!("customer_id = {}", self.place.id(id.0));
        for sql in [
            format!("DELETE FROM event_details WHERE {of} AND seq > {seq}"),
            format!("DELETE FROM events WHERE {of} AND seq > {seq}"),
            format!(
                "UPDATE chains SET seq = {seq}, mac = (SELECT mac FROM events WHERE {of} AND seq = {seq}) WHERE {of}"
            ),
        ] {
            self.place.run(&sql).await;
        }
    }
}

#[tokio::test]
async fn only_chains_that_moved_are_noted() {
    let (desk, [aquila, _]) = Desk::new().await;
    let (anchors, noted) = desk.note(Anchors::at(&desk.file)).await;
    assert_eq!((noted.chains, desk.lines().len()), (2, 2));
    assert_eq!(fs::metadata(&desk.file).unwrap().permissions().mode() & 0o777, 0o600);
    let line: serde_json::Value = serde_json::from_str(&desk.lines()[0]).unwrap();
    assert_eq!((line["seq"].as_i64(), line["mac"].as_str().unwrap().len()), (Some(1), 64));
    let (anchors, noted) = desk.note(anchors).await;
    assert_eq!((noted.chains, desk.lines().len()), (0, 2));
    desk.edit(aquila, "Aquila").await;
    let (anchors, noted) = desk.note(anchors).await;
    let last = desk.lines()[2].clone();
    let digest = partnerdesk::secrets::hash(format!("{last}\n").as_bytes());
    assert!(last.contains(&aquila.to_string()) && noted == Noted { chains: 1, digest, mended: false });
    // A server that starts again, and another one beside it, know what was noted.
    let (_, noted) = desk.note(Anchors::at(&desk.file)).await;
    assert_eq!(noted.chains, 0);
    desk.edit(aquila, "Aquila 2").await;
    let (_, noted) = desk.note(Anchors::at(&desk.file)).await;
    assert_eq!(noted.chains, 1);
    let (anchors, noted) = desk.note(anchors).await;
    assert_eq!((noted.chains, desk.lines().len()), (0, 4));
    assert_eq!(desk.compared().await, (Compared { anchors: 4, ..Compared::default() }, vec![]));
    // A file that was taken away is begun anew.
    fs::remove_file(&desk.file).unwrap();
    assert_eq!(desk.note(anchors).await.1.chains, 2);
}

#[tokio::test]
async fn a_half_written_line_is_told_and_mended() {
    let (desk, [aquila, _]) = Desk::new().await;
    let (anchors, _) = desk.note(Anchors::at(&desk.file)).await;
    let mut file = fs::OpenOptions::new().append(true).open(&desk.file).unwrap();
    file.write_all(b"{\"time\":\"2026-11-2").unwrap();
    let (compared, told) = desk.compared().await;
    assert!(compared.is_unfinished && compared.findings == 0 && told.is_empty());
    desk.place.command(&["check"]).await.unwrap();
    desk.edit(aquila, "Aquila").await;
    let (_, noted) = desk.note(anchors).await;
    assert!(noted.mended && noted.chains == 1);
    let (compared, told) = desk.compared().await;
    assert_eq!((compared.is_unfinished, compared.anchors, told.len()), (false, 3, 0));
    // What somebody wrote in between is no crash.
    let text = fs::read_to_string(&desk.file).unwrap().replacen('{', "x", 1);
    fs::write(&desk.file, text).unwrap();
    let (_, told) = desk.compared().await;
    assert!(told.len() == 1 && told[0].ends_with("line 1: is none of ours"), "{told:?}");
}

#[tokio::test]
async fn a_chain_cut_off_with_its_head_is_named() {
    let (desk, [aquila, _]) = Desk::new().await;
    for name in ["one", "two", "three"] {
        desk.edit(aquila, name).await;
    }
    desk.note(Anchors::at(&desk.file)).await;
    desk.place.command(&["check"]).await.unwrap();
    desk.cut(aquila, 2).await;
    let (compared, told) = desk.compared().await;
    assert_eq!(compared.findings, 1);
    assert!(told[0].starts_with("three: event 4: was noted on ") && told[0].ends_with("the chain was cut off"));
    let stop = desk.place.command(&["check"]).await.unwrap_err();
    assert!(stop.code == 1 && stop.sentence.starts_with("1 discrepancies in"), "{}", stop.sentence);
    // It is the file that knows.
    let elsewhere = desk.file.with_extension("old");
    fs::rename(&desk.file, &elsewhere).unwrap();
    desk.place.command(&["check"]).await.unwrap();
    let given = elsewhere.display().to_string();
    assert_eq!(desk.place.command(&["check", "--anchors", &given]).await.unwrap_err().code, 1);
    let nowhere = Path::new("/nowhere/anchors.jsonl").display().to_string();
    let stop = desk.place.command(&["check", "--anchors", &nowhere]).await.unwrap_err();
    assert!(stop.code == 2 && stop.sentence.contains("cannot read the anchors"), "{}", stop.sentence);
}

#[tokio::test]
async fn a_chain_built_anew_with_the_key_is_named() {
    let (desk, [aquila, citta]) = Desk::new().await;
    desk.edit(aquila, "one").await;
    desk.edit(citta, "other").await;
    let (anchors, _) = desk.note(Anchors::at(&desk.file)).await;
    // Somebody with the key puts another record where the second one was.
    desk.cut(aquila, 1).await;
    let place = &desk.place;
    let first = store::audit::after(place.app.db.read(), aquila, 0, 1).await.unwrap().remove(0);
    let event = Event::new(Operation::UpdateCustomer, Target::Customer(aquila.0), "one").with("contact_name", "Eve");
    let forged = audit::next(&place.actor(), aquila, &Head { seq: 1, mac: first.mac }, event);
    place.app.db.write(async |tx| store::audit::append(tx, aquila, std::slice::from_ref(&forged)).await).await.unwrap();
    let mut found = Vec::new();
    partnerdesk::actions::check::run(&place.actor(), |finding| found.push(finding.to_string())).await.unwrap();
    assert!(found.is_empty(), "the chain by itself is whole: {found:?}");
    let (_, told) = desk.compared().await;
    assert!(told.len() == 1 && told[0].contains("event 2: is another one than was noted"), "{told:?}");
    // Noting it again does not make it right.
    desk.edit(aquila, "later").await;
    desk.note(anchors).await;
    assert_eq!(desk.compared().await.0.findings, 1);
}

/// A file that can be opened and locked, and grows by no byte.
fn full() -> std::os::fd::OwnedFd {
    use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
    let file = memfd_create("full", MemfdFlags::ALLOW_SEALING).unwrap();
    fcntl_add_seals(&file, SealFlags::GROW).unwrap();
    file
}

#[tokio::test]
async fn what_may_not_be_on_the_disk_is_noted_again() {
    let (desk, _) = Desk::new().await;
    let full = full();
    let link = || {
        let file = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&full));
        std::os::unix::fs::symlink(file, &desk.file).unwrap();
    };
    link();
    let (anchors, noted) = Anchors::at(&desk.file).note(&desk.place.app).await;
    assert!(noted.is_err());
    fs::remove_file(&desk.file).unwrap();
    let (anchors, noted) = desk.note(anchors).await;
    assert_eq!((noted.chains, desk.lines().len()), (2, 2), "nothing passes for noted");
    let (anchors, noted) = desk.note(anchors).await;
    assert_eq!(noted.chains, 0);
    // Also where the lines can be read back, and only their way to the disk failed.
    fs::rename(&desk.file, desk.file.with_extension("kept")).unwrap();
    link();
    let (anchors, noted) = anchors.note(&desk.place.app).await;
    assert!(noted.is_err());
    fs::rename(desk.file.with_extension("kept"), &desk.file).unwrap();
    let (_, noted) = desk.note(anchors).await;
    assert_eq!((noted.chains, desk.lines().len()), (2, 4), "what stands there is written once more");
    assert_eq!(desk.compared().await.1, Vec::<String>::new());
}
