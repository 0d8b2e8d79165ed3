//! The activity log: who sees which records, and what a reader may ask it for.
//!
//! Days are those of the reader's time zone. A date that is none, or an end before its beginning, is
//! refused at its field.

use chrono::{Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use super::Moment;
use super::event::Operation;
use super::id::{CustomerId, StaffId};
use super::listing::UnknownAddress;
use super::permission::{Permission, may};
use super::principal::Principal;
use super::refusal::{InputRefusal, Refusal, Refused};

/// Which records somebody may see (specification §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// All, those of staff, settings and signing in among them.
    Everything,
    /// Those of all customers, and one's own.
    Customers,
    /// One's own.
    Own,
}

impl Seen {
    /// What a principal sees.
    pub fn by(principal: &Principal) -> Self {
        if may(principal, Permission::SeeAllActivity) {
            Self::Everything
        } else if may(principal, Permission::SeeCustomersActivity) {
            Self::Customers
        } else {
            Self::Own
        }
    }

    /// Whether a record of `customer` is among them.
    pub fn shows(self, customer: CustomerId, is_own: bool) -> bool {
        match self {
            Self::Everything => true,
            Self::Customers => is_own || !customer.is_installation(),
            Self::Own => is_own,
        }
    }
}

/// By whom something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    Staff(StaffId),
    /// The program, by itself.
    Program,
    CommandLine,
}

/// What is looked for in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The first and the last day.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub operation: Option<Operation>,
    pub doer: Option<Doer>,
    /// In the name or a domain of the customer.
    pub company: String,
    /// In the names of who did it and to whom, as they were then.
    pub text: String,
}

/// The same as it stands in the address. What is not there is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub action: &'a str,
    pub who: &'a str,
    pub company: &'a str,
    pub text: &'a str,
}

impl Sought {
    /// Reads what is asked for. Without days, the month that ends `today`.
    ///
    /// # Errors
    /// [`UnknownAddress`] for an action or a doer that does not exist; within, [`InputRefusal::NotADate`] and
    /// [`InputRefusal::DatesReversed`].
    pub fn parse(raw: Raw<'_>, today: NaiveDate) -> Result<Result<Self, Refused>, UnknownAddress> {
        let operation = match raw.action {
            "" => None,
            name => Some(Operation::from_name(name).ok_or(UnknownAddress)?),
        };
        let doer = match raw.who {
            "" => None,
            "program" => Some(Doer::Program),
            "command-line" => Some(Doer::CommandLine),
            id => Some(Doer::Staff(id.parse().map_err(|_| UnknownAddress)?)),
        };
        let mut refused = Refused::default();
        let to = refused.take("to", day(raw.to, today));
        let from = refused.take("from", day(raw.from, month_before(to.unwrap_or(today))));
        let (Some(from), Some(to)) = (from, to) else { return Ok(Err(refused)) };
        if to < from {
            return Ok(Err(Refused::one("to", Refusal::Input(InputRefusal::DatesReversed))));
        }
        let (company, text) = (raw.company.trim().to_owned(), raw.text.trim().to_owned());
        Ok(Ok(Self { from, to, operation, doer, company, text }))
    }

    /// From its beginning (with it) to its end (without it).
    pub fn bounds(&self, zone: Tz) -> (Moment, Moment) {
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        (beginning(self.from, zone), beginning(after, zone))
    }
}

fn day(raw: &str, default: NaiveDate) -> Result<NaiveDate, Refusal> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(default);
    }
    let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").map_err(|_| Refusal::Input(InputRefusal::NotADate))?;
    // Both databases keep and compare these.
    let known = NaiveDate::from_ymd_opt(1900, 1, 1)..NaiveDate::from_ymd_opt(9000, 1, 1);
    if known.contains(&Some(day)) { Ok(day) } else { Err(Refusal::Input(InputRefusal::NotADate)) }
}

fn month_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(1)).unwrap_or(day)
}

