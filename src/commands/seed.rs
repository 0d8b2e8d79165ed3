//! `partnerdesk seed`: invented customers and users, as many as asked for.

use clap::Args;

use super::Stop;
use crate::actions::Actor;
use crate::actions::sample::{self, NotEmpty};
use crate::app::App;
use crate::domain::sample::growth::Growth;

/// Each with hundreds of thousands of users, that is more than one database should hold.
const CUSTOMERS_MOST: i64 = 100_000;
const USERS_MOST: i64 = 10_000_000;

#[derive(Args, Clone, Debug)]
pub struct SeedSettings {
    /// How many customers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=CUSTOMERS_MOST))]
    customers: i64,

    /// How many users, over all customers
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(i64).range(0..=USERS_MOST))]
    users: i64,

    /// The same seed grows the same customers and users
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Fills the database.
///
/// # Errors
/// When it holds customers already, or fails.
pub async fn seed(app: &App, settings: &SeedSettings) -> Result<(), Stop> {
    let by = Actor::command_line(app);
    let wanted = |number: i64| usize::try_from(number).unwrap_or_default();
    let growth = Growth::new(wanted(settings.customers), wanted(settings.users), settings.seed, by.now);
    let grown = sample::grow(&by, &growth, |grown| {
        println!(
            "{} of {} customers, {} of {} users",
            grown.customers, settings.customers, grown.users, settings.users
        );
    })
    .await?
    .map_err(|NotEmpty| {
        Stop::setup(
            "the database holds customers already, and seed fills an empty one only; choose another with --data-dir",
        )
    })?;
    app.db.clone().close().await;
    println!("added {} customers with {} users, who hold {} licenses", grown.customers, grown.users, grown.licenses);
    Ok(())
}
