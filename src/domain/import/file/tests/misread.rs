//! Texts that do not say their encoding: those that were written in another one than they are read in are never taken
//! without a word, and those of Western languages are not suspected.

use encoding_rs::{
    Encoding, ISO_8859_2, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
};

use super::*;
use crate::domain::import::encoding::EncodingChoice;

fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let row = |(at, name): (usize, &str)| format!("{name},Rossi,u{at}@x.example\r\nAnna,Bianchi,a{at}@x.example\r\n");
    let rows: String = names.into_iter().enumerate().map(row).collect();
    format!("First name,Last name,Email\r\n{rows}")
}

fn read_in(encoding: &'static Encoding, text: &str) -> Read {
    let read = read(encoding.encode(text).0);
    assert!(read.facts.is_guess);
    read
}

/// Rows that nobody is told of though they are wrong.
fn silent(read: &Read, names: &[&str]) -> Vec<String> {
    let rows = read.rows.iter().step_by(2).zip(names);
    rows.filter(|(row, name)| row.cells[0] != **name && !row.is_doubtful).map(|(row, _)| row.cells[0].clone()).collect()
}

#[test]
fn a_list_in_another_encoding_is_doubted_wherever_it_is_read_wrong() {
    use EncodingChoice as E;
    for (encoding, rival, names) in [
        (WINDOWS_1250, Some(E::Windows1250), "Ščepán Dvořák Černý Jiří Tomáš Kučera Růžička Žaneta Zdeněk Němec Horák"),
        (WINDOWS_1250, Some(E::Windows1250), "Łukasz Michał Król Wójcik Świątek Grażyna Zieliński Stępień Węgrzyn Żak"),
        (WINDOWS_1250, Some(E::Windows1250), "Ernő Szűcs Gergő Kőszegi István László Győző Kovács Hegedűs Fülöp"),
        (WINDOWS_1250, Some(E::Windows1250), "Kovač Šimić Đurđa Marić Živko Babić Čović Kranjčić Babič Hočevar"),
        (WINDOWS_1250, Some(E::Windows1250), "Ştefan Ioniţă Mihăilă Drăgan Bănică Măriuţa Dumitraşcu Munteanuş"),
        (WINDOWS_1254, Some(E::Windows1254), "Şükrü Özgür Yılmaz Çağlar Işık Gökçe Ayşe Erdoğan İbrahim Güneş"),
        (WINDOWS_1253, Some(E::Windows1253), "Γιώργος Μαρία Παπαδόπουλος Νίκος Ελένη Κώστας"),
        (WINDOWS_1251, Some(E::Windows1251), "Иванов Мария Сергей Петрова Дмитрий Смирнов"),
        (ISO_8859_2, Some(E::Iso2), "Dvořák Černý Šimon Tomáš Žaneta Růžička Łukasz Świątek Gołąb"),
        // Not among those that can be chosen.
        (KOI8_U, None, "Иванов Мария Сергей Петрова Дмитрий Смирнов"),
        (MACINTOSH, None, "Niccolò René Società José Müller François Schröder Weiß Peña Muñoz Hélène Søren Zoë Köhler"),
    ] {
        let names: Vec<&str> = names.split(' ').collect();
        let read = read_in(encoding, &list(names.iter().copied()));
        assert_eq!(read.facts.rival, rival, "{names:?}");
        assert_eq!(silent(&read, &names), Vec::<String>::new(), "{names:?}");
        assert!(read.rows.iter().skip(1).step_by(2).all(|row| !row.is_doubtful), "those in ASCII");
        if let Some(choice) = rival {
            let text = list(names.iter().copied());
            let bytes = encoding.encode(&text).0;
            let chosen = read_as(&bytes, &Choice { encoding: Some(choice), worksheet: None }).unwrap();
            assert_eq!((chosen.rows[0].cells[0].as_str(), chosen.facts.rival), (names[0], None));
        }
    }
}

