//! Workbooks: which worksheet holds the rows, and what stands in its cells. Values, never formulas.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::facts::{EachRow, Facts, FileRow, FindHeaders, Format, HEAD, MAX_COLUMNS};
use super::package::{Listed, Package};
use super::records::cut;
use super::rows::{RawRow, Rows, too_wide};
use super::tag::damaged;
use super::values;
use super::worksheet::{self, Notes};
use crate::domain::import::doubts;
use crate::domain::import::encoding::Coding;
use crate::domain::refusal::{FileRefusal, Refusal};

/// So many worksheets behind the one that is read are looked at.
const OTHERS: usize = 20;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// # Errors
/// As [`super::read`].
pub(super) fn read(
    bytes: &[u8],
    worksheet: Option<&str>,
    find: FindHeaders<'_>,
    each: EachRow<'_>,
) -> Result<Facts, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut visible = package.worksheets()?;
    visible.retain(|worksheet| worksheet.is_visible);
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let worksheets: Vec<String> = visible.iter().map(|worksheet| worksheet.name.clone()).collect();
    let (worksheet, notes, others) = match worksheet {
        Some(name) => {
            let unknown = || Refusal::File(FileRefusal::WorksheetUnknown { name: name.to_owned() });
            let chosen = visible.into_iter().find(|worksheet| worksheet.name == name).ok_or_else(unknown)?;
            let notes = worksheet::look(&mut package, &chosen)?;
            (chosen.name, notes, Vec::new())
        }
        None => chosen(&mut package, &mut workbook, &visible, find)?,
    };
    let mut rows = Rows::new(find, &notes.merged, each);
    let is_whole = each_row(&mut workbook, &worksheet, &notes, |row| rows.push(row))?.is_continue();
    if is_whole {
        rows.finish()?;
    }
    Ok(Facts {
        format: Format::Workbook { worksheet, worksheets, others },
        headers: rows.headers,
        header_line: rows.header_line,
        header_width: rows.header_width,
        examples: Vec::new(),
        hidden_rows: rows.hidden,
        total_rows: rows.totals,
        is_guess: false,
        rival: None,
    })
}

/// The first worksheet with known headers, or the only one that has any text; and the others with known headers.
fn chosen(
    package: &mut Package<'_>,
    workbook: &mut Workbook<'_>,
    visible: &[Listed],
    find: FindHeaders<'_>,
) -> Result<(String, Notes, Vec<String>), Refusal> {
    let mut told = Vec::new();
    for (at, worksheet) in visible.iter().enumerate() {
        let notes = worksheet::look(package, worksheet)?;
        let head = head(workbook, &worksheet.name, &notes)?;
        if find(&head).is_some() {
            let others = alike(package, workbook, &visible[at + 1..], find);
            return Ok((worksheet.name.clone(), notes, others));
        }
        if !head.is_empty() {
            told.push((worksheet.name.clone(), notes));
        }
    }
    if told.len() > 1 {
        let worksheets = told.into_iter().map(|(name, _)| name).collect();
        return Err(Refusal::File(FileRefusal::ChooseWorksheet { worksheets }));
    }
    let (name, notes) = told.pop().ok_or(Refusal::File(FileRefusal::NoWorksheet))?;
    Ok((name, notes, Vec::new()))
}

/// The worksheets that have known headers, and a row under them. One that cannot be read stops nothing: nobody has
/// asked for it.
fn alike(
    package: &mut Package<'_>,
    workbook: &mut Workbook<'_>,
    visible: &[Listed],
    find: FindHeaders<'_>,
) -> Vec<String> {
    let mut is_alike = |worksheet: &&Listed| {
        let head = worksheet::look_at_head(package, worksheet)
            .and_then(|notes| head(workbook, &worksheet.name, &notes).ok())
            .unwrap_or_default();
        find(&head).is_some_and(|at| at + 1 < head.len())
    };
    visible.iter().take(OTHERS).filter(|worksheet| is_alike(worksheet)).map(|one| one.name.clone()).collect()
}

