//! Who asks, for whom, and with what right: the only way to a customer in a handler.
//!
//! A handler names its permission in its arguments (`Scoped<ManageUsers>`); one that forgets to has
//! no customer and no staff to act with. A customer that is not there is 404.

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use actix_session::SessionExt as _;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use uuid::Uuid;

use super::connections::Connection;
use super::door::Door;
use super::error::{Error, Problem, Result};
use super::flash::{self, Flash};
pub use super::rights::{
    BuySubscriptions, EditCustomers, ManageGlobalAdmins, ManageLicenses, ManageSettings, ManageStaff, ManageUsers,
    OwnPassword, PurgeUsers, RemoveCustomers, ResetPasswords, Right, SeeCustomers, SignedIn, SuspendSubscriptions,
};
use super::session::{self, AUTHENTICATED_AT, CREDENTIAL, Expired, ID, PRINCIPAL};
use super::{language_choice, paths};
use crate::actions::sign_in::signed_in;
use crate::actions::{Actor, customers};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, FormId, KeptFormId, SessionId};
use crate::domain::permission::{self, Permission};
use crate::domain::principal::{Principal, PrincipalId, Strength};
use crate::domain::staff::Staff;
use crate::words::{Language, Words};

/// One request, as every handler sees it.
#[derive(Clone, Debug)]
pub struct RequestContext {
    pub app: App,
    pub words: Words,
    /// By which door this request comes.
    pub door: Door,
    /// Who is signed in there.
    pub principal: Option<Principal>,
    /// By which password.
    pub credential: Option<String>,
    /// When that person gave it last.
    pub authenticated_at: Option<Moment>,
    /// Whose session this was, which is over since lately.
    pub expired: Option<Expired>,
    /// A form is shown again that was kept: nothing of it is carried out.
    pub comes_back: Option<ComesBack>,
    /// Which of the person's sessions this is, and when it is over whatever is done with it.
    pub session: Option<SessionId>,
    pub session_ends: Option<Moment>,
    pub now: Moment,
    pub request: Uuid,
    pub flash: Option<Flash>,
    /// Path and query, to come back to.
    pub here: String,
}

impl RequestContext {
    /// Acts in the name of who is signed in; nobody may do nothing.
    pub fn actor(&self) -> Actor {
        Actor {
            app: self.app.clone(),
            principal: self.principal.clone(),
            credential: self.credential.clone(),
            authenticated_at: self.authenticated_at,
            only_shows: self.comes_back.is_some(),
            now: self.now,
            request: Some(self.request),
        }
    }

    /// The member of staff who is signed in.
    pub fn staff(&self) -> Option<&Staff> {
        self.principal.as_ref()?.staff()
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.principal.as_ref().is_some_and(|principal| permission::may(principal, permission))
    }
}

/// A request that shows this form again.
#[derive(Clone, Copy, Debug)]
pub struct ComesBack {
    pub kept: KeptFormId,
    /// By this it was to be recognized when it is sent twice, and still is.
    pub form: FormId,
}

/// The id of a request, made when it came in.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// Reads who asks. Once a request; the page for a problem uses it again.
pub async fn of(request: &HttpRequest) -> Result<RequestContext> {
    if let Some(visit) = request.extensions().get::<RequestContext>() {
        return Ok(visit.clone());
    }
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::Cause("no app".into()))?.get_ref().clone();
    session::check()?;
    let expired = session::expired();
    let session = request.get_session();
    let broken = |error: actix_session::SessionGetError| Error::Cause(error.to_string());
    let id = session.get::<PrincipalId>(PRINCIPAL).map_err(broken)?;
    let credential = session.get::<String>(CREDENTIAL).map_err(broken)?;
    let door = Door::of(request);
    let principal = match id.filter(|id| door.lets_in(*id)) {
        Some(id) => signed_in(&app, id, credential.as_deref(), app.clock.now()).await?,
        None => None,
    };
    let authenticated_at = session.get::<Moment>(AUTHENTICATED_AT).map_err(broken)?;
    let session = session.get::<SessionId>(ID).map_err(broken)?;
    if principal.as_ref().is_some_and(|principal| principal.staff().is_some())
        && let Some(connection) = request.conn_data::<Connection>()
    {
        connection.is_of_staff();
    }
    let session_ends = session::ends();
    let visit = RequestContext {
        credential,
        authenticated_at,
        expired,
        session,
        session_ends,
        ..bare(request, &app, principal)
    };
    request.extensions_mut().insert(visit.clone());
    Ok(visit)
}