#[test]
fn one_name_in_another_encoding_is_doubted() {
    for (encoding, names) in [
        (
            WINDOWS_1250,
            "Ščepán Dvořák Černý Jiří Tomáš Kučera Růžička Zdeněk Kovač Babič Ernő Szűcs Zieliński Świątek Łukasz",
        ),
        (WINDOWS_1250, "Michał Żak Đurđa Marić Ioniţă Mihăilă Kőszegi Ľubomír Šťastný Wiśniewski Németh"),
        (WINDOWS_1251, "Иванов Мария Сергей Ольга"),
        (WINDOWS_1253, "Γιώργος Μαρία Νίκος"),
        (WINDOWS_1254, "Şükrü Yılmaz Işık İbrahim Güneş"),
        (MACINTOSH, "Niccolò René Società José Müller François Björn Weiß Peña Hélène Søren Zoë JÖRG NIÑO"),
    ] {
        for name in names.split(' ') {
            assert_eq!(silent(&read_in(encoding, &list([name])), &[name]), Vec::<String>::new(), "{name}");
        }
    }
    // Of DOS, in code page 850 and 437.
    for bytes in [
        &b"NICOL\xe3"[..],
        b"Nicol\x95",
        b"Ren\x82",
        b"Gis\x8alle",
        b"Societ\x85",
        b"Men\x97",
        b"M\x81ller",
        b"J\x94rg",
        b"Fran\x87ois",
        b"SOCIET\xb7",
        b"FRAN\x80OIS",
        b"M\x99LLER",
        b"Pe\xa4a",
        b"Jos\x82 P\x82rez",
        b"Tom\xa0s",
        b"J\x84ger",
    ] {
        let bytes = [b"First name,Last name,Email\n", bytes, b",Rossi,x@x.example\n"].concat();
        let read = read(&bytes);
        assert!(read.rows[0].is_doubtful, "{:?}", read.rows[0].cells);
    }
}

#[test]
fn lists_of_western_names_are_not_suspected_however_short_or_long() {
    for names in [
        "Niccolò Nicolò Società D'Aloè José Jordà Mosè Noè Cantù Foà Salomè Andò Currò Giosuè Libertà Corsì",
        "NICCOLÒ SOCIETÀ D'ALOÈ CANTÙ RENÉ HÉLÈNE FRANÇOIS BENOÎT JÉRÔME GAËLLE MÜLLER STRAUß NÚÑEZ CONCEIÇÃO",
        "René Hélène François Zoé Gaëlle Benoît Jérôme Lefèvre Chloé Noël Anaïs Loïc Thérèse Aimée Geneviève Maïté Brûlé",
        "Müller Jürgen Schröder Weiß Käthe Groß Jäger Böhm Günther Köhler Öztürk Übel Äneas Strauß Süß Größl",
        "Núñez José García Peña Martínez Muñoz Íñigo Ángel Óscar Begoña Güell Ibáñez Agüero Sofía Zúñiga Mª Antº",
        "João Conceição Guimarães Simões Inês Luís Gonçalves António Assunção Lourenço Antão Mário Mendonça Estêvão",
        "Søren Jørgen Kåre Østergård Bjørn Ærø Åse Nørgaard Jæger Håkon Mærsk Bøe Lærke Kjærgaard Øyvind",
        "Åke Björn Östen Sjöberg Håkan Lindström Ångström Malmö Märta Göran Hämäläinen Väinö Jääskeläinen Töölö",
        "Zoë Daniël Renée Chloë Noël André Núria Gràcia Mercè Xènia Martí Antònia Mònica Bàrbara",
        "Þór Guðrún Sigurður Jón Björk Ólafur Þorsteinn Þórður",
    ] {
        let names: Vec<&str> = names.split(' ').collect();
        let calm = |some: &[&str]| {
            let read = read_in(WINDOWS_1252, &list(some.iter().copied()));
            let doubted: Vec<_> = read.rows.iter().filter(|row| row.is_doubtful).map(|row| &row.cells[0]).collect();
            assert!(doubted.is_empty() && read.facts.rival.is_none(), "{some:?}: {doubted:?} {:?}", read.facts.rival);
        };
        for name in &names {
            if !name.is_ascii() {
                calm(&[name]);
            }
        }
        names.windows(2).for_each(calm);
        names.windows(3).for_each(calm);
        calm(&names.iter().copied().cycle().take(500).collect::<Vec<_>>());
    }
}
