//! Mail and passwords of the whole installation: from whom mails come, how many leave, how long passwords and links
//! last; and a mail to oneself that shows what the server says.

use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::conflict::ConflictNotice;
use super::error::{Result, on_form, status};
use super::form::{Fields, Form, Yes};
use super::page::{Reasons, Section, Shell, see_other_saying};
use super::paths;
use super::request_context::{Allowed, ManageSettings};
use crate::actions::mails::{self, Tested};
use crate::actions::{self, hand_over};
use crate::channels::mail;
use crate::domain::hand_over::{HOURS, HandOver, MAILS_AN_HOUR, number, page_address};
use crate::domain::mail::{Content, Mailbox};
use crate::domain::message::Message;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::text;
use crate::words::Words;

/// How a mail server is set, by example.
const SERVER_SETTINGS: [&str; 2] =
    ["PARTNERDESK_SMTP_URL=smtp://user@mail.contoso.example:587", "PARTNERDESK_SMTP_PASSWORD_FILE=/path/to/file"];

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MailFields {
    sender_address: String,
    sender_name: String,
    reply_to: String,
    mails_an_hour: String,
    mails_with_credentials: String,
    temporary_hours: String,
    link_hours: String,
    sign_in_address: String,
    version: i64,
}

impl Fields for MailFields {
    const LIMIT: usize = 16 * 1024;
}

impl MailFields {
    fn of(settled: &HandOver) -> Self {
        let address = |mailbox: &Option<Mailbox>| mailbox.as_ref().map(Mailbox::address).unwrap_or_default().to_owned();
        Self {
            sender_address: address(&settled.sender),
            sender_name: settled.sender.as_ref().and_then(Mailbox::name).unwrap_or_default().to_owned(),
            reply_to: address(&settled.reply_to),
            mails_an_hour: settled.mails_an_hour.to_string(),
            mails_with_credentials: if settled.mails_hold_passwords { "yes".into() } else { String::new() },
            temporary_hours: settled.temporary_password_hours.map(|hours| hours.to_string()).unwrap_or_default(),
            link_hours: settled.link_hours.to_string(),
            sign_in_address: settled.sign_in_address.clone().unwrap_or_default(),
            version: settled.version,
        }
    }

    /// What was typed; every field's reason at once.
    fn parse(&self) -> std::result::Result<HandOver, Refused> {
        let mut refused = Refused::default();
        let sender = refused.take_all(self.sender());
        let reply_to = refused.take("reply_to", mailbox("", &self.reply_to));
        let mails_an_hour = refused.take("mails_an_hour", number(&self.mails_an_hour, MAILS_AN_HOUR));
        let hours = self.temporary_hours.trim();
        let hours = if hours.is_empty() { Ok(None) } else { number(hours, HOURS).map(Some) };
        let temporary_password_hours = refused.take("temporary_hours", hours);
        let link_hours = refused.take("link_hours", number(&self.link_hours, HOURS));
        let sign_in_address = refused.take("sign_in_address", page_address(&self.sign_in_address));
        let read = || {
            Some(HandOver {
                sender: sender?,
                reply_to: reply_to?,
                mails_an_hour: mails_an_hour?,
                mails_hold_passwords: self.mails_with_credentials == "yes",
                temporary_password_hours: temporary_password_hours?,
                link_hours: link_hours?,
                sign_in_address: sign_in_address?,
                version: self.version,
            })
        };
        if refused.is_empty() { read().ok_or(refused) } else { Err(refused) }
    }

    /// A name without an address is no sender.
    fn sender(&self) -> std::result::Result<Option<Mailbox>, Refused> {
        let name = text::line(&self.sender_name, text::NAME_LIMIT).map_err(|why| Refused::one("sender_name", why))?;
        let sender = mailbox(&name, &self.sender_address).map_err(|why| Refused::one("sender_address", why))?;
        if sender.is_none() && !name.is_empty() {
            return Err(Refused::one("sender_address", Refusal::Input(InputRefusal::Required)));
        }
        Ok(sender)
    }

    /// What was typed, by the names that events use.
    fn typed(&self) -> Vec<(&'static str, String)> {
        let holds = self.mails_with_credentials == "yes";
        vec![
            ("sender_address", self.sender_address.clone()),
            ("sender_name", self.sender_name.clone()),
            ("reply_to", self.reply_to.clone()),
            ("mails_an_hour", self.mails_an_hour.clone()),
            ("mails_with_credentials", holds.to_string()),
            ("temporary_hours", self.temporary_hours.clone()),
            ("link_hours", self.link_hours.clone()),
            ("sign_in_address", self.sign_in_address.clone()),
        ]
    }
}

