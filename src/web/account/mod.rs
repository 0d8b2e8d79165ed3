//! The own page of a customer's user: sign in, choose a password, see what the account holds.
//!
//! A handler takes [`Own`]: there is no other way to the account of who asks, and none to anybody else's.

mod language;
mod password;
mod show;
mod sign_in;

pub use self::language::choose_language;
pub use self::password::{change, edit};
pub use self::show::show;
pub use self::sign_in::{create, delete, new};

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use askama::Template;

use super::error::{Error, Problem, Result};
use super::html::Html;
use super::page::{Section, Shell};
use super::paths;
use super::request_context::{self, RequestContext, Right};
use crate::actions;
use crate::domain::permission;
use crate::domain::principal::{CustomerUser, Principal, Strength};

/// A customer's user who is signed in, and has the right.
pub struct Own<R> {
    visit: RequestContext,
    pub user: CustomerUser,
    right: PhantomData<R>,
}

impl<R> Deref for Own<R> {
    type Target = RequestContext;

    fn deref(&self) -> &RequestContext {
        &self.visit
    }
}

async fn own<R: Right>(request: &HttpRequest) -> Result<Own<R>> {
    let visit = request_context::of(request).await?;
    let Some(principal @ Principal::CustomerUser(user)) = &visit.principal else {
        return Err(Error::First(paths::ACCOUNT_SIGN_IN));
    };
    if principal.strength() == Strength::TemporaryPassword && !R::WITH_TEMPORARY_PASSWORD {
        return Err(Error::First(paths::ACCOUNT_PASSWORD));
    }
    if !permission::may(principal, R::PERMISSION) {
        return Err(Problem::MissingRole(R::PERMISSION).into());
    }
    let user = user.clone();
    Ok(Own { visit, user, right: PhantomData })
}

impl<R: Right> FromRequest for Own<R> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { own(&request).await })
    }
}

/// The name in the head of a page, of who is signed in at this door.
fn name(visit: &RequestContext) -> Option<String> {
    visit.principal.as_ref().map(|principal| principal.name().to_owned())
}

/// What stands in the way, told as everywhere; who is signed out meanwhile signs in here.
fn told(error: actions::Error) -> Error {
    match error {
        actions::Error::SignedOut => Error::First(paths::ACCOUNT_SIGN_IN),
        other => other.into(),
    }
}

#[derive(Template)]
#[template(path = "account/problem.html")]
struct ProblemPage<'a> {
    shell: Shell,
    own_name: Option<String>,
    title: String,
    text: Html,
    /// The request's, where whoever runs the server should look for it.
    id: Option<&'a str>,
}

/// The page for a problem, in the frame of customers' users.
///
/// # Errors
/// When the template fails.
pub fn problem(visit: &RequestContext, status: StatusCode, (title, text): (String, Html), id: &str) -> Result {
    let id = Some(id).filter(|_| status == StatusCode::INTERNAL_SERVER_ERROR);
    let page = ProblemPage { shell: Shell::new(visit, Section::None), own_name: name(visit), title, text, id };
    page.shell.render(status, &page)
}
