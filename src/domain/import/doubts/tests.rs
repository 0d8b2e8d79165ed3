//! What is doubted of a cell, and what is not.

use proptest::prelude::*;

use super::*;

/// As a file in `bytes` reads when it is taken for Windows-1252.
fn misread(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

fn is_doubtful(text: &str) -> bool {
    is_garbled(text) || is_misread(text) || is_lossy(text) || is_escaped(text)
}

#[test]
fn a_question_mark_in_place_of_a_letter_is_seen() {
    for text in ["Jos?", "M?ller", "?ukasz Nowak", "Jos? P?rez", "Ren? Dupont"] {
        assert!(is_doubtful(text), "{text}");
    }
    for text in ["Wer ist wer?", "¿Qué?", "https://x.example/?a=b", "? ?", "What? No", "5?"] {
        assert_eq!(is_doubtful(text), text == "What? No", "{text}");
    }
}

#[test]
fn other_encodings_are_seen() {
    for (encoding, bytes) in [
        ("Windows-1250, Łódź", b"\xa3\xf3d\x9f".as_slice()),
        ("Windows-1250, Książka", b"Ksi\xb9\xbfka"),
        ("ISO-8859-15, € 5", b"\xa4 5"),
        ("ISO-8859-15, Škoda", b"\xa6koda"),
        ("ISO-8859-15, Zemědělská Žatec", b"\xb4atec \xa8"),
        ("ISO-8859-15, cœur", b"c\xbdur"),
        ("Mac Roman, Società", b"Societ\x88"),
        ("Mac Roman, René", b"Ren\x8e"),
        ("Mac Roman, Zoë", b"Zo\x91"),
        ("Mac Roman, Caffè", b"Caff\x8f"),
        ("Mac Roman, Lübeck", b"L\x9fbeck"),
        ("Mac Roman, García", b"Garc\x92a"),
        ("Mac Roman, Martín", b"Mart\x92n"),
        ("Mac Roman, Calì", b"Cal\x93"),
        ("Mac Roman, Noël", b"No\x91l"),
        ("DOS, Lübeck", b"L\x81beck"),
    ] {
        assert!(is_doubtful(&misread(bytes)), "{encoding}: {}", misread(bytes));
    }
}

#[test]
fn letters_in_the_way_of_programs_are_seen() {
    for text in ["Niccol&ograve;", "D&#39;Amico", "Niccol\\u00f2", "Niccol=C3=B2"] {
        assert!(is_doubtful(text), "{text}");
    }
}

#[test]
fn what_people_write_is_not_suspected() {
    for text in [
        "Società Agricola Niccolò & C. – “Da Ètto”",
        "L’Océan, Ñandú, ¿Qué?, Łukasz",
        "Dall’oglio, D’amico, dell’orto, O’neil, Sant’Anna, Jack’s",
        "Wirtshaus „Adler“",
        "Rossi & Bianchi; Verdi",
        "C&A; x",
        "Müller GmbH & Co. KG «Straße»",
        "PERCHÉ NO S.r.l., È BELLO",
        "SÃO PAULO, MÜNCHEN, ÅRSTA, Ärzte, Âge",
        "5 m² (½), 20 °C, § 7, € 12, 3×4, ±1",
        "Microsoft® 365 – Business™ Premium (NCE) ª º",
        "IRMÃ, “Ä”, Ñ",
        "",
    ] {
        assert!(!is_doubtful(text), "{text}");
    }
}

proptest! {
    /// Words of Western European languages, saved as UTF-8, read as Windows-1252 and saved again,
    /// are seen; as they are, they are not.
    #[test]
    fn double_encoding_is_seen(word in "[a-z]{1,8}[àèéìòùçñöüäß][a-z]{0,8}") {
        prop_assert!(!is_doubtful(&word), "{}", word);
        let twice = misread(word.as_bytes());
        prop_assert!(is_garbled(&twice), "{}", twice);
    }
}
