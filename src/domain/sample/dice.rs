//! Numbers that look thrown and are the same each time: the sample's only source of variety.
//!
//! `SplitMix64`: a counter that steps by the golden ratio, and a mixer that spreads every bit of it.
//! Small, quick, and each seed gives its own row of numbers. Never for anything secret.

use uuid::{Builder, Uuid};

use crate::domain::Moment;

/// A die that always rolls the same row of numbers.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// Another die, its row told by this one's seed and `number`, whatever was rolled of others.
    #[must_use]
    pub fn number(&self, number: u64) -> Self {
        Self(mix(self.0 ^ mix(number.wrapping_add(1))))
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `limit`; 0 when there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        // The high half of the product is uniform but for a bias far below what anybody could see.
        let product = u128::from(self.roll()) * limit as u128;
        usize::try_from(product >> 64).unwrap_or_default()
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = usize::try_from(most - least + 1).unwrap_or_default();
        least + i64::try_from(self.below(width)).unwrap_or_default()
    }

    /// True in `percent` of 100 rolls.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `things`, which must not be empty.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// An id as the program would have made it at `at`: a version 7 UUID.
    pub fn id_at(&mut self, at: Moment) -> Uuid {
        let mut rolled = [0; 10];
        rolled[..8].copy_from_slice(&self.roll().to_be_bytes());
        rolled[8..].copy_from_slice(&self.roll().to_be_bytes()[..2]);
        Builder::from_unix_timestamp_millis(at.timestamp_millis().unsigned_abs(), &rolled).into_uuid()
    }

    /// An id as somebody else's program would have made it: a version 4 UUID.
    pub fn foreign_id(&mut self) -> Uuid {
        let bits = u128::from(self.roll()) << 64 | u128::from(self.roll());
        Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }
}

fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_rolls_the_same_row() {
        let row = |seed| {
            let mut dice = Dice::new(seed);
            (0..5).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(row(7), row(7));
        assert_ne!(row(7), row(8));
        assert_ne!(Dice::new(7).number(1).roll(), Dice::new(7).number(2).roll());
    }

    #[test]
    fn rolls_are_spread_evenly() {
        let mut dice = Dice::new(1);
        let mut faces = [0; 6];
        (0..6000).for_each(|_| faces[dice.below(6)] += 1);
        assert!(faces.iter().all(|rolled| (900..1100).contains(rolled)), "{faces:?}");
        assert!((0..200).all(|_| (-2..=2).contains(&dice.between(-2, 2))));
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn ids_carry_their_version_and_time() {
        let at = Moment::from_timestamp_micros(1_700_000_000_123_456).unwrap();
        let id = Dice::new(1).id_at(at);
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_timestamp().unwrap().to_unix(), (1_700_000_000, 123_000_000));
        assert_eq!(Dice::new(1).foreign_id().get_version_num(), 4);
    }
}
