//! The pages: extract, call one action, render or redirect.
//!
//! Knows HTTP and HTML; no SQL and no rules. A handler's arguments name the right it needs, every
//! form is answered with 303 when it was carried out and 422 with what was typed when not.

mod account;
mod activity;
mod assets;
mod catalog;
mod client;
mod compression;
mod conflict;
pub mod connections;
mod csv_file;
mod customers;
mod dashboard;
mod deletions;
mod door;
mod error;
mod flash;
mod form;
mod hand_over_words;
mod handover;
mod heads;
mod html;
mod jobs;
mod kept_forms;
mod known_browser;
mod language;
mod language_choice;
mod license_assignments;
mod license_changes;
mod license_previews;
mod license_words;
mod licenses;
mod mail_words;
mod mailings;
mod new_user_defaults;
mod outcomes;
mod own_password;
mod page;
mod password_resets;
mod paths;
mod profile;
mod purges;
mod qr;
mod questions;
mod reauthentication;
mod request_context;
mod resend;
mod respond;
mod restorations;
mod rights;
mod roles;
pub mod routes;
mod same_origin;
mod selections;
pub mod server;
mod session;
mod sessions;
mod settings;
mod setup;
mod sheets;
mod sign_in;
mod sign_in_blocks;
mod staff;
mod subscriptions;
mod uploads;
mod users;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web;

use self::door::Door;
use crate::app::App;

/// The whole site, the same for the server and for tests.
pub fn site(
    app: App,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (sessions, own_sessions) = (session::middleware(&app, Door::Staff), session::middleware(&app, Door::Account));
    actix_web::App::new()
        .app_data(web::Data::new(app))
        .configure(routes::register)
        .service(
            web::scope(paths::ACCOUNT)
                .wrap(own_sessions)
                .wrap(from_fn(door::is_own))
                .configure(routes::register_account)
                .default_service(web::to(nothing_here)),
        )
        .service(
            web::scope("")
                .wrap(from_fn(kept_forms::come_back))
                .wrap(sessions)
                .configure(routes::register_pages)
                .default_service(web::to(nothing_here)),
        )
        .wrap(from_fn(respond::respond))
}

/// An address that leads nowhere; the visitor's name still stands in the header.
async fn nothing_here(_: request_context::Anybody) -> error::Result {
    Err(error::Problem::NotFound.into())
}
