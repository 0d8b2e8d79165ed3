//! Mails by a real mail server: what arrives, what is told of what does not, and that nothing comes twice but what may.

mod bounds;
mod erased;
mod faults;
mod guards;
mod killed;
mod letters;
pub mod post;
mod settings;
mod tls;

use std::sync::Arc;

use partnerdesk::actions::audit::Log;
use partnerdesk::actions::mails::{self, MailRecord, Posting};
use partnerdesk::actions::{Actor, Error, Submission, hand_over};
use partnerdesk::channels::Channels;
use partnerdesk::domain::hand_over::HandOver;
use partnerdesk::domain::id::{CustomerId, MessageId, UserId};
use partnerdesk::domain::mail::{Content, MailKind, Mailbox};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store::{self};
use partnerdesk::tasks::work_off;

use self::post::Post;
use crate::support::{Scratch, Site};

/// An installation with a mail server, a customer and a user.
struct Desk {
    site: Site,
    boss: Staff,
    customer: CustomerId,
    ada: UserId,
}

impl Desk {
    async fn new(post: &Post) -> Self {
        Self::on(Arc::new(Scratch::new().await), post.channels()).await
    }

    async fn on(scratch: Arc<Scratch>, channels: Channels) -> Self {
        let site = Site::node(scratch, channels).await;
        let boss = site.staff(Role::GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let ada = site.user(&boss, customer, "Ada Bianchi", &[]).await;
        let desk = Self { site, boss, customer, ada };
        desk.settle(|_| {}).await;
        desk
    }

    /// Settles something else, and that mails come from the desk.
    async fn settle(&self, change: impl FnOnce(&mut HandOver)) {
        let by = self.by();
        let mut settled = hand_over::settled(&by).await.unwrap();
        settled.sender = Some(Mailbox::parse("Città & Söhne", "desk@partner.example").unwrap());
        change(&mut settled);
        hand_over::settle(&by, &settled, &Submission::never_twice()).await.unwrap();
    }

    fn by(&self) -> Actor {
        self.site.actor(&self.boss)
    }

    /// A mail to Ada about her password.
    fn to_ada(&self) -> Posting {
        Posting {
            user: Some(self.ada),
            sheet: None,
            kind: MailKind::Link,
            to: Mailbox::parse("Ada Bianchi", "ada@aquila.example").unwrap(),
            content: content("Your link", "Open https://desk.example/links/AbCdEfGhIjKlMnOp"),
        }
    }

    async fn try_post(&self, by: &Actor, postings: &[Posting]) -> Result<Vec<MessageId>, Error> {
        self.site
            .app
            .db
            .write(async |tx| {
                let mut log = Log::open(tx, by, self.customer).await?;
                let ids = mails::post(by, tx, &mut log, self.customer, postings).await?;
                log.write(tx).await?;
                Ok(ids)
            })
            .await
    }

    async fn post_again(&self, old: MessageId, posting: &Posting) -> Result<MessageId, Error> {
        let by = self.by();
        let work = async |tx: &store::Tx| {
            let mut log = Log::open(tx, &by, self.customer).await?;
            let id = mails::post_again(&by, tx, &mut log, self.customer, old, posting).await?;
            log.write(tx).await?;
            Ok(id)
        };
        self.site.app.db.write(work).await
    }

    async fn post(&self, posting: Posting) -> MessageId {
        self.try_post(&self.by(), &[posting]).await.unwrap()[0]
    }

    async fn work(&self) {
        work_off(&self.site.app).await.unwrap();
    }

    async fn mail(&self, id: MessageId) -> MailRecord {
        mails::find(&self.by(), self.customer, id).await.unwrap()
    }

    /// Whether nothing can be read of it any more.
    async fn is_destroyed(&self, id: MessageId) -> bool {
        store::outbox::find(self.site.app.db.read(), id).await.unwrap().is_none_or(|kept| kept.sealed.is_empty())
    }
}

fn content(subject: &str, text: &str) -> Content {
    Content {
        subject: subject.into(),
        text: format!("{text}\n"),
        html: format!("<p>{text}</p>\n"),
        language: "en",
        secrets: vec!["AbCdEfGhIjKlMnOp".into()],
    }
}
