//! A server that refuses, breaks off or is away: what follows, and what is told.

use chrono::TimeDelta;
use partnerdesk::domain::mail::{Reason, State};

use super::Desk;
use super::post::{Post, Tls};

/// What the first try leads to; the second one succeeds, where there is one.
async fn first(word: &str) -> (State, Option<Reason>, String, Post, Desk) {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    post.plan(&[word]);
    let id = desk.post(desk.to_ada()).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    let waits = course.ended_at.is_none();
    assert_eq!(waits, course.next_at.is_some() && !desk.is_destroyed(id).await, "{word}: {course:?}");
    if waits {
        assert_eq!(course.next_at, Some(course.state_at + TimeDelta::seconds(10)), "{word}");
        desk.site.app.clock.advance(TimeDelta::seconds(11));
        desk.work().await;
        let course = desk.mail(id).await.course;
        assert_eq!((course.state, course.reason), (State::Sent, None), "{word}");
        assert!(desk.is_destroyed(id).await, "{word}");
    }
    (course.state, course.reason, course.answer.unwrap_or_default(), post, desk)
}

#[actix_web::test]
async fn what_can_be_taken_later_is_sent_later_and_arrives_once() {
    for (word, answer) in [
        ("rcpt-450", "450 4.2.1 come back later"),
        ("data-452", "452 4.3.1 disk full"),
        ("data-451", "451 4.3.0 not now"),
        ("drop-rcpt", "recipient: "),
    ] {
        let (state, reason, told, mut post, _desk) = first(word).await;
        assert_eq!((state, reason), (State::Queued, Some(Reason::NotTaken)), "{word}: {told}");
        assert!(told.starts_with(answer), "{word}: {told}");
        assert_eq!(post.arrived().len(), 1, "{word}");
    }
}

#[actix_web::test]
async fn where_the_answer_was_lost_it_is_unknown_and_comes_twice_at_most_with_its_message_id() {
    for (word, copies) in [("drop-data", 1), ("lose-dot", 1), ("drop-dot", 2)] {
        let (state, reason, told, mut post, _desk) = first(word).await;
        assert_eq!((state, reason), (State::Unknown, Some(Reason::AnswerLost)), "{word}: {told}");
        let ids = post.message_ids();
        assert_eq!(ids.len(), copies, "{word}");
        assert!(ids.iter().all(|id| *id == ids[0]), "{word}: {ids:?}");
        // It is the same mail, byte by byte.
        let arrived = post.arrived();
        assert!(arrived.iter().all(|mail| mail["raw"] == arrived[0]["raw"]), "{word}");
    }
}

#[actix_web::test]
async fn where_the_answer_is_lost_twice_it_is_not_said_a_third_time() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    post.plan(&["drop-dot", "drop-dot"]);
    let id = desk.post(desk.to_ada()).await;
    for _ in 0..4 {
        desk.work().await;
        desk.site.app.clock.advance(TimeDelta::hours(1));
    }
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Unknown, Some(Reason::AnswerLost)));
    assert!(course.ended_at.is_some() && desk.is_destroyed(id).await);
    assert_eq!(post.arrived().len(), 2);
}

/// Said again, it would be answered so again: a copy each time.
#[actix_web::test]
async fn where_the_answer_cannot_be_read_it_is_unknown_and_comes_once() {
    for word in ["latin-dot", "odd-dot"] {
        let (state, reason, told, mut post, desk) = first(word).await;
        assert_eq!((state, reason), (State::Unknown, Some(Reason::AnswerUnreadable)), "{word}: {told}");
        desk.site.app.clock.advance(TimeDelta::hours(1));
        desk.work().await;
        assert_eq!(post.arrived().len(), 1, "{word}");
    }
}

#[actix_web::test]
async fn what_is_refused_has_failed_with_what_the_server_said_and_no_secret() {
    for (word, answer) in [
        ("mail-550", "550 5.7.1 this sender may not"),
        ("rcpt-550", "550 5.1.1 <ada@aquila.example> is nobody here"),
        ("data-554", "554 5.7.1 this looks like spam:"),
    ] {
        let (state, reason, told, mut post, desk) = first(word).await;
        assert_eq!((state, reason), (State::Failed, Some(Reason::Refused)), "{word}: {told}");
        assert!(told.starts_with(answer) && !told.contains("AbCdEf"), "{word}: {told}");
        assert!(post.arrived().is_empty(), "{word}");
        let mut browser = desk.site.sign_in_as(&desk.boss).await;
        let page = browser.visit(&format!("/customers/{}/activity", desk.customer)).await;
        assert!(page.text().contains("Gave up sending a message"), "{word}");
        desk.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn what_may_have_arrived_is_not_said_to_have_failed() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    post.plan(&["drop-dot", "rcpt-550"]);
    let id = desk.post(desk.to_ada()).await;
    desk.work().await;
    desk.site.app.clock.advance(TimeDelta::seconds(11));
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Unknown, Some(Reason::Refused)));
    assert!(course.ended_at.is_some() && desk.is_destroyed(id).await);
    assert_eq!(post.arrived().len(), 1);
}

#[actix_web::test]
async fn a_server_that_is_away_for_a_while_keeps_nothing_from_arriving() {
    let post = Post::new();
    let desk = Desk::new(&post).await;
    let port = post.port;
    drop(post);
    let ids = desk.try_post(&desk.by(), &[desk.to_ada(), desk.to_ada()]).await.unwrap();
    for wait in [11, 21, 41] {
        desk.work().await;
        for id in &ids {
            let course = desk.mail(*id).await.course;
            assert_eq!((course.state, course.reason), (State::Queued, Some(Reason::NotTaken)));
            assert!(course.answer.unwrap().starts_with("connection: "));
        }
        desk.site.app.clock.advance(TimeDelta::seconds(wait));
    }
    let mut post = Post::listening(Tls::None, false, port);
    desk.work().await;
    assert_eq!(post.arrived().len(), 2);
    for id in ids {
        assert_eq!(desk.mail(id).await.course.state, State::Sent);
    }
}

#[actix_web::test]
async fn one_that_is_never_taken_is_given_up_in_the_end() {
    let post = Post::new();
    let desk = Desk::new(&post).await;
    drop(post);
    let id = desk.post(desk.to_ada()).await;
    for _ in 0..14 {
        desk.work().await;
        desk.site.app.clock.advance(TimeDelta::hours(1));
    }
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Failed, Some(Reason::TriedLong)));
    assert!(course.answer.unwrap().starts_with("connection: ") && desk.is_destroyed(id).await);
}
