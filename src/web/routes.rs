//! The whole table of addresses: method, path, right, handler.
//!
//! The right stands in the handler's own types; it is repeated here so that the table can be read,
//! and a test holds both against each other.

mod account;

use std::collections::HashSet;
use std::sync::OnceLock;

use actix_web::dev::Handler;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, Responder, guard, web};

use super::{
    activity, assets, catalog, customers, dashboard, deletions, handover, jobs, kept_forms, language,
    license_assignments, license_changes, license_previews, licenses, mailings, new_user_defaults, password_resets,
    paths, profile, purges, reauthentication, restorations, roles, selections, settings, setup, sheets, sign_in,
    sign_in_blocks, staff, subscriptions, uploads, users,
};
use crate::domain::permission::Permission;

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    /// `None`: anybody, signed in or not.
    pub permission: Option<Permission>,
    /// Whether its page may go out compressed.
    pub is_compressed: bool,
    handler: actix_web::Route,
}

impl Route {
    /// For a page that never shows a secret, or a link that lets somebody in ([`super::compression`]).
    fn compressed(self) -> Self {
        Self { is_compressed: true, ..self }
    }
}

fn get<F, Args>(path: &'static str, permission: Option<Permission>, handler: F) -> Route
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let reads = guard::Any(guard::Get()).or(guard::Head());
    let handler = web::route().guard(reads).to(handler);
    Route { method: Method::GET, path, permission, is_compressed: false, handler }
}

fn post<F, Args>(path: &'static str, permission: Option<Permission>, handler: F) -> Route
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Route { method: Method::POST, path, permission, is_compressed: false, handler: web::post().to(handler) }
}

