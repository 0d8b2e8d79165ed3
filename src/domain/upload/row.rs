//! What a row of a file of users says: somebody, or every reason at once why not.

use super::addresses;
use super::cells::Cells;
use super::countries;
use super::field::Field;
use super::note::Note;
use super::permissions;
use super::products::Products;
use super::values::clean;
use super::yes_or_no;
use crate::domain::contact::{Contact, ContactField};
use crate::domain::directory_role::RoleChoice;
use crate::domain::id::SkuId;
use crate::domain::refusal::{AccountRefusal, Refusal, Refused, UploadRefusal};
use crate::domain::text::{self, NAME_LIMIT};
use crate::domain::user_name::{Domain, UserName};

/// What rows are read against. Built once for a file.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The customer's, the primary one first; there may be none.
    pub domains: &'a [Domain],
    pub products: &'a Products,
}

/// What a row says when all of it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub first_name: String,
    pub last_name: String,
    /// Empty where the row has no name: somebody new needs one.
    pub display_name: String,
    /// None where the file has no address: a pattern may propose one.
    pub user_name: Option<UserName>,
    pub location: Option<String>,
    /// None where the cell is empty and what is chosen for all holds; nothing for *Unlicensed*.
    pub licenses: Option<Vec<SkuId>>,
    /// None where the cell is empty. May be a limited administrator of nothing.
    pub permissions: Option<RoleChoice>,
    /// The user is blocked where the file comes from.
    pub is_blocked: bool,
    pub contact: Contact,
}

/// A row that was read.
#[derive(Clone, Debug)]
pub struct RowReading {
    /// None when anything is refused.
    pub draft: Option<Draft>,
    /// At the names of fields.
    pub refused: Refused,
    /// What was assumed, each once.
    pub notes: Vec<Note>,
    /// Readable also where other cells are refused: by it the same user is found twice.
    pub user_name: Option<UserName>,
    /// As it is shown beside the reasons; empty where it cannot be read.
    pub display_name: String,
    /// The display name is made from first and last name.
    pub is_name_made: bool,
}

/// The user name that a row states, whatever else stands in it.
pub fn stated_name(cells: &Cells, context: &Context<'_>) -> Option<UserName> {
    Reader::new(cells, context).user_name()
}

/// Reads a row.
pub fn read(cells: &Cells, context: &Context<'_>) -> RowReading {
    let mut reader = Reader::new(cells, context);
    let first_name = reader.name(Field::FirstName);
    let last_name = reader.name(Field::LastName);
    let display_name = reader.display_name(first_name.as_deref(), last_name.as_deref()).unwrap_or_default();
    let user_name = reader.user_name();
    let location = reader.read(Field::Location, location);
    let licenses = reader.read(Field::Licenses, |cell| context.products.read(cell));
    let permissions = reader.read(Field::Permissions, permissions::read);
    let is_allowed = reader.read(Field::SignInAllowed, yes_or_no::read_allowed);
    let is_barred = reader.read(Field::SignInBlocked, yes_or_no::read_blocked);
    let is_blocked = is_allowed == Some(false) || is_barred == Some(true);
    reader.read(Field::Deleted, yes_or_no::refuse_deleted);
    let contact = reader.contact();
    let Reader { refused, mut notes, is_name_made, .. } = reader;
    notes.sort();
    notes.dedup();
    let (shown, found) = (display_name.clone(), user_name.clone());
    let draft = refused.is_empty().then(|| Draft {
        first_name: first_name.unwrap_or_default(),
        last_name: last_name.unwrap_or_default(),
        display_name,
        user_name,
        location,
        licenses,
        permissions,
        is_blocked,
        contact,
    });
    RowReading { draft, refused, notes, user_name: found, display_name: shown, is_name_made }
}

fn location(cell: &str) -> Result<String, Refusal> {
    let unknown = || Refusal::Upload(UploadRefusal::UnknownCountry { name: short(cell) });
    countries::find(cell).map(str::to_owned).ok_or_else(unknown)
}

/// As much of a cell as a sentence can hold.
fn short(cell: &str) -> String {
    const QUOTED: usize = 60;
    let mut text: String = cell.chars().take(QUOTED).collect();
    if cell.chars().nth(QUOTED).is_some() {
        text.push('…');
    }
    text
}

