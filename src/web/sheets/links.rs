//! One-time links of a confirmation: issued, taken as a file, revoked.

use actix_web::web::Path;
use serde::Deserialize;

use super::lines::lines;
use crate::actions::links::{self as action, Taken};
use crate::domain::id::{SheetId, UserId};
use crate::domain::message::Message;
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::form::{Fields, Form};
use crate::web::page::see_other_saying;
use crate::web::paths;
use crate::web::request_context::{ResetPasswords, Scoped, SeeCustomers, id};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Anything: with a code each.
    with_code: String,
    /// Where it was asked for, if not on the confirmation.
    r#return: String,
}

impl Fields for Wish {
    const LIMIT: usize = 4 * 1024;
}

/// POST /customers/{customer}/sheets/{sheet}/links: one for each user who has none.
pub async fn issue(scope: Scoped<ResetPasswords>, path: Path<(String, String)>, form: Form<Wish>) -> Result {
    let (customer, sheet) = (scope.customer.id, id::<SheetId>(&path.1)?);
    let with_code = !form.fields.with_code.is_empty();
    let issued = Box::pin(action::issue_many(&scope.actor(), customer, sheet, None, with_code)).await?;
    let key = if issued.count > 0 { "flash-links-issued" } else { "flash-links-none" };
    let message = Message::new(key).number("count", issued.count);
    let own = paths::sheet(customer, sheet);
    let wish = &form.fields.r#return;
    let back = if wish.is_empty() { own.as_str() } else { paths::safe_return(wish) };
    Ok(see_other_saying(&scope, back, &message))
}

/// GET /customers/{customer}/sheets/{sheet}/links.csv
pub async fn export(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let (view, open) = action::read(&scope.actor(), scope.customer.id, sheet, Taken::All).await?;
    let words = scope.words;
    let name = format!("{} {}.csv", scope.customer.account.company_name, words.t("links-file"));
    let lines = lines(&scope, view, open).await?;
    let text = async_stream::try_stream! {
        let head = ["column-display-name", "column-user-name", "column-link", "field-code", "column-state"];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        for line in &lines {
            let Some(link) = &line.link else { continue };
            let (address, code) = (link.address.as_deref().unwrap_or_default(), link.code.as_deref().unwrap_or_default());
            yield csv_file::line(&words, &[&line.row.display_name, &line.row.user_name, address, code, &link.state]);
        }
    };
    Ok(csv_file::download(&name, text))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Revocation {
    r#return: String,
}

impl Fields for Revocation {
    const LIMIT: usize = 4 * 1024;
}

/// POST /customers/{customer}/users/{user}/link-revocation
pub async fn revoke(scope: Scoped<ResetPasswords>, path: Path<(String, String)>, form: Form<Revocation>) -> Result {
    let (customer, user) = (scope.customer.id, id::<UserId>(&path.1)?);
    let ended = action::revoke(&scope.actor(), customer, &[user]).await?;
    let key = if ended > 0 { "flash-link-revoked" } else { "flash-link-ended" };
    let own = paths::user(customer, user);
    let wish = &form.fields.r#return;
    let back = if wish.is_empty() { own.as_str() } else { paths::safe_return(wish) };
    Ok(see_other_saying(&scope, back, &Message::new(key)))
}
