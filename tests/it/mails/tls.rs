//! TLS and signing in at the mail server: nothing is said in the open, and no password is told.

use partnerdesk::channels::Channels;
use partnerdesk::domain::mail::{Reason, State};

use super::Desk;
use super::post::{LOGIN_PASSWORD, Post, Tls};
use crate::support::Scratch;

#[actix_web::test]
async fn mails_go_by_starttls_and_by_tls_from_the_first_byte_on() {
    for tls in [Tls::Start, Tls::Implicit] {
        let mut post = Post::with(tls);
        let desk = Desk::new(&post).await;
        let id = desk.post(desk.to_ada()).await;
        desk.work().await;
        let course = desk.mail(id).await.course;
        assert_eq!(course.state, State::Sent, "{tls:?}: {course:?}");
        assert_eq!(post.arrived().len(), 1, "{tls:?}");
    }
}

#[actix_web::test]
async fn a_wrong_password_is_told_as_the_server_says_it() {
    let mut post = Post::with(Tls::Start);
    let settings = post.settings();
    std::fs::write(settings.smtp_password_file.as_ref().unwrap(), "wrong-Password-of-the-test").unwrap();
    let desk = Desk::on(Scratch::new().await.into(), Channels::of(&settings).unwrap()).await;
    let id = desk.post(desk.to_ada()).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Failed, Some(Reason::Refused)), "{course:?}");
    let answer = course.answer.unwrap();
    assert!(answer.starts_with("535 ") && !answer.contains("wrong-Pass"), "{answer}");
    assert!(post.arrived().is_empty());
    assert!(!format!("{:?}", desk.site.app.channels).contains("wrong-Pass"));
    assert!(!format!("{:?}", post.channels()).contains(LOGIN_PASSWORD));
}

#[actix_web::test]
async fn nothing_is_said_to_who_cannot_show_a_certificate_or_offers_no_tls() {
    // Its authority is not trusted.
    let mut post = Post::with(Tls::Start);
    let mut settings = post.settings();
    settings.smtp_ca_file = None;
    let desk = Desk::on(Scratch::new().await.into(), Channels::of(&settings).unwrap()).await;
    let id = desk.post(desk.to_ada()).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Queued, Some(Reason::NotTaken)), "{course:?}");
    assert!(course.answer.unwrap().starts_with("TLS: "));
    assert!(post.arrived().is_empty());
    // It was to offer TLS.
    let mut post = Post::new();
    let mut settings = post.settings();
    settings.smtp_url = settings.smtp_url.map(|url| format!("{url}?tls=required"));
    let desk = Desk::on(Scratch::new().await.into(), Channels::of(&settings).unwrap()).await;
    let id = desk.post(desk.to_ada()).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!(course.state, State::Queued);
    assert!(course.answer.unwrap().contains("does not offer TLS"));
    assert!(post.arrived().is_empty());
}
