//! What a handler answers when it cannot do what was asked: a page that says what to do next.
//!
//! The error carries the facts; the page is rendered on the way out ([`super::respond`]), where the
//! reader's language is known. A cause goes to the log under the request's id, never onto a page.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, ResponseError};

use crate::actions;
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::listing::UnknownAddress;
use crate::domain::outage::Outage;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, LicenseRefusal, Refusal, Refused, UserRefusal};

pub type Result<T = HttpResponse> = std::result::Result<T, Error>;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The address names a filter, an order or a place that does not exist.
    BadAddress,
    NotFound,
    MissingRole(Permission),
    /// Another role than when the request came in.
    RoleChanged,
    /// The whole thing was refused, for a reason that belongs to no field.
    Refused(Refusal),
    WrongMethod,
    TooLarge,
    /// A form came too slowly.
    TooSlow,
    /// A form that was kept for its person is gone, or another's.
    FormGone,
    /// A form that was kept was carried out.
    FormDone,
    /// A form that was kept is shown again; nothing of it was done.
    NotYet,
    Unreadable,
    CrossSite,
    WrongHost,
    Busy,
    /// The database does not work for now.
    Outage(Outage),
    Unexpected,
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadAddress | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::NotFound | Self::Refused(Refusal::User(UserRefusal::SelectionGone)) => StatusCode::NOT_FOUND,
            Self::MissingRole(_) | Self::RoleChanged | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::FormGone
            | Self::Refused(
                Refusal::User(UserRefusal::SheetClosed) | Refusal::License(LicenseRefusal::PreviewExpired),
            ) => StatusCode::GONE,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NotYet | Self::FormDone => StatusCode::OK,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Busy | Self::Outage(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unexpected => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The catalogue's name for it: `problem-NAME` and `problem-NAME-text`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::BadAddress => "bad-address",
            Self::NotFound => "not-found",
            Self::MissingRole(_) => "missing-role",
            Self::RoleChanged => "role-changed",
            Self::Refused(Refusal::User(UserRefusal::SheetClosed)) => "sheet-closed",
            Self::FormGone => "form-gone",
            Self::FormDone => "form-done",
            Self::Refused(_) => "refused",
            Self::WrongMethod => "wrong-method",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::NotYet => "not-yet",
            Self::Unreadable => "unreadable",
            Self::CrossSite => "cross-site",
            Self::WrongHost => "wrong-host",
            Self::Busy => "busy",
            Self::Outage(Outage::Unknown) => "unknown",
            Self::Outage(_) => "outage",
            Self::Unexpected => "unexpected",
        }
    }

    /// What an answer that is not ours (the framework's own) amounts to.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::WrongMethod),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            status if status.is_client_error() => Some(Self::Unreadable),
            status if status.is_server_error() => Some(Self::Unexpected),
            _ => None,
        }
    }
}

/// What is behind a problem, for the log.
#[derive(Clone, Debug)]
pub struct Cause(pub String);

/// What somebody has to do first who asked for something: it is kept meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detour {
    /// To sign in.
    SignIn,
    /// To give the password once more.
    Reauthenticate,
    /// To buy more of a product, or the first one.
    BuyMore(CustomerId, Option<SkuId>),
}