/// No address typed is none.
fn mailbox(name: &str, raw: &str) -> std::result::Result<Option<Mailbox>, Refusal> {
    if raw.trim().is_empty() { Ok(None) } else { Mailbox::parse(name, raw).map(Some) }
}

/// What the server said to a test, in words and in its own.
pub struct Told {
    is_fine: bool,
    text: String,
    /// Before what was heard; nothing where nothing was.
    heading: Option<&'static str>,
    heard: String,
}

impl Told {
    fn new(words: &Words, to: &str, tested: Tested) -> Self {
        let failed = |key, heading, heard| Self { is_fine: false, text: words.t(key), heading, heard };
        match tested {
            Tested::Taken(heard) => {
                let text = words.named("mail-test-taken", to);
                Self { is_fine: true, text, heading: Some("mail-test-answer"), heard }
            }
            Tested::Refused(heard) => failed("mail-test-not-taken", Some("mail-test-answer"), heard),
            Tested::NotReached(heard) => failed("mail-test-not-taken", Some("mail-test-why"), heard),
            Tested::Unknown(heard) => failed("mail-test-unknown", Some("mail-test-why"), heard),
            Tested::NoAnswer => failed("mail-test-no-answer", None, String::new()),
        }
    }
}

#[derive(Template)]
#[template(path = "settings/mail.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: MailFields,
    /// Whether this installation has a mail server.
    has_server: bool,
    /// How one is set.
    settings: [&'static str; 2],
    /// And whether somebody has settled from whom mails come.
    has_sender: bool,
    /// What holds where nothing is typed.
    server_hours: i64,
    own_address: String,
    to: String,
    told: Option<Told>,
}

/// A mail to oneself, as HTML.
#[derive(Template)]
#[template(path = "mails/test.html")]
struct TestMail {
    w: Words,
}

async fn page(visit: &Allowed<ManageSettings>, typed: Option<MailFields>, refused: &Refused) -> Result<Page> {
    let settled = hand_over::settled(&visit.actor()).await?;
    let by_default = HandOver { sign_in_address: None, ..settled.clone() };
    Ok(Page {
        shell: Shell::new(visit, Section::Settings),
        reasons: Reasons::new(&visit.words, refused),
        conflict: None,
        has_server: visit.app.channels.find(mail::NAME).is_some(),
        settings: SERVER_SETTINGS,
        has_sender: settled.sender.is_some(),
        server_hours: visit.app.settings.temporary_password_hours.into(),
        own_address: hand_over::sign_in_address(&visit.app, &by_default),
        to: visit.staff.email.as_str().to_owned(),
        fields: typed.unwrap_or_else(|| MailFields::of(&settled)),
        told: None,
    })
}

/// GET /settings/mail
pub async fn mail(visit: Allowed<ManageSettings>) -> Result {
    let page = page(&visit, None, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

/// POST /settings/mail
pub async fn settle(visit: Allowed<ManageSettings>, form: Form<MailFields>) -> Result {
    let Form { fields, sent } = form;
    let settled = async { hand_over::settle(&visit.actor(), &fields.parse()?, &sent).await };
    match on_form(settled.await) {
        Ok(()) => Ok(see_other_saying(&visit, paths::MAIL_SETTINGS, &Message::new("flash-mail-settled"))),
        Err(actions::Error::Refused(refused)) => {
            let page = page(&visit, Some(fields), &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => {
            let told = ConflictNotice::new(&visit.words, &conflict, &fields.typed());
            let now = page(&visit, None, &Refused::default()).await?;
            let fields = MailFields { version: now.fields.version, ..fields };
            let page = Page { conflict: Some(told), fields, ..now };
            page.shell.render(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// POST /settings/mail/test
pub async fn test(visit: Allowed<ManageSettings>, _: Form<Yes>) -> Result {
    let words = visit.words;
    let content = Content {
        subject: words.t("mail-test-subject"),
        text: format!("{}\n", words.t("mail-test-text")),
        html: TestMail { w: words }.render()?,
        language: words.language.code(),
        secrets: Vec::new(),
    };
    match Box::pin(mails::send_test(&visit.actor(), content)).await {
        Ok(tested) => {
            let now = page(&visit, None, &Refused::default()).await?;
            let told = Told::new(&words, &now.to, tested);
            let page = Page { told: Some(told), ..now };
            page.shell.render(StatusCode::OK, &page)
        }
        Err(actions::Error::Refused(refused)) => {
            let page = page(&visit, None, &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}
