//! Add user, and add another one.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::fields::UserFields;
use super::products::{ProductRow, product_rows, without};
use crate::actions::licenses::{self, CustomerProducts};
use crate::actions::new_user_defaults::{self, Preset};
use crate::actions::users as action;
use crate::actions::{self};
use crate::domain::directory_role::{LIMITED, Level};
use crate::domain::id::{SheetId, UserId};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::domain::user_name_pattern::UserNamePattern;
use crate::web::error::{Result, buy_more, on_form, status};
use crate::web::form::Form;
use crate::web::page::{Reasons, Section, Shell, see_other};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped};
use crate::words::Words;

#[derive(Template)]
#[template(path = "users/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: UserFields,
    domains: Vec<String>,
    levels: [Level; 3],
    limited: [(crate::domain::id::RoleId, &'static str); 4],
    products: Vec<ProductRow>,
    may_buy: bool,
    without: String,
    /// The customer has no default location.
    lacks_location: bool,
    /// Where it is given, for those who may.
    account: Option<String>,
    /// Products that new users began with and cannot get any more.
    gone: String,
    /// Where that is changed, for those who may.
    defaults: Option<String>,
    /// How user names are formed, for the script.
    pattern: &'static str,
    /// The same for people; nothing where user names are typed.
    name_hint: String,
    action: String,
    cancel: String,
    may_grant: bool,
    may_edit: bool,
    may_license: bool,
    /// The sheet on which the user before this one stands.
    sheet: Option<String>,
    on_sheet: i64,
    /// Who was added last, the newest first.
    added: Vec<String>,
}

impl Page {
    /// More were added than are named.
    fn is_cut(&self) -> bool {
        i64::try_from(self.added.len()).is_ok_and(|named| named < self.on_sheet)
    }
}

/// So many of those added before are named.
const NAMED: u64 = 5;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Before {
    sheet: String,
    /// The user who was added before: what is mostly the same for the next one stands there already.
    like: String,
}

/// GET /customers/{customer}/users/new
pub async fn new(scope: Scoped<ManageUsers>, before: Query<Before>) -> Result {
    let customer = &scope.customer;
    let like = match before.like.parse::<UserId>() {
        Ok(user) => action::find(&scope.actor(), customer.id, user).await.ok(),
        Err(_) => None,
    };
    let ground = Ground::of(&scope).await?;
    let fields = if let Some(user) = like {
        UserFields::like(&user, &ground.products)
    } else {
        let may_grant = scope.may(Permission::GrantRoles);
        UserFields::preset(&ground.preset.defaults, customer, &ground.products, may_grant)
    };
    show(&scope, ground, fields, &Refused::default(), StatusCode::OK, &before.sheet).await
}

/// What every form for a new user stands on.
struct Ground {
    products: CustomerProducts,
    preset: Preset,
}

impl Ground {
    async fn of(scope: &Scoped<ManageUsers>) -> Result<Self> {
        let (by, id) = (scope.actor(), scope.customer.id);
        let products = licenses::shelf(&by, id).await?;
        let preset = new_user_defaults::preset(&by, id, &products).await?;
        Ok(Self { products, preset })
    }
}

/// The form as it was sent.
async fn render(scope: &Scoped<ManageUsers>, fields: UserFields, refused: &Refused, status: StatusCode) -> Result {
    show(scope, Ground::of(scope).await?, fields, refused, status, "").await
}

async fn show(
    scope: &Scoped<ManageUsers>,
    ground: Ground,
    fields: UserFields,
    refused: &Refused,
    status: StatusCode,
    sheet: &str,
) -> Result {
    let (by, id) = (scope.actor(), scope.customer.id);
    let Ground { products, preset: Preset { defaults, gone } } = ground;
    let reasons = Reasons::new(&scope.words, refused);
    let open = match sheet.parse::<SheetId>() {
        Ok(_) => actions::sheets::open_sheet(&by, id).await?,
        Err(_) => None,
    };
    let (on_sheet, added) = match &open {
        Some(sheet) => (actions::sheets::size(&by, sheet).await?, actions::sheets::newest(&by, sheet, NAMED).await?),
        None => (0, Vec::new()),
    };
    let page = Page {
        shell: Shell::at(scope, &scope.customer, Section::Users),
        may_buy: scope.may(Permission::BuySubscriptions),
        products: product_rows(scope, &products, &[], &fields, &reasons),
        without: without(&reasons),
        lacks_location: scope.customer.account.default_location.is_none(),
        gone: gone.join(", "),
        defaults: scope.may(Permission::EditCustomers).then(|| paths::new_user_defaults(id)),
        pattern: defaults.pattern.map(UserNamePattern::template).unwrap_or_default(),
        name_hint: name_hint(&scope.words, defaults.pattern),
        account: scope.may(Permission::EditCustomers).then(|| paths::customer(id)),
        reasons,
        domains: scope.customer.account.domains.iter().map(ToString::to_string).collect(),
        levels: Level::ALL,
        limited: LIMITED,
        action: paths::users(id),
        cancel: open.as_ref().map_or_else(|| paths::users(id), |sheet| paths::sheet(id, sheet.id)),
        may_grant: scope.may(Permission::GrantRoles),
        may_edit: true,
        may_license: scope.may(Permission::ManageLicenses),
        sheet: open.map(|sheet| paths::sheet(id, sheet.id)),
        on_sheet,
        added,
        fields,
    };
    page.shell.render(status, &page)
}

/// That the user name may be left out, with one as it would be.
fn name_hint(words: &Words, pattern: Option<UserNamePattern>) -> String {
    let example = pattern.and_then(|pattern| pattern.local_part("Ada", "Bianchi"));
    example.map(|example| words.named("user-name-proposed-hint", example)).unwrap_or_default()
}

/// POST /customers/{customer}/users
pub async fn create(scope: Scoped<ManageUsers>, form: Form<UserFields>) -> Result {
    let Form { mut fields, sent } = form;
    fields.drop_unwanted();
    let customer = &scope.customer;
    if !fields.buy.is_empty() {
        let form = paths::new_user(customer.id);
        return match scope.comes_back {
            Some(_) => render(&scope, fields, &Refused::default(), StatusCode::OK).await,
            None => Ok(buy_more(customer.id, &fields.buy, &form)),
        };
    }
    let pattern = new_user_defaults::pattern(&scope.actor(), customer.id).await?;
    let added = match fields.new_user(&scope, pattern) {
        Ok(new) => on_form(action::add(&scope.actor(), customer.id, &new, &sent).await),
        Err(refused) => Err(refused.into()),
    };
    match added {
        Ok(added) if fields.then == "another" => {
            let (sheet, like) = (added.sheet.to_string(), added.user.to_string());
            Ok(see_other(&paths::with(&paths::new_user(customer.id), &[("sheet", &sheet), ("like", &like)])))
        }
        Ok(added) => Ok(see_other(&paths::sheet(customer.id, added.sheet))),
        Err(actions::Error::Refused(refused)) => render(&scope, fields, &refused, status(&refused)).await,
        Err(other) => Err(other.into()),
    }
}
