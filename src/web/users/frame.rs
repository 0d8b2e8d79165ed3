//! What the lists of active and of deleted users have in common: the address, who is chosen, the
//! pager, and the form around it all.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer};

use super::choices::sizes;
use crate::actions::jobs::{UnderWay, under_way};
use crate::actions::selections;
use crate::actions::users::{Listed, Row, UserQuery};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SelectionId, UserId};
use crate::domain::listing::{COUNT_LIMIT, Count, Position, UserColumn, UserFilter, UserSort, page_size};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::domain::text;
use crate::domain::upload::kept::State;
use crate::domain::user::UserState;
use crate::web::error::{Problem, Result};
use crate::web::html::{Html, sentence};
use crate::web::paths;
use crate::web::request_context::{Scoped, SeeCustomers};
use crate::words::Words;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Active,
    Deleted,
}

impl Tab {
    /// As a form's field says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "",
            Self::Deleted => "deleted",
        }
    }

    /// Reads what [`Tab::name`] wrote.
    ///
    /// # Errors
    /// A bad address for any other.
    pub fn parse(raw: &str) -> Result<Self> {
        [Self::Active, Self::Deleted].into_iter().find(|tab| tab.name() == raw).ok_or(Problem::BadAddress.into())
    }

    pub fn path(self, customer: CustomerId) -> String {
        match self {
            Self::Active => paths::users(customer),
            Self::Deleted => paths::deleted_users(customer),
        }
    }

    pub fn state(self, now: Moment) -> UserState {
        match self {
            Self::Active => UserState::Active,
            Self::Deleted => UserState::restorable(now),
        }
    }
}

/// The list's address, as it stands in the browser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct List {
    /// Not in the query: the path says it.
    #[serde(skip)]
    pub tab: Tab,
    #[serde(deserialize_with = "cut")]
    pub search: String,
    pub filter: String,
    pub sort: String,
    pub size: String,
    pub after: String,
    pub before: String,
    pub selection: String,
    /// `selected`: only who is chosen.
    pub show: String,
}

impl List {
    /// Which users the address asks for.
    ///
    /// # Errors
    /// A bad address for an unknown filter or selection; deleted users have no filters.
    pub fn wanted(&self, now: Moment) -> Result<UserQuery> {
        let selection = match self.show.as_str() {
            "" => None,
            // Selected users of no selection are nobody, not everybody.
            "selected" => Some(self.selection.parse().unwrap_or(SelectionId(uuid::Uuid::nil()))),
            _ => return Err(Problem::BadAddress.into()),
        };
        if self.tab == Tab::Deleted && !self.filter.is_empty() {
            return Err(Problem::BadAddress.into());
        }
        let filter = UserFilter::parse(&self.filter)?;
        Ok(UserQuery { state: self.tab.state(now), search: self.search.clone(), filter, selection })
    }

    /// In which order, and from where on. Deleted users have one order: who expires first comes first.
    ///
    /// # Errors
    /// A bad address.
    pub fn place(&self) -> Result<(UserSort, Position, u64)> {
        let sort = match self.tab {
            Tab::Active => UserSort::parse(&self.sort)?,
            Tab::Deleted if self.sort.is_empty() => UserSort { column: UserColumn::Created, descending: false },
            Tab::Deleted => return Err(Problem::BadAddress.into()),
        };
        let position = Position::parse(&self.after, &self.before)?;
        sort.check(&position)?;
        Ok((sort, position, page_size(&self.size)?))
    }

    /// This list's address at a customer.
    pub fn address(&self, path: &str) -> String {
        paths::with(
            path,
            &[
                ("search", &self.search),
                ("filter", &self.filter),
                ("sort", &self.sort),
                ("size", &self.size),
                ("after", &self.after),
                ("before", &self.before),
                ("selection", &self.selection),
                ("show", &self.show),
            ],
        )
    }

    /// The same list, as a file.
    pub fn file(&self, customer: CustomerId) -> String {
        let whole = Self { after: String::new(), before: String::new(), ..self.clone() };
        whole.address(&paths::file(&self.tab.path(customer)))
    }
}

/// A search that came by the address, no longer than one that is typed.
fn cut<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<String, D::Error> {
    String::deserialize(from).map(|search| text::search(&search))
}

/// A tab above the list.
pub(super) struct TabLink {
    pub path: String,
    pub label: String,
    pub is_current: bool,
}

