//! Rows of one file that name the same user.

use std::collections::HashMap;

use crate::domain::user_name::UserName;

/// Rows that come after another with the same user name: the line of each, with that of the first, which stands. Told
/// as [`crate::domain::refusal::UploadRefusal::Repeated`].
pub fn repeated<'a>(rows: impl IntoIterator<Item = (u64, Option<&'a UserName>)>) -> HashMap<u64, u64> {
    let mut first: HashMap<String, u64> = HashMap::new();
    let mut repeated = HashMap::new();
    for (line, name) in rows {
        let Some(name) = name else { continue };
        match first.get(&name.key()) {
            Some(first) => drop(repeated.insert(line, *first)),
            None => drop(first.insert(name.key(), line)),
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_stands_and_the_others_name_it() {
        let names = ["ada@a.example", "eve@a.example", "ADA@a.example", "ada@A.Example"]
            .map(|name| UserName::parse(name).unwrap());
        let rows = [
            (2, Some(&names[0])),
            (3, None),
            (4, Some(&names[1])),
            (5, Some(&names[2])),
            (6, None),
            (9, Some(&names[3])),
        ];
        assert_eq!(repeated(rows), [(5, 2), (9, 2)].into());
    }
}
