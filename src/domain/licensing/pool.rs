//! Seats: how many a customer has of a product, and when one more user may take one
//! (specification §6.1).
//!
//! A seat is never assigned twice, and no assignment raises what is consumed above the total.
//! Consumed stands above the total only when the total fell; such a pool takes no new user.

use strum_macros::IntoStaticStr;

use crate::domain::refusal::{Refusal, SubscriptionRefusal};
use crate::domain::subscription::Status;

/// The seats of one product of one customer, in whole seats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// Bought and paid.
    pub active: i64,
    /// In grace: still usable.
    pub warning: i64,
    /// Not usable any more.
    pub suspended: i64,
    /// Held by active users.
    pub consumed: i64,
}

/// What can be said of a pool in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    Enabled,
    Warning,
    Suspended,
    /// Nothing bought any more.
    Deleted,
}

impl State {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Pool {
    /// The seats that `subscriptions` (status, quantity) add up to, with `consumed` of them held.
    pub fn fed_by(subscriptions: &[(Status, i64)], consumed: i64) -> Self {
        let sum = |wanted: Status| {
            subscriptions.iter().filter(|(status, _)| *status == wanted).map(|(_, quantity)| quantity).sum()
        };
        Self { active: sum(Status::Active), warning: sum(Status::Warning), suspended: sum(Status::Suspended), consumed }
    }

    /// Seats that users may hold.
    pub fn total(&self) -> i64 {
        self.active + self.warning
    }

    /// Seats that can be given away now; never negative.
    pub fn available(&self) -> i64 {
        Ord::max(self.total() - self.consumed, 0)
    }

    /// Seats held beyond the total.
    pub fn over(&self) -> i64 {
        Ord::max(self.consumed - self.total(), 0)
    }

    pub fn state(&self) -> State {
        match (self.active, self.warning, self.suspended) {
            (1.., _, _) => State::Enabled,
            (_, 1.., _) => State::Warning,
            (_, _, 1..) => State::Suspended,
            _ => State::Deleted,
        }
    }

    /// The pool after one more user took a seat; `None` when there is none.
    pub fn assign(self) -> Option<Self> {
        (self.available() > 0).then_some(Self { consumed: self.consumed + 1, ..self })
    }

    /// The pool after a user gave a seat back.
    #[must_use]
    pub fn revoke(self) -> Self {
        Self { consumed: Ord::max(self.consumed - 1, 0), ..self }
    }

    /// Whether staff may change the subscriptions so that `self` becomes `next`: a total is not
    /// lowered under what is assigned.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::QuantityInUse`] with the number of seats to free first.
    pub fn may_become(&self, next: &Self) -> Result<(), Refusal> {
        let lowered = next.total() < self.total();
        if lowered && next.over() > 0 {
            Err(Refusal::Subscription(SubscriptionRefusal::QuantityInUse { to_free: next.over() }))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pool(active: i64, warning: i64, suspended: i64, consumed: i64) -> Pool {
        Pool { active, warning, suspended, consumed }
    }

    #[test]
    fn grace_counts_and_suspension_does_not() {
        let fed =
            Pool::fed_by(&[(Status::Active, 5), (Status::Warning, 2), (Status::Suspended, 9), (Status::Deleted, 4)], 3);
        assert_eq!((fed.total(), fed.available(), fed.suspended), (7, 4, 9));
        assert_eq!(fed.state(), State::Enabled);
        assert_eq!(pool(0, 2, 0, 0).state(), State::Warning);
        assert_eq!(pool(0, 0, 2, 0).state(), State::Suspended);
        assert_eq!(pool(0, 0, 0, 0).state(), State::Deleted);
    }

    #[test]
    fn a_quantity_is_not_lowered_under_what_is_assigned() {
        let now = pool(10, 0, 0, 8);
        assert_eq!(now.may_become(&pool(8, 0, 0, 8)), Ok(()));
        assert_eq!(
            now.may_become(&pool(5, 0, 0, 8)),
            Err(Refusal::Subscription(SubscriptionRefusal::QuantityInUse { to_free: 3 }))
        );
        // An over-assigned pool may still grow.
        assert_eq!(pool(2, 0, 0, 8).may_become(&pool(4, 0, 0, 8)), Ok(()));
    }

    proptest! {
        /// Whatever happens in whatever order: consumed is what was assigned, and no assignment
        /// raises it above the total.
        #[test]
        fn consumed_is_what_was_assigned(steps in prop::collection::vec((0..4u8, 0..30i64), 0..200)) {
            let mut now = pool(10, 0, 0, 0);
            let mut held = 0;
            for (step, number) in steps {
                match step {
                    0 => if let Some(next) = now.assign() {
                        held += 1;
                        prop_assert!(next.consumed <= next.total());
                        now = next;
                    },
                    1 => if held > 0 { now = now.revoke(); held -= 1; },
                    2 => {
                        let next = Pool { active: number, ..now };
                        if now.may_become(&next).is_ok() {
                            prop_assert!(next.total() >= now.total() || next.consumed <= next.total());
                            now = next;
                        }
                    }
                    _ => now = Pool { active: 0, suspended: now.active, ..now },
                }
                prop_assert_eq!(now.consumed, held);
                prop_assert!(now.available() >= 0);
            }
        }
    }
}
