//! No more mails leave in an hour than was settled, however many nodes there are.

use std::sync::Arc;

use chrono::TimeDelta;
use partnerdesk::actions::{installation, mails};
use partnerdesk::domain::id::MessageId;
use partnerdesk::domain::mail::{Reason, State};
use partnerdesk::tasks::work_off;

use super::Desk;
use super::post::Post;
use crate::support::{Scratch, Site};

async fn sent(desk: &Desk, ids: &[MessageId]) -> usize {
    let mut sent = 0;
    for id in ids {
        sent += usize::from(desk.mail(*id).await.course.state == State::Sent);
    }
    sent
}

#[actix_web::test]
async fn what_is_over_the_bound_waits_and_it_is_told_until_when() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    desk.settle(|settled| settled.mails_an_hour = 3).await;
    let began = desk.site.app.clock.now();
    let ids = desk.try_post(&desk.by(), &vec![desk.to_ada(); 8]).await.unwrap();
    let promised = mails::last_leaves(&desk.by(), 0).await.unwrap();
    assert!((promised - began - TimeDelta::hours(2)).abs() < TimeDelta::seconds(30), "{promised}");
    desk.work().await;
    assert_eq!(sent(&desk, &ids).await, 3);
    for id in &ids[3..] {
        let course = desk.mail(*id).await.course;
        assert_eq!((course.state, course.reason), (State::Queued, Some(Reason::Pace)));
    }
    // They wait as long as they must, and each is looked at when it is its turn.
    let next = |course: partnerdesk::domain::mail::Course| course.next_at.unwrap() - began;
    assert!(next(desk.mail(ids[3]).await.course) > TimeDelta::minutes(59));
    assert!(next(desk.mail(ids[7]).await.course) > TimeDelta::minutes(119));
    desk.site.app.clock.advance(TimeDelta::minutes(58));
    desk.work().await;
    assert_eq!(sent(&desk, &ids).await, 3);
    desk.site.app.clock.advance(TimeDelta::minutes(3));
    desk.work().await;
    assert_eq!(sent(&desk, &ids).await, 6);
    // Lifted, it holds no one any more; nobody has to wait for an hour that was planned.
    desk.site.app.clock.advance(TimeDelta::minutes(61));
    desk.work().await;
    assert_eq!((sent(&desk, &ids).await, post.arrived().len()), (8, 8));
    assert!(mails::last_leaves(&desk.by(), 500).await.unwrap() > desk.site.app.clock.now() + TimeDelta::hours(160));
}

#[actix_web::test]
async fn several_nodes_keep_one_bound() {
    let mut post = Post::new();
    let scratch = Arc::new(Scratch::new().await);
    let desk = Desk::on(Arc::clone(&scratch), post.channels()).await;
    desk.settle(|settled| settled.mails_an_hour = 7).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        others.push(Site::node(Arc::clone(&scratch), post.channels()).await);
    }
    let ids = desk.try_post(&desk.by(), &vec![desk.to_ada(); 20]).await.unwrap();
    let (one, two, three) = tokio::join!(
        Box::pin(work_off(&desk.site.app)),
        Box::pin(work_off(&others[0].app)),
        Box::pin(work_off(&others[1].app))
    );
    for ended in [one, two, three] {
        ended.unwrap();
    }
    assert_eq!((sent(&desk, &ids).await, post.arrived().len()), (7, 7));
}

#[actix_web::test]
async fn a_clock_that_was_ahead_keeps_nothing_back() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    desk.settle(|settled| settled.mails_an_hour = 1).await;
    // A password of one's own does not expire meanwhile.
    let own = "UPDATE users SET must_change_password = (1 = 0), password_expires_at = NULL";
    crate::support::sql(&desk.site.app, own, vec![]).await;
    desk.site.app.clock.advance(TimeDelta::days(400));
    let ahead = desk.try_post(&desk.by(), &vec![desk.to_ada(); 2]).await.unwrap();
    desk.work().await;
    assert_eq!(sent(&desk, &ahead).await, 1);
    desk.site.app.clock.advance(TimeDelta::days(-400));
    installation::clean(&desk.site.app).await.unwrap();
    // What left then counts from now: an hour later there is room.
    desk.site.app.clock.advance(TimeDelta::minutes(61));
    desk.work().await;
    assert_eq!((sent(&desk, &ahead).await, post.arrived().len()), (2, 2));
}
