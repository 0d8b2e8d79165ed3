//! What the last action did, told on the page that follows it.
//!
//! It travels in a signed cookie that the next page clears: nothing is written for a GET. It holds
//! a sentence's key and names, never a secret.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::door::Door;
use super::html::{Html, sentence};
use super::paths;
use crate::app::App;
use crate::domain::id::{CustomerId, JobId};
use crate::domain::message::{Arg, Message};
use crate::secrets::Purpose;
use crate::words::Words;

/// A message kept for the next page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    key: String,
    args: Vec<(String, Value)>,
    pub undo: Option<Undo>,
}

/// Deletions that can be taken back at once, or a change of licenses whose undo is previewed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undo {
    customer: CustomerId,
    /// Also the form's id: however often it is pressed, it is done once.
    pub job: JobId,
    #[serde(default)]
    is_of_licenses: bool,
}

impl Undo {
    pub fn of(customer: CustomerId, job: JobId) -> Self {
        Self { customer, job, is_of_licenses: false }
    }

    pub fn of_licenses(customer: CustomerId, job: JobId) -> Self {
        Self { customer, job, is_of_licenses: true }
    }

    /// What the button says: a catalog key.
    pub fn label(&self) -> &'static str {
        if self.is_of_licenses { "undo-change" } else { "undo" }
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        if self.is_of_licenses {
            paths::license_change_undo(self.customer, self.job)
        } else {
            paths::restorations(self.customer)
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Value {
    Text(String),
    Number(i64),
}

/// Sentences that may be told so; a key from a cookie is looked up here and nowhere else.
const KEYS: &[&str] = &[
    "flash-alias-added",
    "flash-alias-gone",
    "flash-alias-removed",
    "flash-clock-confirmed",
    "flash-clock-moved",
    "flash-columns-saved",
    "flash-customer-added",
    "flash-customer-added-namesake",
    "flash-customer-saved",
    "flash-customer-archived",
    "flash-customer-unarchived",
    "flash-customer-removed",
    "flash-customer-saved-namesake",
    "flash-mail-again",
    "flash-mail-not-stopped",
    "flash-mail-over",
    "flash-mail-settled",
    "flash-mail-stopped",
    "flash-mails-queued",
    "flash-mails-queued-but",
    "flash-link-ended",
    "flash-link-revoked",
    "flash-links-issued",
    "flash-links-none",
    "flash-new-users-saved",
    "flash-not-saved",
    "flash-nothing-changed",
    "flash-own-role",
    "flash-password-changed",
    "flash-password-strong",
    "flash-password-very-strong",
    "flash-product-reinstated",
    "flash-product-retired",
    "flash-profile-saved",
    "flash-rule-added",
    "flash-rule-gone",
    "flash-rule-removed",
    "flash-selected-too",
    "flash-sessions-ended",
    "flash-sheet-closed",
    "flash-sheet-fed",
    "flash-upload-discarded",
    "flash-upload-erased",
    "flash-upload-stopping",
    "flash-sign-in-allowed",
    "flash-sign-in-blocked",
    "flash-signed-out",
    "flash-staff-blocked",
    "flash-staff-removed",
    "flash-staff-saved",
    "flash-staff-unblocked",
    "flash-subscription-added",
    "flash-subscription-reactivated",
    "flash-subscription-saved",
    "flash-subscription-suspended",
    "flash-unchanged",
    "flash-user-deleted",
    "flash-user-purged",
    "flash-user-restored",
    "flash-user-saved",
];

impl Flash {
    pub fn of(message: &Message) -> Self {
        let value = |arg: &Arg| match arg {
            Arg::Text(text) => Value::Text(text.chars().take(120).collect()),
            Arg::Words(keys) => Value::Text(keys.join(" ")),
            Arg::Number(number) => Value::Number(*number),
        };
        let args = message.args.iter().map(|(name, arg)| (name.clone().into_owned(), value(arg))).collect();
        Self { key: message.key.clone().into_owned(), args, undo: None }
    }

    /// The same, with a way to take back what it tells.
    pub fn offering(self, undo: Option<Undo>) -> Self {
        Self { undo, ..self }
    }

    /// The sentence, or nothing when the key is none of ours.
    pub fn html(&self, words: &Words) -> Option<Html> {
        let key = KEYS.iter().copied().find(|key| *key == self.key)?;
        let mut message = Message::new(key);
        for (name, value) in &self.args {
            message = match (name.as_str(), value) {
                ("name", Value::Text(text)) => message.text("name", text),
                ("domains", Value::Text(text)) => message.text("domains", text),
                ("count", Value::Number(number)) => message.number("count", *number),
                ("more", Value::Number(number)) => message.number("more", *number),
                _ => message,
            };
        }
        Some(sentence(words, &message))
    }
}

fn signature(app: &App, body: &str) -> String {
    URL_SAFE_NO_PAD.encode(app.secrets.mac(Purpose::Cookies, format!("said {body}").as_bytes()))
}

/// Puts `flash` onto an answer for the next page behind this door to tell.
pub fn put(app: &App, door: Door, answer: &mut HttpResponse, flash: &Flash) {
    let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).unwrap_or_default());
    let value = format!("{body}.{}", signature(app, &body));
    let _ = answer.add_cookie(&cookie(app, door, value));
}

/// What the request brings to be told.
pub fn take(app: &App, request: &HttpRequest) -> Option<Flash> {
    let cookie = request.cookie(&Door::of(request).cookie(app, "-said"))?;
    let (body, _) = cookie.value().rsplit_once('.')?;
    if cookie.value() != format!("{body}.{}", signature(app, body)) {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
}

/// Clears it: it was told.
pub fn clear(app: &App, door: Door, answer: &mut HttpResponse) {
    let mut gone = cookie(app, door, String::new());
    gone.make_removal();
    let _ = answer.add_cookie(&gone);
}

fn cookie(app: &App, door: Door, value: String) -> Cookie<'static> {
    Cookie::build(door.cookie(app, "-said"), value)
        .path(door.cookie_path())
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_https())
        .finish()
}
