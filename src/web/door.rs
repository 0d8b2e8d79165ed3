//! The two doors: the one of the partner's staff, and the one of customers' users, under an address of its own.
//!
//! Each has cookies of its own: other names, another path, signed under another key. What one has given, the other
//! does not take, so that somebody can be signed in at both in one browser and neither is a way into the other.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest};

use super::paths;
use crate::app::App;
use crate::domain::principal::PrincipalId;
use crate::secrets::Purpose;

/// By which of them a request comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Staff,
    /// Of customers' users.
    Account,
}

impl Door {
    /// As the scope says that answers; of a request that came to none, by its address.
    pub fn of(request: &HttpRequest) -> Self {
        if let Some(door) = request.extensions().get::<Self>() {
            return *door;
        }
        if paths::is_own(request.path()) { Self::Account } else { Self::Staff }
    }

    /// The one by which this principal comes.
    pub fn for_principal(id: PrincipalId) -> Self {
        if matches!(id, PrincipalId::CustomerUser(..)) { Self::Account } else { Self::Staff }
    }

    /// Whether a session of this principal opens anything here.
    pub fn lets_in(self, id: PrincipalId) -> bool {
        match self {
            Self::Staff => matches!(id, PrincipalId::Staff(_)),
            Self::Account => matches!(id, PrincipalId::CustomerUser(..)),
        }
    }

    /// What its sessions' cookies are signed under.
    pub fn key(self) -> Purpose {
        match self {
            Self::Staff => Purpose::Cookies,
            Self::Account => Purpose::AccountCookies,
        }
    }

    /// Where browsers bring its cookies.
    pub fn cookie_path(self) -> &'static str {
        match self {
            Self::Staff => paths::HOME,
            Self::Account => paths::ACCOUNT,
        }
    }

    /// The name of one of its cookies, which ends in `what`. Browsers hold https ones to what their names begin with:
    /// `__Host-` is for the whole site only.
    pub fn cookie(self, app: &App, what: &str) -> String {
        let name = match (self, app.settings.is_https()) {
            (Self::Staff, true) => "__Host-partnerdesk",
            (Self::Staff, false) => "partnerdesk",
            (Self::Account, true) => "__Secure-partnerdesk-account",
            (Self::Account, false) => "partnerdesk-account",
        };
        name.to_owned() + what
    }
}

/// The middleware of the scope of customers' users: whatever its address looks like, a request there comes by their
/// door.
///
/// # Errors
/// As the rest of the way.
pub async fn is_own(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    request.extensions_mut().insert(Door::Account);
    next.call(request).await
}
