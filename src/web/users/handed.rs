//! What was handed over to a user, in words.

use std::collections::HashSet;

use crate::actions::hand_overs::{self, HandOver};
use crate::actions::sheets;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, MessageId};
use crate::domain::link::{Ending, Facts, State, Way, state};
use crate::domain::mail::MailKind;
use crate::domain::user::User;
use crate::web::error::Result;
use crate::web::hand_over_words::{link_state, way};
use crate::web::mail_words::MailLine;
use crate::web::request_context::RequestContext;
use crate::words::Words;

/// The record of a user, the latest first.
pub(super) async fn handed(
    visit: &RequestContext,
    customer: CustomerId,
    user: &User,
    may: bool,
) -> Result<Vec<Handed>> {
    let by = visit.actor();
    let rows = hand_overs::of_user(&by, customer, user.id).await?;
    // A newer temporary password was made at that moment, and handed over as well.
    let made: HashSet<Moment> = rows.iter().map(|row| row.password_at).collect();
    let ids: Vec<MessageId> = rows.iter().filter_map(|row| row.mail_id.map(MessageId)).collect();
    if ids.is_empty() {
        return Ok(rows.into_iter().map(|row| Handed::of(&visit.words, user, row, None, &made, visit.now)).collect());
    }
    let mails = hand_overs::mails(&by, customer, &ids).await?;
    let open = sheets::open_sheet(&by, customer).await?.map(|sheet| sheet.id);
    let line = |row: HandOver| {
        let mail = row.mail_id.and_then(|id| mails.get(&MessageId(id)));
        let held = mail.is_some_and(|mail| matches!(mail.kind, Some(MailKind::Password | MailKind::PasswordList)));
        let mail = mail.map(|mail| MailLine::of(visit, mail, open, may));
        let mut told = Handed::of(&visit.words, user, row, mail, &made, visit.now);
        if held {
            told.way = visit.words.t("handed-mail-with-password");
        }
        told
    };
    Ok(rows.into_iter().map(line).collect())
}

/// One line of the record.
pub(super) struct Handed {
    pub way: String,
    pub by: String,
    pub at: String,
    pub address: String,
    /// What became of it.
    pub became: String,
    pub can_be_opened: bool,
    /// The mail by which it went.
    pub mail: Option<MailLine>,
}

impl Handed {
    fn of(w: &Words, user: &User, row: HandOver, mail: Option<MailLine>, made: &HashSet<Moment>, now: Moment) -> Self {
        let ended = row.ending.as_deref().and_then(Ending::from_name).zip(row.ended_at);
        let facts = |expires_at| Facts {
            ended,
            expires_at,
            password_ends_at: user.sign_in.temporary_until,
            is_current: row.changed_at.is_none(),
            is_blocked: !user.sign_in.allowed,
            is_deleted: user.deleted_at.is_some(),
        };
        let link = row.expires_at.map(|expires_at| state(&facts(expires_at), now));
        let changed = row.changed_at.map(|at| {
            let says = if made.contains(&at) { "handed-replaced" } else { "handed-changed" };
            w.named(says, w.time_and_zone(&at))
        });
        let told = [link.map(|state| link_state(w, state)), changed].into_iter().flatten().collect::<Vec<_>>();
        Self {
            way: Way::from_name(&row.kind).map(|known| way(w, known)).unwrap_or_default(),
            by: row.staff_name,
            at: w.time_and_zone(&row.last_at),
            address: row.address,
            became: told.join(" "),
            can_be_opened: matches!(link, Some(State::Waiting(_))),
            mail,
        }
    }
}
