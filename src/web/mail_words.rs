//! What is said of a mail to staff: where it is, why it is not further, and what can be done.

use crate::actions::mails::MailRecord;
use crate::domain::id::SheetId;
use crate::domain::mail::State;
use crate::domain::message::Message;
use crate::web::paths;
use crate::web::request_context::RequestContext;

/// A mail on a page.
pub struct MailLine {
    pub address: String,
    pub state: String,
    /// Of its pill: `ok`, `warn`, `danger` or nothing.
    pub tone: &'static str,
    /// Why, and when it is tried next.
    pub why: Vec<String>,
    /// What the server answered last.
    pub answer: String,
    /// Where it is stopped, and sent again, if that can be.
    pub withdrawal: Option<String>,
    pub repetition: Option<String>,
}

impl MailLine {
    /// `open`: the confirmation that is open, with which what stood in the mail can be composed anew; `may`: whether
    /// this person may reset the password of whom it is about.
    pub fn of(visit: &RequestContext, record: &MailRecord, open: Option<SheetId>, may: bool) -> Self {
        let (w, course) = (&visit.words, &record.course);
        let state = course.state(visit.now);
        let is_over = course.ended_at.is_some();
        let mut why: Vec<String> = course.reason.iter().map(|reason| w.say(&reason.message())).collect();
        let next = course.next_at.filter(|at| !is_over && *at > visit.now);
        why.extend(next.map(|at| w.named("mail-next", w.time_and_zone(&at))));
        let mut repetition = None;
        if is_over && state != State::Sent {
            if record.sent_again_as.is_some() {
                why.push(w.t("mail-replaced"));
            } else if record.sheet.is_some() && record.sheet == open {
                repetition = may.then(|| paths::mail_repetition(record.customer, record.id));
            } else {
                why.push(w.t("mail-gone"));
            }
        }
        let message: Message = state.message();
        Self {
            address: record.address.clone().unwrap_or_default(),
            state: w.say(&message),
            tone: match state {
                State::Sent => "ok",
                State::Unknown => "warn",
                State::Failed => "danger",
                State::Queued | State::Sending | State::Withdrawn => "",
            },
            why,
            answer: course.answer.clone().filter(|_| state != State::Sent).unwrap_or_default(),
            withdrawal: (may && !is_over).then(|| paths::mail_withdrawal(record.customer, record.id)),
            repetition,
        }
    }
}
