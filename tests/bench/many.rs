//! Measures what is done to all users of a customer at once, and how the pages of another customer
//! answer meanwhile; `tests/bench/run` says what to expect.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the others need more of it")]
mod installation;

use self::installation::{Installation, Table};

fn main() {
    // `cargo bench` adds a flag of its own.
    let users: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5_000);
    let installation = Installation::new(users * 2);
    let [customer, other] = installation.customers();
    installation.analyze();
    let table = Table::begin(&format!("about {users} users each"), &installation, &other);
    for (name, tab, what) in [("deleted", "", "deletions"), ("restored", "deleted", "restorations")] {
        let selection = installation.select_all(&customer, tab);
        let fields = [("selection", selection.as_str()), ("last_administrator", "yes")];
        table.measure(name, || {
            let job = installation.kim.post(&format!("{customer}/{what}"), &fields).unwrap().location;
            installation.wait_for(&job);
        });
    }
    installation.check();
}
