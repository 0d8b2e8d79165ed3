//! The confirmation screen: temporary passwords to print, copy, download, and put away.

mod completion;
mod index;
mod lines;
mod links;
mod print;

pub use self::completion::close;
pub use self::index::index;
pub use self::links::{export as export_links, issue as issue_links, revoke as revoke_link};
pub use self::print::print;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use self::lines::{Line, MOST, lines};
use super::csv_file;
use super::error::{Problem, Result};
use super::hand_over_words;
use super::html::Html;
use super::mail_words::MailLine;
use super::page::{Section, Shell};
use super::paths;
use super::request_context::{Scoped, SeeCustomers, id};
use crate::actions::links::of_view as links_of;
use crate::actions::sheets::{self as action, Reading, Replaced, View};
use crate::actions::{hand_over, hand_overs, mails};
use crate::domain::id::{SheetId, UserId};
use crate::domain::link::Way;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::words::Words;

/// Rows a page of the screen.
const SIZE: u64 = 100;

/// Somebody whose password on this sheet is worth nothing any more, and why.
struct Lost {
    display_name: String,
    user_name: String,
    why: Html,
}

#[derive(Template)]
#[template(path = "sheets/show.html")]
struct Screen {
    shell: Shell,
    lines: Vec<Line>,
    lost: Vec<Lost>,
    total: i64,
    hidden: i64,
    closes_at: String,
    /// The upload that puts more passwords on it.
    fed_by: Option<String>,
    /// Where its users sign in.
    address: String,
    /// Whose it is, where it is another's.
    owner: Option<Html>,
    path: String,
    slips: String,
    file: String,
    completion: String,
    /// Where links are issued, and whether this person may.
    links: String,
    may_issue: bool,
    /// Where it is mailed, and what is told of mails that have not left.
    mailing: String,
    waiting: Option<String>,
    /// Where passwords are made anew.
    reset: String,
    users: String,
    new_user: Option<String>,
    previous: Option<u64>,
    next: Option<u64>,
}

impl Screen {
    /// Whether all that stands on the sheet is on this page.
    fn is_whole(&self) -> bool {
        self.previous.is_none() && self.next.is_none()
    }

    /// Whether there is a link on this page that can be opened.
    fn has_links(&self) -> bool {
        self.lines.iter().any(|line| line.link.as_ref().is_some_and(|link| link.can_be_opened))
    }

    /// Whether there is one that opens nothing any more: its password needs to be made anew.
    fn has_dead_links(&self) -> bool {
        self.lines.iter().any(Line::has_dead_link)
    }

    fn at(&self, page: &u64) -> String {
        paths::with(&self.path, &[("page", &page.to_string())])
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Part {
    page: String,
}

/// GET /customers/{customer}/sheets/{sheet}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, part: Query<Part>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let page: u64 = match part.page.as_str() {
        "" => 1,
        page => page.parse().ok().filter(|page| (1..=MOST).contains(page)).ok_or(Problem::BadAddress)?,
    };
    let customer = scope.customer.id;
    let view = action::read(&scope.actor(), customer, sheet, ((page - 1) * SIZE, SIZE), Reading::Opened).await?;
    let total = u64::try_from(view.total).unwrap_or_default();
    let shell = Shell::at(&scope, &scope.customer, Section::Users);
    let lost = view.replaced.iter().map(|row| Lost {
        display_name: row.display_name.clone(),
        user_name: row.user_name.clone(),
        why: shell.say(&replaced(&scope.words, row)),
    });
    let lost = lost.collect();
    let (total_shown, hidden) = (view.total, view.hidden);
    let closes_at = scope.words.time_and_zone(&view.sheet.expires_at);
    let fed_by = view.fed_by.map(|upload| paths::upload(customer, upload));
    let owner = view.owner.as_ref().map(|name| shell.say(&Message::new("sheet-of").text("name", name)));
    let open = links_of(&scope.actor(), &view).await?;
    let mut mails = mailed(&scope, &view).await?;
    let ways = handed(&scope, &view, &mails).await?;
    let waiting = waiting(&scope, sheet).await?;
    let mut lines = lines(&scope, view, open).await?;
    for line in &mut lines {
        line.ways = ways.get(&line.row.user).cloned().unwrap_or_default();
        line.mail = mails.remove(&line.row.user);
    }
    let page = Screen {
        lost,
        total: total_shown,
        hidden,
        fed_by,
        closes_at,
        address: hand_over::address(&scope.app).await?,
        owner,
        may_issue: scope.may(Permission::ResetPasswords),
        links: paths::sheet_links(customer, sheet),
        mailing: paths::new_sheet_mails(customer, sheet),
        waiting,
        reset: paths::new_password_reset(customer),
        lines,
        shell,
        path: paths::sheet(customer, sheet),
        slips: paths::sheet_slips(customer, sheet),
        file: paths::file(&paths::sheet(customer, sheet)),
        completion: paths::sheet_completion(customer, sheet),
        users: paths::users(customer),
        new_user: scope.may(Permission::ManageUsers).then(|| paths::new_user(customer)),
        previous: (page > 1).then(|| page - 1),
        next: (page * SIZE < total).then(|| page + 1),
    };
    page.shell.render(StatusCode::OK, &page)
}

