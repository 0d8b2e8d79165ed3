//! `partnerdesk import …`: what a partner has elsewhere, from files.
//!
//! Every refused row is named on standard error with its line and the reason, the others go
//! through; so is every row that says nothing to take. One line on standard output sums up. Exit 1 when
//! rows were refused, 2 when the file could not be taken at all.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Stop, open};
use crate::actions::imports::customers::Wishes;
use crate::actions::imports::products::Absent;
use crate::actions::imports::{self, Outcome};
use crate::actions::{Actor, Error, customers};
use crate::config::DataSettings;
use crate::domain::import::encoding::Coding;
use crate::domain::import::table::Column;
use crate::domain::import::{customers as tenants, products, subscriptions};
use crate::domain::location;
use crate::domain::refusal::{AccountRefusal, FileRefusal, Refusal, Refused};
use crate::words::{Language, Words};

/// How many lines in doubt are told one by one.
const DOUBTS: usize = 5;

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// The list of product names and service plans that Microsoft publishes (CSV, text or .xlsx)
    Products {
        file: PathBuf,
        /// Retire products of the catalog that the list does not have any more: nobody can buy them, who
        /// holds one keeps it. Nothing is retired by a list of which a row was refused
        #[arg(long)]
        retire: bool,
        /// Retire them also where they are more than a tenth of the catalog: the list is whole
        #[arg(long)]
        retire_many: bool,
    },
    /// Partner Center's export of customers (CSV, text or .xlsx)
    Customers {
        file: PathBuf,
        /// Take a customer that has no Microsoft ID, in the file or here, for the one that has its domain
        #[arg(long)]
        match_domain: bool,
        /// The country (two letters, like IT) where users are of customers that have no location yet
        #[arg(long, value_name = "COUNTRY")]
        location: Option<String>,
    },
    /// Partner Center's export of a customer's subscriptions (CSV, text or .xlsx)
    Subscriptions {
        file: PathBuf,
        /// Whose they are: its id here, its Microsoft ID or one of its domains
        #[arg(long, value_name = "ID-OR-DOMAIN")]
        customer: String,
        /// A CSV file of two columns, name and GUID or part number, for names that could mean
        /// several products
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
    },
}

/// Runs one of them.
///
/// # Errors
/// A sentence for standard error, and the exit status.
pub async fn run(data: &DataSettings, command: ImportCommand) -> Result<(), Stop> {
    match command {
        ImportCommand::Products { file, retire, retire_many } => {
            let bytes = read(&file)?;
            let by = Actor::command_line(&open(data).await?);
            let absent = match (retire, retire_many) {
                (_, true) => Absent::IsRetiredAnyhow,
                (true, false) => Absent::IsRetired,
                (false, false) => Absent::Stays,
            };
            let outcome = imports::products::load_and(&by, &bytes, absent).await;
            tell("products", &products::COLUMNS, outcome.map_err(|error| unreadable(error, &file, None))?)
        }
        ImportCommand::Customers { file, match_domain, location } => {
            let wishes = Wishes { match_domain, location: location.as_deref().map(country).transpose()? };
            let bytes = read(&file)?;
            let by = Actor::command_line(&open(data).await?);
            let load = async |wishes: &Wishes| {
                let outcome = imports::customers::load(&by, &bytes, wishes).await;
                outcome.map_err(|error| unreadable(error, &file, None))
            };
            let mut outcome = load(&wishes).await?;
            if agrees_to_match(&outcome) {
                outcome = load(&Wishes { match_domain: true, ..wishes }).await?.after(&outcome);
            }
            tell("customers", &tenants::COLUMNS, outcome)
        }
        ImportCommand::Subscriptions { file, customer, map } => {
            let bytes = read(&file)?;
            let settled = map.as_deref().map(read).transpose()?;
            let by = Actor::command_line(&open(data).await?);
            let customer = customers::named(&by, &customer).await.map_err(|error| unknown(error, &customer))?;
            let outcome = imports::subscriptions::load(&by, &customer, &bytes, settled.as_deref()).await;
            let outcome = outcome.map_err(|error| unreadable(error, &file, map.as_deref()))?;
            tell("subscriptions", &subscriptions::COLUMNS, outcome)
        }
    }
}

fn country(raw: &str) -> Result<String, Stop> {
    if raw.trim().is_empty() {
        return Err(Stop::setup("--location: name a country by its two letters, like IT"));
    }
    let country = location::parse(&raw.to_uppercase()).ok().flatten();
    country.ok_or_else(|| Stop::setup(format!("--location: no country has the code {raw}")))
}

/// Whether somebody at a terminal agrees to know by their domain the customers that could not be known otherwise.
fn agrees_to_match(outcome: &Outcome) -> bool {
    let would = outcome.refused.iter().flat_map(|row| would_match(&row.refused).map(|refusal| (&row.line, refusal)));
    let would: Vec<_> = would.collect();
    if would.is_empty() || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return false;
    }
    let words = Words::new(Language::English, chrono_tz::UTC);
    for (line, refusal) in &would {
        eprintln!("line {} ({}): {}", line.number, line.says, words.say(&refusal.message()));
    }
    eprint!("Are these {} the same customers? [y/N] ", would.len());
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

