//! Text, as programs and people write it.

use super::*;
use crate::domain::import::encoding::EncodingChoice;

fn all(text: &str) -> Vec<(u64, Vec<String>)> {
    let own = |(number, cells): (u64, Vec<&str>)| (number, cells.into_iter().map(str::to_owned).collect());
    read(text).cells().into_iter().map(own).collect()
}

fn row(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

const HEADERS: &str = "First name,Last name,Email\n";

#[test]
fn the_delimiter_is_what_parts_the_headers_not_the_title() {
    for (text, delimiter) in [
        ("First name,Last name,Email\nAda;x,Weg,a@x\n", ','),
        ("Nome;Cognome;E-mail\nAda,x;Weg;a@x\n", ';'),
        ("Nome\tCognome\tE-mail\nAda,;x\tWeg\ta@x\n", '\t'),
        ("Nome|Cognome|E-mail\nAda|Weg|a@x\n", '|'),
        ("Elenco, aggiornato, al 3, marzo, 2026\n\nNome;Cognome;E-mail\nAda;Weg;a@x\n", ';'),
        ("a;1,5;2,5\nb;3,5;4\nc;7;8\n", ';'),
        ("\"Weg, Ada\";a@x;IT\n\"Weg, Eva\";e@x;IT\n", ';'),
    ] {
        let Format::Text { delimiter: found, .. } = read(text).facts.format else { panic!("{text}") };
        assert_eq!(found, delimiter, "{text}");
    }
    for text in [
        "sep=;\nNome;Cognome\nAda;x,Weg\n",
        "\"sep=;\"\r\nNome;Cognome\r\nAda;x,Weg\r\n",
        "SEP=;\rNome;Cognome\rAda;x,Weg",
    ] {
        assert_eq!(all(text), [row(3, &["Ada", "x,Weg"])], "{text}");
    }
    // What it says counts also against what is seen.
    assert_eq!(all("sep=;\na,b\nc,d;e\n"), [row(2, &["a,b"]), row(3, &["c,d", "e"])]);
}

#[test]
fn headers_are_looked_for_under_titles_and_are_none_where_none_are_known() {
    let text =
        "#TYPE Selected.User\nversion:v1.0\n\nElenco del 3 marzo\n,,,\nFirst name,Last name,Email,\nAda,Weg,a@x,\n";
    let read = read(text);
    assert_eq!((read.facts.header_line, read.facts.headers.len()), (Some(6), 3));
    assert_eq!(read.cells(), [(7, vec!["Ada", "Weg", "a@x"])]);
    let unknown = super::read("Vorname,Nachname\nAda,Weg\n");
    assert_eq!((unknown.facts.header_line, unknown.facts.headers.len(), unknown.rows.len()), (None, 0, 2));
    let again = all("First name,Last name,Email\nAda,Weg,a@x\nFirst name,Last name,Email\n");
    assert_eq!(again, [row(2, &["Ada", "Weg", "a@x"])], "headers that are repeated are nobody");
    let person = all("First name,Last name,Email\nEmail,Weg,a@x\n");
    assert_eq!(person, [row(2, &["Email", "Weg", "a@x"])], "whatever a person is called");
}

#[test]
fn blanks_around_cells_and_marks_do_not_count() {
    assert_eq!(all(&format!("{HEADERS} Ada , \"Weg, b\" , a@x \n")), [row(2, &["Ada", "Weg, b", "a@x"])]);
}

#[test]
fn every_end_of_line_counts_and_so_do_lines_within_cells() {
    let text = "First name,Last name,Email\n\n\"Ada\nMaria\",Weg,a@x\n\n\nEva,Weg,e@x\n";
    let expected = |end: &str| [row(3, &[&format!("Ada{end}Maria"), "Weg", "a@x"]), row(7, &["Eva", "Weg", "e@x"])];
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(all(&text.replace('\n', end)), expected(end), "{end:?}");
    }
}

