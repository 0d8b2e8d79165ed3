//! A file system that is really full, where one can be mounted, and a limit on the size of files: the
//! faults as the system itself makes them.

use std::fs;
use std::path::Path;

use partnerdesk::clock::new_id;

use super::client::Client;
use super::program::{Server, run};
use super::user_form;
use crate::support::{KEY, PASSWORD};

const DOMAIN: &str = "aquila.example";

/// A file system of 24 MB that goes when the test ends.
struct Small(tempfile::TempDir);

impl Small {
    /// `None` where nothing can be mounted.
    #[expect(clippy::disallowed_types, reason = "mounting is another program's work")]
    fn new() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let mut mount = std::process::Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(directory.path()).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(directory))
    }
}

impl Drop for Small {
    #[expect(clippy::disallowed_types, reason = "as above")]
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

fn prepared(data: &Path) -> Vec<String> {
    fs::create_dir_all(data).unwrap();
    super::write_key(&data.join("key"), KEY);
    let options = vec!["--data-dir".to_owned(), data.display().to_string()];
    let add = ["staff", "add", "kim@partner.example", "--name", "Kim", "--role", "global-admin"];
    let add: Vec<String> = add.iter().map(ToString::to_string).chain(options.clone()).collect();
    assert_eq!(run(&add, &[], &format!("{PASSWORD}\n")).code, 0);
    options
}

fn served(options: &[String]) -> Server {
    let serve = ["serve", "--bind", "127.0.0.1:0"].map(str::to_owned);
    Server::start(&[&serve[..], options].concat())
}

/// Adds a customer; the path of its users.
fn customer(kim: &Client) -> String {
    let form = new_id().to_string();
    let fields = [("company_name", "Aquila"), ("primary_domain", DOMAIN), ("form_id", &form)];
    kim.post("/customers", &fields).unwrap().location
}

fn add(kim: &Client, users: &str, name: &str) -> u16 {
    let form = new_id().to_string();
    let fields: Vec<_> =
        user_form(name, DOMAIN, "", &form).into_iter().filter(|(field, _)| *field != "license").collect();
    kim.post(users, &fields).unwrap().status
}

fn exported(kim: &Client, users: &str) -> String {
    kim.visit(&format!("{users}.csv"))
}

#[test]
fn a_full_file_system_refuses_until_there_is_room_again() {
    let Some(small) = Small::new() else { return };
    let options = prepared(&small.0.path().join("data"));
    let server = served(&options);
    let kim = Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
    let users = customer(&kim);
    assert_eq!(add(&kim, &users, "before"), 303);
    let mut answered = vec!["before".to_owned()];
    for round in 0..3 {
        // All the rest.
        let rest = small.0.path().join("rest");
        let _ = fs::write(&rest, vec![1; 30_000_000]);
        let mut refused = 0;
        for one in 0..40 {
            let name = format!("full{round}.{one}");
            match add(&kim, &users, &name) {
                303 => answered.push(name),
                503 => refused += 1,
                other => panic!("{name}: {other}"),
            }
            assert!([422, 503].contains(&add(&kim, &users, "before")), "an ordinary refusal, or none");
        }
        assert!(refused > 0, "it was full");
        fs::remove_file(&rest).unwrap();
        assert_eq!(add(&kim, &users, &format!("after{round}")), 303);
        answered.push(format!("after{round}"));
    }
    assert_eq!(server.stop().code, 0);
    let check: Vec<String> = ["check".to_owned()].into_iter().chain(options.clone()).collect();
    let checked = run(&check, &[], "");
    assert!(checked.code == 0 && checked.out.contains(&format!("{} users", answered.len())), "{checked:?}");
    let server = served(&options);
    let there = exported(&kim.at(&server.address), &users);
    assert!(answered.iter().all(|name| there.contains(&format!("\"{name}\""))), "{answered:?}\n{there}");
}

#[test]
fn a_limit_on_the_size_of_files_refuses_and_ends_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let options = prepared(&directory.path().join("data"));
    let server = served(&options);
    let kim = Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
    let users = customer(&kim);
    assert_eq!(add(&kim, &users, "before"), 303);
    server.limit_files_to(4096);
    for name in ["a", "b"] {
        assert_eq!(add(&kim, &users, name), 503);
    }
    server.limit_files_to(u64::MAX);
    assert_eq!(add(&kim, &users, "before"), 422);
    assert_eq!(add(&kim, &users, "after"), 303);
    let there = exported(&kim, &users);
    assert!(["before", "after"].iter().all(|name| there.contains(&format!("\"{name}\""))) && !there.contains("\"a\""));
    assert_eq!(server.stop().code, 0);
}
