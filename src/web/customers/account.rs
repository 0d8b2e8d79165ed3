//! A customer's account: a new one, and one that is shown and edited.

use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use crate::actions::{self, Conflict, customers};
use crate::domain::customer::{self, AccountDetails, Customer, LANGUAGES};
use crate::domain::id::CustomerId;
use crate::domain::location;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::domain::user_name::Domain;
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::new_user_defaults::{self, Summary};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::request_context::{Allowed, EditCustomers, RequestContext, Scoped, SeeCustomers};
use crate::web::{conflict, paths, uploads};

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
            microsoft_id: account.microsoft_id.map(|id| id.to_string()).unwrap_or_default(),
            primary_domain: account.domains.first().map(ToString::to_string).unwrap_or_default(),
            further_domains: further.join("\n"),
            default_location: text(&account.default_location),
            contact_name: text(&account.contact_name),
            contact_email: text(&account.contact_email),
            contact_language: text(&account.contact_language),
            version: customer.version,
        }
    }

    /// What was typed, as the domain means it; every field's reason at once.
    fn parse(&self) -> std::result::Result<AccountDetails, Refused> {
        let mut refused = Refused::default();
        let company_name = refused.take("company_name", customer::company_name(&self.company_name));
        let microsoft_id = refused.take("microsoft_id", customer::microsoft_id(&self.microsoft_id));
        let primary = refused.take("primary_domain", Domain::parse(&self.primary_domain));
        let further = refused.take("further_domains", customer::further_domains(&self.further_domains));
        let location = refused.take("default_location", location::parse(&self.default_location));
        let contact_name = refused.take("contact_name", customer::contact_name(&self.contact_name));
        let email = refused.take("contact_email", customer::contact_email(&self.contact_email));
        let language = refused.take("contact_language", customer::contact_language(&self.contact_language));
        let read = || {
            Some(AccountDetails {
                company_name: company_name?,
                microsoft_id: microsoft_id?,
                domains: customer::domains(primary?, further?),
                default_location: location?,
                contact_name: contact_name?,
                contact_email: email?,
                contact_language: language?,
            })
        };
        read().ok_or(refused)
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
    conflict: Option<conflict::ConflictNotice>,
    fields: AccountFields,
    customer: Option<Customer>,
    may_edit: bool,
    may_remove: bool,
    /// What new users begin with, of a customer that is there.
    new_users: Option<Summary>,
    /// The last files of users, and where all of them are.
    uploads: Vec<uploads::Line>,
    all_uploads: String,
}

impl AccountPage {
    fn new(visit: &RequestContext, customer: Option<&Customer>, fields: AccountFields, refused: &Refused) -> Self {
        let shell = match customer {
            Some(customer) => Shell::at(visit, customer, Section::Account),
            None => Shell::new(visit, Section::Customers),
        };
        let may_edit = visit.may(Permission::EditCustomers);
        let may_remove = visit.may(Permission::RemoveCustomers);
        let reasons = Reasons::new(&visit.words, refused);
        let customer = customer.cloned();
        let (uploads, all_uploads) = (Vec::new(), String::new());
        let new_users = None;
        Self { shell, reasons, conflict: None, fields, customer, may_edit, may_remove, new_users, uploads, all_uploads }
    }

    /// The page of a customer that is there.
    async fn of(visit: &RequestContext, customer: &Customer, fields: AccountFields, refused: &Refused) -> Result<Self> {
        let new_users = new_user_defaults::summary(visit, customer).await?;
        let (uploads, all_uploads) = (uploads::last(visit, customer.id).await?, paths::uploads(customer.id));
        Ok(Self {
            new_users: Some(new_users),
            uploads,
            all_uploads,
            ..Self::new(visit, Some(customer), fields, refused)
        })
    }

    fn action(&self) -> String {
        self.customer.as_ref().map_or_else(|| paths::CUSTOMERS.to_owned(), |customer| paths::customer(customer.id))
    }

