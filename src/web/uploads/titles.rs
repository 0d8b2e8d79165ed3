//! What columns are called.

use crate::domain::upload::{Field, Use, recognize};
use crate::words::Words;

/// What a column is headed with in a file that is given back: as it came where that says all, else as we call it.
pub(super) fn header(words: &Words, said: &str, field: Field) -> String {
    let alone = [said.to_owned()];
    let is_clear = !said.is_empty() && recognize(&alone, &[]).uses == [Use::Field(field)];
    if is_clear { said.to_owned() } else { title(words, field) }
}

/// A field's column, as we call it.
pub(super) fn title(words: &Words, field: Field) -> String {
    match field {
        Field::Email => words.t("email"),
        Field::Permissions => words.t("upload-column-permissions"),
        field => words.t(format!("field-{}", field.name().replace('_', "-"))),
    }
}
