//! What the users' list offers to choose from: filters, page sizes, heads that sort.

use crate::actions::licenses::Owned;
use crate::domain::listing::{PAGE_SIZES, UserColumn, UserFilter, UserSort};
use crate::web::request_context::{Scoped, SeeCustomers};

/// One entry of *Filter users by…*.
pub(super) struct SelectOption {
    pub value: String,
    pub label: String,
}

/// A head of the table that sorts.
pub(super) struct Head {
    pub label: String,
    pub go: String,
    pub id: String,
    /// `ascending`, `descending` or `none`, as `aria-sort` has it.
    pub order: &'static str,
}

pub(super) fn plain_filters(scope: &Scoped<SeeCustomers>) -> Vec<SelectOption> {
    let label = |name: &str| scope.words.t(format!("filter-{}", if name.is_empty() { "all" } else { name }));
    UserFilter::PLAIN.iter().map(|(name, _)| SelectOption { value: (*name).to_owned(), label: label(name) }).collect()
}

/// Who has, who lacks each product. Those that only a link leads to (the page of licenses has them) are
/// told while they are `current`.
pub(super) fn product_filters(
    scope: &Scoped<SeeCustomers>,
    owned: &[Owned],
    current: &UserFilter,
) -> Vec<SelectOption> {
    let choice = |filter: UserFilter, key: &str, owned: &Owned| SelectOption {
        value: filter.to_string(),
        label: scope.words.named(key, owned.product.label()),
    };
    let has = owned.iter().map(|owned| choice(UserFilter::Has(owned.product.sku), "filter-has", owned));
    let lacks = owned.iter().map(|owned| choice(UserFilter::Lacks(owned.product.sku), "filter-lacks", owned));
    let linked = owned.iter().filter_map(|owned| match current {
        UserFilter::BlockedWith(sku) if *sku == owned.product.sku => {
            Some(choice(current.clone(), "filter-blocked-with", owned))
        }
        UserFilter::UnusedWith(sku) if *sku == owned.product.sku => {
            Some(choice(current.clone(), "filter-unused-with", owned))
        }
        _ => None,
    });
    linked.chain(has).chain(lacks).collect()
}

pub(super) fn location_filter(scope: &Scoped<SeeCustomers>, code: &str) -> SelectOption {
    SelectOption { value: UserFilter::Location(code.to_owned()).to_string(), label: scope.words.country(code) }
}

/// The sizes in growing order.
pub(super) fn sizes() -> [u64; 4] {
    let mut sizes = PAGE_SIZES;
    sizes.sort_unstable();
    sizes
}

/// The id of the head that sorts by this column: whoever pressed it finds the focus on it again.
pub fn sort_head(column: UserColumn) -> String {
    format!("sort-{column}")
}

pub(super) fn heads(scope: &Scoped<SeeCustomers>, sort: UserSort) -> [Head; 3] {
    let head = |column: UserColumn, key: &str| {
        let is_current = sort.column == column;
        let next = UserSort { column, descending: is_current && !sort.descending };
        let order = match (is_current, sort.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        Head { label: scope.words.t(key), go: format!("sort:{next}"), id: sort_head(column), order }
    };
    [
        head(UserColumn::DisplayName, "column-users"),
        head(UserColumn::UserName, "column-user-name"),
        head(UserColumn::Created, "column-created"),
    ]
}
