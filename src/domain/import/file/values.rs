//! Values of a worksheet's cells as the text that people see in them.

use calamine::{DataRef, ExcelDateTime};

use super::padding::Padding;
use crate::domain::text::composed;

/// The text of a value in a format that fills numbers up.
pub(super) fn padded(value: &DataRef<'_>, padding: &Padding) -> String {
    /// As many digits as a spreadsheet keeps.
    const WHOLE: f64 = 1e15;
    let text = text(value);
    match value {
        DataRef::Float(number) if (0.0..WHOLE).contains(number) && number.fract() == 0.0 => padding.of(&text),
        DataRef::Int(0..) => padding.of(&text),
        _ => text,
    }
}

/// The text of a value.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) => composed(text.trim()),
        DataRef::SharedString(text) => composed(text.trim()),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => self::number(*number),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => self::moment(moment),
        DataRef::DateTimeIso(moment) => {
            let moment = moment.trim();
            moment.strip_suffix("T00:00:00").unwrap_or(moment).to_owned()
        }
        DataRef::DurationIso(duration) => duration.trim().to_owned(),
    }
}

/// A number without a fraction where it has none, and never with an exponent: telephone numbers are among them.
fn number(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// `2026-03-01`, with the time where there is one; `08:30` without a day.
fn moment(moment: &ExcelDateTime) -> String {
    /// The day after the last one that a spreadsheet knows.
    const END: f64 = 2_958_466.0;
    let days = moment.as_f64();
    if !(0.0..END).contains(&days) {
        return number(days);
    }
    if moment.is_duration() {
        let minutes = (days * 24.0 * 60.0).round();
        return format!("{:.0}:{:02.0}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => None,
        (hour, minute, 0) => Some(format!("{hour:02}:{minute:02}")),
        (hour, minute, second) => Some(format!("{hour:02}:{minute:02}:{second:02}")),
    };
    match time {
        Some(time) if days < 1.0 => time,
        Some(time) => format!("{year:04}-{month:02}-{day:02} {time}"),
        None => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// `C5`, as spreadsheets call the cell; row and column from 0.
pub(super) fn reference(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let place = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + place));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

/// Row and column, from 0, of a reference like `C5`.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = reference.split_at(letters);
    let add =
        |sum: u32, letter: u8| sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let column = column.bytes().try_fold(0, add)?;
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_and_days_read_as_people_see_them() {
        let day = |days| DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false));
        let lasts = |days| DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::TimeDelta, false));
        for (value, expected) in [
            (DataRef::Float(5.0), "5"),
            (DataRef::Float(-0.0), "0"),
            (DataRef::Float(393_331_234_567.0), "393331234567"),
            (DataRef::Float(1.5), "1.5"),
            (DataRef::Float(1e21), "1000000000000000000000"),
            (DataRef::Bool(true), "TRUE"),
            (day(46_082.0), "2026-03-01"),
            (day(46_082.5), "2026-03-01 12:00"),
            (day(0.25), "06:00"),
            (day(-3.0), "-3"),
            (day(1e300), &number(1e300)),
            (lasts(1.5), "36:00"),
            (DataRef::DateTimeIso("2026-03-01T00:00:00".into()), "2026-03-01"),
            (DataRef::SharedString(" Ada "), "Ada"),
        ] {
            assert_eq!(text(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn a_cell_goes_by_its_letters_and_number() {
        for (row, column, name) in [(0, 0, "A1"), (4, 25, "Z5"), (4, 26, "AA5"), (1_048_575, 16_383, "XFD1048576")] {
            assert_eq!(reference(row, column), name);
            assert_eq!(place(name), Some((row, column)));
        }
        for name in ["", "A", "5", "A0", "AAAAAAAAAAAAAA1", "A99999999999", "A1B"] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
