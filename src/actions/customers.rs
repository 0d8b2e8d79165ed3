//! Customers: add, edit, and what the dashboard counts.

use super::audit::Log;
use super::{Actor, Error, Submission, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::customer::{Account, AccountDetails, Customer, CustomerStatus, RESELLER};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::listing::{Page, Position};
use crate::domain::permission::Permission;
use crate::domain::principal::Reach;
use crate::domain::refusal::{AccountRefusal, Refusal, Refused};
use crate::domain::user_name::Domain;
pub use crate::store::customers::{Counted, Row};
use crate::store::{self, Tx};

/// A customer within the actor's reach.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(by: &Actor, id: CustomerId) -> Result<Customer, Error> {
    by.require_sight(id)?;
    store::customers::find(by.app.db.read(), &by.reach(), id).await?.ok_or(Error::NotFound)
}

/// The customer that somebody means by our id, its Microsoft ID or any of its domains.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn named(by: &Actor, name: &str) -> Result<Customer, Error> {
    by.require(Permission::SeeCustomers)?;
    let db = by.app.db.read();
    let id = match (name.trim().parse::<CustomerId>(), Domain::parse(name)) {
        (Ok(id), _) => store::customers::by_microsoft_id(db, &by.reach(), id.0).await?.or(Some(id)),
        (_, Ok(domain)) => store::customers::by_domain(db, &by.reach(), &domain).await?,
        _ => None,
    };
    find(by, id.ok_or(Error::NotFound)?).await
}

/// A part of the customers that `search` finds.
pub async fn part(
    by: &Actor,
    status: CustomerStatus,
    search: &str,
    position: &Position,
    size: u64,
) -> Result<Page<Row>, Error> {
    by.require(Permission::SeeCustomers)?;
    Ok(store::customers::page(by.app.db.read(), &by.reach(), status, search, position, size).await?)
}

/// How many customers `search` finds, current and archived.
pub async fn count(by: &Actor, search: &str) -> Result<Counted, Error> {
    by.require(Permission::SeeCustomers)?;
    Ok(store::customers::count(by.app.db.read(), &by.reach(), search).await?)
}

/// Adds a customer.
///
/// # Errors
/// At its field, a Microsoft ID or domain that another customer has.
pub async fn add(by: &Actor, details: &AccountDetails, sent: &Submission) -> Result<CustomerId, Error> {
    by.require(Permission::EditCustomers)?;
    let id = CustomerId(new_id());
    let account = details.account(RESELLER);
    let id = with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, _| {
        insert(tx, by, id, &account, Operation::CreateCustomer).await?;
        Ok(id)
    })
    .await?;
    Ok(id)
}

/// Inserts a customer with the first event of its chain. For other actions, within theirs.
pub(super) async fn insert(
    tx: &Tx,
    by: &Actor,
    id: CustomerId,
    account: &Account,
    operation: Operation,
) -> Result<(), Error> {
    refuse_taken(tx, by, id, account).await?;
    store::customers::insert(tx, id, account, by.now).await?;
    let mut log = Log::open(tx, by, id).await?;
    let nothing = Event::new(operation, Target::Customer(id.0), account.company_name.clone());
    log.add(differences(nothing, None, account));
    log.write(tx).await
}

/// Names who has the id or domain, if the actor may see that customer.
async fn refuse_taken(tx: &Tx, by: &Actor, id: CustomerId, account: &Account) -> Result<(), Error> {
    let mut refused = Refused::default();
    let name = async |holder| store::customers::name(tx, &by.reach(), holder).await;
    if let Some(microsoft_id) = account.microsoft_id
        && let Some(holder) = store::customers::by_microsoft_id(tx, &Reach::All, microsoft_id).await?
        && holder != id
    {
        let refusal = AccountRefusal::MicrosoftIdTaken { customer: name(holder).await? };
        refused.0.push(("microsoft_id".into(), Refusal::Account(refusal)));
    }
    for (domain, holder) in store::customers::taken_domains(tx, &account.domains, id).await? {
        let primary = account.domains.first().is_some_and(|primary| primary.as_str() == domain);
        let field = if primary { "primary_domain" } else { "further_domains" };
        let refusal = AccountRefusal::DomainTaken { domain, customer: name(holder).await? };
        refused.0.push((field.into(), Refusal::Account(refusal)));
    }
    if refused.is_empty() { Ok(()) } else { Err(refused.into()) }
}

