//! Customers: the list, a new one, a customer's account.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::error::{Result, status, told};
use super::form::{Fields, Form};
use super::page::{Reasons, Section, Shell, see_other_saying};
use super::request_context::{Allowed, EditCustomers, RequestContext, Scoped, SeeCustomers};
use super::{csv_file, paths};
use crate::actions::customers::Row;
use crate::actions::{self, Conflict, customers};
use crate::domain::customer::{AccountForm, Customer, LANGUAGES};
use crate::domain::id::CustomerId;
use crate::domain::listing::{Cursor, Page as Rows, Position};
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;

/// Customers a page.
const SIZE: u64 = 50;
/// Rows read at a time for a file.
const CHUNK: u64 = 500;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct List {
    #[serde(default)]
    search: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
}

#[derive(Template)]
#[template(path = "customers/index.html")]
struct Index {
    shell: Shell,
    search: String,
    count: i64,
    rows: Rows<Row>,
    may_edit: bool,
}

impl Index {
    fn place(&self, row: Option<&Row>) -> String {
        row.map(|row| Cursor { value: row.sort_key.clone(), id: row.id }.to_string()).unwrap_or_default()
    }

    fn first(&self) -> String {
        paths::with(paths::CUSTOMERS, &[("search", &self.search)])
    }

    fn last(&self) -> String {
        paths::with(paths::CUSTOMERS, &[("search", &self.search), ("before", "last")])
    }

    fn next(&self) -> String {
        paths::with(paths::CUSTOMERS, &[("search", &self.search), ("after", &self.place(self.rows.rows.last()))])
    }

    fn previous(&self) -> String {
        paths::with(paths::CUSTOMERS, &[("search", &self.search), ("before", &self.place(self.rows.rows.first()))])
    }

    fn export(&self) -> String {
        paths::with("/customers.csv", &[("search", &self.search)])
    }

    fn users(&self, row: &Row) -> String {
        paths::users(CustomerId(row.id))
    }

    fn subscriptions(&self, row: &Row) -> String {
        paths::subscriptions(CustomerId(row.id))
    }

    fn account(&self, row: &Row) -> String {
        paths::customer(CustomerId(row.id))
    }

    fn color(&self, row: &Row) -> u8 {
        crate::domain::customer::color(CustomerId(row.id))
    }
}

