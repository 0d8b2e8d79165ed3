//! Files of users as customers send them (specification §8): which column is what, and what a row's cells mean.
//!
//! How a file is read stands in `import`; whether a row fits what is already there is asked in the actions. A column
//! with passwords or with nothing that is known is left out before anything of it is kept.

mod addresses;
mod cells;
mod columns;
mod countries;
mod field;
mod headers;
pub mod kept;
mod note;
mod permissions;
mod products;
mod repeated;
mod row;
mod values;
pub mod verdict;
pub mod wishes;
mod yes_or_no;

pub use self::cells::Cells;
pub use self::columns::{Columns, find_headers, first_full_row, looks_headed, recognize};
pub use self::field::{Field, Use};
pub use self::note::Note;
pub use self::products::Products;
pub use self::repeated::repeated;
pub use self::row::{Context, Draft, RowReading, read, stated_name};
pub use self::values::{ERROR, FORMULA};
