//! Many sign-ins at once: none hangs, those that are too many are told to come back, and the rest
//! of the site answers meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use super::client::{Client, Reply};
use super::program::Server;
use super::{Installation, PASSWORD, all_at_once};

const AT_ONCE: usize = 60;
/// An answer within this time does not hang, whatever else the machine does.
const SOON: Duration = Duration::from_secs(20);

/// All of them at once; meanwhile somebody who is signed in goes on working.
fn rush(server: &Server, kim: &Client, one: impl Fn(usize) -> (Client, String, &'static str) + Sync) -> Vec<Reply> {
    let over = AtomicBool::new(false);
    let replies = scope(|scope| {
        scope.spawn(|| {
            let mut pages = 0;
            while pages < 3 || !over.load(Ordering::Relaxed) {
                let started = Instant::now();
                kim.visit("/customers");
                Client::new(&server.address).visit("/sign-in");
                assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
                pages += 2;
                sleep(Duration::from_millis(20));
            }
        });
        let replies = all_at_once(AT_ONCE, |number| {
            let (browser, email, password) = one(number);
            let started = Instant::now();
            let reply = browser.post("/sign-in", &[("email", &email), ("password", password)]).unwrap();
            assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
            reply
        });
        over.store(true, Ordering::Relaxed);
        replies
    });
    for reply in &replies {
        let (status, wait) = (reply.status, &reply.retry_after);
        assert!(matches!(status, 303 | 422 | 429 | 503), "{status}: {}", reply.body);
        assert!(status != 503 || wait.parse::<u32>().is_ok(), "503 says when to come back: {wait:?}");
    }
    replies
}

fn count(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status == status).count()
}

#[actix_web::test]
async fn many_from_one_place_are_slowed_down() {
    let installation = Installation::new().await;
    let server = installation.serve();
    let kim = installation.signed_in(&server);
    let started = Instant::now();
    let replies = rush(&server, &kim, |number| {
        (Client::new(&server.address), format!("nobody{number}@partner.example"), "wrong all the same")
    });
    // A hundred guesses at once are a hundred failures: the free ones are looked at, no more; and one after
    // each wait, of which the first takes two seconds.
    let waited = usize::try_from(started.elapsed().as_secs() / 2).unwrap();
    assert!(count(&replies, 422) <= 21 + waited, "{} guesses were looked at", count(&replies, 422));
    assert!(count(&replies, 429) > 0);
    assert_eq!(count(&replies, 303), 0);
    kim.visit("/customers");
}

#[actix_web::test]
async fn many_from_everywhere_are_let_in_or_told_to_come_back() {
    let installation = Installation::new().await;
    let server = installation.serve_with(&["--trusted-proxy", "127.0.0.1"]);
    let kim = installation.signed_in(&server);
    let email = |number: usize| format!("kim{}@partner.example", number % 5);
    for number in 0..5 {
        installation.admin(&email(number));
    }
    let from = |number: usize| Client::forwarded(&server.address, format!("203.0.113.{}", number + 1));
    let replies = rush(&server, &kim, |number| match number % 2 {
        0 => (from(number), email(number / 2), PASSWORD),
        _ => (from(number), format!("nobody{number}@partner.example"), "wrong all the same"),
    });
    assert!(count(&replies, 303) > 0, "{replies:?}");
    // Afterwards everything is as before.
    let reply = Client::forwarded(&server.address, "198.51.100.1".into())
        .post("/sign-in", &[("email", "nobody@partner.example"), ("password", "wrong all the same")])
        .unwrap();
    assert_eq!(reply.status, 422);
}