/// All around the rows.
pub(super) struct Frame {
    pub list: List,
    pub alert: Option<Html>,
    /// Work under way at this customer.
    pub job: Option<String>,
    /// An upload that is under way, or waits for this person, and what is said of it.
    pub upload: Option<(&'static str, String)>,
    pub open_sheet: Option<String>,
    /// Whether passwords wait there.
    pub sheet_says: &'static str,
    pub action: String,
    pub export: String,
    pub tabs: [TabLink; 2],
    pub shown: String,
    pub count: Count,
    here: i64,
    /// How many of those on the page are chosen.
    ticked: i64,
    pub chosen: i64,
    /// Whether there is anything that this person could do to the chosen ones.
    pub may_choose: bool,
    pub sizes: [u64; 4],
    pub size: u64,
    pub first: bool,
    pub last: bool,
    pub previous_place: String,
    pub next_place: String,
    /// The list without search and filter.
    pub first_page: String,
}

impl Frame {
    /// The frame of `listed`, and who of them is chosen.
    ///
    /// # Errors
    /// As [`own_selection`].
    pub async fn of(
        scope: &Scoped<SeeCustomers>,
        list: List,
        listed: &Listed,
        refusal: Option<&Refusal>,
    ) -> Result<(Self, BTreeSet<UserId>)> {
        let (by, w, customer) = (scope.actor(), &scope.words, &scope.customer);
        let (sort, _, size) = list.place()?;
        let ids: Vec<UserId> = listed.page.rows.iter().map(|row| UserId(row.id)).collect();
        let (chosen, ticked) = chosen(scope, &list, &ids).await?;
        let sheet = crate::actions::sheets::open_sheet(&by, customer.id).await?;
        let waiting = match &sheet {
            Some(sheet) => crate::actions::sheets::size(&by, sheet).await?,
            None => 0,
        };
        let UnderWay { job, upload } = under_way(&by, customer.id).await?;
        let upload = upload.map(|(id, state)| {
            let says = if state == State::Running { "upload-under-way" } else { "upload-waits" };
            (says, paths::upload(customer.id, id))
        });
        let place = |row: Option<&Row>| row.map(|row| row.place(sort).to_string()).unwrap_or_default();
        let label = |tab: Tab| match tab {
            Tab::Active => w.t("tab-users"),
            Tab::Deleted => w.count("tab-deleted-users", customer.deleted_users),
        };
        let start =
            |tab: Tab| List { selection: list.selection.clone(), ..List::default() }.address(&tab.path(customer.id));
        let link = |tab: Tab| TabLink { path: start(tab), label: label(tab), is_current: tab == list.tab };
        let frame = Self {
            alert: refusal.map(|refusal| sentence(w, &refusal.message())),
            job: job.map(|job| paths::job(customer.id, job)),
            upload,
            open_sheet: sheet.map(|sheet| paths::sheet(customer.id, sheet.id)),
            sheet_says: if waiting > 0 { "sheet-open" } else { "sheet-open-empty" },
            action: paths::selections(customer.id),
            export: list.file(customer.id),
            tabs: [link(Tab::Active), link(Tab::Deleted)],
            shown: ids.iter().map(|id| id.0.simple().to_string()).collect::<Vec<_>>().join(","),
            count: listed.count,
            here: i64::try_from(ids.len()).unwrap_or_default(),
            ticked: i64::try_from(ticked.len()).unwrap_or_default(),
            chosen,
            may_choose: list.tab == Tab::Active || scope.may(Permission::ManageUsers),
            sizes: sizes(),
            size,
            first: !listed.page.has_previous,
            last: !listed.page.has_next,
            previous_place: place(listed.page.rows.first()),
            next_place: place(listed.page.rows.last()),
            first_page: start(list.tab),
            list,
        };
        Ok((frame, ticked))
    }

    pub fn shows_selection(&self) -> bool {
        self.list.show == "selected"
    }

    pub fn is_narrowed(&self) -> bool {
        !self.list.search.is_empty() || !self.list.filter.is_empty() || self.shows_selection()
    }

    /// *Select all N that match*, where they are more than the head's box takes and not all chosen.
    pub fn offers_all(&self) -> bool {
        let has_more = self.count.0 > self.chosen || self.ticked < self.here;
        !self.shows_selection() && has_more && self.count.0 > self.here
    }

    /// How many search and filter find.
    pub fn found(&self, w: &Words) -> String {
        if self.count.is_exact() {
            w.count("users-found", self.count.0)
        } else {
            w.named("users-found-many", self.counted(w))
        }
    }

    pub fn counted(&self, w: &Words) -> String {
        if self.count.is_exact() { w.number(self.count.0) } else { format!("{}+", w.number(COUNT_LIMIT)) }
    }
}

/// The selection that the address names, if it is this person's and has not expired.
///
/// # Errors
/// A bad address for what is no id; not found when only its users are asked for and it is gone.
pub(super) async fn own_selection(scope: &Scoped<SeeCustomers>, list: &List) -> Result<Option<SelectionId>> {
    let Ok(selection) = list.selection.parse::<SelectionId>() else {
        return if list.selection.is_empty() { Ok(None) } else { Err(Problem::BadAddress.into()) };
    };
    match selections::is_own(&scope.actor(), scope.customer.id, selection).await? {
        true => Ok(Some(selection)),
        false if list.show.is_empty() => Ok(None),
        false => Err(Problem::Refused(Refusal::User(UserRefusal::SelectionGone)).into()),
    }
}

/// How many users are chosen, and which of those on the page.
async fn chosen(scope: &Scoped<SeeCustomers>, list: &List, ids: &[UserId]) -> Result<(i64, BTreeSet<UserId>)> {
    let Some(selection) = own_selection(scope, list).await? else { return Ok((0, BTreeSet::new())) };
    let state = list.tab.state(scope.now);
    Ok(selections::chosen_of(&scope.actor(), scope.customer.id, selection, state, ids).await?)
}
