//! What *Assign and revoke licenses* shows before anything is chosen: who is meant, and how many of
//! them have what.

use std::collections::HashMap;

use super::previews::Audience;
use super::{CustomerProducts, Error};
use crate::actions::Actor;
use crate::actions::audience::NAMED;
use crate::actions::selections::{self, Matched};
use crate::domain::id::{CustomerId, SelectionId, ServicePlanId, SkuId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::domain::user::UserState;
use crate::store::users::UserSummary;
use crate::store::users::chosen::{self, Among, UserSet};
use crate::store::{self};

/// Names of those who left or joined that are told.
const FIRST: u64 = 10;

/// Who is meant.
#[derive(Clone, Debug)]
pub struct Who {
    pub chosen: UserSet,
    pub selection: Option<SelectionId>,
    /// What they were to match, as the selection keeps it.
    pub filter: Option<String>,
    pub users: i64,
    /// Chosen, and not meant any more; the first of them by name.
    pub left: i64,
    pub left_first: Vec<String>,
    /// Found by the filter now, and not chosen.
    pub joined: i64,
    pub joined_first: Vec<String>,
}

/// The page's facts.
#[derive(Clone, Debug)]
pub struct Question {
    pub who: Who,
    /// In sorted order.
    pub first: Vec<UserSummary>,
    pub shelf: CustomerProducts,
    /// How many of them hold each product.
    pub held: HashMap<SkuId, i64>,
    /// How many of those have a plan of it switched off.
    pub off: HashMap<(SkuId, ServicePlanId), i64>,
    /// How many have no location.
    pub nowhere: i64,
}

/// Finds who is meant: users by their ids, or one's own selection as far as it still matches.
///
/// # Errors
/// [`Error::NotFound`] when none of the users is this customer's; [`UserRefusal::SelectionGone`],
/// [`UserRefusal::NobodyChosen`], [`UserRefusal::NobodyLeft`].
pub(super) async fn who(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<Who, Error> {
    let db = by.app.db.read();
    let Some(id) = choice.selection else {
        let audience = crate::actions::audience::resolve(by, customer, choice).await?;
        let users = chosen::counted(db, customer, &audience.chosen, Among::All).await?.users;
        return Ok(Who {
            chosen: audience.chosen,
            selection: None,
            filter: None,
            users,
            left: audience.left_out,
            left_first: Vec::new(),
            joined: 0,
            joined_first: Vec::new(),
        });
    };
    let Matched { chosen, filter, wanted } = selections::matched(by, customer, id, UserState::Active).await?;
    let users = chosen::counted(db, customer, &chosen, Among::All).await?.users;
    let left = store::selections::size(db, customer, id).await? - users;
    let joined = match &wanted {
        Some(wanted) => store::selections::unchosen(db, customer, id, wanted).await?,
        None => 0,
    };
    if users == 0 {
        return Err(Refusal::User(UserRefusal::NobodyLeft).into());
    }
    let whole = wanted.unwrap_or_default();
    let (mut left_first, mut joined_first) = (Vec::new(), Vec::new());
    if left > 0 {
        left_first = store::selections::left(db, customer, id, &whole, FIRST).await?;
    }
    if joined > 0 {
        joined_first = store::selections::joined(db, customer, id, &whole, FIRST).await?;
    }
    Ok(Who { chosen, selection: Some(id), filter, users, left, left_first, joined, joined_first })
}

/// # Errors
/// As [`who`].
pub async fn question(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<Question, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    let who = who(by, customer, choice).await?;
    let db = by.app.db.read();
    Ok(Question {
        first: chosen::in_list_order(db, customer, &who.chosen, NAMED).await?,
        shelf: CustomerProducts::of(db, customer).await?,
        held: chosen::seats(db, customer, &who.chosen).await?.into_iter().collect(),
        off: chosen::switched_off(db, customer, &who.chosen).await?,
        nowhere: chosen::nowhere(db, customer, &who.chosen).await?,
        who,
    })
}
