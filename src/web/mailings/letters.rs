//! What stands in mails about users, in the language of who reads them.

use askama::Template;

use crate::actions::links::address;
use crate::actions::mailings::{Entry, Letter, Secret};
use crate::actions::{Actor, Error, hand_over};
use crate::app::App;
use crate::domain::customer::Account;
use crate::domain::mail::{Content, Mailbox};
use crate::web::error;
use crate::words::{Language, Words};

/// What every letter of a mailing tells.
pub(super) struct Desk<'a> {
    pub app: &'a App,
    pub w: Words,
    pub account: &'a Account,
    pub sign_in: String,
    pub link_hours: i64,
    /// Who has it sent, and for whom: a mail from nobody looks like one of those that are warned of.
    pub from: String,
}

/// One user, as templates have it.
struct Told {
    display_name: String,
    user_name: String,
    link: Option<String>,
    asks_code: bool,
    password: Option<String>,
    until: String,
}

#[derive(Template)]
#[template(path = "mails/user.txt")]
struct UserText<'a> {
    w: Words,
    desk: &'a Desk<'a>,
    one: &'a Told,
}

#[derive(Template)]
#[template(path = "mails/user.html")]
struct UserHtml<'a> {
    w: Words,
    desk: &'a Desk<'a>,
    one: &'a Told,
    subject: &'a str,
}

#[derive(Template)]
#[template(path = "mails/list.txt")]
struct ListText<'a> {
    w: Words,
    desk: &'a Desk<'a>,
    all: &'a [Told],
    has_links: bool,
    has_codes: bool,
}

#[derive(Template)]
#[template(path = "mails/list.html")]
struct ListHtml<'a> {
    w: Words,
    desk: &'a Desk<'a>,
    all: &'a [Told],
    has_links: bool,
    has_codes: bool,
    subject: &'a str,
}

impl Desk<'_> {
    fn told(&self, w: &Words, entry: &Entry) -> Told {
        let (link, asks_code, password) = match &entry.secret {
            Secret::Link { token, asks_code } => (Some(address(self.app, token).to_string()), *asks_code, None),
            Secret::Password(password) => (None, false, Some(password.to_string())),
        };
        Told {
            display_name: entry.display_name.clone(),
            user_name: entry.user_name.clone(),
            link,
            asks_code,
            password,
            until: entry.until.map(|at| w.time_and_zone(&at)).unwrap_or_default(),
        }
    }

    /// In `language`, or in that of the user's location.
    pub(super) fn compose(&self, letter: Letter<'_>, language: Option<Language>) -> Result<Content, Error> {
        let own = match letter {
            Letter::ToUser(entry) => Language::of_country(entry.location.as_deref().unwrap_or_default()),
            Letter::List(_) => self.w.language,
        };
        let w = Words::new(language.unwrap_or(own), self.w.zone);
        let company = &self.account.company_name;
        let failed = |error: askama::Error| Error::Failed(error.to_string());
        let (subject, text, html) = match letter {
            Letter::ToUser(entry) => {
                let subject = subject(&w, "letter-subject", company);
                let one = self.told(&w, entry);
                let text = UserText { w, desk: self, one: &one }.render().map_err(failed)?;
                let html = UserHtml { w, desk: self, one: &one, subject: &subject }.render().map_err(failed)?;
                (subject, text, html)
            }
            Letter::List(entries) => {
                let subject = subject(&w, "letter-list-subject", company);
                let all: Vec<Told> = entries.iter().map(|entry| self.told(&w, entry)).collect();
                let (all, desk) = (all.as_slice(), self);
                let has_links = all.iter().any(|one| one.link.is_some());
                let has_codes = all.iter().any(|one| one.asks_code);
                let text = ListText { w, desk, all, has_links, has_codes }.render().map_err(failed)?;
                let html = ListHtml { w, desk, all, has_links, has_codes, subject: &subject }.render();
                (subject, text, html.map_err(failed)?)
            }
        };
        Ok(Content { subject, text: trimmed(&text), html, language: w.language.code(), secrets: Vec::new() })
    }
}

/// What letters of this customer tell.
pub(super) async fn desk<'a>(by: &'a Actor, words: &Words, account: &'a Account) -> error::Result<Desk<'a>> {
    let settled = hand_over::settled(by).await?;
    let sign_in = hand_over::sign_in_address(&by.app, &settled);
    let staff = by.staff().map(|staff| staff.name.as_str());
    let company = settled.sender.as_ref().and_then(Mailbox::name).filter(|company| staff != Some(*company));
    let from = staff.into_iter().chain(company).collect::<Vec<_>>().join(", ");
    Ok(Desk { app: &by.app, w: *words, account, sign_in, link_hours: settled.link_hours.into(), from })
}

/// A company's name may be long; a subject is one line of bounded length.
fn subject(w: &Words, key: &str, company: &str) -> String {
    let line: String = company.chars().filter(|c| !c.is_control()).take(150).collect();
    w.named(key, line)
}

/// No more than one empty line follows another, as templates leave them.
fn trimmed(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}
