//! Number formats that fill a number up with zeros: `00000` shows 144 as *00144*, a postal code. Only those of
//! zeros, and of signs that stand as they are; what others do is no part of the number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use quick_xml::events::BytesStart;

use super::facts::MAX_COLUMNS;
use super::tag::{attribute, too_large};
use crate::domain::refusal::Refusal;

/// The longest format, in characters, and how many are known of one workbook.
const LENGTH: usize = 32;
const FORMATS: u16 = 1000;
/// How often the format may change from a cell to the one below it, in a worksheet.
const CHANGES: usize = 1_000_000;

/// Such a format: `None` is a digit, everything else stands as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Padding(Vec<Option<char>>);

impl Padding {
    fn parse(code: &str) -> Option<Self> {
        if code.len() > LENGTH {
            return None;
        }
        let (mut signs, mut code) = (Vec::new(), code.chars());
        while let Some(c) = code.next() {
            match c {
                '0' => signs.push(None),
                '-' | ' ' | '(' | ')' | '+' => signs.push(Some(c)),
                '\\' => signs.push(Some(code.next()?)),
                '"' => loop {
                    match code.next()? {
                        '"' => break,
                        c => signs.push(Some(c)),
                    }
                },
                _ => return None,
            }
        }
        // One alone shows a number as it is.
        (signs.iter().filter(|sign| sign.is_none()).count() > 1).then_some(Self(signs))
    }

    /// A whole number as it is seen.
    pub(super) fn of(&self, digits: &str) -> String {
        let mut left = digits.chars().rev();
        let mut places = self.0.iter().filter(|sign| sign.is_none()).count();
        let mut seen = Vec::new();
        for sign in self.0.iter().rev() {
            if let Some(c) = sign {
                seen.push(*c);
                continue;
            }
            seen.push(left.next().unwrap_or('0'));
            places -= 1;
            if places == 0 {
                seen.extend(left.by_ref());
            }
        }
        seen.into_iter().rev().collect()
    }
}

/// The formats of a workbook, by the styles of its cells.
#[derive(Debug, Default)]
pub(super) struct Formats {
    paddings: Vec<Padding>,
    by_id: HashMap<String, u16>,
    /// Of each style its padding, counted from 1; 0 is none.
    styles: Vec<u16>,
    is_cells: bool,
}

impl Formats {
    /// Takes the next tag of the workbook's styles.
    ///
    /// # Errors
    /// As [`attribute`].
    pub(super) fn take(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            "numFmt" => self.take_format(tag)?,
            "cellXfs" => self.is_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => self.is_cells = false,
            "xf" if self.is_cells => {
                let id = attribute(tag, "numFmtId")?.unwrap_or_default();
                self.styles.push(self.by_id.get(&id).copied().unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn take_format(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let count = u16::try_from(self.paddings.len()).unwrap_or(u16::MAX);
        if count < FORMATS
            && let (Some(id), Some(code)) = (attribute(tag, "numFmtId")?, attribute(tag, "formatCode")?)
            && let Some(padding) = Padding::parse(&code)
        {
            self.paddings.push(padding);
            self.by_id.insert(id, count + 1);
        }
        Ok(())
    }

    /// Most workbooks have none.
    pub(super) fn is_empty(&self) -> bool {
        self.paddings.is_empty()
    }

    fn of_style(&self, style: usize) -> u16 {
        self.styles.get(style).copied().unwrap_or_default()
    }

    pub(super) fn padding(&self, number: u16) -> Option<&Padding> {
        self.paddings.get(usize::from(number).checked_sub(1)?)
    }
}

/// Which cells of a worksheet are padded: of each column the rows where that changes.
#[derive(Debug, Default)]
pub(super) struct Padded {
    columns: HashMap<u32, Vec<(u32, u16)>>,
    changes: usize,
}

impl Padded {
    /// # Errors
    /// [`crate::domain::refusal::FileRefusal::WorkbookTooLarge`] where it changes with each cell of very many.
    pub(super) fn note(&mut self, (row, column): (u32, u32), style: usize, formats: &Formats) -> Result<(), Refusal> {
        let number = formats.of_style(style);
        if column as usize >= MAX_COLUMNS {
            return Ok(());
        }
        let rows = match self.columns.entry(column) {
            Entry::Vacant(_) if number == 0 => return Ok(()),
            entry => entry.or_default(),
        };
        if rows.last().is_none_or(|(_, last)| *last != number) {
            rows.push((row, number));
            self.changes += 1;
        }
        if self.changes > CHANGES { Err(too_large()) } else { Ok(()) }
    }

    /// The padding of a cell, by its number in [`Formats`].
    pub(super) fn at(&self, (row, column): (u32, u32)) -> Option<u16> {
        let rows = self.columns.get(&column)?;
        let after = rows.partition_point(|(first, _)| *first <= row);
        rows.get(after.checked_sub(1)?).map(|(_, number)| *number).filter(|number| *number > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_filled_up_as_it_is_seen() {
        for (code, digits, seen) in [
            ("00000", "144", "00144"),
            ("000000", "0", "000000"),
            ("0000", "12345", "12345"),
            ("00000\\-0000", "12345678", "01234-5678"),
            ("\"+\"000 000", "39055", "+039 055"),
            ("(000) 0000", "12345678", "(1234) 5678"),
        ] {
            assert_eq!(Padding::parse(code).unwrap().of(digits), seen, "{code}");
        }
        for code in ["0", "General", "#,##0", "0.00", "00:00", "0%", "00000;00", "00\\", "\"0", "", &"0".repeat(33)] {
            assert_eq!(Padding::parse(code), None, "{code}");
        }
    }
}
