//! What the form of a review sends.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::actions::uploads::Adjustment;
use crate::domain::directory_role::RoleChoice;
use crate::domain::location;
use crate::domain::refusal::Refused;
use crate::domain::upload::Field;
use crate::domain::upload::wishes::Wishes;
use crate::domain::user_name_pattern::UserNamePattern;
use crate::web::form::Fields;

/// Everything that the review sends: cells and ticks carry the row in their names.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Fields for Typed {}

impl Typed {
    pub(super) fn first(&self, name: &str) -> &str {
        self.sent(name).unwrap_or_default()
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field, where it was sent.
    pub(super) fn sent(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn adjustment(&self) -> std::result::Result<Adjustment, Refused> {
        let mut refused = Refused::default();
        let location = refused.take("location", location::parse(self.first("location"))).flatten();
        let limited: Vec<String> = self.all("role").map(str::to_owned).collect();
        let level = self.first("permissions").to_owned();
        refused.take("permissions", RoleChoice::parse(&level, &limited).map(drop));
        if !refused.is_empty() {
            return Err(refused);
        }
        let pattern = Some(self.first("pattern")).filter(|name| UserNamePattern::from_name(name).is_some());
        let wishes = Wishes {
            location,
            level,
            limited,
            licenses: self.all("license").filter_map(|sku| sku.parse().ok()).collect(),
            pattern: pattern.map(str::to_owned),
            updates: self.first("updates") == "yes",
        };
        let ticked: Vec<i64> = self.all("tick").filter_map(|row| row.parse().ok()).collect();
        let shown = self.all("row").filter_map(|row| row.parse::<i64>().ok());
        let mut cells: BTreeMap<i64, Vec<(Field, String)>> = BTreeMap::new();
        for (name, value) in &self.0 {
            let mut parts = name.splitn(3, '.');
            if parts.next() != Some("cell") {
                continue;
            }
            let row = parts.next().and_then(|row| row.parse().ok());
            let field = parts.next().and_then(Field::from_name);
            if let (Some(row), Some(field)) = (row, field) {
                cells.entry(row).or_default().push((field, value.clone()));
            }
        }
        Ok(Adjustment { wishes, ticks: shown.map(|row| (row, ticked.contains(&row))).collect(), cells })
    }
}