/// GET /customers
pub async fn index(visit: Allowed<SeeCustomers>, list: Query<List>) -> Result {
    let position = Position::parse(&list.after, &list.before)?;
    let by = visit.actor();
    let rows = customers::part(&by, &list.search, &position, SIZE).await?;
    let count = customers::count(&by, &list.search).await?;
    let may_edit = visit.may(Permission::EditCustomers);
    let page = Index {
        shell: Shell::new(&visit, Section::Customers),
        search: list.into_inner().search,
        count,
        rows,
        may_edit,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /customers.csv: Partner Center's columns; what the search finds.
pub async fn export(visit: Allowed<SeeCustomers>, list: Query<List>) -> Result {
    let words = visit.words;
    let by = visit.actor();
    let lines = async_stream::try_stream! {
        let head = ["column-microsoft-id", "column-company-name", "column-primary-domain", "column-relationship"];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        let mut position = Position::First;
        loop {
            let rows = customers::part(&by, &list.search, &position, CHUNK).await?;
            for row in &rows.rows {
                let id = row.microsoft_id.to_string();
                yield csv_file::line(&words, &[&id, &row.company_name, &row.primary_domain, &row.relationship]);
            }
            match rows.rows.last() {
                Some(row) if rows.has_next => {
                    position = Position::After(Cursor { value: row.sort_key.clone(), id: row.id });
                }
                _ => break,
            }
        }
    };
    Ok(csv_file::download("customers.csv", lines))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountFields {
    company_name: String,
    microsoft_id: String,
    primary_domain: String,
    further_domains: String,
    default_location: String,
    contact_name: String,
    contact_email: String,
    contact_language: String,
    version: i64,
}

impl Fields for AccountFields {}

impl AccountFields {
    fn of(customer: &Customer) -> Self {
        let account = &customer.account;
        let further: Vec<String> = account.domains.iter().skip(1).map(ToString::to_string).collect();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            company_name: account.company_name.clone(),
            microsoft_id: account.microsoft_id.to_string(),
            primary_domain: account.domains.first().map(ToString::to_string).unwrap_or_default(),
            further_domains: further.join("\n"),
            default_location: text(&account.default_location),
            contact_name: text(&account.contact_name),
            contact_email: text(&account.contact_email),
            contact_language: text(&account.contact_language),
            version: customer.version,
        }
    }

    fn form(&self) -> AccountForm {
        AccountForm {
            company_name: self.company_name.clone(),
            microsoft_id: self.microsoft_id.clone(),
            primary_domain: self.primary_domain.clone(),
            further_domains: self.further_domains.clone(),
            default_location: self.default_location.clone(),
            contact_name: self.contact_name.clone(),
            contact_email: self.contact_email.clone(),
            contact_language: self.contact_language.clone(),
        }
    }

    /// What was typed, by the names that events use.
    fn typed(&self) -> Vec<(&'static str, String)> {
        let domains = format!("{} {}", self.primary_domain, self.further_domains);
        vec![
            ("company_name", self.company_name.clone()),
            ("microsoft_id", self.microsoft_id.clone()),
            ("domains", domains.split_whitespace().collect::<Vec<_>>().join(" ")),
            ("default_location", self.default_location.clone()),
            ("contact_name", self.contact_name.clone()),
            ("contact_email", self.contact_email.clone()),
            ("contact_language", self.contact_language.clone()),
        ]
    }
}

#[derive(Template)]
#[template(path = "customers/form.html")]
struct AccountPage {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<super::conflict::Told>,
    fields: AccountFields,
    customer: Option<Customer>,
    may_edit: bool,
}

impl AccountPage {
    fn new(visit: &RequestContext, customer: Option<&Customer>, fields: AccountFields, refused: &Refused) -> Self {
        let shell = match customer {
            Some(customer) => Shell::at(visit, customer, Section::Account),
            None => Shell::new(visit, Section::Customers),
        };
        let may_edit = visit.may(Permission::EditCustomers);
        let reasons = Reasons::new(&visit.words, refused);
        Self { shell, reasons, conflict: None, fields, customer: customer.cloned(), may_edit }
    }

    fn action(&self) -> String {
        self.customer.as_ref().map_or_else(|| paths::CUSTOMERS.to_owned(), |customer| paths::customer(customer.id))
    }

    fn languages(&self) -> [&'static str; 2] {
        LANGUAGES
    }
}

/// GET /customers/new
pub async fn new(visit: Allowed<EditCustomers>) -> Result {
    let page = AccountPage::new(&visit, None, AccountFields::default(), &Refused::default());
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers
pub async fn create(visit: Allowed<EditCustomers>, form: Form<AccountFields>) -> Result {
    match told(customers::add(&visit.actor(), &form.fields.form(), &form.sent).await) {
        Ok(id) => {
            let message = Message::new("flash-customer-added").text("name", form.fields.company_name.trim());
            Ok(see_other_saying(&visit, &paths::users(id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = AccountPage::new(&visit, None, form.fields, &refused);
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// GET /customers/{customer}
pub async fn show(scope: Scoped<SeeCustomers>) -> Result {
    let fields = AccountFields::of(&scope.customer);
    let page = AccountPage::new(&scope, Some(&scope.customer), fields, &Refused::default());
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}
pub async fn update(scope: Scoped<EditCustomers>, form: Form<AccountFields>) -> Result {
    let result =
        customers::edit(&scope.actor(), &scope.customer, &form.fields.form(), form.fields.version, &form.sent).await;
    match told(result) {
        Ok(()) => {
            let message = Message::new("flash-customer-saved").text("name", form.fields.company_name.trim());
            Ok(see_other_saying(&scope, &paths::customer(scope.customer.id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = AccountPage::new(&scope, Some(&scope.customer), form.fields, &refused);
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&scope, form.fields, &conflict).await,
        Err(other) => Err(other.into()),
    }
}

/// What was typed stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(scope: &Scoped<EditCustomers>, mut fields: AccountFields, conflict: &Conflict) -> Result {
    let now = customers::find(&scope.actor(), scope.customer.id).await?;
    let told = super::conflict::Told::new(&scope.words, conflict, &fields.typed());
    fields.version = now.version;
    let page = AccountPage { conflict: Some(told), ..AccountPage::new(scope, Some(&now), fields, &Refused::default()) };
    page.shell.render(StatusCode::CONFLICT, &page)
}