#[test]
fn lines_that_were_wrapped_as_a_whole_are_unwrapped() {
    let wrapped = "\"Ugo,Sala,\"\"ugo@x\"\"\"";
    let expected = [row(2, &["Ugo", "Sala", "ugo@x"]), row(3, &["Ada", "Weg", "a@x"])];
    assert_eq!(all(&format!("{HEADERS}{wrapped}\nAda,Weg,a@x\n")), expected);
    assert_eq!(all(&format!("{HEADERS}{wrapped};;;\nAda,Weg,a@x\n")), expected);
    assert_eq!(all(&format!("\"First name,Last name,Email\"\n{wrapped}\n\"Ada,Weg,a@x\"\n")), expected);
    assert_eq!(all("\"First name;Last name;\"\"Email\"\"\"\n\"Ugo;Sala;ugo@x\"\n\"Ada;Weg;a@x\"\n"), expected);
    let broken = read(format!("{HEADERS}\"Ugo,Sala,\"\"ugo@x\"\nAda,Weg,a@x\n"));
    assert_eq!(broken.refused(), [(2, Refusal::File(FileRefusal::LineWrapped))]);
    // One column of names with commas is what it seems.
    assert_eq!(all("\"Weg, Ada\"\nx\n\"Sala, Ugo\"\ny\n").len(), 4);
    assert_eq!(all(&format!("{HEADERS}\"Weg, Ada\",,\n")), [row(2, &["Weg, Ada"])]);
}

#[test]
fn a_mark_that_is_not_closed_refuses_its_line_and_no_other() {
    let read = read(format!("{HEADERS}Ada,\"Weg,a@x\nEva,\"Weg, b\",e@x\nUgo,Sala,u@x\n"));
    assert_eq!(read.refused(), [(2, Refusal::File(FileRefusal::QuoteNotClosed))]);
    assert_eq!(read.cells()[1..], [(3, vec!["Eva", "Weg, b", "e@x"]), (4, vec!["Ugo", "Sala", "u@x"])]);
    let last = super::read(format!("{HEADERS}Eva,Weg,e@x\nAda,Weg,\"a@x\n"));
    assert_eq!((last.rows.len(), last.refused()[0].0), (2, 3));
}

#[test]
fn what_cannot_be_read_spoils_its_cell_alone() {
    let mut bytes = "First name,Last name,Email\nŁukasz,Łódź,l@x\nZoë,Ñu,z@x\nNu\0l,X,n@x\n".as_bytes().to_vec();
    let place = bytes.iter().position(|byte| *byte == 0xc5).unwrap();
    bytes.remove(place + 1);
    let read = read(&bytes);
    assert_eq!(read.cells()[0].1, ["\u{fffd}ukasz", "Łódź", "l@x"]);
    assert_eq!(read.cells()[1].1, ["Zoë", "Ñu", "z@x"]);
    assert_eq!(read.cells()[2].1, ["Nu\u{fffd}l", "X", "n@x"]);
    assert!(read.facts.is_guess && read.rows[0].is_doubtful && !read.rows[1].is_doubtful);
    assert_eq!(read.facts.examples, ["Łódź", "Zoë", "Ñu"]);
}

#[test]
fn names_that_look_misread_are_marked_and_another_encoding_can_be_chosen() {
    let bytes = b"Nome;Cognome;Password\n\xa3ukasz;Kr\xf3l;\xe8\xe8\xe8\nJos?;Weg;x\n";
    let guessed = read(bytes);
    assert!(guessed.rows.iter().all(|row| row.is_doubtful));
    assert_eq!(guessed.facts.examples, ["£ukasz", "Król"], "nothing that may be a secret");
    let choice = Choice { encoding: Some(EncodingChoice::Windows1250), worksheet: None };
    let chosen = read_as(bytes, &choice).unwrap();
    assert_eq!((chosen.cells()[0].1[0], chosen.rows[0].is_doubtful, chosen.facts.is_guess), ("Łukasz", false, false));
    assert_eq!(chosen.facts.examples, ["Łukasz", "Król"]);
}

#[test]
fn a_row_that_sums_up_is_counted_and_left_out() {
    let read = read(format!("{HEADERS}Ada,Weg,a@x\nTotale,,12\n"));
    assert_eq!((read.rows.len(), read.facts.total_rows), (1, 1));
}

