//! Measures how long many mails take to a server on this machine, the bound lifted; `tests/bench/run` says what to
//! expect.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the others need more of it")]
mod installation;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/mails/post.rs"]
mod post;

use std::collections::BTreeSet;
use std::time::Instant;

use clap::Parser as _;
use partnerdesk::actions::audit::Log;
use partnerdesk::actions::mails::{self, Posting};
use partnerdesk::actions::{Actor, Error, Submission, hand_over};
use partnerdesk::app::opening::Opened;
use partnerdesk::commands::Cli;
use partnerdesk::domain::hand_over::HandOver;
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::mail::{Content, MailKind, Mailbox};
use partnerdesk::store::users::{UserQuery, guarded, ids};

use self::installation::Installation;
use self::post::Post;

fn main() {
    // `cargo bench` adds a flag of its own.
    let count: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(500);
    let mut post = Post::new();
    let url = post.settings().smtp_url.unwrap();
    let installation = Installation::served(count * 4, &["--smtp-url", &url]);
    let customer: CustomerId = installation.customers()[0].rsplit('/').next().unwrap().parse().unwrap();
    let words = ["partnerdesk".to_owned()].into_iter().chain(installation.place().iter().cloned());
    let data = Cli::parse_from(words).data;
    let started = actix_web::rt::System::new().block_on(async {
        let app = Opened::at(&data).await.unwrap().prepare(post.settings(), Vec::new()).await.unwrap();
        let by = Actor::command_line(&app);
        let sender = Some(Mailbox::parse("Desk", "desk@partner.example").unwrap());
        let lifted = HandOver { sender, mails_an_hour: 100_000, ..HandOver::default() };
        hand_over::settle(&by, &lifted, &Submission::never_twice()).await.unwrap();
        let users = ids(app.db.read(), customer, &UserQuery::default()).await.unwrap();
        // Nothing leaves about who is blocked.
        let known = guarded(app.db.read(), customer, &users).await.unwrap();
        let allowed = users.into_iter().filter(|user| known.get(user).is_some_and(|user| user.sign_in_allowed));
        let postings: Vec<Posting> = allowed.take(count).map(posting).collect();
        assert_eq!(postings.len(), count);
        let begun = Instant::now();
        let posted = app.db.write(async |tx| {
            let mut log = Log::open(tx, &by, customer).await?;
            mails::post(&by, tx, &mut log, customer, &postings).await?;
            log.write(tx).await?;
            Ok::<_, Error>(())
        });
        posted.await.unwrap();
        println!("{count} mails posted         {:8.2} s", begun.elapsed().as_secs_f64());
        app.db.clone().close().await;
        begun
    });
    while post.arrived().len() < count {}
    println!("{count} mails arrived        {:8.2} s", started.elapsed().as_secs_f64());
    let ids = post.message_ids();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each once");
    installation.check();
}

fn posting(user: UserId) -> Posting {
    let text = format!("Open https://desk.example/links/{user}\n");
    Posting {
        user: Some(user),
        sheet: None,
        kind: MailKind::Link,
        to: Mailbox::parse("Zoë Ångström", &format!("{}@elsewhere.example", user.0.simple())).unwrap(),
        content: Content {
            subject: "Your way in".into(),
            html: format!("<!doctype html>\n<html lang=\"en\">\n<p>{text}</p>\n</html>\n"),
            text,
            language: "en",
            secrets: vec![user.to_string()],
        },
    }
}
