//! What every page has around it, and how one is rendered.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, LOCATION};
use askama::Template;

use super::assets::{self, Addresses};
use super::error::Result;
use super::flash::{self, Flash, Undo};
use super::html::{Html, sentence, without_indentation};
use super::paths;
use super::request_context::RequestContext;
use crate::actions::sessions::idle_limit;
use crate::clock::new_id;
use crate::domain::customer::Customer;
use crate::domain::id::FormId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::role::Role;
use crate::words::{Language, Words};

/// The frame of a page: who is signed in, which customer it is about, what was just done.
pub struct Shell {
    pub w: Words,
    pub assets: &'static Addresses,
    pub staff: Option<Badge>,
    pub customer: Option<Panel>,
    pub flash: Option<Html>,
    /// A form is shown again as it was sent, and nothing of it was done.
    pub comes_back: bool,
    /// What was just done can be taken back.
    pub undo: Option<Undo>,
    /// How long the session lasts of who is signed in.
    pub stay: Option<Stay>,
    /// Passwords travel unprotected: told to those who can mend it.
    pub is_plain_http: bool,
    pub here: String,
    /// Where the choice of another language leads.
    pub back_to: String,
    /// A new one for each form of this page: by it a second POST of it is recognized.
    pub form_id: String,
    pub section: Section,
    visit: RequestContext,
}

/// Which entry of the menus is the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    None,
    Dashboard,
    Customers,
    Subscriptions,
    Users,
    Licenses,
    Account,
    /// The activity log of everything.
    Activity,
    /// That of one customer.
    CustomerActivity,
    Staff,
    Catalog,
    Settings,
    Profile,
}

/// Who is signed in.
pub struct Badge {
    pub name: String,
    pub role: &'static str,
    pub initials: String,
}

/// Seconds until a session ends: if nothing is done, and whatever is done.
pub struct Stay {
    pub idle: i64,
    pub left: i64,
}

/// The customer at the left of the page.
pub struct Panel {
    pub name: String,
    pub domain: String,
    pub color: u8,
    pub users: String,
    pub licenses: String,
    pub uploads: String,
    pub subscriptions: String,
    pub account: String,
    pub activity: String,
    /// Since when the customer is archived, and where it is taken back by who may.
    pub archived: Option<Archived>,
}

/// That a customer is archived.
pub struct Archived {
    pub since: String,
    /// Nothing for who may not.
    pub end: String,
}

impl Shell {
    pub fn new(visit: &RequestContext, section: Section) -> Self {
        let badge = visit.staff().map(|staff| Badge {
            name: staff.name.clone(),
            role: staff.role.name(),
            initials: staff.initials(),
        });
        let is_global = visit.staff().is_some_and(|staff| staff.role == Role::GlobalAdmin);
        let is_loopback =
            visit.app.hosts.iter().all(|host| {
                host.starts_with("127.0.0.1") || host.starts_with("[::1]") || host.starts_with("localhost")
            });
        Self {
            w: visit.words,
            assets: assets::addresses(),
            staff: badge,
            customer: None,
            flash: visit.flash.as_ref().and_then(|flash| flash.html(&visit.words)),
            comes_back: visit.comes_back.is_some(),
            undo: visit.flash.as_ref().and_then(|flash| flash.undo.clone()),
            stay: visit.session_ends.filter(|_| visit.principal.is_some()).map(|ends| Stay {
                idle: idle_limit(&visit.app).num_seconds(),
                left: (ends - visit.now).num_seconds(),
            }),
            is_plain_http: is_global && !visit.app.settings.is_https() && !is_loopback,
            here: visit.here.clone(),
            form_id: form_id(visit),
            back_to: visit.comes_back.map_or_else(|| visit.here.clone(), |back| paths::kept_form(back.kept)),
            section,
            visit: visit.clone(),
        }
    }

    /// The frame of a customer's page.
    pub fn at(visit: &RequestContext, customer: &Customer, section: Section) -> Self {
        let panel = Panel {
            name: customer.account.company_name.clone(),
            domain: customer.account.domains.first().map(ToString::to_string).unwrap_or_default(),
            color: customer.color(),
            users: paths::users(customer.id),
            licenses: paths::licenses(customer.id),
            uploads: paths::uploads(customer.id),
            subscriptions: paths::subscriptions(customer.id),
            account: paths::customer(customer.id),
            activity: paths::activity(customer.id),
            archived: customer.archived_at.map(|since| Archived {
                since: visit.words.day(&since),
                end: if visit.may(Permission::EditCustomers) { paths::unarchiving(customer.id) } else { String::new() },
            }),
        };
        Self { customer: Some(panel), ..Self::new(visit, section) }
    }

