//! The end of an archive, where it says how many parts it has: what it says is looked at before room is made for
//! as many.

/// Nobody's workbook has more parts, pictures among them.
const PARTS: u64 = 10_000;
/// The fixed part of the record at the end of an archive, and of an entry of its directory, in bytes.
const END: usize = 22;
const ENTRY: u64 = 46;
/// The longest remark after it, in bytes.
const REMARK: usize = 65_535;

/// Whether an archive ends as one must, with a directory that is in it and not too long.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(END + REMARK);
    let Some(at) = memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06").map(|found| tail + found) else {
        return false;
    };
    let (Some(count), Some(size), Some(start)) =
        (number(bytes, at + 10, 2), number(bytes, at + 12, 4), number(bytes, at + 16, 4))
    else {
        return false;
    };
    let is_long = count > PARTS || count * ENTRY > size;
    // Large archives say the same in longer numbers before it.
    let long = at.checked_sub(20).filter(|locator| bytes[*locator..].starts_with(b"PK\x06\x07"));
    match long {
        None => !is_long && start + size <= at as u64,
        Some(locator) => {
            let record = number(bytes, locator + 8, 8).and_then(|place| usize::try_from(place).ok());
            let record = record.filter(|place| bytes.get(*place..).is_some_and(|rest| rest.starts_with(b"PK\x06\x06")));
            let of = |field: usize, length| record.and_then(|place| number(bytes, place.checked_add(field)?, length));
            let (count, size) = (of(32, 8), of(40, 8));
            count.is_some_and(|count| count <= PARTS) && size.is_some_and(|size| size <= bytes.len() as u64)
        }
    }
}

/// A number of `length` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of an archive of which the directory has `size` bytes.
    fn end(count: u16, size: u32, start: u32) -> Vec<u8> {
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(count.to_le_bytes().iter().chain(&count.to_le_bytes()));
        end.extend(size.to_le_bytes().iter().chain(&start.to_le_bytes()));
        end.extend([0, 0]);
        end
    }

    #[test]
    fn a_directory_that_cannot_be_there_is_not_believed() {
        let of = |count, size, start| is_sound(&[vec![0; 100], end(count, size, start)].concat());
        assert!(of(2, 92, 8));
        assert!(!of(3, 92, 8), "more entries than fit");
        assert!(!of(2, 93, 8), "beyond its end");
        assert!(!of(20_000, 4_000_000_000, 8));
        assert!(!is_sound(b"PK\x03\x04"));
        assert!(!is_sound(b"PK\x05\x06"));
    }
}