/// Primary domains of other customers with the same company name, within the actor's reach: whoever adds one
/// may have meant another.
pub async fn namesakes(by: &Actor, name: &str, of: CustomerId) -> Result<Vec<String>, Error> {
    by.require(Permission::SeeCustomers)?;
    Ok(store::customers::namesakes(by.app.db.read(), &by.reach(), name, of).await?)
}

/// Edits a customer's account, if nobody did since `version`.
///
/// # Errors
/// As [`add`]; [`AccountRefusal::DomainInUse`] for a removed domain that users have; [`Error::Conflict`].
pub async fn edit(
    by: &Actor,
    customer: &Customer,
    details: &AccountDetails,
    version: i64,
    sent: &Submission,
) -> Result<(), Error> {
    by.require(Permission::EditCustomers)?;
    let account = details.account(&customer.account.relationship);
    with_audit_idempotent(by, customer.id, sent, async |tx, log| {
        let now = store::customers::find(tx, &by.reach(), customer.id).await?.ok_or(Error::NotFound)?;
        if now.version != version {
            return Err(conflict(tx, by, &now).await?);
        }
        overwrite(tx, by, log, &now, &account, Operation::UpdateCustomer).await?;
        Ok(())
    })
    .await
}

/// Writes `account` over `now`, which was read after its chain was locked; `false` when nothing
/// changes. For other actions, within theirs.
pub(super) async fn overwrite(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    now: &Customer,
    account: &Account,
    operation: Operation,
) -> Result<bool, Error> {
    refuse_taken(tx, by, now.id, account).await?;
    refuse_used_domains(tx, now, account).await?;
    let event = Event::new(operation, Target::Customer(now.id.0), account.company_name.clone());
    let event = differences(event, Some(&now.account), account);
    if event.is_empty() {
        return Ok(false);
    }
    store::customers::update(tx, now.id, now.version, account).await?;
    log.add(event);
    Ok(true)
}

async fn refuse_used_domains(tx: &Tx, now: &Customer, account: &Account) -> Result<(), Error> {
    let removed: Vec<Domain> =
        now.account.domains.iter().filter(|domain| !account.domains.contains(domain)).cloned().collect();
    let mut refused = Refused::default();
    for (domain, users) in store::customers::users_by_domain(tx, now.id, &removed).await? {
        if users > 0 {
            refused.0.push(("further_domains".into(), Refusal::Account(AccountRefusal::DomainInUse { domain, users })));
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(refused.into()) }
}

/// Who changed the customer last, and what it holds now.
async fn conflict(tx: &Tx, by: &Actor, now: &Customer) -> Result<Error, Error> {
    let fields = differences(Event::new(Operation::UpdateCustomer, Target::Installation, ""), None, &now.account).after;
    super::conflict_about(tx, by, now.id, now.id.0, fields).await
}

/// How one field of an account is told.
type Reader<'a> = &'a dyn Fn(&Account) -> Option<String>;

fn differences(event: Event, before: Option<&Account>, after: &Account) -> Event {
    let domains = |account: &Account| account.domains.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let text = |of: Reader<'_>| (before.and_then(of), of(after));
    let fields: [(&str, Reader<'_>); 8] = [
        ("company_name", &|account| Some(account.company_name.clone())),
        ("microsoft_id", &|account| account.microsoft_id.map(|id| id.to_string())),
        ("domains", &|account| Some(domains(account))),
        ("default_location", &|account| account.default_location.clone()),
        ("contact_name", &|account| account.contact_name.clone()),
        ("contact_email", &|account| account.contact_email.clone()),
        ("contact_language", &|account| account.contact_language.clone()),
        ("relationship", &|account| Some(account.relationship.clone())),
    ];
    fields.into_iter().fold(event, |event, (name, of)| {
        let (before, after) = text(of);
        event.changed(name, before, after)
    })
}

/// What the dashboard counts, over all customers within reach that are not archived.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overview {
    pub customers: store::customers::Totals,
    pub seats: store::licenses::Seats,
    /// Deleted users who cannot be restored any more in three days.
    pub expiring_users: i64,
    /// Subscriptions whose term ends within 30 days.
    pub ending_subscriptions: i64,
}

pub async fn overview(by: &Actor) -> Result<Overview, Error> {
    by.require(Permission::SeeCustomers)?;
    let db = by.app.db.read();
    Ok(Overview {
        customers: store::customers::totals(db, &by.reach()).await?,
        seats: store::licenses::totals(db, &by.reach()).await?,
        expiring_users: store::users::expiring(db, &by.reach(), by.now).await?,
        ending_subscriptions: store::subscriptions::ending(db, &by.reach(), by.now).await?,
    })
}
