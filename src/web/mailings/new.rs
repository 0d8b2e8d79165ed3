//! The page on which a confirmation is mailed.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::fields::{MailingFields, Row};
use super::letters::desk;
use crate::actions::mailings::{self as action, Letter};
use crate::actions::{self, hand_over, mails};
use crate::domain::id::SheetId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};
use crate::web::error::{Result, on_form, status};
use crate::web::form::Form;
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{ResetPasswords, Scoped, id};

#[derive(Template)]
#[template(path = "mailings/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: MailingFields,
    rows: Vec<Row>,
    /// Administrators who are somebody else's to write to.
    hidden: i64,
    blocked: i64,
    /// Why no mail can be sent at all.
    impossible: Option<String>,
    me: String,
    contact: Option<String>,
    account: String,
    may_hold_passwords: bool,
    may_send_elsewhere: bool,
    link_hours: i64,
    /// When the last one would leave, if all are written to now.
    last: String,
    action: String,
    drafts: String,
    slips: String,
    file: String,
    cancel: String,
}

impl Page {
    fn is_to(&self, whom: &str) -> bool {
        self.fields.to == whom
    }
}

/// GET /customers/{customer}/sheets/{sheet}/mails/new
pub async fn new(scope: Scoped<ResetPasswords>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let page = page(&scope, sheet, None, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

async fn page(
    scope: &Scoped<ResetPasswords>,
    sheet: SheetId,
    typed: Option<MailingFields>,
    refused: &Refused,
) -> Result<Page> {
    let (by, w, customer) = (scope.actor(), &scope.words, scope.customer.id);
    let (recipients, hidden) = action::recipients(&by, customer, sheet).await?;
    let impossible = match mails::require_possible(&by).await {
        Ok(_) => None,
        Err(actions::Error::Refused(why)) => why.at("").map(|why| w.say(&why.message())),
        Err(other) => return Err(other.into()),
    };
    let settled = hand_over::settled(&by).await?;
    let count = u64::try_from(recipients.len()).unwrap_or_default();
    let last = mails::last_leaves(&by, count).await?;
    let account = &scope.customer.account;
    let fields = typed.unwrap_or_else(|| MailingFields::first(&recipients));
    let blocked = crate::domain::length(recipients.iter().filter(|one| one.is_blocked).count());
    let rows = fields.rows(recipients);
    let mut reasons = Reasons::new(w, refused);
    for row in &rows {
        reasons = reasons.calling(&row.field, &row.one.display_name);
    }
    let path = paths::sheet(customer, sheet);
    Ok(Page {
        shell: Shell::at(scope, &scope.customer, Section::Users),
        reasons,
        fields,
        rows,
        hidden,
        blocked,
        impossible,
        me: scope.staff().map(|staff| staff.email.as_str().to_owned()).unwrap_or_default(),
        contact: account.contact_email.clone(),
        account: paths::customer(customer),
        may_hold_passwords: settled.mails_hold_passwords,
        may_send_elsewhere: scope.may(Permission::ManageUsers),
        link_hours: settled.link_hours.into(),
        last: w.time_and_zone(&last),
        action: paths::sheet_mails(customer, sheet),
        drafts: paths::sheet_drafts(customer, sheet),
        slips: paths::sheet_slips(customer, sheet),
        file: paths::file(&path),
        cancel: path,
    })
}

/// POST /customers/{customer}/sheets/{sheet}/mails
pub async fn create(scope: Scoped<ResetPasswords>, path: Path<(String, String)>, form: Form<MailingFields>) -> Result {
    let Form { fields, sent } = form;
    let (customer, sheet) = (scope.customer.id, id::<SheetId>(&path.1)?);
    let by = scope.actor();
    let mailing = fields.mailing()?;
    let language = fields.language(&scope.customer.account, scope.words.language)?;
    let desk = desk(&by, &scope.words, &scope.customer.account).await?;
    let compose = |letter: Letter<'_>| desk.compose(letter, language);
    match on_form(Box::pin(action::send(&by, customer, sheet, &mailing, &sent, &compose)).await) {
        Ok(posted) => {
            let key = if posted.left_out > 0 { "flash-mails-queued-but" } else { "flash-mails-queued" };
            let message = Message::new(key).number("count", posted.mails).number("more", posted.left_out);
            Ok(see_other_saying(&scope, &paths::sheet(customer, sheet), &message))
        }
        Err(actions::Error::Refused(refused)) if !is_closed(&refused) => {
            let page = page(&scope, sheet, Some(fields), &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// There is no page any more that could tell it.
fn is_closed(refused: &Refused) -> bool {
    matches!(refused.at(""), Some(Refusal::User(UserRefusal::SheetClosed)))
}