/// A visit without a look at the session.
pub fn bare(request: &HttpRequest, app: &App, principal: Option<Principal>) -> RequestContext {
    let staff = principal.as_ref().and_then(Principal::staff);
    let own = staff.and_then(|staff| Language::from_code(staff.language.as_deref()?));
    let language = language_choice::chosen(app, request).or(own).unwrap_or_else(|| language_choice::wished(request));
    let id = request.extensions().get::<RequestId>().map_or_else(Uuid::nil, |id| id.0);
    RequestContext {
        app: app.clone(),
        words: Words::new(language, staff.and_then(|staff| staff.time_zone).unwrap_or(app.zone)),
        door: Door::of(request),
        principal,
        credential: None,
        authenticated_at: None,
        expired: None,
        comes_back: request.extensions().get::<ComesBack>().copied(),
        session: None,
        session_ends: None,
        now: app.clock.now(),
        request: id,
        flash: flash::take(app, request),
        here: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
    }
}

/// The customer that a request was about, found and within reach: a problem is told in its frame.
#[derive(Clone, Debug)]
pub struct At(pub Customer);

/// Anybody, signed in or not.
pub struct Anybody(pub RequestContext);

/// Somebody of the staff who has the right: pages about the partner itself and its people.
pub struct Allowed<R> {
    visit: RequestContext,
    pub staff: Staff,
    right: PhantomData<R>,
}

/// Somebody who has the right, at the customer that the address names and that is within reach.
pub struct Scoped<R> {
    visit: RequestContext,
    pub principal: Principal,
    pub customer: Customer,
    right: PhantomData<R>,
}

impl Deref for Anybody {
    type Target = RequestContext;

    fn deref(&self) -> &RequestContext {
        &self.0
    }
}

impl<R> Deref for Allowed<R> {
    type Target = RequestContext;

    fn deref(&self) -> &RequestContext {
        &self.visit
    }
}

impl<R> Deref for Scoped<R> {
    type Target = RequestContext;

    fn deref(&self) -> &RequestContext {
        &self.visit
    }
}

/// Who asks, if the right is there.
async fn permitted<R: Right>(request: &HttpRequest) -> Result<(RequestContext, Principal)> {
    let visit = of(request).await?;
    let Some(principal) = visit.principal.clone() else {
        let wanted = if request.method().is_safe() { visit.here } else { String::new() };
        return Err(Error::SignIn { wanted });
    };
    if principal.strength() == Strength::TemporaryPassword && !R::WITH_TEMPORARY_PASSWORD {
        return Err(Error::First(paths::OWN_PASSWORD));
    }
    if !permission::may(&principal, R::PERMISSION) {
        let who = principal.id().map(|id| id.to_string());
        tracing::warn!(event = "authz_fail", who, permission = ?R::PERMISSION, request = %visit.request);
        return Err(Problem::MissingRole(R::PERMISSION).into());
    }
    Ok((visit, principal))
}

async fn allowed<R: Right>(request: &HttpRequest) -> Result<Allowed<R>> {
    let (visit, principal) = permitted::<R>(request).await?;
    let Principal::Staff(staff) = principal else { return Err(Problem::MissingRole(R::PERMISSION).into()) };
    Ok(Allowed { visit, staff: *staff, right: PhantomData })
}

async fn scoped<R: Right>(request: &HttpRequest) -> Result<Scoped<R>> {
    let (visit, principal) = permitted::<R>(request).await?;
    let id = request.match_info().get("customer").and_then(|id| id.parse::<CustomerId>().ok());
    let customer = customers::find(&visit.actor(), id.ok_or(Problem::NotFound)?).await?;
    request.extensions_mut().insert(At(customer.clone()));
    Ok(Scoped { visit, principal, customer, right: PhantomData })
}

type Later<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

impl FromRequest for Anybody {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { of(&request).await.map(Self) })
    }
}

impl<R: Right> FromRequest for Allowed<R> {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { allowed(&request).await })
    }
}

impl<R: Right> FromRequest for Scoped<R> {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { scoped(&request).await })
    }
}

/// An id in the address; what is none is 404, as if nothing stood there.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn id<T: std::str::FromStr>(raw: &str) -> Result<T> {
    raw.parse().map_err(|_| Problem::NotFound.into())
}
