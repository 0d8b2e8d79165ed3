//! Which column of a file of users is what: by its header, and where that says several things, by what else is there
//! and by what stands under it.

mod choose;
mod samples;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use self::choose::Chooser;
use self::samples::Samples;
use super::cells::Cells;
use super::countries;
use super::field::{Field, Use};
use super::headers::{Meaning, key, meaning, plain_meaning};
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::user_name::Domain;

/// Headers stand among so many rows.
const FIRST_ROWS: usize = 20;
/// How much of a header its signature holds, in characters.
const SIGNED: usize = 64;

/// The columns of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// As the file has them; the empty text where it has none.
    pub headers: Vec<String>,
    /// As many as `headers`.
    pub uses: Vec<Use>,
}

/// Which of the first rows holds headers: the first one in which known names stand. Where one row has many more of
/// them, those before it only group its columns.
pub fn find_headers(rows: &[Vec<String>]) -> Option<usize> {
    let first = rows.iter().take(FIRST_ROWS);
    let scores: Vec<usize> = first.clone().map(|row| known_names(row)).collect();
    let best = scores.iter().copied().max()?;
    let widest = first.clone().map(|row| filled(row)).max().unwrap_or_default();
    let found = |is_it: &dyn Fn(usize, &[String]) -> bool| {
        scores.iter().zip(first.clone()).position(|(score, row)| is_it(*score, row))
    };
    if best < 2 {
        // One known name among several cells, or alone in a file of one column.
        let says_more = |row: &[String]| row.iter().any(|cell| says_alone(cell));
        return found(&|score, row| score == 1 && filled(row) * 2 >= widest && says_more(row));
    }
    // `Data: | 28/11/2026 | Utente: | Ada` says known names, too, and other things beside.
    let is_full = |row: &[String]| row.iter().filter(|cell| meaning(cell).is_some()).count() * 2 > filled(row);
    found(&|score, row| score >= 2 && score * 2 > best && is_full(row)).or_else(|| found(&|score, _| score == best))
}

/// Where headers stand of which none is known: in the first row that is not a title.
pub fn first_full_row(rows: &[Vec<String>]) -> Option<usize> {
    let widest = rows.iter().take(FIRST_ROWS).map(|row| filled(row)).max()?;
    rows.iter().position(|row| filled(row) * 2 > widest)
}

