//! Users of a customer: the lists of active and deleted ones, adding one, one user.

mod choices;
mod contact;
mod deleted;
mod export;
mod fields;
mod frame;
mod handed;
mod index;
mod like;
mod missing;
mod new;
mod products;
mod proposed;
mod show;

use actix_web::http::StatusCode;

pub use self::choices::sort_head;
pub use self::deleted::{deleted, export as export_deleted};
pub use self::export::export;
pub use self::frame::{List, Tab};
pub use self::index::index;
pub use self::missing::missing_user;
pub use self::new::{create, new};
pub use self::show::{show, update};

use super::error::Result;
use super::request_context::{Scoped, SeeCustomers};
use crate::domain::refusal::Refusal;

/// The page of whichever list this is, with something on top that could not be done.
///
/// # Errors
/// A bad address; not found.
pub async fn render(scope: &Scoped<SeeCustomers>, list: List, status: StatusCode, refusal: Option<Refusal>) -> Result {
    match list.tab {
        Tab::Active => index::render(scope, list, status, refusal).await,
        Tab::Deleted => deleted::render(scope, list, status, refusal).await,
    }
}
