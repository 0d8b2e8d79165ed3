//! From what the headers say to one use for each column.

use super::samples::Samples;
use crate::domain::contact::ContactField;
use crate::domain::upload::field::{Field, Use};
use crate::domain::upload::headers::{self, Meaning, Rank};
use crate::domain::upload::yes_or_no;
use crate::domain::user_name::Domain;

const JOB_TITLE: Field = Field::Contact(ContactField::JobTitle);
const OFFICE: Field = Field::Contact(ContactField::Office);
const STREET: Field = Field::Contact(ContactField::Street);
const ALTERNATE_EMAIL: Field = Field::Contact(ContactField::AlternateEmail);

pub(super) struct Chooser<'a> {
    headers: &'a [String],
    meanings: Vec<Option<Meaning>>,
    samples: Samples<'a>,
    domains: &'a [Domain],
    uses: Vec<Use>,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(headers: &'a [String], samples: Samples<'a>, domains: &'a [Domain]) -> Self {
        let meanings: Vec<Option<Meaning>> = headers.iter().map(|header| headers::meaning(header)).collect();
        let uses = vec![Use::Unknown; headers.len()];
        Self { headers, meanings, samples, domains, uses }
    }

    pub(super) fn choose(mut self) -> Vec<Use> {
        self.by_values();
        self.plain();
        self.names();
        self.addresses();
        self.locations();
        self.permissions();
        self.titles();
        self.states();
        self.without_headers();
        self.uses
    }

    /// The columns whose header says `meaning`.
    fn meaning(&self, is_meant: impl Fn(Meaning) -> bool) -> Vec<usize> {
        let all = self.meanings.iter().enumerate();
        all.filter(|(_, meaning)| meaning.is_some_and(&is_meant)).map(|(at, _)| at).collect()
    }

    fn has(&self, field: Field) -> bool {
        self.uses.contains(&Use::Field(field))
    }

    /// Whether `column` may hold `field`: no other does, or nothing stands under that one.
    fn is_free(&self, field: Field, column: usize) -> bool {
        let holder = self.uses.iter().position(|one| *one == Use::Field(field));
        holder.is_none_or(|holder| self.samples.is_empty(holder) && !self.samples.is_empty(column))
    }

    fn set(&mut self, field: Field, column: usize) {
        self.uses.iter_mut().filter(|one| **one == Use::Field(field)).for_each(|one| *one = Use::Repeated(field));
        self.uses[column] = Use::Field(field);
    }

    /// `field` for the first of `columns` under which anything stands, unless another column has it; the others
    /// repeat it.
    fn give(&mut self, field: Field, columns: &[usize]) {
        let first = columns.iter().copied().find(|at| !self.samples.is_empty(*at)).or(columns.first().copied());
        for at in columns {
            self.uses[*at] = Use::Repeated(field);
        }
        if let Some(first) = first.filter(|first| self.is_free(field, *first)) {
            self.set(field, first);
        }
    }

    /// `field` for a column that is sure to be there for something else otherwise.
    fn give_or_ignore(&mut self, field: Field, column: usize) {
        if self.is_free(field, column) {
            self.set(field, column);
        } else {
            self.uses[column] = Use::Known;
        }
    }

    /// Headers that may stand over names or addresses: what stands under them decides.
    fn by_values(&mut self) {
        for (at, meaning) in self.meanings.iter_mut().enumerate() {
            let are_addresses = || self.samples.addresses(at).is_most();
            *meaning = match *meaning {
                Some(Meaning::Street) if are_addresses() => Some(Meaning::Address(Rank::Plain)),
                Some(Meaning::FullName) if are_addresses() => Some(Meaning::Address(Rank::UserName)),
                Some(Meaning::Address(Rank::UserName)) if !are_addresses() && self.samples.names(at).is_most() => {
                    Some(Meaning::FullName)
                }
                None if are_addresses() => headers::mail(&self.headers[at]),
                other => other,
            };
        }
    }

    /// What needs no others to be understood.
    fn plain(&mut self) {
        for field in Field::ALL.iter().copied() {
            let columns = self.meaning(|meaning| meaning == Meaning::Field(field));
            self.give(field, &columns);
        }
        for (at, meaning) in self.meanings.iter().enumerate() {
            match meaning {
                Some(Meaning::StatusUpdate) => self.uses[at] = Use::StatusUpdate,
                Some(Meaning::Password) => self.uses[at] = Use::Password,
                Some(Meaning::Known) => self.uses[at] = Use::Known,
                _ => {}
            }
        }
    }

    /// *Nome* beside *Cognome* is the first name, alone it is the whole one.
    fn names(&mut self) {
        let full = self.meaning(|meaning| meaning == Meaning::FullName);
        self.give(Field::DisplayName, &full);
        for at in self.meaning(|meaning| meaning == Meaning::Name) {
            let display = self.uses.iter().position(|one| *one == Use::Field(Field::DisplayName));
            let has_last = self.has(Field::LastName);
            // A second column of the same header is most often of the same thing, unless whole names stand in it.
            let is_second = self.meanings[..at].iter().zip(self.headers).any(|(meaning, header)| {
                *meaning == Some(Meaning::Name) && headers::key(header) == headers::key(&self.headers[at])
            });
            if is_second && display.is_none() && !self.samples.names(at).is_most() {
                self.uses[at] = Use::Repeated(Field::FirstName);
                continue;
            }
            let is_display = display.is_some_and(|other| !has_last && self.samples.same(at, other).is_most());
            self.uses[at] = if !self.has(Field::FirstName) && !is_display && (has_last || display.is_some()) {
                Use::Field(Field::FirstName)
            } else if display.is_none() {
                Use::Field(Field::DisplayName)
            } else if self.meanings.iter().filter(|one| **one == Some(Meaning::Name)).count() > 1 {
                Use::Repeated(Field::FirstName)
            } else {
                Use::Repeated(Field::DisplayName)
            };
        }
    }

    /// Of several columns of addresses the best is the user's: one of the customer before one of somebody else's
    /// domains (an Active Directory has names like `ada@aquila.local`), one of a company before a private one, one
    /// with domains before one without, then as their headers say.
    fn addresses(&mut self) {
        let samples = self.samples;
        let ranks: Vec<Rank> = self
            .meanings
            .iter()
            .map(|one| if let Some(Meaning::Address(rank)) = one { *rank } else { Rank::Plain })
            .collect();
        let is_private = |at: usize| samples.private_addresses(at).is_most();
        let has_domains = |at: usize| samples.addresses(at).is_most();
        let is_foreign = |at: usize| !self.domains.is_empty() && samples.foreign_addresses(at, self.domains).is_most();
        let mut candidates = self.meaning(|meaning| matches!(meaning, Meaning::Address(_)));
        candidates.sort_by_cached_key(|at| {
            let at = *at;
            (samples.is_empty(at), is_foreign(at), is_private(at), !has_domains(at), ranks[at], at)
        });
        let streets = self.meaning(|meaning| meaning == Meaning::Street);
        self.give(STREET, &streets);
        self.give(Field::Email, &candidates);
        let own = |at: usize| samples.addresses(at).is_most() && !is_private(at) && !is_foreign(at);
        let email = candidates.first().copied().filter(|at| !own(*at) && !samples.is_empty(*at));
        let other = self.uses.iter().position(|one| *one == Use::Field(ALTERNATE_EMAIL)).filter(|at| own(*at));
        if let Some((email, other)) = email.zip(other).filter(|(email, _)| is_private(*email)) {
            // The two headers were taken for each other.
            self.uses[other] = Use::Field(Field::Email);
            self.uses[email] = Use::Field(ALTERNATE_EMAIL);
            candidates.retain(|at| *at != email);
        }
        for at in candidates.into_iter().filter(|at| self.uses[*at] != Use::Field(Field::Email)).collect::<Vec<_>>() {
            if is_private(at) {
                self.uses[at] = Use::Unknown;
                self.give(ALTERNATE_EMAIL, &[at]);
            } else if ranks[at] == Rank::Account || !(samples.is_empty(at) || has_domains(at)) {
                self.uses[at] = Use::Known;
            }
        }
    }

    /// A column that may be the location is it where its values are countries; else it is what it is elsewhere.
    fn locations(&mut self) {
        let sure = self.meaning(|meaning| meaning == Meaning::UsageLocation);
        self.give(Field::Location, &sure);
        let ambiguous =
            [(Meaning::Place, Some(OFFICE)), (Meaning::Position, Some(JOB_TITLE)), (Meaning::Country, None)];
        for (meant, otherwise) in ambiguous {
            for at in self.meaning(|meaning| meaning == meant) {
                let is_location = self.samples.are_countries(at, meant == Meaning::Position);
                match otherwise {
                    _ if is_location && self.is_free(Field::Location, at) => self.set(Field::Location, at),
                    Some(field) if !is_location => self.give_or_ignore(field, at),
                    Some(_) => self.uses[at] = Use::Repeated(Field::Location),
                    // Where somebody lives, where the other column says nothing.
                    None if is_location => self.uses[at] = Use::Repeated(Field::Location),
                    None => self.uses[at] = Use::Known,
                }
            }
        }
    }

    /// A role is one of the program's where its values are those; else it is a job.
    fn permissions(&mut self) {
        for at in self.meaning(|meaning| meaning == Meaning::Role) {
            let is_permission = self.samples.is_empty(at) || self.samples.permissions(at).is_nearly_all();
            if is_permission {
                self.give(Field::Permissions, &[at]);
            } else {
                self.give_or_ignore(JOB_TITLE, at);
            }
        }
    }

    fn titles(&mut self) {
        for at in self.meaning(|meaning| meaning == Meaning::Title) {
            if self.samples.salutations(at).is_most() {
                self.uses[at] = Use::Known;
            } else {
                self.give_or_ignore(JOB_TITLE, at);
            }
        }
    }

    /// What is told of an account is whether its user may sign in, where all values say that.
    fn states(&mut self) {
        for at in self.meaning(|meaning| meaning == Meaning::AccountState) {
            let said = self.samples.share(at, yes_or_no::is_state);
            if said.all > 0 && said.of == said.all {
                self.give_or_ignore(Field::SignInAllowed, at);
            } else {
                self.uses[at] = Use::Known;
            }
        }
    }

    /// In a file without headers, what can be nothing else: somebody is asked for the rest.
    fn without_headers(&mut self) {
        if self.headers.iter().any(|header| !header.trim().is_empty()) {
            return;
        }
        for at in 0..self.headers.len() {
            let is_address = self.samples.addresses(at).is_nearly_all();
            if is_address && !self.samples.private_addresses(at).is_most() && !self.has(Field::Email) {
                self.uses[at] = Use::Field(Field::Email);
            }
        }
    }
}