/// All pages. A path with fixed words stands before one with an id in their place.
#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "one line a route")]
pub fn pages() -> Vec<Route> {
    use Permission as P;
    let see = Some(P::SeeCustomers);
    let mut all = vec![
        get("/sign-in", None, sign_in::new),
        post("/sign-in", None, sign_in::create),
        post("/sign-out", None, sign_in::delete),
        get("/setup/{token}", None, setup::new),
        post("/setup/{token}", None, setup::create),
        get("/handover/{token}", None, handover::show),
        post("/handover/{token}", None, handover::open),
        post("/language", None, language::choose),

        get("/reauthentication", Some(P::SignedIn), reauthentication::new),
        post("/reauthentication", Some(P::SignedIn), reauthentication::create),
        get("/kept-forms/{form}", Some(P::SignedIn), kept_forms::gone),

        get("/", Some(P::SignedIn), dashboard::show).compressed(),

        post("/clock-confirmation", Some(P::ManageGlobalAdmins), dashboard::confirm_clock),

        get("/activity", Some(P::SignedIn), activity::index).compressed(),
        get("/activity.csv", Some(P::SignedIn), activity::export),
        get("/customers/{customer}/activity", see, activity::of_customer).compressed(),
        get("/customers/{customer}/activity.csv", see, activity::export_of_customer),

        get("/profile", Some(P::SignedIn), profile::show),
        post("/profile", Some(P::SignedIn), profile::update),
        get("/profile/password", Some(P::SignedIn), profile::edit),
        post("/profile/password", Some(P::SignedIn), profile::change),
        get("/profile/columns", see, profile::columns),
        post("/profile/columns", see, profile::put_columns),
        post("/profile/sessions/end", Some(P::SignedIn), profile::end_other_sessions),
        post("/profile/sessions/{session}/end", Some(P::SignedIn), profile::end_session),
        get("/settings/mail", Some(P::ManageSettings), settings::mail).compressed(),
        post("/settings/mail", Some(P::ManageSettings), settings::settle),
        post("/settings/mail/test", Some(P::ManageSettings), settings::test),
        get("/roles", Some(P::SignedIn), roles::index).compressed(),

        get("/staff", Some(P::ManageStaff), staff::index).compressed(),
        post("/staff", Some(P::ManageStaff), staff::create),
        get("/staff/new", Some(P::ManageStaff), staff::new),
        get("/staff/{staff}", Some(P::ManageStaff), staff::show),
        post("/staff/{staff}", Some(P::ManageStaff), staff::update),
        get("/staff/{staff}/blocking", Some(P::ManageStaff), staff::ask_to_block),
        post("/staff/{staff}/blocking", Some(P::ManageStaff), staff::block),
        post("/staff/{staff}/unblocking", Some(P::ManageStaff), staff::unblock),
        get("/staff/{staff}/removal", Some(P::ManageStaff), staff::ask_to_remove),
        post("/staff/{staff}/removal", Some(P::ManageStaff), staff::remove),
        get("/staff/{staff}/password", Some(P::ManageGlobalAdmins), staff::ask_to_reset),
        post("/staff/{staff}/password", Some(P::ManageGlobalAdmins), staff::reset),
        post("/staff/{staff}/sessions/end", Some(P::ManageStaff), staff::end_all_sessions),
        post("/staff/{staff}/sessions/{session}/end", Some(P::ManageStaff), staff::end_session),

        get("/sheets", Some(P::ManageGlobalAdmins), sheets::index).compressed(),

        get("/customers", see, customers::index).compressed(),
        post("/customers", Some(P::EditCustomers), customers::create),
        get("/customers.csv", see, customers::export),
        get("/customers/new", Some(P::EditCustomers), customers::new).compressed(),
        get("/customers/{customer}", see, customers::show).compressed(),
        post("/customers/{customer}", Some(P::EditCustomers), customers::update),
        get("/customers/{customer}/new-user-defaults", Some(P::EditCustomers), new_user_defaults::new).compressed(),
        post("/customers/{customer}/new-user-defaults", Some(P::EditCustomers), new_user_defaults::create),
        get("/customers/{customer}/archiving", Some(P::EditCustomers), customers::ask_to_archive).compressed(),
        post("/customers/{customer}/archiving", Some(P::EditCustomers), customers::archive),
        post("/customers/{customer}/unarchiving", Some(P::EditCustomers), customers::unarchive),
        get("/customers/{customer}/removal", Some(P::RemoveCustomers), customers::ask_to_remove).compressed(),
        post("/customers/{customer}/removal", Some(P::RemoveCustomers), customers::remove),

        get("/customers/{customer}/subscriptions", see, subscriptions::index).compressed(),
        get("/customers/{customer}/subscriptions.csv", see, subscriptions::export),
        get("/customers/{customer}/subscriptions/new", Some(P::BuySubscriptions), subscriptions::new).compressed(),
        post("/customers/{customer}/subscriptions/new", Some(P::BuySubscriptions), subscriptions::create),
        get("/customers/{customer}/subscriptions/{subscription}", see, subscriptions::show).compressed(),
        post("/customers/{customer}/subscriptions/{subscription}", Some(P::BuySubscriptions), subscriptions::update),
        get("/customers/{customer}/subscriptions/{subscription}/suspension", Some(P::SuspendSubscriptions), subscriptions::ask_to_suspend).compressed(),
        post("/customers/{customer}/subscriptions/{subscription}/suspension", Some(P::SuspendSubscriptions), subscriptions::suspend),
        post("/customers/{customer}/subscriptions/{subscription}/reactivation", Some(P::SuspendSubscriptions), subscriptions::reactivate),

        get("/customers/{customer}/users", see, users::index).compressed(),
        post("/customers/{customer}/users", Some(P::ManageUsers), users::create),
        get("/customers/{customer}/users.csv", see, users::export),
        get("/customers/{customer}/users/deleted", see, users::deleted).compressed(),
        get("/customers/{customer}/users/deleted.csv", see, users::export_deleted),
        get("/customers/{customer}/users/new", Some(P::ManageUsers), users::new).compressed(),
        get("/customers/{customer}/users/{user}", see, users::show).compressed(),
        post("/customers/{customer}/users/{user}", Some(P::ManageLicenses), users::update),
        post("/customers/{customer}/selections", see, selections::create),

        get("/customers/{customer}/deletions/new", Some(P::ManageUsers), deletions::new).compressed(),
        post("/customers/{customer}/deletions", Some(P::ManageUsers), deletions::create),
        get("/customers/{customer}/restorations/new", Some(P::ManageUsers), restorations::new).compressed(),
        post("/customers/{customer}/restorations", Some(P::ManageUsers), restorations::create),
        get("/customers/{customer}/purges/new", Some(P::PurgeUsers), purges::new).compressed(),
        post("/customers/{customer}/purges", Some(P::PurgeUsers), purges::create),
        get("/customers/{customer}/password-resets/new", Some(P::ResetPasswords), password_resets::new),
        post("/customers/{customer}/password-resets", Some(P::ResetPasswords), password_resets::create),
        get("/customers/{customer}/sign-in-blocks", Some(P::ResetPasswords), sign_in_blocks::new).compressed(),
        post("/customers/{customer}/sign-in-blocks", Some(P::ResetPasswords), sign_in_blocks::create),
        get("/customers/{customer}/jobs/{job}", see, jobs::show).compressed(),

        get("/customers/{customer}/license-assignments/new", Some(P::ManageLicenses), license_assignments::new).compressed(),
        post("/customers/{customer}/license-assignments/preview", Some(P::ManageLicenses), license_assignments::preview),
        post("/customers/{customer}/license-assignments", Some(P::ManageLicenses), license_assignments::create),
        get("/customers/{customer}/licenses", see, licenses::index).compressed(),
        get("/customers/{customer}/license-swaps/new", Some(P::ManageLicenses), license_assignments::swap).compressed(),
        get("/customers/{customer}/license-previews/{preview}", Some(P::ManageLicenses), license_previews::show).compressed(),
        get("/customers/{customer}/license-changes/{change}.csv", see, license_changes::export),
        get("/customers/{customer}/license-changes/{change}", see, license_changes::show).compressed(),
        post("/customers/{customer}/license-changes/{change}/undo", Some(P::ManageLicenses), license_changes::undo),

        get("/customers/{customer}/sheets/{sheet}.csv", see, sheets::export),
        get("/customers/{customer}/sheets/{sheet}", see, sheets::show),
        get("/customers/{customer}/sheets/{sheet}/print", see, sheets::print),
        post("/customers/{customer}/sheets/{sheet}/completion", see, sheets::close),
        post("/customers/{customer}/sheets/{sheet}/links", Some(P::ResetPasswords), sheets::issue_links),
        get("/customers/{customer}/sheets/{sheet}/links.csv", see, sheets::export_links),
        get("/customers/{customer}/sheets/{sheet}/mails/new", Some(P::ResetPasswords), mailings::new),
        post("/customers/{customer}/sheets/{sheet}/mails", Some(P::ResetPasswords), mailings::create),
        get("/customers/{customer}/sheets/{sheet}/drafts", Some(P::ResetPasswords), mailings::drafts),
        get("/customers/{customer}/sheets/{sheet}/drafts.eml", Some(P::ResetPasswords), mailings::draft_of_all),
        get("/customers/{customer}/sheets/{sheet}/drafts/{user}.eml", Some(P::ResetPasswords), mailings::draft),
        post("/customers/{customer}/mails/{mail}/withdrawal", Some(P::ResetPasswords), mailings::withdraw),
        post("/customers/{customer}/mails/{mail}/repetition", Some(P::ResetPasswords), mailings::again),
        post("/customers/{customer}/users/{user}/link-revocation", Some(P::ResetPasswords), sheets::revoke_link),
    ];
    all.extend(upload_pages());
    all.extend(catalog_pages());
    all.extend(account::pages());
    all
}

