//! Many rows, written a few at a time: as many as one statement can take to a server without a halt.

/// Bytes of values in a statement. More than 16 KiB make more than one TLS record, and on PostgreSQL the
/// second one waits 40 ms for the first one to be acknowledged.
const BYTES: usize = 14 * 1024;
/// What a value takes that is no longer than an id.
const VALUE: usize = 22;
/// A statement that is cut short has a multiple of this many rows, so that few statements differ.
const STEP: usize = 8;

/// `rows` in their order, at most `most` a statement. Each has so many `values`, and `size` is how many
/// bytes the long ones among them have.
pub(super) fn chunks_by_bytes<T>(
    rows: &[T],
    most: usize,
    values: usize,
    size: impl Fn(&T) -> usize,
) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |row: &&T| {
            bytes += values * VALUE + size(row);
            bytes <= BYTES
        };
        let fit = rest.iter().take(most).take_while(fits).count();
        let is_cut = fit < rest.len().min(most);
        let count = if is_cut && fit > STEP { fit - fit % STEP } else { fit.max(1) };
        let (part, after) = rest.split_at_checked(count)?;
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(rows: &[usize]) -> Vec<usize> {
        let all: Vec<usize> = chunks_by_bytes(rows, 100, 5, |size| *size).flatten().copied().collect();
        assert_eq!(all, rows, "each once, in their order");
        chunks_by_bytes(rows, 100, 5, |size| *size).map(<[usize]>::len).collect()
    }

    #[test]
    fn short_rows_go_together_and_long_ones_in_smaller_parts() {
        assert_eq!(lengths(&[]), Vec::<usize>::new());
        assert_eq!(lengths(&[10; 250]), [100, 100, 50]);
        assert_eq!(lengths(&[400; 60]), [24, 24, 12]);
        assert_eq!(lengths(&[5_000; 5]), [2, 2, 1]);
    }

    #[test]
    fn a_row_too_long_for_any_goes_alone() {
        assert_eq!(lengths(&[10, 50_000, 10]), [1, 1, 1]);
        assert_eq!(lengths(&[50_000]), [1]);
    }
}