/// The reasons that a match by domain would settle.
fn would_match(refused: &Refused) -> impl Iterator<Item = &Refusal> {
    let is_match = |refusal: &&Refusal| matches!(refusal, Refusal::Account(AccountRefusal::MatchByDomain { .. }));
    refused.0.iter().map(|(_, refusal)| refusal).filter(is_match)
}

fn read(file: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(file).map_err(|error| Stop::setup(format!("cannot read {}: {error}", file.display())))
}

fn unknown(error: Error, customer: &str) -> Stop {
    match error {
        Error::NotFound => Stop::setup(format!(
            "no customer has the id or domain {customer}; import customers first, or give another with --customer"
        )),
        error => error.into(),
    }
}

/// A refused file, named; a row of the map with its line.
fn unreadable(error: Error, file: &Path, map: Option<&Path>) -> Stop {
    let Error::Refused(refused) = error else { return error.into() };
    let field = refused.0.first().map(|(field, _)| field.as_str()).unwrap_or_default();
    let place = match (field.strip_prefix("map"), map) {
        (Some(line), Some(map)) => match line.strip_prefix(':') {
            Some(line) => format!("{}, line {line}", map.display()),
            None => map.display().to_string(),
        },
        _ => file.display().to_string(),
    };
    Stop::setup(format!("{place}: {}", reasons(&refused, &[])))
}

fn tell(what: &str, columns: &[Column], outcome: Outcome) -> Result<(), Stop> {
    if outcome.coding != Coding::default() {
        eprintln!("notice: the file was read as {}", outcome.coding.name());
    }
    doubt(&outcome);
    if !outcome.ignored.is_empty() {
        eprintln!("notice: these columns are not known and were left out: {}", outcome.ignored.join(", "));
    }
    for row in &outcome.refused {
        eprintln!("line {} refused ({}): {}", row.line.number, row.line.says, reasons(&row.refused, columns));
    }
    let words = Words::new(Language::English, chrono_tz::UTC);
    for row in &outcome.skipped {
        eprintln!("line {} skipped ({}): {}", row.line.number, row.line.says, words.say(&row.reason.message()));
    }
    for (line, message) in &outcome.remarks {
        eprintln!("warning: line {}: {}", line.number, words.say(message));
    }
    if outcome.refused.iter().any(|row| would_match(&row.refused).next().is_some()) {
        eprintln!("notice: --match-domain takes a customer without a Microsoft ID for the one that has its domain");
    }
    if outcome.without_location > 0 {
        let count = outcome.without_location;
        eprintln!(
            "notice: {count} of these customers have no location, which each of their users needs for a license: \
             import again with --location, or set it on the customer's page Account"
        );
    }
    tell_absent(&outcome);
    let Outcome { added, updated, unchanged, skipped, refused, .. } = outcome;
    let is_unsettled = |(_, refusal): &(String, Refusal)| {
        matches!(refusal, Refusal::File(FileRefusal::ProductUnknown { .. } | FileRefusal::ProductAmbiguous { .. }))
    };
    if refused.iter().any(|row| row.refused.0.iter().any(is_unsettled)) {
        eprintln!("notice: a CSV file of two columns, name and GUID or part number, given with --map, settles names");
    }
    let skipped = if skipped.is_empty() { String::new() } else { format!("{} skipped, ", skipped.len()) };
    println!("{what}: {added} added, {updated} updated, {unchanged} unchanged, {skipped}{} refused", refused.len());
    // Told already, row by row.
    if refused.is_empty() { Ok(()) } else { Err(Stop::refused("")) }
}

/// Tells lines that look as if they were written in another encoding: they are taken as they are.
fn doubt(outcome: &Outcome) {
    for line in outcome.doubtful.iter().take(DOUBTS) {
        eprintln!(
            "warning: line {} looks as if it were in another encoding ({}); compare it, or save the file as UTF-8 and import it again",
            line.number, line.says
        );
    }
    let more = outcome.doubtful.len().saturating_sub(DOUBTS);
    if more > 0 {
        eprintln!("warning: so do {more} more lines");
    }
}

/// What the catalog has and the list has not.
fn tell_absent(outcome: &Outcome) {
    if outcome.is_unsound {
        eprintln!(
            "notice: nothing was taken: so many rows are damaged that the others cannot be believed; get the list again \
             from Microsoft and do not save it from a spreadsheet"
        );
        return;
    }
    let Outcome { absent, retired, is_cut_off, .. } = outcome;
    if absent.is_empty() {
        return;
    }
    let what = if *is_cut_off {
        "were not retired, as they are many and the list may be cut off; if it is whole, use --retire-many"
    } else if *retired {
        "were retired"
    } else {
        "could be retired with --retire, once no row is refused"
    };
    eprintln!("notice: products that the list does not have any more {what}: {}", absent.len());
    for (product, customers) in absent {
        match customers {
            0 => eprintln!("  {product}: nobody holds it"),
            customers => eprintln!("  {product}: customers who hold it and keep it: {customers}"),
        }
    }
}

/// Each reason after the header of the column that it is about.
fn reasons(refused: &Refused, columns: &[Column]) -> String {
    let words = Words::new(Language::English, chrono_tz::UTC);
    let reason = |(field, refusal): &(String, Refusal)| {
        let sentence = words.say(&refusal.message());
        match columns.iter().find(|column| column.field == field) {
            Some(column) => format!("{}: {sentence}", column.headers[0]),
            None => sentence,
        }
    };
    refused.0.iter().map(reason).collect::<Vec<_>>().join(" ")
}