/// What became of a password for which somebody made a newer one.
fn replaced(w: &Words, row: &Replaced) -> Message {
    let at = row.replaced_at.map(|at| w.time_and_zone(&at)).unwrap_or_default();
    Message::new("sheet-replaced-by").text("name", row.by_name.clone().unwrap_or_default()).text("time", at)
}

/// How the passwords of a page were handed over, by user.
async fn handed(
    scope: &Scoped<SeeCustomers>,
    view: &View,
    mails: &HashMap<UserId, MailLine>,
) -> Result<HashMap<UserId, Vec<String>>> {
    let mut told: HashMap<UserId, Vec<String>> = HashMap::new();
    let made: Vec<_> = view.rows.iter().map(|row| (row.user, row.added_at)).collect();
    for (user, way) in hand_overs::ways(&scope.actor(), scope.customer.id, &made).await? {
        // The mail itself tells more.
        if way == Way::Mail && mails.contains_key(&user) {
            continue;
        }
        told.entry(user).or_default().push(hand_over_words::way(&scope.words, way));
    }
    Ok(told)
}

/// The mails by which the passwords of a page went.
async fn mailed(scope: &Scoped<SeeCustomers>, view: &View) -> Result<HashMap<UserId, MailLine>> {
    let made: Vec<_> = view.rows.iter().map(|row| (row.user, row.added_at)).collect();
    let mails = hand_overs::latest_mails(&scope.actor(), scope.customer.id, &made).await?;
    let may = scope.may(Permission::ResetPasswords);
    let line = |(user, mail): (&UserId, _)| (*user, MailLine::of(scope, mail, Some(view.sheet.id), may));
    Ok(mails.iter().map(line).collect())
}

/// How many mails of the sheet have not left yet, and when the last one does.
async fn waiting(scope: &Scoped<SeeCustomers>, sheet: SheetId) -> Result<Option<String>> {
    let by = scope.actor();
    let waiting = mails::waiting_of_sheet(&by, scope.customer.id, sheet).await?;
    if waiting.is_empty() {
        return Ok(None);
    }
    // One that did not get on is tried later than the hour would allow.
    let tried = waiting.iter().filter_map(|mail| mail.course.next_at).max();
    let last = mails::last_leaves(&by, 0).await?.max(tried.unwrap_or(scope.now));
    let message = Message::new("mails-waiting").number("count", waiting.len());
    Ok(Some(scope.words.say(&message.text("name", scope.words.time_and_zone(&last)))))
}

/// GET /customers/{customer}/sheets/{sheet}.csv
pub async fn export(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let view = action::read(&scope.actor(), scope.customer.id, sheet, (0, MOST), Reading::Downloaded).await?;
    let words = scope.words;
    let lines = lines(&scope, view, HashMap::new()).await?;
    let name = format!("{} {}.csv", scope.customer.account.company_name, words.t("sheet-file"));
    let text = async_stream::try_stream! {
        let head = [
            "column-display-name", "column-user-name", "column-temporary-password", "column-valid-until", "column-licenses",
        ];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        for line in &lines {
            let licenses = line.licenses.join("; ");
            let (name, user_name, password) = (&line.row.display_name, &line.row.user_name, line.row.password.as_str());
            yield csv_file::line(&words, &[name, user_name, password, &line.until, &licenses]);
        }
    };
    Ok(csv_file::download(&name, text))
}
