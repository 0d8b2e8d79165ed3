//! QR codes as pictures within a page: no file, no script, nothing asked of anybody else.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules that a code has around it.
const QUIET: usize = 4;

/// A code to be drawn: as many units wide as high, lines of one unit's width.
pub struct Picture {
    pub size: usize,
    pub path: String,
}

/// The code of a short text; nothing where it is too long for any.
pub fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == row[x]).count();
            if row[x] == Color::Dark {
                let _ = write!(path, "M{} {}.5h{run}", x + QUIET, y + QUIET);
            }
            x += run;
        }
    }
    Some(Picture { size: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_its_three_marks_and_light_around() {
        let picture = picture("https://desk.example/handover/0123456789012345678901234567890123456789012").unwrap();
        assert!(picture.size >= 21 + 2 * QUIET);
        let right = picture.size - QUIET - 7;
        for mark in ["M4 4.5h7M".to_owned(), format!("M{right} 4.5h7"), format!("M4 {right}.5h7M")] {
            assert!(picture.path.contains(&mark), "{mark}: {}", picture.path);
        }
        assert!(super::picture(&"x".repeat(5_000)).is_none());
    }
}