/// The first moment of a day: where clocks go forward at midnight, it begins later.
fn beginning(day: NaiveDate, zone: Tz) -> Moment {
    let midnight = day.and_time(NaiveTime::MIN);
    let quarters = (0..=96).map(|quarters| midnight + TimeDelta::minutes(15 * quarters));
    let mut moments = quarters.filter_map(|local| zone.from_local_datetime(&local).earliest());
    moments.next().map_or_else(|| midnight.and_utc(), |moment| moment.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ApiClientId;
    use crate::domain::principal::{ApiClient, Reach};
    use crate::domain::role::Role;

    /// Anybody with this role.
    fn of_role(role: Role) -> Principal {
        Principal::ApiClient(ApiClient {
            id: ApiClientId(uuid::Uuid::nil()),
            name: String::new(),
            role,
            reach: Reach::All,
        })
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(from: &str, to: &str) -> Result<(NaiveDate, NaiveDate), Refused> {
        let sought = Sought::parse(Raw { from, to, ..Raw::default() }, date("2026-03-31")).unwrap();
        sought.map(|sought| (sought.from, sought.to))
    }

    /// The last row of specification §10.
    #[test]
    fn each_role_sees_what_the_specification_says() {
        let customer = CustomerId(uuid::Uuid::from_u128(1 << 100));
        // A customer's record, the installation's, and one's own of each.
        for (role, expected) in [
            (Role::GlobalAdmin, [true, true, true, true]),
            (Role::AdminAgent, [true, false, true, true]),
            (Role::HelpdeskAgent, [false, false, true, true]),
            (Role::SalesAgent, [false, false, true, true]),
            (Role::UserManagementAdmin, [false, false, true, true]),
        ] {
            let seen = Seen::by(&of_role(role));
            let found = [(customer, false), (CustomerId::INSTALLATION, false), (customer, true)]
                .into_iter()
                .chain([(CustomerId::INSTALLATION, true)])
                .map(|(customer, is_own)| seen.shows(customer, is_own))
                .collect::<Vec<_>>();
            assert_eq!(found, expected, "{role}");
        }
    }

    #[test]
    fn the_last_month_is_shown_unless_somebody_asks_for_other_days() {
        assert_eq!(dates("", ""), Ok((date("2026-02-28"), date("2026-03-31"))));
        assert_eq!(dates("", "2026-01-15"), Ok((date("2025-12-15"), date("2026-01-15"))));
        assert_eq!(dates("2026-01-15", ""), Ok((date("2026-01-15"), date("2026-03-31"))));
        assert_eq!(dates("2026-01-15", "2026-01-15"), Ok((date("2026-01-15"), date("2026-01-15"))));
    }

    #[test]
    fn days_that_are_none_or_reversed_are_refused_at_their_field() {
        for wrong in ["yesterday", "2026-02-30", "31/03/2026", "0026-01-01", "99999-01-01", "2026-01-01T00:00"] {
            assert_eq!(
                dates(wrong, "").unwrap_err().at("from"),
                Some(&Refusal::Input(InputRefusal::NotADate)),
                "{wrong}"
            );
            assert_eq!(
                dates("", wrong).unwrap_err().at("to"),
                Some(&Refusal::Input(InputRefusal::NotADate)),
                "{wrong}"
            );
        }
        assert_eq!(dates("x", "y").unwrap_err().0.len(), 2);
        assert_eq!(
            dates("2026-03-02", "2026-03-01").unwrap_err().at("to"),
            Some(&Refusal::Input(InputRefusal::DatesReversed))
        );
        assert!(dates("2026-05-01", "").is_err(), "it begins after today");
    }

    #[test]
    fn a_day_is_the_reader_s() {
        let sought = |from, to| Sought::parse(Raw { from, to, ..Raw::default() }, date("2026-03-31")).unwrap().unwrap();
        let told = |sought: Sought, zone| {
            let (from, to) = sought.bounds(zone);
            (from.to_rfc3339(), to.to_rfc3339())
        };
        // The day on which summer time begins has 23 hours.
        let day = told(sought("2026-03-29", "2026-03-29"), Tz::Europe__Rome);
        assert_eq!(day, ("2026-03-28T23:00:00+00:00".into(), "2026-03-29T22:00:00+00:00".into()));
        // In Beirut clocks went forward at midnight: the day began at one.
        let (from, _) = sought("2026-03-29", "2026-03-29").bounds(Tz::Asia__Beirut);
        assert_eq!(from.to_rfc3339(), "2026-03-28T22:00:00+00:00");
        // A calendar day that Samoa skipped begins with the next one.
        let (from, to) = sought("2011-12-30", "2011-12-30").bounds(Tz::Pacific__Apia);
        assert_eq!(from, to);
    }

    #[test]
    fn actions_and_people_that_do_not_exist_are_no_address() {
        for raw in [Raw { action: "dance", ..Raw::default() }, Raw { who: "somebody", ..Raw::default() }] {
            assert_eq!(Sought::parse(raw, date("2026-03-31")), Err(UnknownAddress));
        }
        let raw = Raw { action: "sign_in", who: "program", ..Raw::default() };
        let sought = Sought::parse(raw, date("2026-03-31")).unwrap().unwrap();
        assert_eq!((sought.operation, sought.doer), (Some(Operation::SignIn), Some(Doer::Program)));
    }
}
