//! Tokens that lead nowhere are counted by where they are asked for: who asks for many is answered at once, with
//! nothing. A token that is right opens from there all the same; nobody is locked out by others' guesses.

use std::net::{IpAddr, Ipv6Addr};

use chrono::TimeDelta;

use crate::app::App;

/// In so long a span.
const SPAN: TimeDelta = TimeDelta::minutes(1);
/// As many as this are no guessing yet.
const BELIEVED: u32 = 60;
/// Addresses that are remembered.
const MOST: usize = 10_000;

/// A whole network, where one machine has as many addresses as it likes.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Counts a token that led nowhere; whether so many came from there that it is guessing.
pub fn is_guessing(app: &App, address: IpAddr) -> bool {
    let now = app.clock.now();
    let (count, is_first) = app.guesses.with(|known| {
        // A clock that was set back forgets, too.
        known.retain(|_, (since, _)| *since <= now && now < *since + SPAN);
        if known.len() >= MOST {
            known.clear();
        }
        let entry = known.entry(network(address)).or_insert((now, 0));
        entry.1 = entry.1.saturating_add(1);
        (entry.1, entry.1 == BELIEVED + 1)
    });
    if is_first {
        tracing::warn!(event = "links_guessed", %address, "tokens of one-time links are guessed from this address");
    }
    count > BELIEVED
}
