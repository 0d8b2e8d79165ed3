//! Measures a change of the licenses of all users of a customer: its preview, the work, its undo, and
//! one product in place of another; and how the pages of another customer answer meanwhile.
//! `tests/bench/run` says what to expect.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the others need more of it")]
mod installation;

use self::installation::{Installation, Table};

/// What products are looked for by.
const WORDS: [&str; 5] = ["visio", "power", "teams", "planner", "microsoft"];

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap()
}

/// Kim at the larger customer, with all of its users chosen.
struct Desk<'a> {
    installation: &'a Installation,
    customer: &'a str,
    selection: &'a str,
}

impl Desk<'_> {
    /// The preview of a change, as a browser gets to it: the page.
    fn preview(&self, fields: &[(&str, &str)]) -> String {
        let fields = [&[("selection", self.selection), ("location", "IT")], fields].concat();
        let path = format!("{}/license-assignments/preview", self.customer);
        self.follow(&path, &fields)
    }

    fn follow(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.installation.kim.post(path, fields).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        self.installation.kim.visit(&reply.location)
    }

    /// *Save* on a preview, until all is done: the page of results.
    fn save(&self, preview: &str) -> String {
        let fields = [("preview", hidden(preview, "preview")), ("seen", hidden(preview, "seen"))];
        let reply = self.installation.kim.post(&format!("{}/license-assignments", self.customer), &fields).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        self.installation.wait_for(&reply.location);
        // Without where it leads back to.
        reply.location.split('?').next().unwrap_or_default().to_owned()
    }

    /// Buys `seats` of products that nobody has and nothing keeps from anybody: the first so many.
    fn buy(&self, products: usize, seats: &str) -> Vec<String> {
        let form = format!("{}/subscriptions/new", self.customer);
        let mut bought = Vec::new();
        for word in WORDS {
            let found = self.installation.kim.visit(&format!("{form}?search={word}"));
            for choice in found.split("name=\"product\" value=\"").skip(1) {
                let (sku, choice) = choice.split_once('"').unwrap();
                if bought.len() == products || choice.contains("class=\"buy\"") || bought.iter().any(|one| one == sku) {
                    continue;
                }
                self.follow(&form, &[("product", sku), ("quantity", seats)]);
                if changes_all(&self.preview(&[("license", sku)])) {
                    bought.push(sku.to_owned());
                }
            }
        }
        assert_eq!(bought.len(), products, "too few products are for everybody");
        bought
    }
}

/// Whether a preview says that something changes for each user.
fn changes_all(preview: &str) -> bool {
    let (before, after) = preview.split_once(" of ").unwrap();
    before.rsplit(' ').next() == after.split(' ').next()
}

fn main() {
    // `cargo bench` adds a flag of its own.
    let users: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    // Five of nine are the larger customer's, a few of every hundred deleted.
    let installation = Installation::new(users * 186 / 100);
    let [customer, other] = installation.customers();
    let selection = installation.select_all(&customer, "");
    let desk = Desk { installation: &installation, customer: &customer, selection: &selection };
    let products = desk.buy(2, &(users * 2).to_string());
    let [first, second] = &products[..] else { panic!("two products") };
    let assign = || desk.preview(&[("license", first)]);
    // Once beforehand: an installation in use has records of such changes.
    let change = desk.save(&assign());
    desk.save(&desk.follow(&format!("{change}/undo"), &[]));
    installation.analyze();
    let table = Table::begin(&format!("about {users} users"), &installation, &other);
    let preview = table.measure("assigned: preview", assign);
    let change = table.measure("assigned", || desk.save(&preview));
    let preview = table.measure("undone: preview", || desk.follow(&format!("{change}/undo"), &[]));
    assert!(changes_all(&preview));
    table.measure("undone", || desk.save(&preview));
    desk.save(&assign());
    let swap = [("to", "swap"), ("swap_from", first.as_str()), ("swap_to", second)];
    let preview = table.measure("swapped: preview", || desk.preview(&swap));
    assert!(changes_all(&preview));
    table.measure("swapped", || desk.save(&preview));
    installation.check();
}
