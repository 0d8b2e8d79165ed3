//! Mails that are stopped, fail, are sent again, and what closing a confirmation asks about them.

use partnerdesk::domain::link::{Ending, State};

use super::{Desk, EACH, THREE, part, to};
use crate::mails::post::Post;
use crate::support::texts;

#[actix_web::test]
async fn a_mail_is_stopped_and_sent_again_with_the_same_link() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    let page = desk.sent(["ada@home.example", "", ""], &[EACH]).await;
    let stop = page.attribute(".mail-state form", "action").unwrap();
    assert!(stop.ends_with("/withdrawal"));
    let page = desk.kim.submit(&stop, &[("return", &desk.path())]).await;
    assert!(page.status().contains("The mail is stopped"), "{}", page.text());
    assert_eq!(page.texts(".mail-state .pill"), ["E-mail: Stopped"]);
    let over = desk.kim.submit(&stop, &[("return", &desk.path())]).await;
    assert!(over.status().contains("does not wait any more"));
    let again = page.attribute(".mail-state form", "action").unwrap();
    assert!(again.ends_with("/repetition"));
    let link = desk.link(0).await;
    let page = desk.kim.submit(&again, &[("return", &desk.path())]).await;
    assert!(page.status().contains("queued again"), "{}", page.text());
    assert_eq!(page.texts(".mail-state .pill"), ["E-mail: Queued"]);
    let twice = desk.kim.post(&again, &[]).await;
    assert!(twice.status == 422 && twice.page().alert().contains("not to be sent again"), "{}", twice.body);
    desk.work().await;
    let arrived = post.arrived();
    assert_eq!(arrived.len(), 1);
    assert!(part(&arrived[0], "text/plain").contains(&link));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_list_that_failed_tells_why_and_goes_again_and_not_once_its_confirmation_is_closed() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    post.plan(&["rcpt-550", "rcpt-550"]);
    desk.sent(["", "", ""], &[("to", "me")]).await;
    desk.work().await;
    let page = desk.kim.visit(&desk.path()).await;
    assert_eq!(page.texts(".mail-state .pill"), ["E-mail: Failed"; 3]);
    assert!(page.has("The mail server refused it.") && page.has("550 5.1.1"), "{}", page.text());
    let again = page.attribute(".mail-state form", "action").unwrap();
    desk.kim.submit(&again, &[("return", &desk.path())]).await;
    desk.work().await;
    assert!(post.arrived().is_empty());
    let second = desk.kim.visit(&desk.path()).await.attribute(".mail-state form", "action").unwrap();
    assert_ne!(second, again);
    let seen = desk.kim.post(&format!("{}/completion", desk.path()), &[]).await.page().value("seen");
    desk.kim.submit(&format!("{}/completion", desk.path()), &[("seen", &seen)]).await;
    let answer = desk.kim.post(&second, &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("Reset the password"), "{}", answer.page().text());
    let user = desk.kim.visit(&format!("/customers/{}/users/{}", desk.customer, desk.users[0])).await;
    assert!(user.has("to send again, re-issue") && user.select(".mail-state form").is_empty(), "{}", user.text());
}

#[actix_web::test]
async fn done_asks_about_mails_that_have_not_left_and_those_with_links_may_still_go() {
    for (choice, links_go) in [("go", true), ("stop", false)] {
        let mut post = Post::new();
        let mut desk = Desk::new(&post).await;
        desk.allow_passwords().await;
        desk.sent(["ada@home.example", "bo@home.example", ""], &[EACH]).await;
        desk.sent(["", "", "cy@home.example"], &[EACH, ("content", "password")]).await;
        let done = format!("{}/completion", desk.path());
        let question = desk.kim.post(&done, &[]).await;
        assert_eq!(question.status, 422);
        let page = question.page();
        assert!(page.has("3 mails have not left yet") && page.alert().contains("Cy Marsh"), "{}", page.text());
        assert!(!page.alert().contains("Ada Bianchi"), "nothing is lost of her");
        let seen = page.value("seen");
        let without = desk.kim.post(&done, &[("seen", &seen)]).await;
        assert!(without.status == 422 && without.page().heading() == "3 mails have not left yet");
        let link = desk.link(0).await;
        assert_eq!(desk.kim.post(&done, &[("seen", &seen), ("mails", choice)]).await.status, 303);
        desk.work().await;
        let mut arrived: Vec<String> = post.arrived().iter().map(to).collect();
        arrived.sort();
        let expected = if links_go { vec!["ada@home.example", "bo@home.example"] } else { vec![] };
        assert_eq!(arrived, expected);
        let path = link.strip_prefix("http://desk.test").unwrap();
        if links_go {
            assert_eq!(desk.site.browser().await.post(path, &[]).await.status, 200);
        }
        // Nothing that was posted can be read any more.
        let left = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM messages WHERE length(sealed) > 0";
        assert_eq!(texts(&desk.site.app, left).await, ["0"]);
        desk.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn what_was_mailed_was_handed_out_and_the_record_tells_what_became_of_it() {
    let post = Post::new();
    let mut desk = Desk::new(&post).await;
    desk.sent(THREE, &[EACH]).await;
    desk.work().await;
    let link = desk.link(0).await;
    let done = desk.kim.post(&format!("{}/completion", desk.path()), &[]).await;
    assert_eq!(done.status, 303, "{}", done.page().text());
    let path = link.strip_prefix("http://desk.test").unwrap();
    assert_eq!(desk.site.browser().await.post(path, &[]).await.status, 200);
    let page = desk.kim.visit(&format!("/customers/{}/users/{}", desk.customer, desk.users[0])).await;
    let row = page.rows().into_iter().find(|row| row[0] == "E-mail").unwrap().join(" ");
    assert!(row.contains("ada@home.example") && row.contains("Sent") && row.contains("Link opened on"), "{row}");
    let by = desk.site.actor(&desk.staff);
    let ids = texts(&desk.site.app, "SELECT ending AS text FROM hand_over_links WHERE ending IS NOT NULL").await;
    assert_eq!(ids, [Ending::Opened.name()]);
    let known = partnerdesk::actions::hand_overs::of_user(&by, desk.customer, desk.users[1]).await.unwrap();
    assert!(known.iter().any(|one| one.kind == "mail" && one.mail_id.is_some()));
    assert!(!matches!(State::Ended(Ending::Opened, by.now), State::Waiting(_)));
}