/// Those of uploads.
#[rustfmt::skip]
fn upload_pages() -> Vec<Route> {
    let manage = Some(Permission::ManageUsers);
    vec![
        get("/customers/{customer}/uploads", manage, uploads::index).compressed(),
        post("/customers/{customer}/uploads", manage, uploads::create),
        get("/customers/{customer}/uploads/new", manage, uploads::new).compressed(),
        get("/customers/{customer}/uploads/template.csv", manage, uploads::template),
        get("/customers/{customer}/uploads/{upload}.csv", manage, uploads::export),
        get("/customers/{customer}/uploads/{upload}", manage, uploads::show).compressed(),
        post("/customers/{customer}/uploads/{upload}", manage, uploads::update),
        get("/customers/{customer}/uploads/{upload}/reading", manage, uploads::ask).compressed(),
        post("/customers/{customer}/uploads/{upload}/reading", manage, uploads::answer),
        post("/customers/{customer}/uploads/{upload}/stopping", manage, uploads::stop),
        get("/customers/{customer}/uploads/{upload}/removal", manage, uploads::ask_to_remove).compressed(),
        post("/customers/{customer}/uploads/{upload}/removal", manage, uploads::remove),
    ]
}

/// Those of the catalog.
#[rustfmt::skip]
fn catalog_pages() -> Vec<Route> {
    let manage = Some(Permission::ManageSettings);
    vec![
        get("/catalog/products", manage, catalog::products).compressed(),
        get("/catalog/products/{product}", manage, catalog::product).compressed(),
        post("/catalog/products/{product}/aliases", manage, catalog::add_alias),
        get("/catalog/products/{product}/aliases/removal", manage, catalog::ask_to_remove_alias).compressed(),
        post("/catalog/products/{product}/aliases/removal", manage, catalog::remove_alias),
        get("/catalog/products/{product}/retirement", manage, catalog::ask_to_retire).compressed(),
        post("/catalog/products/{product}/retirement", manage, catalog::retire),
        post("/catalog/products/{product}/reinstatement", manage, catalog::reinstate),
        get("/catalog/rules", manage, catalog::rules).compressed(),
        post("/catalog/rules", manage, catalog::create_rule),
        get("/catalog/rules/new", manage, catalog::new_rule).compressed(),
        get("/catalog/rules/{rule}/removal", manage, catalog::ask_to_remove_rule).compressed(),
        post("/catalog/rules/{rule}/removal", manage, catalog::remove_rule),
    ]
}

