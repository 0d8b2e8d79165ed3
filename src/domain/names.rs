//! Enums whose variants are kept, sent or shown as words: `strum` derives the words from the variants.
//!
//! A word is as lasting as what is kept under it. Who renames a variant whose word stands in databases or
//! addresses gives it the old word with `#[strum(serialize = "…")]`.

/// All variants, in the order in which they are declared.
pub const fn all<T: Copy, const N: usize>(variants: &[T]) -> [T; N] {
    match variants.first_chunk() {
        Some(all) => *all,
        None => panic!("an enum has as many variants as strum counts"),
    }
}
