//! Restoring deleted users: asked first, with the licenses that come back and those that do not, and
//! another user name for whoever cannot have the old one.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpRequest;
use askama::Template;
use serde::Deserialize;

use super::error::{Problem, Result, on_form, status};
use super::form::{Fields, Form};
use super::html::Html;
use super::jobs::answer;
use super::license_words;
use super::page::{Reasons, Section, Shell, see_other};
use super::paths;
use super::questions::{Asked, again};
use super::request_context::{ManageUsers, Scoped};
use super::users::missing_user;
use crate::actions;
use crate::actions::jobs::{self, Audience, Order, Undoing};
use crate::actions::purges::Deleted;
use crate::actions::restorations::{self as action, Clash, Question, SeatsNeeded};
use crate::domain::id::{JobId, UserId};
use crate::domain::job::{Kind, Options};
use crate::domain::message::Message;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RestoreFields {
    pub user: Vec<String>,
    pub selection: String,
    pub r#return: String,
    /// The job whose deletions are taken back.
    pub of: String,
    pub new_passwords: String,
    /// Who gets another user name; the next two have as many entries.
    pub renamed: Vec<String>,
    pub user_name: Vec<String>,
    pub domain: Vec<String>,
}

impl Fields for RestoreFields {
    const LIMIT: usize = 1024 * 1024;
}

impl RestoreFields {
    fn asked(&self) -> Asked {
        Asked {
            user: self.user.clone(),
            selection: self.selection.clone(),
            r#return: self.r#return.clone(),
            ..Asked::default()
        }
    }

    fn choice(&self) -> Result<Audience> {
        if self.of.is_empty() {
            return self.asked().choice();
        }
        Ok(Audience { of: Some(self.of.parse().map_err(|_| Problem::NotFound)?), ..Audience::default() })
    }

    /// User, the part before @, and the domain of each name that was typed.
    fn names(&self) -> Vec<(UserId, String, String)> {
        let typed = self.renamed.iter().zip(&self.user_name).zip(&self.domain);
        typed.filter_map(|((user, name), domain)| Some((user.parse().ok()?, name.clone(), domain.clone()))).collect()
    }
}

/// One who needs another user name.
struct Renamed {
    user: UserId,
    display_name: String,
    own: String,
    why: &'static str,
    local: String,
    domain: String,
}

impl Renamed {
    fn new(clash: Clash, typed: &HashMap<UserId, (String, String)>) -> Self {
        let user = UserId(clash.user.id);
        let offered = clash.instead.map(|name| (name.local().to_owned(), name.domain().to_string()));
        let (local, domain) = typed.get(&user).cloned().or(offered).unwrap_or_default();
        Self {
            user,
            display_name: clash.user.display_name,
            own: clash.user.user_name,
            why: if clash.is_domain_gone { "clash-domain-gone" } else { "clash-name-taken" },
            local,
            domain,
        }
    }
}

#[derive(Template)]
#[template(path = "restorations/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    title: String,
    what: Html,
    left_out: i64,
    users: i64,
    first: Vec<Deleted>,
    more: i64,
    products: Vec<SeatsNeeded>,
    /// Why licenses stay away, and from how many users.
    stopped: Vec<(Html, i64)>,
    clashes: Vec<Renamed>,
    more_clashes: i64,
    domains: Vec<String>,
    fields: RestoreFields,
    action: String,
    cancel: String,
}

impl Page {
    fn is_many(&self) -> bool {
        self.users > 1
    }

    fn is_short(&self) -> bool {
        self.products.iter().any(|one| one.lacking() > 0)
    }
}

fn page(scope: &Scoped<ManageUsers>, fields: RestoreFields, refused: &Refused, question: Question) -> Result {
    let (w, customer) = (&scope.words, &scope.customer);
    let length = |length: usize| i64::try_from(length).unwrap_or_default();
    let title = match question.first.as_slice() {
        [user] if question.users == 1 => w.named("restore-one", &user.display_name),
        _ => w.count("restore-many", question.users),
    };
    let message =
        Message::new("restore-text").number("count", question.users).text("customer", &customer.account.company_name);
    let shell = Shell::at(scope, customer, Section::Users);
    let typed = fields.names().into_iter().map(|(user, local, domain)| (user, (local, domain))).collect();
    let back = fields.asked().back(customer.id);
    let stopped = question.reasons.iter();
    let stopped = stopped
        .map(|(sku, reason, users)| (shell.say(&license_words::reason(&question.names, *sku, reason)), *users))
        .collect();
    let page = Page {
        reasons: Reasons::new(w, refused),
        title,
        what: shell.say(&message),
        shell,
        left_out: question.left_out,
        users: question.users,
        more: question.users - length(question.first.len()),
        first: question.first,
        products: question.products,
        stopped,
        more_clashes: question.clashing - length(question.clashes.len()),
        clashes: question.clashes.into_iter().map(|clash| Renamed::new(clash, &typed)).collect(),
        domains: question.domains.iter().map(ToString::to_string).collect(),
        action: paths::restorations(customer.id),
        cancel: if fields.r#return.is_empty() { paths::deleted_users(customer.id) } else { back },
        fields,
    };
    let status = status(refused);
    page.shell.render(status, &page)
}

