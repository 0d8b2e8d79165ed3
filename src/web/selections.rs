//! Choosing users on the list: every button of the list's form comes here with what is ticked, so
//! that nothing ticked is lost on the way to the next page, with JavaScript or without.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use serde::Deserialize;

use super::error::{Problem, Result};
use super::form::{Fields, Form};
use super::page::{see_other, see_other_saying};
use super::paths;
use super::request_context::{Scoped, SeeCustomers};
use super::users::{List, Tab, render, sort_head};
use crate::actions::selections::{SelectionChange, choose};
use crate::actions::{self, jobs, password_resets};
use crate::domain::Moment;
use crate::domain::id::UserId;
use crate::domain::link::Along;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, Refusal, UserRefusal};
use crate::domain::text;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListFields {
    /// Which list it is.
    tab: String,
    /// Ids of the users on the page, whether ticked or not, separated by commas.
    shown: String,
    user: Vec<String>,
    /// What the button asks for.
    go: String,
    /// The head's checkbox: all users of this page.
    page: String,
    search: String,
    filter: String,
    sort: String,
    size: String,
    after: String,
    before: String,
    next: String,
    previous: String,
    selection: String,
    show: String,
    /// A change of licenses, of whose users those are chosen to whom it was not all done.
    job: String,
}

impl Fields for ListFields {
    // Ten thousand ticked users are about 450 KB.
    const LIMIT: usize = 1024 * 1024;
}

impl ListFields {
    fn list(&self) -> Result<List> {
        Ok(List {
            tab: Tab::parse(&self.tab)?,
            search: text::search(&self.search),
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            size: self.size.clone(),
            after: self.after.clone(),
            before: self.before.clone(),
            selection: self.selection.clone(),
            show: self.show.clone(),
        })
    }

    /// The same list from its beginning.
    fn at_start(&self) -> Result<List> {
        Ok(List { after: String::new(), before: String::new(), ..self.list()? })
    }

    fn choice(&self, now: Moment) -> Result<SelectionChange> {
        // Each once, however often it was sent.
        let ids = |raw: &mut dyn Iterator<Item = &str>| -> Vec<UserId> {
            raw.filter_map(|id| id.parse().ok()).collect::<BTreeSet<_>>().into_iter().collect()
        };
        if !self.job.is_empty() {
            return Ok(SelectionChange::Short { job: self.job.parse().map_err(|_| Problem::NotFound)? });
        }
        let shown = ids(&mut self.shown.split(','));
        let ticked = if self.page == "all" { shown.clone() } else { ids(&mut self.user.iter().map(String::as_str)) };
        match self.go.as_str() {
            "clear" => Ok(SelectionChange::Clear),
            "all" => {
                let list = List { show: String::new(), ..self.at_start()? };
                Ok(SelectionChange::All { shown, ticked, wanted: list.wanted(now)? })
            }
            _ => Ok(SelectionChange::Page { shown, ticked }),
        }
    }
}

