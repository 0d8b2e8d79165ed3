//! Mails and what is settled about them.

use std::sync::Arc;

use async_trait::async_trait;
use partnerdesk::actions;
use partnerdesk::actions::audit::Log;
use partnerdesk::actions::mails::{self, Posting};
use partnerdesk::channels::{Channel, Channels, Gate, Undelivered};
use partnerdesk::domain::event::{Operation, Operation as O};
use partnerdesk::domain::id::MessageId;
use partnerdesk::domain::mail::{Content, MailKind, Mailbox};

use super::Desk;
use crate::support::{Scratch, Site};

pub const WALKED: &[Operation] = &[O::QueueMail, O::WithdrawMail, O::UpdateHandOver, O::SendTestMail];

/// A mail server that takes everything.
#[derive(Debug)]
struct Taker;

#[async_trait(?Send)]
impl Channel for Taker {
    fn name(&self) -> &'static str {
        "mail"
    }

    async fn carry(&self, _: MessageId, _: &str, _: &dyn Gate) -> Result<String, Undelivered> {
        Ok("250 Ok".into())
    }
}

#[actix_web::test]
async fn every_mail_leaves_one_record() {
    let channels = Channels::new(vec![Arc::new(Taker)]);
    let mut desk = Desk::at(Site::node(Arc::new(Scratch::new().await), channels).await).await;
    let fields = [
        ("sender_address", "desk@partner.example"),
        ("sender_name", "Desk"),
        ("reply_to", "help@partner.example"),
        ("mails_an_hour", "40"),
        ("mails_with_credentials", "yes"),
        ("temporary_hours", "24"),
        ("link_hours", "24"),
        ("sign_in_address", "https://portal.example/"),
        ("version", "0"),
    ];
    desk.post("update_hand_over", "/settings/mail", &fields).await;
    let mut browser = desk.browser.clone();
    let tested = desk.notes("send_test_mail", browser.post("/settings/mail/test", &[])).await;
    assert_eq!(tested.status, 200, "{}", tested.body);
    let customer = desk.site.customer("Aquila", "aquila.example").await;
    let user = desk.site.user(&desk.boss, customer, "Ada Bianchi", &[]).await;
    let (by, app) = (desk.by(), desk.site.app.clone());
    let content = Content {
        subject: "Your link".into(),
        text: "https://desk.example/links/only-for-ada".into(),
        html: "<p>https://desk.example/links/only-for-ada</p>".into(),
        language: "en",
        secrets: vec!["only-for-ada".into()],
    };
    desk.secrets.push("only-for-ada".into());
    let to = Mailbox::parse("Ada", "ada@aquila.example").unwrap();
    let posting = Posting { user: Some(user), sheet: None, kind: MailKind::Link, to, content };
    let posted = app.db.write(async |tx| {
        let mut log = Log::open(tx, &by, customer).await?;
        let ids = mails::post(&by, tx, &mut log, customer, std::slice::from_ref(&posting)).await?;
        log.write(tx).await?;
        Ok::<_, actions::Error>(ids)
    });
    let ids = desk.notes("queue_mail", posted).await.unwrap();
    desk.notes("withdraw_mail", mails::withdraw(&by, customer, ids[0])).await.unwrap();
    desk.check().await;
    desk.has_walked(WALKED);
}