/// GET /customers/{customer}/restorations/new
pub async fn new(scope: Scoped<ManageUsers>, request: HttpRequest) -> Result {
    let fields: RestoreFields = serde_html_form::from_str(request.query_string()).map_err(|_| Problem::BadAddress)?;
    let question = match action::ask(&scope.actor(), scope.customer.id, &fields.choice()?).await {
        Ok(question) => question,
        Err(error) => return missing_user(&scope, &fields.user, error).await,
    };
    page(&scope, fields, &Refused::default(), question)
}

/// POST /customers/{customer}/restorations
pub async fn create(scope: Scoped<ManageUsers>, form: Form<RestoreFields>) -> Result {
    let Form { fields, sent } = form;
    let (by, customer) = (scope.actor(), scope.customer.id);
    let choice = fields.choice()?;
    if let Some(of) = choice.of
        && let Some(way) = detour(&scope, &fields, &choice, of).await?
    {
        return Ok(see_other(&way));
    }
    let names = match action::read_names(&by, customer, &fields.names()).await {
        Ok(names) => names,
        Err(actions::Error::Refused(refused)) => {
            // Who is gone meanwhile, or back by the first of two clicks, needs no name any more.
            match action::ask(&by, customer, &choice).await {
                Ok(question) => return page(&scope, fields, &refused, question),
                Err(actions::Error::NotFound) => BTreeMap::new(),
                Err(other) => return Err(other.into()),
            }
        }
        Err(other) => return Err(other.into()),
    };
    // One alone who stays without a name would not come back at all.
    if let [user] = choice.users.as_slice()
        && !names.contains_key(user)
        && let Ok(question) = action::ask(&by, customer, &choice).await
        && question.clashing == 1
    {
        let refused = Refused::one(format!("user_name:{user}"), Refusal::Input(InputRefusal::Required));
        return page(&scope, fields, &refused, question);
    }
    let options = Options { new_passwords: !fields.new_passwords.is_empty(), names, ..Options::default() };
    let order = Order { kind: Kind::Restore, choice, options };
    match on_form(jobs::start(&by, customer, &order, &sent).await) {
        Ok(job) => answer(&scope, &fields.asked(), &job).await,
        Err(error) => {
            let refused = again(error)?;
            page(&scope, fields, &refused, action::ask(&by, customer, &order.choice).await?)
        }
    }
}

/// Where to go instead of taking deletions back: to the page that tells that they were, if some are
/// deleted again by now; to the question, if somebody needs another user name first.
async fn detour(
    scope: &Scoped<ManageUsers>,
    fields: &RestoreFields,
    choice: &Audience,
    of: JobId,
) -> Result<Option<String>> {
    let (by, customer) = (scope.actor(), scope.customer.id);
    let deletion = jobs::find(&by, customer, of).await?;
    if let Undoing::Done(done) = jobs::undoing(&by, customer, &deletion).await? {
        let told = |job: JobId| Some(paths::with(&paths::job(customer, job), &[("return", &fields.r#return)]));
        if done.finished_at.is_none() {
            return Ok(told(done.id));
        }
        if jobs::is_over(&by, customer, &done).await? {
            return Ok(told(of));
        }
    }
    let question = match action::ask(&by, customer, choice).await {
        Ok(question) => question,
        // Nobody is left: the second of two clicks is answered as the first one.
        Err(actions::Error::NotFound) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let asked = [("of", fields.of.as_str()), ("new_passwords", &fields.new_passwords), ("return", &fields.r#return)];
    let is_unasked = question.clashing > 0 && fields.renamed.is_empty();
    Ok(is_unasked.then(|| paths::with(&paths::new_restoration(customer), &asked)))
}
