//! What must not leave does not: the user is gone, blocked or has another password, somebody stopped it, or who asks
//! may not.

use chrono::TimeDelta;
use partnerdesk::actions::{Error, Submission, mails, purges, users};
use partnerdesk::channels::Channels;
use partnerdesk::domain::id::SheetId;
use partnerdesk::domain::mail::{MailKind, Mailbox, Reason, State};
use partnerdesk::domain::permission::Permission;
use partnerdesk::domain::refusal::{MailRefusal, Refusal};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::Desk;
use super::post::Post;
use crate::deleted::delete;
use crate::support::{Scratch, sql, texts, user_form};

/// What happens to Ada while a mail to her waits.
#[derive(Clone, Copy, Debug)]
enum Meanwhile {
    Deleted,
    Blocked,
    Reset,
    Renamed,
}

async fn happens(desk: &Desk, meanwhile: Meanwhile) {
    let (app, customer, ada) = (&desk.site.app, desk.customer, desk.ada);
    match meanwhile {
        Meanwhile::Deleted => {
            let mut browser = desk.site.sign_in_as(&desk.boss).await;
            delete(&mut browser, customer, &[ada]).await;
        }
        Meanwhile::Blocked => {
            app.db.write(async |tx| store::users::set_sign_in(tx, customer, &[ada], false).await).await.unwrap();
        }
        Meanwhile::Reset => {
            let at = app.clock.now();
            let set = app.db.write(async |tx| store::users::set_password(tx, customer, ada, "another", at).await);
            set.await.unwrap();
        }
        Meanwhile::Renamed => {
            app.clock.advance(TimeDelta::seconds(1));
            let form = user_form(&desk.site.now(customer).await, "Ada Verdi", &[]);
            let by = desk.site.actor(&desk.boss);
            users::edit(&by, customer, ada, &form, 1, &Submission::never_twice()).await.unwrap();
        }
    }
}

const ALL: [(Meanwhile, Reason); 4] = [
    (Meanwhile::Renamed, Reason::UserRenamed),
    (Meanwhile::Deleted, Reason::UserDeleted),
    (Meanwhile::Blocked, Reason::UserBlocked),
    (Meanwhile::Reset, Reason::PasswordChanged),
];

#[actix_web::test]
async fn a_mail_to_a_user_who_changed_meanwhile_is_not_sent_and_that_is_told() {
    for (meanwhile, reason) in ALL {
        let mut post = Post::new();
        let desk = Desk::new(&post).await;
        let id = desk.post(desk.to_ada()).await;
        happens(&desk, meanwhile).await;
        desk.work().await;
        let course = desk.mail(id).await.course;
        assert_eq!((course.state, course.reason), (State::Failed, Some(reason)), "{meanwhile:?}");
        assert!(desk.is_destroyed(id).await && post.arrived().is_empty(), "{meanwhile:?}");
        let mut browser = desk.site.sign_in_as(&desk.boss).await;
        let page = browser.visit(&format!("/customers/{}/activity", desk.customer)).await;
        assert!(page.text().contains("Gave up sending a message"), "{meanwhile:?}");
    }
}

/// Whoever was shut out, or may not do it any more, sends nothing by what waits.
#[actix_web::test]
async fn a_mail_does_not_leave_for_who_may_not_send_it_any_more() {
    for change in ["blocked_at = created_at", "removed_at = created_at", "role = 'sales-agent'"] {
        let mut post = Post::new();
        let desk = Desk::new(&post).await;
        let id = desk.post(desk.to_ada()).await;
        sql(&desk.site.app, &format!("UPDATE staff SET {change}"), vec![]).await;
        desk.work().await;
        let course = desk.mail(id).await.course;
        assert_eq!((course.state, course.reason), (State::Failed, Some(Reason::NotAllowed)), "{change}");
        assert!(desk.is_destroyed(id).await && post.arrived().is_empty(), "{change}");
    }
}

#[actix_web::test]
async fn the_last_look_is_just_before_it_leaves() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    post.plan(&["hold-rcpt"]);
    let id = desk.post(desk.to_ada()).await;
    let waiting = std::thread::spawn(move || {
        post.wait_at("rcpt");
        post
    });
    let meanwhile = async {
        while !waiting.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let mut post = waiting.join().unwrap();
        happens(&desk, Meanwhile::Blocked).await;
        post.go();
        post
    };
    let ((), mut post) = tokio::join!(Box::pin(desk.work()), meanwhile);
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Failed, Some(Reason::UserBlocked)));
    assert!(post.arrived().is_empty() && desk.is_destroyed(id).await);
}

