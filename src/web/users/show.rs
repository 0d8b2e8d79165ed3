//! One user: everything that can be edited of it.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::fields::UserFields;
use super::handed::{Handed, handed};
use super::missing::{missing_user, unsaved};
use super::products::{ProductRow, product_rows, without};
use crate::actions::licenses;
use crate::actions::{self, Conflict, users as action};
use crate::domain::directory_role::{LIMITED, Level};
use crate::domain::id::UserId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::domain::user::User;
use crate::web::conflict::ConflictNotice;
use crate::web::error::{Result, buy_more, on_form, status};
use crate::web::flash::Undo;
use crate::web::form::Form;
use crate::web::page::{Reasons, Section, Shell, see_other_offering};
use crate::web::paths;
use crate::web::questions::Asked;
use crate::web::request_context::{ManageLicenses, RequestContext, Right, Scoped, SeeCustomers, id};

#[derive(Template)]
#[template(path = "users/show.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: UserFields,
    domains: Vec<String>,
    levels: [Level; 3],
    limited: [(crate::domain::id::RoleId, &'static str); 4],
    products: Vec<ProductRow>,
    may_buy: bool,
    without: String,
    action: String,
    cancel: String,
    manage: String,
    reset: String,
    reissue: String,
    delete: String,
    may_grant: bool,
    may_edit: bool,
    may_license: bool,
    may_block: bool,
    /// Whether it is only because the user is an administrator that this person may not.
    is_out_of_reach: bool,
    /// Until when one that was handed out can be used, or since when it cannot.
    temporary_password: Option<String>,
    user: User,
    other_roles: Vec<String>,
    /// What was handed over, the latest first.
    handed: Vec<Handed>,
    revocation: String,
}

impl Page {
    fn has_link(&self) -> bool {
        self.handed.iter().any(|one| one.can_be_opened)
    }
}

/// The list from which the page was opened, as it was left.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Back {
    r#return: String,
}

/// GET /customers/{customer}/users/{user}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, back: Query<Back>) -> Result {
    let user = match action::find(&scope.actor(), scope.customer.id, id::<UserId>(&path.1)?).await {
        Ok(user) => user,
        Err(error) => return missing_user(&scope, std::slice::from_ref(&path.1), error).await,
    };
    let fields = UserFields { r#return: back.into_inner().r#return, ..UserFields::of(&user) };
    let page = page(&scope, user, fields, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

async fn page<R: Right>(scope: &Scoped<R>, user: User, fields: UserFields, refused: &Refused) -> Result<Page> {
    let customer = &scope.customer;
    let shelf = licenses::shelf(&scope.actor(), customer.id).await?;
    let may_block = scope.may(Permission::ResetPasswords.on(user.permissions.level()));
    let handed = handed(scope, customer.id, &user, may_block).await?;
    let reasons = Reasons::new(&scope.words, refused);
    let path = paths::user(customer.id, user.id);
    let known = |role: &&crate::domain::id::RoleId| {
        **role != crate::domain::directory_role::GLOBAL_ADMINISTRATOR && LIMITED.iter().all(|(id, _)| id != *role)
    };
    Ok(Page {
        shell: Shell::at(scope, customer, Section::Users),
        conflict: None,
        may_buy: scope.may(Permission::BuySubscriptions),
        products: product_rows(scope, &shelf, &user.licenses, &fields, &reasons),
        without: without(&reasons),
        reasons,
        domains: customer.account.domains.iter().map(ToString::to_string).collect(),
        levels: Level::ALL,
        limited: LIMITED,
        action: path,
        cancel: Asked { r#return: fields.r#return.clone(), ..Asked::default() }.back(customer.id),
        manage: paths::manage_licenses(customer.id, user.id),
        reset: paths::with(&paths::new_password_reset(customer.id), &[("user", &user.id.to_string())]),
        reissue: paths::new_reissue(customer.id, user.id),
        delete: paths::with(&paths::new_deletion(customer.id), &[("user", &user.id.to_string())]),
        may_grant: scope.may(Permission::GrantRoles),
        may_edit: scope.may(Permission::ManageUsers),
        may_license: scope.may(Permission::ManageLicenses),
        may_block,
        is_out_of_reach: scope.may(Permission::ResetPasswords) && !may_block,
        temporary_password: temporary_password(scope, &user),
        handed,
        revocation: paths::link_revocation(customer.id, user.id),
        other_roles: user.permissions.0.iter().filter(known).map(ToString::to_string).collect(),
        user,
        fields,
    })
}

/// How things stand with a temporary password that was not changed yet.
fn temporary_password(visit: &RequestContext, user: &User) -> Option<String> {
    let until = user.sign_in.temporary_until?;
    let key = if until > visit.now { "temporary-password-until" } else { "temporary-password-expired" };
    Some(visit.words.named(key, visit.words.time(&until)))
}

/// POST /customers/{customer}/users/{user}
pub async fn update(scope: Scoped<ManageLicenses>, path: Path<(String, String)>, form: Form<UserFields>) -> Result {
    let user = id::<UserId>(&path.1)?;
    let Form { mut fields, sent } = form;
    fields.drop_unwanted();
    let customer = &scope.customer;
    let by = scope.actor();
    let now = match action::find(&by, customer.id, user).await {
        Ok(now) => now,
        // Deleted since, or nobody's.
        Err(actions::Error::NotFound) => return unsaved(&scope, user, &fields).await,
        Err(other) => return Err(other.into()),
    };
    if !fields.buy.is_empty() {
        if scope.comes_back.is_none() {
            return Ok(buy_more(customer.id, &fields.buy, &paths::user(customer.id, user)));
        }
        let page = page(&scope, now, fields, &Refused::default()).await?;
        return page.shell.render(StatusCode::OK, &page);
    }
    let edited = match fields.edit(&scope, &now) {
        Ok(edit) => on_form(action::edit(&by, customer.id, user, &edit, fields.version, &sent).await),
        Err(refused) => Err(refused.into()),
    };
    match edited {
        Ok(saved) => {
            let message = Message::new("flash-user-saved").text("name", saved.display_name);
            let undo = saved.change.map(|change| Undo::of_licenses(customer.id, change));
            let page = paths::with(&paths::user(customer.id, user), &[("return", &fields.r#return)]);
            Ok(see_other_offering(&scope, &page, &message, undo))
        }
        Err(actions::Error::Refused(refused)) => {
            let now = action::find(&scope.actor(), customer.id, user).await?;
            let page = page(&scope, now, fields, &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&scope, user, fields, &conflict).await,
        // Deleted since, or nobody's.
        Err(actions::Error::NotFound) => unsaved(&scope, user, &fields).await,
        Err(other) => Err(other.into()),
    }
}

/// What was typed stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(
    scope: &Scoped<ManageLicenses>,
    user: UserId,
    mut fields: UserFields,
    conflict: &Conflict,
) -> Result {
    let now = action::find(&scope.actor(), scope.customer.id, user).await?;
    let shelf = licenses::shelf(&scope.actor(), scope.customer.id).await?;
    let typed = fields.typed(scope, &now, &shelf);
    let told = ConflictNotice::new(&scope.words, conflict, &typed);
    fields.version = now.version;
    let page = Page { conflict: Some(told), ..page(scope, now, fields, &Refused::default()).await? };
    page.shell.render(StatusCode::CONFLICT, &page)
}
