//! What files say, and what is said of those that cannot be read.

mod build;
mod fuzz;
mod hostile;
mod misread;
mod text;
mod workbooks;

use std::ops::ControlFlow;

use super::*;

/// The first row that has one of these names.
fn known(rows: &[Vec<String>]) -> Option<usize> {
    const NAMES: [&str; 8] =
        ["First name", "Last name", "Display name", "Email", "Nome", "Cognome", "Nome visualizzato", "E-mail"];
    rows.iter().position(|row| row.iter().filter(|cell| NAMES.contains(&cell.as_str())).count() > 1)
}

struct Read {
    facts: Facts,
    rows: Vec<FileRow>,
}

fn read_as(bytes: &[u8], choice: &Choice) -> Result<Read, Refusal> {
    let mut rows = Vec::new();
    let facts = super::read(bytes, choice, &known, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(Read { facts, rows })
}

fn read(bytes: impl AsRef<[u8]>) -> Read {
    read_as(bytes.as_ref(), &Choice::default()).unwrap()
}

fn refusal(bytes: impl AsRef<[u8]>) -> FileRefusal {
    match read_as(bytes.as_ref(), &Choice::default()) {
        Err(Refusal::File(refusal)) => refusal,
        Err(other) => panic!("{other:?}"),
        Ok(read) => panic!("{:?} {:?}", read.facts, read.rows),
    }
}

impl Read {
    /// Numbers and cells.
    fn cells(&self) -> Vec<(u64, Vec<&str>)> {
        self.rows.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect()
    }

    fn refused(&self) -> Vec<(u64, Refusal)> {
        self.rows.iter().filter_map(|row| Some((row.number, row.refusal.clone()?))).collect()
    }
}
