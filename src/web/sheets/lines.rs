//! The users of a confirmation, in words: on the screen, on paper, and in files.

use std::collections::HashMap;

use crate::actions::licenses;
use crate::actions::links::{Shown, address};
use crate::actions::sheets::{Credential, View};
use crate::app::App;
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::link::{Ending, State};
use crate::web::error::Result;
use crate::web::hand_over_words::link_state;
use crate::web::mail_words::MailLine;
use crate::web::paths;
use crate::web::request_context::{Scoped, SeeCustomers};
use crate::words::Words;

/// Slips of one print, and lines of one file.
pub(super) const MOST: u64 = 10_000;

/// One user on the sheet, with the licenses' names.
pub(super) struct Line {
    pub row: Credential,
    pub licenses: Vec<String>,
    /// Until when the password can be used.
    pub until: String,
    /// The latest link to it.
    pub link: Option<Link>,
    /// How it was handed over up to now.
    pub ways: Vec<String>,
    /// The latest mail by which it went.
    pub mail: Option<MailLine>,
    pub revocation: String,
    pub reissue: String,
}

impl Line {
    /// Whether nobody opened the link, and nobody can any more.
    pub fn has_dead_link(&self) -> bool {
        self.link.as_ref().is_some_and(|link| !link.can_be_opened && !link.was_opened)
    }

    pub fn may_need_another(&self) -> bool {
        self.link.as_ref().is_some_and(|link| !link.can_be_opened)
    }
}

/// The latest link of a user, in words.
pub(super) struct Link {
    pub address: Option<String>,
    pub code: Option<String>,
    pub state: String,
    pub can_be_opened: bool,
    pub was_opened: bool,
}

impl Link {
    fn of(app: &App, w: &Words, link: &Shown) -> Self {
        Self {
            address: link.token.as_ref().map(|token| address(app, token).to_string()),
            code: link.code.as_ref().map(|code| code.to_string()),
            state: link_state(w, link.state),
            can_be_opened: matches!(link.state, State::Waiting(_)),
            was_opened: matches!(link.state, State::Ended(Ending::Opened, _)),
        }
    }
}

/// The lines of a part of a sheet, with what is known of their links.
pub(super) async fn lines(
    scope: &Scoped<SeeCustomers>,
    view: View,
    links: HashMap<UserId, Shown>,
) -> Result<Vec<Line>> {
    let w = &scope.words;
    let names = names(scope, scope.customer.id).await?;
    let licenses = |row: &Credential| row.licenses.iter().filter_map(|sku| names.get(sku).cloned()).collect();
    let until = |row: &Credential| row.expires_at.map(|at| w.time_and_zone(&at)).unwrap_or_default();
    let line = |row: Credential| Line {
        licenses: licenses(&row),
        until: until(&row),
        link: links.get(&row.user).map(|link| Link::of(&scope.app, w, link)),
        ways: Vec::new(),
        mail: None,
        revocation: paths::link_revocation(scope.customer.id, row.user),
        reissue: paths::new_reissue(scope.customer.id, row.user),
        row,
    };
    Ok(view.rows.into_iter().map(line).collect())
}

async fn names(scope: &Scoped<SeeCustomers>, customer: CustomerId) -> Result<HashMap<SkuId, String>> {
    let owned = licenses::owned(&scope.actor(), customer).await?;
    Ok(owned.into_iter().map(|owned| (owned.product.sku, owned.product.label())).collect())
}