/// Why a handler has no page of its own.
#[derive(Debug)]
pub enum Error {
    Problem(Problem),
    /// Somebody who is not signed in asked for this path.
    SignIn {
        wanted: String,
    },
    /// Somebody whose password was given too long ago asked for something that needs it.
    Reauthenticate,
    /// Somebody has to do what this page asks first, and nothing is kept of what was asked for.
    First(&'static str),
    /// The database does not work for now; the cause is for the log only.
    Outage {
        outage: Outage,
        cause: String,
    },
    /// For the log only.
    Cause(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => f.write_str(problem.name()),
            Self::SignIn { .. } => f.write_str("not signed in"),
            Self::Reauthenticate => f.write_str("gave the password too long ago"),
            Self::First(page) => write!(f, "has to pass {page} first"),
            Self::Outage { cause, .. } | Self::Cause(cause) => f.write_str(cause),
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Problem(problem) => problem.status(),
            Self::Outage { outage, .. } => Problem::Outage(*outage).status(),
            Self::SignIn { .. } | Self::Reauthenticate | Self::First(_) => StatusCode::SEE_OTHER,
            Self::Cause(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        let problem = match self {
            Self::SignIn { wanted } => {
                let wanted = if wanted == "/" { "" } else { wanted.as_str() };
                return lead(answer, Detour::SignIn, wanted);
            }
            Self::Reauthenticate => return lead(answer, Detour::Reauthenticate, ""),
            Self::First(page) => return answer.insert_header((LOCATION, *page)).finish(),
            Self::Problem(problem) => problem.clone(),
            Self::Outage { outage, .. } => Problem::Outage(*outage),
            Self::Cause(_) => Problem::Unexpected,
        };
        let mut answer = answer.finish();
        if let Self::Outage { cause, .. } = self {
            answer.extensions_mut().insert(Cause(cause.clone()));
        }
        answer.extensions_mut().insert(problem);
        answer
    }
}

/// Leads to where more of a product is bought (the first one, if none is read), and back to the form as it was sent.
pub fn buy_more(customer: CustomerId, sku: &str, otherwise: &str) -> HttpResponse {
    lead(HttpResponse::SeeOther(), Detour::BuyMore(customer, sku.parse().ok()), otherwise)
}

fn lead(mut answer: actix_web::HttpResponseBuilder, detour: Detour, back: &str) -> HttpResponse {
    let mut answer = answer.insert_header((LOCATION, detour.path(back, ""))).finish();
    answer.extensions_mut().insert(detour);
    answer
}

impl Detour {
    /// Its page, from which the way leads on to `back`.
    pub fn path(self, back: &str, from: &str) -> String {
        let page = match self {
            Self::SignIn => super::paths::SIGN_IN,
            Self::Reauthenticate => super::paths::REAUTHENTICATION,
            Self::BuyMore(customer, sku) => return super::paths::buy_more(customer, sku, 0, back),
        };
        let from = if self == Self::Reauthenticate { from } else { "" };
        super::paths::with(page, &[("return", back), ("from", from)])
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<UnknownAddress> for Error {
    fn from(_: UnknownAddress) -> Self {
        Self::Problem(Problem::BadAddress)
    }
}

impl From<actions::Error> for Error {
    fn from(error: actions::Error) -> Self {
        match error {
            actions::Error::NotFound => Problem::NotFound.into(),
            actions::Error::SignedOut => Self::SignIn { wanted: String::new() },
            actions::Error::PasswordTooOld => Self::Reauthenticate,
            actions::Error::RoleChanged => Problem::RoleChanged.into(),
            actions::Error::MissingRole(permission) => Problem::MissingRole(permission).into(),
            actions::Error::Busy => Problem::Busy.into(),
            actions::Error::NoMemory => {
                Self::Outage { outage: Outage::Memory, cause: "too little memory to hash a password".into() }
            }
            actions::Error::Refused(refused) => match refused.0.into_iter().next() {
                Some((_, Refusal::Outage(outage))) => Problem::Outage(outage).into(),
                Some((_, refusal)) => Problem::Refused(refusal).into(),
                None => Problem::NotYet.into(),
            },
            // Handlers of forms show conflicts on the form itself.
            actions::Error::Conflict(_) => Self::Cause("a conflict reached no form".into()),
            actions::Error::LeaseLost => Self::Cause("a task's lease was lost within a request".into()),
            actions::Error::Failed(cause) => Self::Cause(cause),
            actions::Error::Store(error) => {
                let cause = error.to_string();
                error.outage().map_or(Self::Cause(cause.clone()), |outage| Self::Outage { outage, cause })
            }
        }
    }
}

/// What a form tells on top of itself: an outage in which surely nothing was changed is a reason like
/// others, and what was typed stays in its fields. Where nothing can be read, or nobody knows what was
/// done, there is no such form, and the page for the problem keeps what was sent.
pub fn on_form<T>(result: std::result::Result<T, actions::Error>) -> std::result::Result<T, actions::Error> {
    on_form_if(result, |outage| matches!(outage, Outage::ReadOnly | Outage::Full | Outage::Locked))
}

/// The same for a form that is shown without anything being read, and holds a password: whatever it is, it
/// is told on top of the form, to be filled in again.
pub fn on_form_with_secret<T>(
    result: std::result::Result<T, actions::Error>,
) -> std::result::Result<T, actions::Error> {
    on_form_if(result, |_| true)
}

fn on_form_if<T>(
    result: std::result::Result<T, actions::Error>,
    is_told: impl Fn(Outage) -> bool,
) -> std::result::Result<T, actions::Error> {
    result.map_err(|error| match error.outage().filter(|outage| is_told(*outage)) {
        Some(outage) => {
            let cause = error.to_string();
            tracing::error!(?outage, cause, "a form was not carried out");
            Refusal::Outage(outage).into()
        }
        None => error,
    })
}

/// The status of a form with these reasons.
pub fn status(refused: &Refused) -> StatusCode {
    match refused.at("") {
        _ if refused.is_empty() => StatusCode::OK,
        Some(Refusal::Outage(outage)) => Problem::Outage(*outage).status(),
        _ if refused.0.iter().any(|(_, why)| matches!(why, Refusal::Access(AccessRefusal::MissingRole { .. }))) => {
            StatusCode::FORBIDDEN
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Cause(error.to_string())
    }
}
