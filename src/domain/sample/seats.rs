//! What a sample customer bought, once it is known how many seats its users hold: enough, just
//! enough, or too little, as in real life.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use crate::domain::id::{ServicePlanId, SkuId, SubscriptionId};
use crate::domain::subscription::{Status, Subscription};

/// How the seats of a product stand against those who hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// Some seats are free.
    Spare,
    /// None is free.
    Full,
    /// In grace: still usable, not paid.
    Grace,
    /// Nothing is usable; who holds a seat cannot rely on it.
    Suspended,
    /// More are held than bought.
    Over,
    /// Bought in several subscriptions that stand differently.
    Mixed,
}

/// A product that a sample customer owns.
#[derive(Clone, Debug)]
pub struct Offer {
    pub sku: SkuId,
    pub name: String,
    pub plans: Vec<ServicePlanId>,
    pub supply: Supply,
    /// Of a suite its weight among the suites; of any other product the percentage of users.
    pub share: usize,
    pub is_suite: bool,
}

impl Offer {
    /// The subscriptions that leave the pool as [`Supply`] says, with `consumed` seats held.
    pub fn subscriptions(&self, dice: &mut Dice, consumed: i64, today: NaiveDate) -> Vec<Subscription> {
        let spare = consumed / 10 + dice.between(1, 6);
        // Too little of next to nothing would be nothing at all.
        let parts: Vec<(Status, i64)> = match self.supply {
            Supply::Over if consumed > 1 => vec![(Status::Active, consumed - Ord::max(consumed / 10, 1))],
            Supply::Full | Supply::Over => vec![(Status::Active, Ord::max(consumed, 1))],
            Supply::Spare => vec![(Status::Active, consumed + spare)],
            Supply::Grace => vec![(Status::Warning, consumed + spare)],
            Supply::Suspended => vec![(Status::Suspended, consumed + 1)],
            Supply::Mixed => {
                let half = consumed / 2 + 1;
                vec![
                    (Status::Active, half),
                    (Status::Warning, consumed - half + 1 + spare),
                    (Status::Suspended, spare),
                    (Status::Deleted, 5),
                ]
            }
        };
        parts.into_iter().map(|(status, quantity)| self.subscription(dice, status, quantity, today)).collect()
    }

    fn subscription(&self, dice: &mut Dice, status: Status, quantity: i64, today: NaiveDate) -> Subscription {
        let monthly = dice.chance(25);
        let term_days = if monthly { 30 } else { 365 };
        // What is not active any more is so because its term ended.
        let ends_on = match status {
            Status::Active if dice.chance(20) => days_after(today, dice.between(0, 29)),
            Status::Active => days_after(today, dice.between(1, term_days)),
            Status::Warning => days_after(today, -dice.between(1, 25)),
            Status::Suspended | Status::Deleted => days_after(today, -dice.between(31, 85)),
        };
        Subscription {
            id: SubscriptionId(dice.foreign_id()),
            external_id: dice.foreign_id(),
            sku: self.sku,
            name: self.name.clone(),
            quantity,
            status,
            started_on: Some(days_after(ends_on, -term_days)),
            term_ends_on: Some(ends_on),
            auto_renew: Some(status == Status::Active && dice.chance(80)),
            term: Some(if monthly { "P1M" } else { "P1Y" }.to_owned()),
            offer_id: None,
            // All seats of a customer are shown, also those bought through somebody else.
            reseller: Some(if dice.chance(90) { OURSELVES } else { SOMEBODY_ELSE }.to_owned()),
            version: 1,
        }
    }
}

const OURSELVES: &str = "Desk & Partners";
const SOMEBODY_ELSE: &str = "Lighthouse Licensing";

fn days_after(day: NaiveDate, days: i64) -> NaiveDate {
    let far = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(far) } else { day.checked_add_days(far) };
    moved.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::licensing::{Pool, State};

    fn pool(supply: Supply, consumed: i64) -> Pool {
        let offer = Offer {
            sku: SkuId(uuid::Uuid::nil()),
            name: "Visio".into(),
            plans: Vec::new(),
            supply,
            share: 10,
            is_suite: false,
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let bought = offer.subscriptions(&mut Dice::new(1), consumed, today);
        let bought: Vec<_> = bought.iter().map(|bought| (bought.status, bought.quantity)).collect();
        assert!(bought.iter().all(|(_, quantity)| *quantity > 0), "{bought:?}");
        Pool::fed_by(&bought, consumed)
    }

    #[test]
    fn pools_stand_as_they_were_asked_to() {
        for consumed in [0, 1, 2, 7, 900] {
            assert!(pool(Supply::Spare, consumed).available() > 0);
            assert_eq!(pool(Supply::Full, consumed).over(), 0);
            assert_eq!(pool(Supply::Grace, consumed).state(), State::Warning);
            assert_eq!(pool(Supply::Suspended, consumed).state(), State::Suspended);
            assert_eq!(pool(Supply::Over, consumed).over() > 0, consumed > 1);
            let mixed = pool(Supply::Mixed, consumed);
            assert!(mixed.active > 0 && mixed.warning > 0 && mixed.suspended > 0 && mixed.over() == 0);
        }
        assert_eq!(pool(Supply::Full, 9).available(), 0);
    }
}
