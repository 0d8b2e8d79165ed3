//! A mail as it goes over the line (RFC 5322): 7-bit, CRLF alone, text and HTML beside each other, the same bytes
//! each time. So a relay can sign it, and a copy that comes twice is known by its Message-ID.

use std::time::SystemTime;

use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as Written, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::domain::Moment;
use crate::domain::id::MessageId;
use crate::domain::mail::{Content, Mail, Mailbox};

/// What is said to the server.
#[derive(Clone, Debug)]
pub struct Letter {
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

impl Letter {
    /// # Errors
    /// What cannot be written; nothing of the mail is in it.
    pub fn of(id: MessageId, mail: &Mail) -> Result<Self, String> {
        let from = written(mail.from())?;
        let message_id = format!("<{}@{}>", id.0.simple(), from.email.domain());
        let mut builder = Message::builder()
            .date(SystemTime::from(mail.date()))
            .message_id(Some(message_id))
            .from(from)
            .to(written(mail.to())?)
            .subject(mail.subject())
            // Nobody's holiday reply answers it (RFC 3834).
            .raw_header(plain("Auto-Submitted", "auto-generated"))
            .raw_header(plain("Content-Language", mail.language()));
        if let Some(reply_to) = mail.reply_to() {
            builder = builder.reply_to(written(reply_to)?);
        }
        let part = |kind: ContentType, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
        let parts = MultiPart::alternative()
            // Made once: what is sent again is the same.
            .boundary(format!("part-{}", id.0.simple()))
            .singlepart(part(ContentType::TEXT_PLAIN, mail.text()))
            .singlepart(part(ContentType::TEXT_HTML, mail.html()));
        let message = builder.multipart(parts).map_err(|_| "the mail cannot be written".to_owned())?;
        let (envelope, bytes) = (message.envelope().clone(), message.formatted());
        if !bytes.is_ascii() {
            return Err("the mail is not 7-bit".into());
        }
        Ok(Self { envelope, bytes })
    }
}

/// A letter that somebody else sends, from an own mail program: opened there, it is a draft.
///
/// # Errors
/// What cannot be written; nothing of the letter is in it.
pub fn draft(from: &Mailbox, to: Option<&Mailbox>, content: &Content, date: Moment) -> Result<Vec<u8>, String> {
    let from = written(from)?;
    // Nothing goes by this: who opens the draft says to whom.
    let envelope = Envelope::new(None, vec![from.email.clone()]).map_err(|_| "a draft has no writer".to_owned())?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .date(SystemTime::from(date))
        .from(from)
        .subject(content.subject.as_str())
        .raw_header(plain("X-Unsent", "1"))
        .raw_header(plain("Content-Language", content.language));
    if let Some(to) = to {
        builder = builder.to(written(to)?);
    }
    let part = |kind: ContentType, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &content.text))
        .singlepart(part(ContentType::TEXT_HTML, &content.html));
    let message = builder.multipart(parts).map_err(|_| "the draft cannot be written".to_owned())?;
    Ok(message.formatted())
}

fn written(mailbox: &Mailbox) -> Result<Written, String> {
    let address: Address = mailbox.address().parse().map_err(|_| "an address of the mail is none".to_owned())?;
    Ok(Written::new(mailbox.name().map(str::to_owned), address))
}

fn plain(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