/// POST /customers/{customer}/selections
pub async fn create(scope: Scoped<SeeCustomers>, form: Form<ListFields>) -> Result {
    let fields = form.fields;
    let customer = scope.customer.id;
    let state = fields.list()?.tab.state(scope.now);
    let choice = fields.choice(scope.now)?;
    let chosen = choose(&scope.actor(), customer, fields.selection.parse().ok(), state, &choice).await?;
    let selection = chosen.selection.map(|id| id.to_string()).unwrap_or_default();
    let unreadable = match &choice {
        SelectionChange::Page { .. } | SelectionChange::All { .. } if fields.page != "all" => {
            let unreadable = fields.user.iter().filter(|id| id.parse::<UserId>().is_err());
            i64::try_from(unreadable.count()).unwrap_or_default()
        }
        _ => 0,
    };
    let fields = ListFields { selection, ..fields };
    if chosen.unknown + unreadable > 0 {
        let refusal = Refusal::User(UserRefusal::UsersNotFound { users: chosen.unknown + unreadable });
        return render(&scope, fields.list()?, StatusCode::UNPROCESSABLE_ENTITY, Some(refusal)).await;
    }
    match fields.go.as_str() {
        "manage-licenses" => return ask(&scope, &fields, &paths::new_license_assignment(customer)).await,
        "reset-password" | "reissue" => return ask(&scope, &fields, &paths::new_password_reset(customer)).await,
        "block-sign-in" => return ask(&scope, &fields, &paths::sign_in_blocks(customer)).await,
        "restore" => return ask(&scope, &fields, &paths::new_restoration(customer)).await,
        "delete" => return ask(&scope, &fields, &paths::new_deletion(customer)).await,
        "export" if fields.selection.is_empty() => {
            let nobody = Some(Refusal::User(UserRefusal::NobodyChosen));
            return render(&scope, fields.list()?, StatusCode::UNPROCESSABLE_ENTITY, nobody).await;
        }
        _ => {}
    }
    let next = destination(&fields)?;
    // Refused here rather than on the next page: what is asked for must exist.
    next.wanted(scope.now)?;
    if fields.go == "export" {
        return Ok(see_other(&next.file(customer)));
    }
    let address = next.address(&next.tab.path(customer));
    if fields.go.starts_with("sort:") {
        return Ok(see_other(&paths::at(&address, &sort_head(next.place()?.0.column))));
    }
    if chosen.others > 0 {
        let told = Message::new("flash-selected-too").number("count", chosen.matching).number("more", chosen.others);
        return Ok(see_other_saying(&scope, &address, &told));
    }
    Ok(see_other(&address))
}

/// Where a button leads.
fn destination(fields: &ListFields) -> Result<List> {
    let (start, here) = (fields.at_start()?, fields.list()?);
    Ok(match fields.go.as_str() {
        "" | "filter" | "first" => start,
        "next" => List { after: fields.next.clone(), ..start },
        "previous" => List { before: fields.previous.clone(), ..start },
        "last" => List { before: "last".into(), ..start },
        "selected" | "export" => {
            List { show: "selected".into(), search: String::new(), filter: String::new(), ..start }
        }
        "everybody" | "clear" => List { show: String::new(), ..start },
        "all" | "stay" => here,
        go => match go.split_once(':') {
            Some(("sort", sort)) => List { sort: sort.to_owned(), ..start },
            Some(("size", size)) => List { size: size.to_owned(), ..start },
            _ => return Err(Problem::Unreadable.into()),
        },
    })
}

/// On to a question about those who are chosen; from there the way leads back to this list.
async fn ask(scope: &Scoped<SeeCustomers>, fields: &ListFields, question: &str) -> Result {
    let list = fields.list()?;
    if fields.go == "manage-licenses" && !scope.may(Permission::ManageLicenses) {
        return Err(Problem::MissingRole(Permission::ManageLicenses).into());
    }
    if let Some(refusal) = why_not(scope, fields).await? {
        return render(scope, list, StatusCode::UNPROCESSABLE_ENTITY, Some(refusal)).await;
    }
    let tab = list.tab;
    let back = List { show: String::new(), ..list }.address(&tab.path(scope.customer.id));
    let along = if fields.go == "reissue" { Along::Links.name() } else { "" };
    let parameters = [("selection", fields.selection.as_str()), ("along", along), ("return", &back)];
    Ok(see_other(&paths::with(question, &parameters)))
}

/// Why there is nothing to ask: nobody is chosen, or only administrators whom this person's role does
/// not reach.
async fn why_not(scope: &Scoped<SeeCustomers>, fields: &ListFields) -> Result<Option<Refusal>> {
    let Ok(selection) = fields.selection.parse() else { return Ok(Some(Refusal::User(UserRefusal::NobodyChosen))) };
    if !["reset-password", "reissue", "block-sign-in"].contains(&fields.go.as_str()) {
        return Ok(None);
    }
    let choice = jobs::Audience { selection: Some(selection), ..jobs::Audience::default() };
    match password_resets::ask(&scope.actor(), scope.customer.id, &choice).await {
        Err(actions::Error::MissingRole(permission)) => {
            Ok(Some(Refusal::Access(AccessRefusal::MissingRole { roles: permission.holder_names() })))
        }
        Ok(_) | Err(actions::Error::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