/// The first rows of a worksheet, as far as they may hold the headers.
fn head(workbook: &mut Workbook<'_>, worksheet: &str, notes: &Notes) -> Result<Vec<Vec<String>>, Refusal> {
    let mut head: Vec<Vec<String>> = Vec::new();
    let _ = each_row(workbook, worksheet, notes, |row| {
        head.push(row.row.cells);
        Ok(if head.len() < HEAD { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(head)
}

/// Gives every row of a worksheet that has text, or a cell that should have.
fn each_row(
    workbook: &mut Workbook<'_>,
    worksheet: &str,
    notes: &Notes,
    mut each: impl FnMut(RawRow) -> Result<ControlFlow<()>, Refusal>,
) -> Result<ControlFlow<()>, Refusal> {
    let mut cells = match workbook.worksheet_cells_reader(worksheet) {
        // A worksheet of nothing.
        Err(XlsxError::XmlEof(_) | XlsxError::NotAWorksheet(_)) => return Ok(ControlFlow::Continue(())),
        cells => cells.map_err(|_| damaged())?,
    };
    let mut current: Option<(u32, FileRow)> = None;
    let Some(last) = notes.last else { return Ok(ControlFlow::Continue(())) };
    loop {
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // An error that is newer than the library: noted before.
            Err(XlsxError::CellError(_)) => continue,
            Err(_) => return Err(damaged()),
        };
        let (row, column) = cell.pos;
        if row > last {
            break;
        }
        let padding = notes.padded.at(cell.pos).and_then(|number| notes.formats.padding(number));
        let text = match padding {
            Some(padding) => values::padded(&cell.value, padding),
            None => values::text(&cell.value),
        };
        let is_missing = cell.formula.is_some() && cell.value == DataRef::Empty;
        if current.as_ref().is_none_or(|(at, _)| *at != row) {
            if let Some((at, done)) = current.take()
                && give(at, done, notes, &mut each)?.is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
            current = Some((row, FileRow::default()));
        }
        let Some((_, told)) = &mut current else { continue };
        if is_missing {
            let cell = values::reference(row, column);
            told.broken.push((column as usize, FileRefusal::NoStoredValue { cell }));
        }
        if !text.is_empty() {
            put(told, column, text);
        }
    }
    match current {
        Some((at, done)) => give(at, done, notes, &mut each),
        None => Ok(ControlFlow::Continue(())),
    }
}

/// Puts a cell into its row, which is refused for one that is too far out.
fn put(row: &mut FileRow, column: u32, text: String) {
    let column = column as usize;
    if column >= MAX_COLUMNS {
        row.refusal.get_or_insert_with(too_wide);
        return;
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = text;
}

fn give(
    at: u32,
    mut row: FileRow,
    notes: &Notes,
    each: &mut impl FnMut(RawRow) -> Result<ControlFlow<()>, Refusal>,
) -> Result<ControlFlow<()>, Refusal> {
    for column in notes.errors.get(&at).into_iter().flatten() {
        let cell = values::reference(at, u32::from(*column));
        row.broken.push((usize::from(*column), FileRefusal::ErrorValue { cell }));
    }
    row.broken.truncate(MAX_COLUMNS);
    row.refusal = row.refusal.or_else(|| row.broken.first().map(|(_, why)| Refusal::File(why.clone())));
    row.cells = cut(row.cells);
    if row.cells.is_empty() && row.refusal.is_none() {
        return Ok(ControlFlow::Continue(()));
    }
    row.number = u64::from(at) + 1;
    row.is_hidden = notes.hidden.contains(&at);
    row.is_doubtful = row.cells.iter().any(|cell| doubts::is_doubtful(cell, Coding::default()));
    each(RawRow { row, ..RawRow::default() })
}
