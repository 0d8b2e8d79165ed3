//! Rows that sum up the others, as spreadsheets and reports put them at the end: they are nobody.

use crate::domain::text::fold;

const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "totale",
    "totali",
    "subtotal",
    "subtotals",
    "subtotale",
    "subtotali",
    "sum",
    "somma",
    "gesamt",
    "summe",
];
/// Words of such a row's first cell: *Grand total*, *Totale complessivo*, *Totale utenti attivi*.
const WORDS: usize = 3;

/// Whether a row says *Total* and otherwise numbers or nothing.
pub(super) fn is_total(cells: &[String]) -> bool {
    let mut told = cells.iter().filter(|cell| !cell.is_empty());
    let Some(first) = told.next() else { return false };
    if first.len() > 60 {
        return false;
    }
    let first = fold(first);
    let words: Vec<&str> = first.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_sum = words.len() <= WORDS && words.iter().take(2).any(|word| TOTALS.contains(word));
    is_sum && told.all(|cell| is_number(cell))
}

/// Digits, with what stands in amounts.
fn is_number(cell: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '\u{a0}' | '-' | '+' | '%' | '€' | '$' | '£')
    };
    cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_sums_up_is_told_from_a_person() {
        let is = |cells: &[&str]| is_total(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        for cells in [
            &["Totale", "", "12"][..],
            &["TOTAL:", "3", "4.5"],
            &["", "Grand total", "€ 1.234,50"],
            &["Totale utenti: 25"],
            &["Totals"],
        ] {
            assert!(is(cells), "{cells:?}");
        }
        for cells in [
            &["Totale", "Ada", "ada@x.example"][..],
            &["Ada", "Total", "5"],
            &["Total Energies S.p.A. Italia", "5"],
            &["12", "13"],
            &[],
        ] {
            assert!(!is(cells), "{cells:?}");
        }
    }
}