/// Whether a row over others looks like headers that nobody knows: under one of its words stand addresses or numbers.
pub fn looks_headed(rows: &[Vec<String>]) -> bool {
    let Some(at) = first_full_row(rows) else { return false };
    let (first, under) = (&rows[at], Samples::new(&rows[at + 1..]));
    let has_digit = |cell: &str| cell.chars().any(|c| c.is_ascii_digit());
    let is_word = |cell: &String| !cell.contains('@') && !has_digit(cell);
    let tells =
        |column: usize| under.addresses(column).is_nearly_all() || under.share(column, has_digit).is_nearly_all();
    first.iter().all(is_word) && (0..first.len()).any(|column| !first[column].trim().is_empty() && tells(column))
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether a cell is a header though no other one stands beside it: `c` may be anything, and so may a password.
fn says_alone(cell: &str) -> bool {
    cell.trim().chars().count() > 2 && meaning(cell).is_some_and(|meaning| meaning != Meaning::Password)
}

/// Whether somebody's address stands in a row: that is a person, whatever else its cells say.
fn has_address(row: &[String]) -> bool {
    row.iter().any(|cell| is_address(cell))
}

fn is_address(cell: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    cell.trim().split_once('@').is_some_and(|(name, rest)| is_name(name) && rest.contains('.'))
}

fn is_country(cell: &str) -> bool {
    countries::find(cell).is_some()
}

/// How many different things the cells of a row are headers of; a person's row has none.
fn known_names(row: &[String]) -> usize {
    if has_address(row) {
        return 0;
    }
    row.iter().filter_map(|cell| meaning(cell)).collect::<HashSet<Meaning>>().len()
}

/// What each column is. `sample` are rows after the headers, a thousand at most; without headers, the file's first.
/// `domains` are the customer's: an address of another one is no user's as long as there is a better one.
pub fn recognize(headers: &[String], sample: &[Vec<String>], domains: &[Domain]) -> Columns {
    let width = sample.iter().map(Vec::len).max().unwrap_or_default().max(headers.len());
    let headers: Vec<String> = (0..width).map(|at| headers.get(at).cloned().unwrap_or_default()).collect();
    let uses = Chooser::new(&headers, Samples::new(sample), domains).choose();
    Columns { headers, uses }
}

impl Columns {
    /// As somebody answered, one answer for each header. What a header calls a password stays one.
    ///
    /// # Errors
    /// [`UploadRefusal::ColumnTwice`] at `column:N`, counted from 0; [`UploadRefusal::NoNames`] at no field.
    pub fn answered(headers: &[String], answers: &[Use]) -> Result<Self, Refused> {
        let mut refused = Refused::default();
        let mut uses: Vec<Use> = Vec::with_capacity(headers.len());
        for (at, header) in headers.iter().enumerate() {
            let answer = answers.get(at).copied().unwrap_or(Use::Unknown);
            let answer = if meaning(header) == Some(Meaning::Password) { Use::Password } else { answer };
            if let Some(other) = answer.field().and_then(|_| uses.iter().position(|one| *one == answer)) {
                let column = Some(headers[other].trim()).filter(|header| !header.is_empty());
                let column = column.map_or_else(|| (other + 1).to_string(), str::to_owned);
                refused.0.push((format!("column:{at}"), Refusal::Upload(UploadRefusal::ColumnTwice { column })));
            }
            uses.push(answer);
        }
        let columns = Self { headers: headers.to_vec(), uses };
        if !columns.is_enough() {
            refused.0.push((String::new(), Refusal::Upload(UploadRefusal::NoNames)));
        }
        if refused.is_empty() { Ok(columns) } else { Err(refused) }
    }

    /// As somebody answered of the same headers before.
    pub fn remembered(headers: Vec<String>, uses: Vec<Use>) -> Self {
        let is_secret = |header: &str| meaning(header) == Some(Meaning::Password);
        let uses = headers.iter().zip(uses).map(|(header, one)| if is_secret(header) { Use::Password } else { one });
        Self { uses: uses.collect(), headers }
    }

    /// Whether rows can name people: by display names, or first and last names; or, where no further column may hold
    /// them, people who are there by their addresses.
    pub fn is_enough(&self) -> bool {
        let has_names =
            [Field::DisplayName, Field::FirstName, Field::LastName].into_iter().any(|field| self.has(field));
        has_names || self.has(Field::Email) && !self.uses.contains(&Use::Unknown)
    }

    /// Whether a column holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.uses.contains(&Use::Field(field))
    }

    /// Columns that nobody knows, with their headers: those that somebody may be asked about.
    pub fn unknown(&self) -> impl Iterator<Item = (usize, &str)> {
        self.of(|one| one == Use::Unknown).filter(|(_, header)| !header.trim().is_empty())
    }

    /// Columns of which nothing is taken, but those with passwords: unknown ones, known ones that a user has nothing
    /// of here, and those that say what another column says.
    pub fn ignored(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_ignored = |one| matches!(one, Use::Unknown | Use::Known | Use::Repeated(_));
        self.of(is_ignored).filter(|(_, header)| !header.trim().is_empty())
    }

    /// Columns that are dropped as they are read.
    pub fn passwords(&self) -> impl Iterator<Item = (usize, &str)> {
        self.of(|one| one == Use::Password)
    }

    fn of(&self, is_meant: impl Fn(Use) -> bool) -> impl Iterator<Item = (usize, &str)> {
        let all = self.headers.iter().zip(&self.uses).enumerate();
        all.filter(move |(_, (_, one))| is_meant(**one)).map(|(at, (header, _))| (at, header.as_str()))
    }

    /// By which answers are found again for a file with the same headers in the same order; nothing where there are
    /// none.
    pub fn signature(headers: &[String]) -> Option<String> {
        if headers.iter().all(|header| key(header).is_empty()) {
            return None;
        }
        let keys = headers.iter().map(|header| key(header).chars().take(SIGNED).collect::<String>());
        Some(format!("{}:{}", headers.len(), keys.collect::<Vec<_>>().join(",")))
    }

    /// Whether a row's cells stand under other headers than their own: an address is where none can be, as after a
    /// delimiter in a name that was not quoted.
    pub fn is_shifted(&self, row: &[String]) -> bool {
        use crate::domain::contact::ContactField as C;
        const NO_ADDRESS: [C; 8] =
            [C::JobTitle, C::Department, C::Office, C::Phone, C::Mobile, C::City, C::State, C::PostalCode];
        let takes_none = |field: Field| NO_ADDRESS.iter().any(|one| field == Field::Contact(*one));
        let has_no_address =
            |wanted: Field| !self.fields(row).any(|(field, cell)| field == wanted && cell.contains('@'));
        let strays = self.fields(row).any(|(field, cell)| takes_none(field) && is_address(cell));
        strays && self.has(Field::Email) && has_no_address(Field::Email)
    }

    /// What is kept of a row: where the column of the address or of the country says nothing in it, and another one
    /// that would hold the same does, that one.
    pub fn cells(&self, row: &[String]) -> Cells {
        let mut cells: Cells = self.fields(row).collect();
        for (field, is_one) in [(Field::Email, is_address as fn(&str) -> bool), (Field::Location, is_country)] {
            if !cells.get(field).trim().is_empty() {
                continue;
            }
            let others = self.uses.iter().zip(row).filter(|(used, _)| **used == Use::Repeated(field));
            if let Some(other) = others.map(|(_, cell)| cell).find(|cell| is_one(cell)) {
                cells.set(field, other);
            }
        }
        cells
    }

    /// Whether a row is about nobody: it says the headers again, as a second row of them does, or it is the example
    /// of a template.
    pub fn names_nobody(&self, row: &[String]) -> bool {
        let cells: Vec<(Field, &str)> = self.fields(row).filter(|(_, cell)| !cell.trim().is_empty()).collect();
        let is_header =
            |(field, cell): &(Field, &str)| plain_meaning(cell).is_some_and(|meaning| says(meaning, *field));
        let is_example = |(field, cell): &(Field, &str)| {
            let word = || cell.trim().to_lowercase();
            *field == Field::DisplayName && ["example:", "esempio:"].iter().any(|start| word().starts_with(start))
        };
        if cells.iter().any(is_example) {
            return true;
        }
        if has_address(row) {
            return false;
        }
        // More than half of the cells are headers, so one of the first two is.
        if !cells.iter().take(2).any(is_header) {
            return false;
        }
        let said = cells.iter().filter(|cell| is_header(cell)).count();
        said >= 2 && said * 2 > cells.len()
    }

    fn fields<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = (Field, &'a str)> {
        let known = self.uses.iter().zip(row);
        known.filter_map(|(one, cell)| Some((one.field()?, cell.as_str())))
    }
}

/// Whether a header of `meaning` may stand over `field`.
fn says(meaning: Meaning, field: Field) -> bool {
    use crate::domain::contact::ContactField;
    let contact = |one| field == Field::Contact(one);
    match meaning {
        Meaning::Field(one) => one == field,
        Meaning::Name => matches!(field, Field::FirstName | Field::DisplayName),
        Meaning::FullName => field == Field::DisplayName,
        Meaning::Address(_) => field == Field::Email || contact(ContactField::AlternateEmail),
        Meaning::Street => contact(ContactField::Street) || field == Field::Email,
        Meaning::UsageLocation | Meaning::Country => field == Field::Location,
        Meaning::Place => field == Field::Location || contact(ContactField::Office),
        Meaning::Position => field == Field::Location || contact(ContactField::JobTitle),
        Meaning::Role => field == Field::Permissions || contact(ContactField::JobTitle),
        Meaning::Title => contact(ContactField::JobTitle),
        Meaning::AccountState => field == Field::SignInAllowed,
        Meaning::StatusUpdate | Meaning::Password | Meaning::Known => false,
    }
}

#[cfg(test)]
mod tests;