    /// Whether there is anywhere to go: not before a temporary password was changed.
    pub fn has_menu(&self) -> bool {
        self.visit.staff().is_some_and(|staff| !staff.must_change_password)
    }

    pub fn manages_staff(&self) -> bool {
        self.visit.may(Permission::ManageStaff)
    }

    pub fn manages_settings(&self) -> bool {
        self.visit.may(Permission::ManageSettings)
    }

    pub fn sees_customers(&self) -> bool {
        self.visit.may(Permission::SeeCustomers)
    }

    /// Whether `section` is where we are; templates compare by name.
    pub fn is(&self, section: &str) -> bool {
        let name = match self.section {
            Section::None => "",
            Section::Dashboard => "dashboard",
            Section::Customers => "customers",
            Section::Subscriptions => "subscriptions",
            Section::Users => "users",
            Section::Licenses => "licenses",
            Section::Account => "account",
            Section::Activity => "activity",
            Section::CustomerActivity => "customer-activity",
            Section::Staff => "staff",
            Section::Catalog => "catalog",
            Section::Settings => "settings",
            Section::Profile => "profile",
        };
        name == section || (section == "customers" && self.customer.is_some())
    }

    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    pub fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    /// A sentence with a person's text in it.
    pub fn say(&self, message: &Message) -> Html {
        sentence(&self.w, message)
    }

    /// Renders `page` with this status; what was to be told is told now.
    ///
    /// # Errors
    /// When the template fails.
    pub fn render(&self, status: StatusCode, page: &impl Template) -> Result {
        let mut answer = HttpResponse::build(status)
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .body(without_indentation(&page.render()?));
        if self.visit.flash.is_some() {
            flash::clear(&self.visit.app, self.visit.door, &mut answer);
        }
        Ok(answer)
    }
}

/// The id of a page's forms; one that is shown again keeps its own.
fn form_id(visit: &RequestContext) -> String {
    let own = visit.comes_back.map(|back| back.form).filter(|form| *form != FormId::NONE);
    own.map_or_else(|| new_id().to_string(), |form| form.to_string())
}

/// The reasons on a page: at their fields, and all of them on top.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    items: Vec<Reason>,
}

/// One reason, in words.
#[derive(Clone, Debug)]
pub struct Reason {
    pub field: String,
    /// What the field is called, where it has a name.
    pub label: Option<String>,
    pub text: Html,
    pub refusal: Refusal,
}

impl Reasons {
    pub fn new(words: &Words, refused: &Refused) -> Self {
        let reason = |(field, refusal): &(String, Refusal)| Reason {
            field: field.clone(),
            label: words.field(field),
            text: sentence(words, &refusal.message()),
            refusal: refusal.clone(),
        };
        Self { items: refused.0.iter().map(reason).collect() }
    }

    /// Calls `field` what its page calls it.
    #[must_use]
    pub fn calling(mut self, field: &str, label: &str) -> Self {
        for reason in self.items.iter_mut().filter(|reason| reason.field == field) {
            reason.label = Some(label.to_owned());
        }
        self
    }

    pub fn all(&self) -> &[Reason] {
        &self.items
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// What is wrong with `field`.
    pub fn at(&self, field: &str) -> Option<&Html> {
        self.items.iter().find(|reason| reason.field == field).map(|reason| &reason.text)
    }
}

/// 303: the answer to a form that was carried out.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// Like [`see_other_saying`], with a way to take it back.
pub fn see_other_offering(visit: &RequestContext, path: &str, message: &Message, undo: Option<Undo>) -> HttpResponse {
    let mut answer = see_other(path);
    flash::put(&visit.app, visit.door, &mut answer, &Flash::of(message).offering(undo));
    answer
}

/// Like [`see_other`], with something to tell there.
pub fn see_other_saying(visit: &RequestContext, path: &str, message: &Message) -> HttpResponse {
    let mut answer = see_other(path);
    flash::put(&visit.app, visit.door, &mut answer, &Flash::of(message));
    answer
}
