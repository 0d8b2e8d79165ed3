//! What keys are made of.

use ring::rand::{SecureRandom as _, SystemRandom};
use zeroize::Zeroizing;

pub(super) const KEY_BYTES: usize = 32;

pub(super) type Key = Zeroizing<[u8; KEY_BYTES]>;

/// `N` random bytes.
///
/// # Panics
/// When the system has no randomness: nothing may go on without.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).unwrap_or_else(|_| panic!("the system has no randomness"));
    bytes
}
