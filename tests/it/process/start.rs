//! Start and end: the first link, two at once, signals, and commands beside a server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::thread::spawn;
use std::time::Duration;

use sea_orm::{ConnectionTrait as _, Statement};

use super::client::Client;
use super::program::{Server, Signal};
use super::{Installation, PASSWORD};
use crate::support::Page;

/// The path of the link that the server printed.
fn link(server: &Server) -> Option<String> {
    let told = server.printed.iter().find(|line| line.starts_with("no staff yet:"))?;
    let (_, link) = told.rsplit_once(' ').unwrap();
    Some(link.strip_prefix(&server.address).unwrap().to_owned())
}

fn set_up(client: &Client, link: &str, email: &str) -> u16 {
    let fields = [("name", "Kim"), ("email", email), ("password", PASSWORD), ("password_again", PASSWORD)];
    client.post(link, &fields).unwrap().status
}

#[actix_web::test]
async fn the_first_start_prints_a_link_that_makes_one_administrator() {
    let installation = Installation::empty().await;
    let server = installation.serve();
    assert!(server.address.starts_with("http://127.0.0.1:") && !server.address.ends_with(":0"));
    let link = link(&server).unwrap();
    let client = Client::new(&server.address);
    client.visit(&link);
    assert_eq!(set_up(&client, &link, "kim@partner.example"), 303);
    assert_eq!(client.get(&link).unwrap().status, 404);
    assert_eq!(set_up(&client, &link, "eve@partner.example"), 404);
    assert_eq!(installation.succeed(&["staff", "list"]), "kim@partner.example\tglobal-admin\tKim\t\n");
    server.stop();
    // Now there is somebody, and no other link.
    let server = installation.serve();
    assert_eq!(server.printed.len(), 1, "{:?}", server.printed);
    let kim = Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
    assert_eq!(Page::new(&kim.visit("/customers")).heading(), "Customers");
}

#[actix_web::test]
async fn two_that_start_at_once_on_nothing_both_come_up() {
    let installation = Installation::empty().await;
    let servers: Vec<Server> = std::thread::scope(|scope| {
        let starting: Vec<_> = (0..2).map(|_| scope.spawn(|| installation.serve())).collect();
        starting.into_iter().map(|server| server.join().unwrap()).collect()
    });
    assert_ne!(servers[0].address, servers[1].address);
    let site = installation.site().await;
    let db = site.app.db.read();
    let sql = Statement::from_string(db.get_database_backend(), "SELECT version FROM seaql_migrations");
    let mut applied: Vec<String> =
        db.query_all_raw(sql).await.unwrap().iter().map(|row| row.try_get("", "version").unwrap()).collect();
    let all = applied.len();
    applied.sort();
    applied.dedup();
    assert!(all > 0 && applied.len() == all, "each migration once: {applied:?}");
    // Whichever link was printed last works, at both; it makes one administrator.
    let made = servers.iter().filter(|server| {
        let link = link(server).unwrap();
        servers.iter().any(|at| set_up(&Client::new(&at.address), &link, "kim@partner.example") == 303)
    });
    assert_eq!(made.count(), 1);
    for server in &servers {
        Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
    }
}

#[actix_web::test]
async fn the_other_commands_work_while_it_serves() {
    let installation = Installation::new().await;
    let server = installation.serve();
    let kim = installation.signed_in(&server);
    installation.site().await.customer("Aquila", "aquila.example").await;
    assert!(installation.succeed(&["staff", "list"]).contains("global-admin\tKim"));
    installation.succeed(&["migrate"]);
    assert!(installation.succeed(&["check"]).starts_with("no discrepancy in 1 customers"));
    let copy = installation.beside.path().join("copy.db");
    let backup = installation.run(&["backup", copy.to_str().unwrap()]);
    if installation.directory().is_some() {
        assert_eq!(backup.code, 0, "{backup:?}");
        assert!(copy.metadata().unwrap().len() > 0);
    } else {
        assert_eq!(backup.code, 2);
        assert!(backup.err.contains("pg_dump"), "{backup:?}");
    }
    assert!(Page::new(&kim.visit("/customers")).has("Aquila"));
}

/// A sign-in of which the server has the head, but not the whole body yet.
fn half_sent(server: &Server, email: &str) -> (TcpStream, &'static [u8]) {
    let (head, rest) = (format!("email={email}&pass"), &b"word=somewhat+wrong+indeed"[..]);
    let host = server.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(
        stream,
        "POST /sign-in HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\nexpect: 100-continue\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        head.len() + rest.len()
    )
    .unwrap();
    let mut line = String::new();
    BufReader::new(stream.try_clone().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 100"), "{line}");
    stream.write_all(head.as_bytes()).unwrap();
    (stream, rest)
}

fn ends_after_what_is_under_way(installation: &Installation, signal: Signal) {
    let server = installation.serve();
    let idle = Client::new(&server.address);
    idle.visit("/sign-in");
    let under_way: Vec<_> = (0..4).map(|at| half_sent(&server, &format!("nobody{at}@partner.example"))).collect();
    server.signal(signal);
    let ending = spawn(move || server.ended());
    std::thread::sleep(Duration::from_millis(300));
    assert!(!ending.is_finished(), "it does not end before what is under way");
    for (mut stream, rest) in under_way {
        stream.write_all(rest).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("HTTP/1.1 422"), "{answer}");
        assert!(answer.contains("</html>"), "the whole page: {answer}");
    }
    let waited = std::time::Instant::now();
    let ended = ending.join().unwrap();
    assert_eq!(ended.code, 0, "{ended:?}");
    // A browser that keeps its connection open holds nobody up.
    assert!(waited.elapsed() < Duration::from_secs(10), "{:?}", waited.elapsed());
    assert!(idle.get("/sign-in").is_err());
}

#[actix_web::test]
async fn told_to_end_it_finishes_what_is_under_way() {
    let installation = Installation::new().await;
    ends_after_what_is_under_way(&installation, Signal::TERM);
    ends_after_what_is_under_way(&installation, Signal::INT);
    // And leaves everything whole.
    installation.succeed(&["check"]);
}
