//! The way through the outcomes of a job: which part of its users, from where on, and back to the list.

use serde::Deserialize;

use super::error::{Problem, Result};
use super::paths;
use super::questions::Asked;
use super::request_context::{Right, Scoped};
use crate::actions::jobs::JobUserOutcome;
use crate::actions::jobs::neighbors;
use crate::domain::job::{Job, Part};

/// Users a page.
pub(super) const SIZE: u64 = 100;

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OutcomeQuery {
    /// `refused`: only those to whom it was not done; `partly`: in part.
    show: String,
    from: String,
    pub r#return: String,
}

impl OutcomeQuery {
    /// The part, and where it begins.
    ///
    /// # Errors
    /// A bad address.
    pub fn read(&self) -> Result<(Part, i64)> {
        let part = Part::from_name(&self.show).ok_or(Problem::BadAddress)?;
        let from = match self.from.as_str() {
            "" => 0,
            from => from.parse().ok().filter(|from| *from >= 0).ok_or(Problem::BadAddress)?,
        };
        Ok((part, from))
    }
}

/// One page of outcomes among the others.
pub struct OutcomePage {
    path: String,
    pub back: String,
    pub part: Part,
    pub from: i64,
    pub pages: Pages,
}

/// The addresses of the pages beside one; none where there is no such page.
#[derive(Default)]
pub struct Pages {
    pub first: Option<String>,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub last: Option<String>,
}

impl Pages {
    pub fn are_any(&self) -> bool {
        self.first.is_some() || self.next.is_some()
    }
}

impl OutcomePage {
    /// The page of `told` about `job`, which holds one more than a page if there are more.
    pub async fn of<R: Right>(
        scope: &Scoped<R>,
        (path, job): (String, &Job),
        wanted: &OutcomeQuery,
        told: &mut Vec<JobUserOutcome>,
    ) -> Result<Self> {
        let (part, from) = wanted.read()?;
        let customer = scope.customer.id;
        let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
        let next = told.get(size).map(|one| one.position);
        told.truncate(size);
        let neighbors = neighbors(&scope.actor(), customer, (job, part), from, next.is_some(), SIZE).await?;
        let asked = Asked { r#return: wanted.r#return.clone(), ..Asked::default() };
        let mut place = Self { path, back: asked.back(customer), part, from, pages: Pages::default() };
        let at = |from: Option<i64>| from.map(|from| place.at(place.shown(), &from));
        place.pages = Pages {
            first: at((from > 0).then_some(0)),
            previous: at(neighbors.previous),
            next: at(next),
            last: at(neighbors.last),
        };
        Ok(place)
    }

    pub fn first(&self, show: &str) -> String {
        self.at(show, &0)
    }

    pub fn at(&self, show: &str, from: &i64) -> String {
        let from = if *from > 0 { from.to_string() } else { String::new() };
        paths::with(&self.path, &[("show", show), ("from", &from), ("return", &self.back)])
    }

    pub fn shown(&self) -> &'static str {
        self.part.name()
    }

    pub fn shows_all(&self) -> bool {
        self.part == Part::Everybody
    }
}