    fn archiving(&self) -> String {
        self.customer.as_ref().map(|customer| paths::archiving(customer.id)).unwrap_or_default()
    }

    fn removal(&self) -> String {
        self.customer.as_ref().map(|customer| paths::customer_removal(customer.id)).unwrap_or_default()
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
    let added = async { customers::add(&visit.actor(), &form.fields.parse()?, &form.sent).await };
    match on_form(added.await) {
        Ok(id) => {
            let keys = ["flash-customer-added", "flash-customer-added-namesake"];
            let message = saved(&visit, keys, id, &form.fields.company_name).await?;
            Ok(see_other_saying(&visit, &paths::users(id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = AccountPage::new(&visit, None, form.fields, &refused);
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// What was done, by the first of `keys`; by the second if another customer has the same name.
async fn saved(
    visit: &RequestContext,
    [alone, beside]: [&'static str; 2],
    id: CustomerId,
    name: &str,
) -> std::result::Result<Message, actions::Error> {
    let others = customers::namesakes(&visit.actor(), name.trim(), id).await?;
    let message = Message::new(if others.is_empty() { alone } else { beside }).text("name", name.trim());
    Ok(if others.is_empty() { message } else { message.text("domains", others.join(", ")) })
}

/// GET /customers/{customer}
pub async fn show(scope: Scoped<SeeCustomers>) -> Result {
    let fields = AccountFields::of(&scope.customer);
    let page = AccountPage::of(&scope, &scope.customer, fields, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}
pub async fn update(scope: Scoped<EditCustomers>, form: Form<AccountFields>) -> Result {
    let Form { fields, sent } = form;
    let edited =
        async { customers::edit(&scope.actor(), &scope.customer, &fields.parse()?, fields.version, &sent).await };
    match on_form(edited.await) {
        Ok(()) => {
            let keys = ["flash-customer-saved", "flash-customer-saved-namesake"];
            let message = saved(&scope, keys, scope.customer.id, &fields.company_name).await?;
            Ok(see_other_saying(&scope, &paths::customer(scope.customer.id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = AccountPage::of(&scope, &scope.customer, fields, &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&scope, fields, &conflict).await,
        Err(other) => Err(other.into()),
    }
}

/// What was typed stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(scope: &Scoped<EditCustomers>, mut fields: AccountFields, conflict: &Conflict) -> Result {
    let now = customers::find(&scope.actor(), scope.customer.id).await?;
    let told = conflict::ConflictNotice::new(&scope.words, conflict, &fields.typed());
    fields.version = now.version;
    let page = AccountPage { conflict: Some(told), ..AccountPage::of(scope, &now, fields, &Refused::default()).await? };
    page.shell.render(StatusCode::CONFLICT, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::{InputRefusal, Refusal};

    fn fields() -> AccountFields {
        AccountFields {
            company_name: "Aquila Meccanica S.p.A.".into(),
            primary_domain: "aquila.example".into(),
            ..AccountFields::default()
        }
    }

    #[test]
    fn an_account_needs_a_name_and_a_domain() {
        let details = fields().parse().unwrap();
        assert_eq!((details.microsoft_id, details.domains.len()), (None, 1));
        let refused = AccountFields::default().parse().unwrap_err();
        assert_eq!(refused.at("company_name"), Some(&Refusal::Input(InputRefusal::Required)));
        assert_eq!(refused.at("primary_domain"), Some(&Refusal::Input(InputRefusal::Required)));
        assert_eq!(refused.0.len(), 2);
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let wrong = AccountFields {
            microsoft_id: "x".into(),
            further_domains: "good.example, bad_one".into(),
            default_location: "ZZ".into(),
            contact_email: "nobody".into(),
            contact_language: "fr".into(),
            ..fields()
        };
        assert_eq!(wrong.parse().unwrap_err().0.len(), 5);
    }
}
