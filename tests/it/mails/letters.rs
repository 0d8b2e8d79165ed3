//! What arrives, read by somebody else's parser.

use chrono::DateTime;
use partnerdesk::domain::mail::{Content, Mailbox, Reason, State};
use serde_json::{Value, json};

use super::post::Post;
use super::{Desk, content};

#[actix_web::test]
async fn what_was_written_is_what_is_read_and_a_relay_can_sign_it() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    desk.settle(|settled| settled.reply_to = Some(Mailbox::parse("", "help@partner.example").unwrap())).await;
    let subject = "Zugang für Zoë: così si accede, 次のとおり, e questo oggetto è più lungo di una riga sola";
    let long = "è lunga, ".repeat(300);
    let text = format!("Grüße, Zoë\n.\n..\nFrom the desk\n\n{long}\n😀 \t\nEnd");
    let html = format!("<!doctype html>\n<html lang=\"it\">\n<p>Grüße &amp; {long}</p>\n.\n</html>\n");
    let mut posting = desk.to_ada();
    posting.to = Mailbox::parse("Zoë Ångström, “日本” <x>", "zoe@bücher.aquila.example").unwrap();
    posting.content =
        Content { subject: subject.into(), text: text.clone(), html: html.clone(), language: "it", secrets: vec![] };
    let by = desk.by();
    let id = desk.try_post(&by, &[posting]).await.unwrap()[0];
    desk.work().await;
    let arrived = post.arrived().remove(0);
    assert_eq!(arrived["envelope"], json!(["desk@partner.example", ["zoe@xn--bcher-kva.aquila.example"]]));
    assert_eq!(arrived["from"], json!([["Città & Söhne", "desk@partner.example"]]));
    assert_eq!(arrived["to"], json!([["Zoë Ångström, “日本” <x>", "zoe@xn--bcher-kva.aquila.example"]]));
    assert_eq!(arrived["reply_to"], json!([["", "help@partner.example"]]));
    let headers = &arrived["headers"];
    assert_eq!(headers["Subject"], subject);
    assert_eq!(headers["Message-ID"], format!("<{}@partner.example>", id.0.simple()));
    assert_eq!(headers["Auto-Submitted"], "auto-generated");
    assert_eq!(headers["Content-Language"], "it");
    let date = DateTime::parse_from_rfc2822(headers["Date"].as_str().unwrap()).unwrap();
    assert_eq!(date.timestamp(), by.now.timestamp());
    assert_eq!(arrived["type"], "multipart/alternative");
    let part = |at: usize| (arrived["parts"][at]["type"].clone(), lines(&arrived["parts"][at]["text"]));
    assert_eq!(part(0), (json!("text/plain"), text.trim_end().to_owned()));
    assert_eq!(part(1), (json!("text/html"), html.trim_end().to_owned()));
    assert_eq!(arrived["defects"], json!([]));
    assert!(arrived["is_seven_bit"] == true && arrived["has_crlf_alone"] == true, "{arrived}");
    assert!(arrived["longest"].as_u64().unwrap() <= 998, "{}", arrived["longest"]);
    let mail = desk.mail(id).await;
    assert_eq!(mail.course.state, State::Sent);
    assert_eq!(mail.course.answer.as_deref(), Some("250 2.0.0 Ok: queued as 4XyZ"));
    assert!(mail.course.ended_at.is_some() && mail.course.next_at.is_none() && desk.is_destroyed(id).await);
}

fn lines(text: &Value) -> String {
    text.as_str().unwrap().replace("\r\n", "\n").trim_end().to_owned()
}

#[actix_web::test]
async fn plain_mails_stay_plain() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    desk.post(desk.to_ada()).await;
    desk.work().await;
    let arrived = post.arrived().remove(0);
    assert_eq!(arrived["parts"][0]["encoding"], "7bit");
    assert_eq!(arrived["to"], json!([["Ada Bianchi", "ada@aquila.example"]]));
    assert_eq!(arrived["reply_to"], json!([]));
}

#[actix_web::test]
async fn many_go_over_few_connections_each_once() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    let postings = vec![desk.to_ada(); 120];
    let ids = desk.try_post(&desk.by(), &postings).await.unwrap();
    desk.work().await;
    let mut arrived = post.message_ids();
    arrived.sort();
    let mut expected: Vec<String> = ids.iter().map(|id| format!("<{}@partner.example>", id.0.simple())).collect();
    expected.sort();
    assert_eq!(arrived, expected);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn nobody_reads_a_mail_that_waits_and_nothing_is_left_of_one_that_is_over() {
    let mut post = Post::new();
    let desk = Desk::new(&post).await;
    post.plan(&["rcpt-550"]);
    let refused = desk.post(desk.to_ada()).await;
    desk.work().await;
    let mail = desk.mail(refused).await;
    assert_eq!((mail.course.state, mail.course.reason), (State::Failed, Some(Reason::Refused)));
    assert!(desk.is_destroyed(refused).await);
    // Sent again, it is another mail, composed anew, and once.
    let posting = partnerdesk::actions::mails::Posting { content: content("Again", "Once more"), ..desk.to_ada() };
    let again = desk.post_again(refused, &posting).await.unwrap();
    assert_eq!(desk.mail(refused).await.sent_again_as, Some(again));
    assert!(desk.post_again(refused, &posting).await.is_err());
    desk.work().await;
    assert_eq!(desk.mail(again).await.course.state, State::Sent);
    assert!(desk.post_again(again, &posting).await.is_err(), "what was sent is not sent again");
    assert_eq!(post.arrived().len(), 1);
}
