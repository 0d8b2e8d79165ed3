//! Subscriptions: what may be done with them, what it does to the seats, and the pages for it.

mod finding;
mod pages;
mod random;
mod rules;
mod said;

use partnerdesk::actions::subscriptions::{self, Shown};
use partnerdesk::actions::{Error, Submission};
use partnerdesk::domain::event::Detail;
use partnerdesk::domain::id::{CustomerId, SkuId, SubscriptionId};
use partnerdesk::domain::refusal::{Refusal, Refused};
use partnerdesk::domain::staff::Staff;
use partnerdesk::domain::subscription::{Change, Purchase, Quantity, Terms};
use partnerdesk::store;

use crate::support::Site;

fn seats(quantity: i64) -> Quantity {
    Quantity::new(quantity).unwrap()
}

fn purchase(product: SkuId, quantity: i64) -> Purchase {
    Purchase { product, quantity: seats(quantity), terms: Terms::default() }
}

/// The customer's only subscription.
async fn only(site: &Site, staff: &Staff, customer: CustomerId) -> Shown {
    let mut all = subscriptions::list(&site.actor(staff), customer).await.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// Changes the quantity as from a page that was opened just now.
async fn resize(
    site: &Site,
    staff: &Staff,
    customer: CustomerId,
    id: SubscriptionId,
    quantity: i64,
) -> Result<String, Error> {
    let by = site.actor(staff);
    let version = subscriptions::find(&by, customer, id).await.unwrap().subscription.version;
    subscriptions::change(&by, customer, id, &Change::to(seats(quantity)), version, &Submission::never_twice()).await
}

/// The only reason, with its field.
fn reason<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, Refusal) {
    let Err(Error::Refused(Refused(mut reasons))) = result else { panic!("{result:?}") };
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    reasons.remove(0)
}

/// All events of the customer: operation and detail.
async fn events(site: &Site, customer: CustomerId) -> Vec<(String, Detail)> {
    let db = site.app.db.read();
    let mut events = Vec::new();
    for seq in 1.. {
        let Some((record, detail)) = store::audit::find(db, customer, seq).await.unwrap() else { break };
        events.push((record.operation, detail.unwrap()));
    }
    events
}
