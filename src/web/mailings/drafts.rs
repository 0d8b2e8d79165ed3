//! Letters for one's own mail program, where this installation sends none: as `mailto:` links and as files. They hold
//! links, never passwords.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Path;
use askama::Template;
use url::form_urlencoded::byte_serialize;

use super::letters::desk;
use crate::actions::links::Taken;
use crate::actions::mailings::{self as action, Draft, Letter};
use crate::channels::mail::draft;
use crate::domain::id::{SheetId, UserId};
use crate::domain::mail::{Content, Mailbox};
use crate::web::error::{Error, Problem, Result};
use crate::web::hand_over_words::contact_language;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{ResetPasswords, Scoped, id};

/// A user, and the ways to a letter.
struct Row {
    display_name: String,
    user_name: String,
    address: String,
    mailto: String,
    file: String,
}

#[derive(Template)]
#[template(path = "mailings/drafts.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    /// One letter with all.
    all: String,
    contact: Option<String>,
    /// Where links are issued first.
    links: String,
    back: String,
}

/// GET /customers/{customer}/sheets/{sheet}/drafts
pub async fn index(scope: Scoped<ResetPasswords>, path: Path<(String, String)>) -> Result {
    let (customer, sheet, by) = (scope.customer.id, id::<SheetId>(&path.1)?, scope.actor());
    let account = &scope.customer.account;
    let desk = desk(&by, &scope.words, account).await?;
    let mut rows = Vec::new();
    for draft in action::drafts(&by, customer, sheet, Taken::Nothing).await? {
        let content = desk.compose(Letter::ToUser(&draft.entry), None)?;
        let address = draft.alternate_email.unwrap_or_default();
        rows.push(Row {
            mailto: mailto(&address, &content),
            file: paths::draft(customer, sheet, draft.user),
            display_name: draft.entry.display_name,
            user_name: draft.entry.user_name,
            address,
        });
    }
    let page = Page {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        rows,
        all: paths::draft_of_all(customer, sheet),
        contact: account.contact_email.clone(),
        links: paths::sheet_links(customer, sheet),
        back: paths::sheet(customer, sheet),
    };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /customers/{customer}/sheets/{sheet}/drafts/{user}.eml
pub async fn one(scope: Scoped<ResetPasswords>, path: Path<(String, String, String)>) -> Result {
    let (sheet, user, by) = (id::<SheetId>(&path.1)?, id::<UserId>(&path.2)?, scope.actor());
    let drafts = action::drafts(&by, scope.customer.id, sheet, Taken::Of(user)).await?;
    let Draft { alternate_email, entry, .. } =
        drafts.into_iter().find(|draft| draft.user == user).ok_or(Problem::NotFound)?;
    let desk = desk(&by, &scope.words, &scope.customer.account).await?;
    let content = desk.compose(Letter::ToUser(&entry), None)?;
    let to = alternate_email.and_then(|address| Mailbox::parse(&entry.display_name, &address).ok());
    file(&scope, to.as_ref(), &content)
}

/// GET /customers/{customer}/sheets/{sheet}/drafts.eml
pub async fn all(scope: Scoped<ResetPasswords>, path: Path<(String, String)>) -> Result {
    let (sheet, by) = (id::<SheetId>(&path.1)?, scope.actor());
    let account = &scope.customer.account;
    let drafts = action::drafts(&by, scope.customer.id, sheet, Taken::All).await?;
    if drafts.is_empty() {
        return Err(Problem::NotFound.into());
    }
    let entries: Vec<_> = drafts.into_iter().map(|draft| draft.entry).collect();
    let desk = desk(&by, &scope.words, account).await?;
    let content = desk.compose(Letter::List(&entries), Some(contact_language(account)))?;
    let name = account.contact_name.as_deref().unwrap_or_default();
    let to = account.contact_email.as_deref().and_then(|address| Mailbox::parse(name, address).ok());
    file(&scope, to.as_ref(), &content)
}

fn file(scope: &Scoped<ResetPasswords>, to: Option<&Mailbox>, content: &Content) -> Result {
    let staff = scope.staff().ok_or(Problem::NotFound)?;
    let from = Mailbox::parse(&staff.name, staff.email.as_str()).map_err(|_| Problem::Unexpected)?;
    let bytes = draft(&from, to, content, scope.now).map_err(Error::Cause)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "message/rfc822"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"mail.eml\""))
        .body(bytes))
}

/// RFC 6068: everything that is not plain is percent-encoded, a space as well.
fn mailto(address: &str, content: &Content) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let to = encoded(address).replace("%40", "@");
    let body = content.text.replace('\n', "\r\n");
    format!("mailto:{to}?subject={}&body={}", encoded(&content.subject), encoded(&body))
}