/// Collects reasons and notes. A part is none where nothing stands in its cell, and where it was refused: then
/// nobody is made of the row.
struct Reader<'a> {
    cells: &'a Cells,
    context: &'a Context<'a>,
    refused: Refused,
    notes: Vec<Note>,
    is_name_made: bool,
}

impl<'a> Reader<'a> {
    fn new(cells: &'a Cells, context: &'a Context<'a>) -> Self {
        Self { cells, context, refused: Refused::default(), notes: Vec::new(), is_name_made: false }
    }

    fn text(&mut self, field: Field) -> Option<String> {
        let text = clean(self.cells.get(field), field, &mut self.notes);
        self.refused.take(field.name(), text)
    }

    /// What `parse` makes of a cell with something in it.
    fn read<T>(&mut self, field: Field, parse: impl Fn(&str) -> Result<T, Refusal>) -> Option<T> {
        let text = self.text(field).filter(|text| !text.is_empty())?;
        self.refused.take(field.name(), parse(&text))
    }

    fn name(&mut self, field: Field) -> Option<String> {
        let text = self.text(field)?;
        self.refused.take(field.name(), text::line(&text, NAME_LIMIT))
    }

    fn display_name(&mut self, first: Option<&str>, last: Option<&str>) -> Option<String> {
        let field = Field::DisplayName.name();
        let text = self.text(Field::DisplayName)?;
        if !text.is_empty() {
            if !text.contains(char::is_alphabetic) {
                self.notes.push(Note::NoLetter);
            }
            return self.refused.take(field, text::line(&text, NAME_LIMIT));
        }
        // Where a part of it cannot be read, that is told already.
        let made = [first?, last?].join(" ").trim().to_owned();
        if made.is_empty()
            && let Some(name) = addresses::name_beside(self.cells.get(Field::Email))
        {
            self.notes.push(Note::NameBesideAddress);
            return self.refused.take(field, text::line(&name, NAME_LIMIT));
        }
        if made.is_empty() {
            // Who is there has one.
            return Some(made);
        }
        self.is_name_made = true;
        let too_long = Refusal::Upload(UploadRefusal::MadeNameTooLong { limit: NAME_LIMIT });
        let result = if made.chars().count() > NAME_LIMIT { Err(too_long) } else { Ok(made) };
        self.refused.take(field, result)
    }

    /// An address, without what stands around it; the empty text where there is none.
    fn address(&mut self, field: Field) -> Option<String> {
        let text = self.text(field)?;
        let address = self.refused.take(field.name(), addresses::one(&text))?;
        if address.was_apart {
            self.notes.push(Note::AddressTakenApart);
        }
        Some(address.text)
    }

    fn user_name(&mut self) -> Option<UserName> {
        let address = self.address(Field::Email).filter(|address| !address.is_empty())?;
        let result = self.in_own_domain(&address);
        self.refused.take(Field::Email.name(), result)
    }

    fn in_own_domain(&mut self, address: &str) -> Result<UserName, Refusal> {
        let domains = self.context.domains;
        let primary = domains.first().ok_or(Refusal::Upload(UploadRefusal::NoDomain));
        if !address.contains('@') {
            let name = UserName::new(address, primary?.clone())?;
            self.notes.push(Note::DomainAdded { domain: name.domain().to_string() });
            return Ok(name);
        }
        if address.ends_with('@') || address.starts_with('@') {
            return Err(Refusal::Account(AccountRefusal::NotAnAddress));
        }
        let name = UserName::parse(address)?;
        primary?;
        if domains.contains(name.domain()) {
            Ok(name)
        } else {
            Err(Refusal::Account(AccountRefusal::DomainNotOwned { domain: name.domain().to_string() }))
        }
    }

    fn contact(&mut self) -> Contact {
        let mut typed: Vec<(ContactField, String)> = Vec::new();
        for field in ContactField::ALL.iter().copied() {
            let text = match field {
                ContactField::AlternateEmail => self.address(Field::Contact(field)),
                _ => self.text(Field::Contact(field)),
            };
            typed.extend(text.map(|text| (field, text)));
        }
        let contact = Contact::parse(typed.iter().map(|(field, text)| (*field, text.as_str())));
        self.refused.take_all(contact).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