#[actix_web::test]
async fn what_waits_can_be_stopped_and_what_was_sent_cannot() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    let sent = desk.post(desk.to_ada()).await;
    desk.work().await;
    let sheet = SheetId(partnerdesk::clock::new_id());
    let mut postings = vec![desk.to_ada(); 3];
    for posting in &mut postings {
        posting.sheet = Some(sheet);
    }
    postings[2].kind = MailKind::Password;
    let ids = desk.try_post(&desk.by(), &postings).await.unwrap();
    assert_eq!(mails::withdraw(&desk.by(), desk.customer, ids[0]).await.unwrap(), State::Withdrawn);
    assert!(desk.is_destroyed(ids[0]).await);
    for over in [sent, ids[0]] {
        let refused = mails::withdraw(&desk.by(), desk.customer, over).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    // Closing a confirmation: those with links may still go.
    assert_eq!(mails::waiting_of_sheet(&desk.by(), desk.customer, sheet).await.unwrap().len(), 2);
    let by = desk.by();
    let kinds = [MailKind::Password];
    let stopped = desk.site.app.db.write(async |tx| {
        let mut log = partnerdesk::actions::audit::Log::open(tx, &by, desk.customer).await?;
        let stopped = mails::withdraw_of_sheet(&by, tx, &mut log, desk.customer, sheet, &kinds).await?;
        log.write(tx).await?;
        Ok::<_, Error>(stopped)
    });
    assert_eq!(stopped.await.unwrap(), 1);
    desk.work().await;
    assert_eq!(desk.mail(ids[1]).await.course.state, State::Sent);
    assert_eq!(desk.mail(ids[2]).await.course.state, State::Withdrawn);
    assert_eq!(post.arrived().len(), 2);
    let latest = mails::latest(&desk.by(), desk.customer, &[desk.ada]).await.unwrap();
    assert_eq!(latest[&desk.ada].id, ids[2]);
    assert_eq!(mails::of_user(&desk.by(), desk.customer, desk.ada).await.unwrap().len(), 4);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn who_may_not_reset_somebody_sends_nothing_about_them_and_nothing_elsewhere() {
    let post = Post::new();
    let desk = Desk::new(&post).await;
    let agent = desk.site.staff(Role::HelpdeskAgent).await;
    let by = desk.site.actor(&agent);
    desk.try_post(&by, &[desk.to_ada()]).await.unwrap();
    let mut elsewhere = desk.to_ada();
    elsewhere.to = Mailbox::parse("", "eve@elsewhere.example").unwrap();
    let refused = desk.try_post(&by, &[elsewhere.clone()]).await;
    assert!(matches!(refused, Err(Error::MissingRole(Permission::ManageUsers))), "{refused:?}");
    desk.try_post(&desk.by(), &[elsewhere]).await.unwrap();
    // To oneself, whatever one's address is.
    let mut own = desk.to_ada();
    own.to = Mailbox::parse("", agent.email.as_str()).unwrap();
    desk.try_post(&by, &[own]).await.unwrap();
    sql(&desk.site.app, "UPDATE users SET role_level = 2 WHERE id = $1", vec![desk.ada.0.into()]).await;
    let refused = desk.try_post(&by, &[desk.to_ada()]).await;
    assert!(matches!(refused, Err(Error::MissingRole(Permission::ResetAdministrators))), "{refused:?}");
    let seller = desk.site.staff(Role::SalesAgent).await;
    let refused = desk.try_post(&desk.site.actor(&seller), &[desk.to_ada()]).await;
    assert!(matches!(refused, Err(Error::MissingRole(Permission::ResetPasswords))), "{refused:?}");
}

#[actix_web::test]
async fn without_a_server_or_a_sender_no_mail_is_posted() {
    let refused = |refused: Result<Vec<_>, Error>| match refused {
        Err(Error::Refused(refused)) => refused.at("").cloned(),
        other => panic!("{other:?}"),
    };
    let desk = Desk::on(Scratch::new().await.into(), Channels::default()).await;
    let none = desk.try_post(&desk.by(), &[desk.to_ada()]).await;
    assert_eq!(refused(none), Some(Refusal::Mail(MailRefusal::NoServer)));
    let desk = Desk::new(&Post::new()).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    browser.submit("/settings/mail", &[("mails_an_hour", "500"), ("link_hours", "72"), ("version", "1")]).await;
    let none = desk.try_post(&desk.by(), &[desk.to_ada()]).await;
    assert_eq!(refused(none), Some(Refusal::Mail(MailRefusal::NoSender)));
}

#[actix_web::test]
async fn nothing_tells_of_a_user_who_was_removed_for_good() {
    let post = Post::new();
    let desk = Desk::new(&post).await;
    let sent = desk.post(desk.to_ada()).await;
    desk.work().await;
    let waits = desk.post(desk.to_ada()).await;
    happens(&desk, Meanwhile::Deleted).await;
    let typed = "ada.bianchi@aquila.example";
    let sent_form = partnerdesk::actions::Submission::never_twice();
    Box::pin(purges::purge(&desk.by(), desk.customer, desk.ada, typed, &sent_form)).await.unwrap();
    let app = &desk.site.app;
    let kept = "SELECT COALESCE(address, '') || COALESCE(answer, '') || COALESCE(credential, '') AS text FROM mails";
    assert_eq!(texts(app, kept).await, ["", ""]);
    let mail = desk.mail(sent).await;
    assert_eq!((mail.user, mail.course.state), (None, State::Sent));
    let mail = desk.mail(waits).await;
    assert_eq!((mail.user, mail.course.state), (None, State::Failed));
    assert!(desk.is_destroyed(waits).await);
    desk.site.app.clock.advance(TimeDelta::minutes(1));
    desk.work().await;
    let told = texts(app, "SELECT detail AS text FROM event_details").await;
    assert!(!told.iter().any(|detail| detail.contains("ada@aquila.example")), "{told:?}");
    desk.site.assert_sound().await;
}
