//! User names for people who have none in their file, and people whom it names twice.

use super::Judge;
use crate::actions::Error;
use crate::domain::refusal::{InputRefusal, Refusal, Refused, UploadRefusal};
use crate::domain::text::fold;
use crate::domain::upload::verdict::UploadRow;
use crate::domain::upload::{Context, Draft, stated_name};
use crate::domain::user::UserState;
use crate::domain::user_name::UserName;
use crate::domain::user_name_pattern::{propose, split_name};
use crate::store::{self, Connection};

impl Judge<'_> {
    /// Keeps the user names that these rows state from being made for others.
    pub(in crate::actions::uploads) fn reserve(&mut self, rows: &[UploadRow]) {
        let context = Context { domains: &self.domains, products: &self.ground.products };
        self.stated.extend(rows.iter().filter_map(|row| stated_name(&row.cells, &context)).map(|name| name.key()));
    }

    /// The line of an earlier row that has the same display name. While rows are written, who stood there is somebody
    /// who is there.
    pub(super) fn double(&mut self, row: &UploadRow, draft: &Draft) -> Option<i64> {
        let name = fold(&draft.display_name);
        if name.is_empty() || row.is_due {
            return None;
        }
        let first = *self.named.entry(name).or_insert(row.line);
        Some(first).filter(|first| *first != row.line)
    }

    /// A user name by the pattern for somebody who has none in the file: the one that was seen in the review, if it is
    /// still free.
    pub(super) async fn name_for(
        &mut self,
        db: &impl Connection,
        draft: &Draft,
        reviewed: Option<String>,
    ) -> Result<Result<UserName, Refused>, Error> {
        let missing = |refusal| Ok(Err(Refused::one("email", refusal)));
        let Some(pattern) = self.ground.wishes.pattern() else {
            return missing(Refusal::Input(InputRefusal::Required));
        };
        let Some(domain) = self.domains.first().cloned() else {
            return missing(Refusal::Upload(UploadRefusal::NoDomain));
        };
        let split = split_name(&draft.display_name);
        let (first, last) = if draft.first_name.is_empty() && draft.last_name.is_empty() {
            (split.0.as_str(), split.1.as_str())
        } else {
            (draft.first_name.as_str(), draft.last_name.as_str())
        };
        let Some(start) = pattern.local_part(first, last) else {
            return missing(Refusal::Upload(UploadRefusal::NoNameByPattern));
        };
        if !self.taken.contains_key(&start) {
            let deleted = UserState::restorable(self.by.now);
            let names = store::users::names_from(db, self.customer, &start, deleted).await?;
            self.taken.insert(start.clone(), names);
        }
        let is_taken = |local: &str| {
            let key = format!("{local}@{domain}").to_lowercase();
            let is_in_file = self.seen.contains_key(&key) || self.stated.contains(&key);
            is_in_file || self.taken.get(&start).is_some_and(|taken| taken.contains(&key))
        };
        let reviewed = reviewed.and_then(|name| UserName::parse(&name).ok());
        let is_free = |name: &UserName| name.domain() == &domain && !is_taken(name.local());
        if let Some(name) = reviewed.filter(is_free) {
            return Ok(Ok(name));
        }
        match propose(pattern, first, last, is_taken).map(|local| UserName::new(&local, domain.clone())) {
            Some(Ok(name)) => Ok(Ok(name)),
            _ => missing(Refusal::Upload(UploadRefusal::NoNameByPattern)),
        }
    }
}