#[test]
fn reading_stops_when_told_so() {
    let mut numbers = Vec::new();
    let text = format!("{HEADERS}{}", "Ada,Weg,a@x\n".repeat(100));
    super::super::read(text.as_bytes(), &Choice::default(), &known, &mut |row| {
        numbers.push(row.number);
        if numbers.len() < 30 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .unwrap();
    assert_eq!(numbers, (2..32).collect::<Vec<_>>());
}

#[test]
fn what_nobody_can_use_is_told_in_one_sentence() {
    for text in ["", "\u{feff}", " \r\n,,,\n\t\n"] {
        assert_eq!(refusal(text), FileRefusal::Empty, "{text:?}");
    }
    assert_eq!(read("x").rows.len(), 1);
    assert!(read(HEADERS).rows.is_empty());
    assert_eq!(refusal(vec![b'x'; MAX_BYTES + 1]), FileRefusal::TooLarge { limit: 20 });
    assert_eq!(refusal(vec![b'x'; 10 << 20]), FileRefusal::CellTooLong { limit: MAX_CELL });
    assert_eq!(refusal("x,".repeat(1 << 20)), FileRefusal::TooManyColumns { limit: MAX_COLUMNS });
    assert_eq!(refusal("x,".repeat(MAX_COLUMNS + 1)), FileRefusal::TooManyColumns { limit: MAX_COLUMNS });
    assert_eq!(refusal("x\n".repeat(1 << 20)), FileRefusal::TooManyRows { limit: MAX_ROWS });
    assert_eq!(
        refusal(format!("{HEADERS}{}", "Totale,1\n".repeat(110_000))),
        FileRefusal::TooManyRows { limit: MAX_ROWS }
    );
    assert_eq!(read(format!("{HEADERS}{}Ada,Weg\n", "\r\n".repeat(110_000))).rows.len(), 1);
    assert_eq!(read(HEADERS.to_owned() + &"x,y\n".repeat(50_000)).rows.len(), 50_000);
    let long = read(format!("{HEADERS}{},y\nAda,Weg\n", "x".repeat(MAX_CELL + 1)));
    assert_eq!(long.refused(), [(2, Refusal::File(FileRefusal::CellTooLong { limit: MAX_CELL }))]);
    // What Excel leaves of columns that were emptied.
    let read = read(format!("First name;Last name;Email{0}\nAda;Weg;a@x{0}\n", ";".repeat(16_000)));
    assert_eq!((read.facts.headers.len(), read.cells()), (3, vec![(2, vec!["Ada", "Weg", "a@x"])]));
}

#[test]
fn what_a_file_is_filled_up_with_does_not_count() {
    let text = format!("{HEADERS}Ada,Weg,a@x\n");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe", &wide[..]].concat();
    let western = b"First name,Last name,Email\nAd\xe0,Weg,a@x\n".to_vec();
    for bytes in [text.into_bytes(), wide, marked, western] {
        for padding in [&[0; 5000][..], b"\x1a", b"\x1a\0\0", b"\0", &[0; 4097]] {
            let read = read([&bytes[..], padding].concat());
            assert_eq!((read.rows.len(), read.rows[0].number, &*read.rows[0].cells[2]), (1, 2, "a@x"), "{bytes:x?}");
        }
    }
    assert_eq!(refusal([0; 5000]), FileRefusal::Empty);
}

#[test]
fn a_row_that_is_too_wide_is_refused_alone() {
    for cells in [MAX_COLUMNS, 20_000, 1 << 20] {
        let read = read(format!("{HEADERS}Ada{}\nEva,Weg,e@x\n", ",x".repeat(cells)));
        assert_eq!(read.refused(), [(2, Refusal::File(FileRefusal::RowTooWide { limit: MAX_COLUMNS }))]);
        assert!(read.rows[0].cells.len() <= MAX_COLUMNS);
        assert_eq!(read.cells()[1], (3, vec!["Eva", "Weg", "e@x"]));
        let wide = format!("{}{}\nEva,Weg,e@x\n", HEADERS.trim_end(), ",x".repeat(cells));
        assert_eq!(refusal(wide), FileRefusal::TooManyColumns { limit: MAX_COLUMNS });
    }
}

#[test]
fn letters_are_composed() {
    let read = read(format!("{HEADERS}Jose\u{301},Mu\u{308}ller,a@x\n"));
    assert_eq!((read.cells()[0].1[..2].to_vec(), read.rows[0].is_doubtful), (vec!["José", "Müller"], false));
}
