//! Which letters beyond ASCII go together in the words of Western Europe's languages.

/// Letters that are vowels there, small.
const VOWELS: &str = "aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ";

/// Whether a word, in small letters, has three beyond ASCII in a row, or two that do not go together.
pub(super) fn has_odd_neighbors(small: &[char]) -> bool {
    let is_pair = |pair: &[char]| !pair[0].is_ascii() && !pair[1].is_ascii();
    small.windows(3).any(|three| three.iter().all(|c| !c.is_ascii()))
        || small.windows(2).any(|pair| is_pair(pair) && !goes_together(pair[0], pair[1]))
}

/// `ßö`, `çã`, `íñ`, `ää`, `üí`: as in *Süß*, *Assunção*, *Íñigo*, *Jääskeläinen*, *Güímar*.
fn goes_together(first: char, second: char) -> bool {
    const CONSONANTS: &str = "çñß";
    const NORTHERN: &str = "ðþ";
    const DOTTED: &str = "äöüõåæøë";
    let of = |letters: &str| (letters.contains(first), letters.contains(second));
    let (is_consonant, is_followed) = of(CONSONANTS);
    is_consonant != is_followed && (is_vowel(first) || is_vowel(second))
        || of(DOTTED) == (true, true)
        || NORTHERN.contains(first) && "áéíóúýæö".contains(second)
        || NORTHERN.contains(second) && "áéíóúýæö".contains(first)
        || first == 'ü' && "éíá".contains(second)
        || first == 'é' && "éïëöü".contains(second)
}

pub(super) fn is_vowel(c: char) -> bool {
    VOWELS.contains(c)
}