/// Whether the page at `request` may go out compressed. The answer to a POST never may: what was sent stands in it,
/// and in some a new password.
pub fn is_compressed(request: &HttpRequest) -> bool {
    static PATHS: OnceLock<HashSet<&str>> = OnceLock::new();
    let all = || pages().into_iter().filter(|route| route.is_compressed).map(|route| route.path).collect();
    let paths = PATHS.get_or_init(all);
    matches!(*request.method(), Method::GET | Method::HEAD)
        && request.match_pattern().is_some_and(|pattern| paths.contains(pattern.as_str()))
}

/// What a button does that stands in no form of its own, in the words that stand on it.
pub fn button(pattern: &str) -> Option<&'static str> {
    let key = match pattern {
        "/clock-confirmation" => "clock-confirm",
        "/profile/sessions/end" => "sessions-end-others",
        "/profile/sessions/{session}/end" | "/staff/{staff}/sessions/{session}/end" => "session-end-this",
        "/staff/{staff}/sessions/end" => "sessions-end-all",
        "/staff/{staff}/unblocking" => "staff-unblock",
        "/catalog/products/{product}/reinstatement" => "product-reinstate",
        "/customers/{customer}/subscriptions/{subscription}/suspension" => "subscription-suspend",
        "/customers/{customer}/subscriptions/{subscription}/reactivation" => "subscription-reactivate",
        "/customers/{customer}/license-changes/{change}/undo" => "undo-change",
        "/customers/{customer}/sheets/{sheet}/completion" => "done",
        _ => return None,
    };
    Some(key)
}

/// Registers all addresses.
pub fn register(config: &mut web::ServiceConfig) {
    config.route("/static/{name}", web::get().to(assets::show));
}

/// Registers the pages, one resource a path: another method than those it has is 405.
pub fn register_pages(config: &mut web::ServiceConfig) {
    register_all(config, pages().into_iter().filter(|route| !account::is_of(route.path)), "");
}

/// Registers those of customers' users, within their scope.
pub fn register_account(config: &mut web::ServiceConfig) {
    register_all(config, account::pages().into_iter(), paths::ACCOUNT);
}

fn register_all(config: &mut web::ServiceConfig, routes: impl Iterator<Item = Route>, scope: &str) {
    let mut resources: Vec<(&'static str, actix_web::Resource)> = Vec::new();
    for route in routes {
        let resource = match resources.pop() {
            Some((path, resource)) if path == route.path => resource,
            other => {
                resources.extend(other);
                web::resource(route.path.strip_prefix(scope).unwrap_or(route.path))
            }
        };
        resources.push((route.path, resource.route(route.handler)));
    }
    for (_, resource) in resources {
        config.service(resource);
    }
}
