//! Countries as people write them: codes of two and three letters, names in English and Italian, and what else the
//! common ones are called.

mod names;

use std::collections::HashMap;
use std::sync::OnceLock;

use strsim::osa_distance;

use self::names::COUNTRIES;
use crate::domain::text::fold;

/// Further names. A code is one that countries go by, though ISO 3166-1 gives it to none.
const OTHERS: [(&str, &[&str]); 64] = [
    ("AE", &["UAE", "EAU", "Emirati Arabi"]),
    ("AT", &["Österreich"]),
    ("BA", &["Bosnia", "Bosnia Erzegovina", "Bosnia Herzegovina"]),
    ("BE", &["Belgique", "België"]),
    ("BN", &["Brunei Darussalam"]),
    ("BO", &["Plurinational State of Bolivia"]),
    ("BR", &["Brasil"]),
    ("BY", &["Belarus", "Bielorussia", "Russia Bianca"]),
    ("CD", &["DR Congo", "Democratic Republic of the Congo", "Repubblica Democratica del Congo", "Congo DRC"]),
    ("CG", &["Congo", "Republic of the Congo", "Repubblica del Congo"]),
    ("CH", &["Schweiz", "Suisse", "Swiss", "Swiss Confederation", "Confederazione Svizzera"]),
    ("CI", &["Ivory Coast"]),
    ("CN", &["PRC", "People's Republic of China", "Repubblica Popolare Cinese", "Mainland China"]),
    ("CV", &["Cabo Verde"]),
    ("CZ", &["Czech Republic", "Repubblica Ceca", "Česko", "Česká republika"]),
    ("DE", &["Deutschland", "Federal Republic of Germany"]),
    ("DK", &["Danmark"]),
    ("DO", &["Santo Domingo"]),
    ("ES", &["España"]),
    ("FI", &["Suomi"]),
    ("FK", &["Falkland", "Falkland Islands (Malvinas)", "Isole Falkland (Malvine)"]),
    ("FM", &["Federated States of Micronesia"]),
    (
        "GB",
        &[
            "UK",
            "U.K.",
            "Great Britain",
            "Gran Bretagna",
            "Britain",
            "United Kingdom of Great Britain and Northern Ireland",
        ],
    ),
    (
        "GB",
        &["England", "Scotland", "Wales", "Northern Ireland", "Inghilterra", "Scozia", "Galles", "Irlanda del Nord"],
    ),
    ("GR", &["EL", "Hellas", "Ellada", "Hellenic Republic"]),
    ("HK", &["Hong Kong", "Hong Kong SAR"]),
    ("HR", &["Hrvatska"]),
    ("HU", &["Magyarország"]),
    ("IE", &["Eire", "Éire", "Republic of Ireland", "Repubblica d'Irlanda"]),
    ("IR", &["Islamic Republic of Iran"]),
    ("IT", &["Italien", "Italie", "Repubblica Italiana"]),
    ("JP", &["Nippon", "Nihon"]),
    ("KG", &["Kirghizistan", "Kirgizistan"]),
    ("KP", &["Democratic People's Republic of Korea"]),
    ("KR", &["Korea", "Corea", "Republic of Korea", "Repubblica di Corea"]),
    ("LA", &["Lao People's Democratic Republic"]),
    ("LT", &["Lietuva"]),
    ("LV", &["Latvija"]),
    ("MD", &["Republic of Moldova", "Moldova"]),
    ("MK", &["Macedonia", "FYROM"]),
    ("MM", &["Myanmar", "Burma", "Birmania"]),
    ("MO", &["Macao", "Macau"]),
    ("MX", &["México"]),
    ("NL", &["Holland", "Olanda", "The Netherlands", "Nederland", "Paesi Bassi (Olanda)"]),
    ("NO", &["Norge"]),
    ("PL", &["Polska"]),
    ("PS", &["Palestine", "Palestina", "State of Palestine"]),
    ("RO", &["România"]),
    ("RU", &["Russian Federation", "Federazione Russa", "Rossija"]),
    ("SA", &["Kingdom of Saudi Arabia", "KSA"]),
    ("SE", &["Sverige"]),
    ("SI", &["Slovenija"]),
    ("SK", &["Slovensko", "Slovak Republic", "Repubblica Slovacca"]),
    ("SM", &["Repubblica di San Marino"]),
    ("SY", &["Syrian Arab Republic"]),
    ("SZ", &["Swaziland"]),
    ("TR", &["Turkey", "Turkiye"]),
    ("TW", &["Taiwan, Province of China"]),
    ("TZ", &["United Republic of Tanzania"]),
    ("US", &["U.S.", "U.S.A.", "United States of America", "America", "Stati Uniti d'America", "SUA"]),
    ("VA", &["Vatican", "Vaticano", "Holy See", "Santa Sede"]),
    ("VE", &["Bolivarian Republic of Venezuela"]),
    ("VN", &["Viet Nam"]),
    ("ZA", &["Sud Africa", "Republic of South Africa", "RSA"]),
];

/// Countries that are called as a town of theirs, or as one elsewhere: as a place of work, the town is meant.
const TOWNS: [&str; 14] = ["DJ", "GE", "GI", "GT", "HK", "KW", "LU", "MC", "MO", "MX", "PA", "SG", "SM", "VA"];

/// Codes that are abbreviations of jobs and departments, too.
const JOBS: [&str; 12] = ["AD", "AM", "BA", "CA", "HR", "IT", "MD", "PA", "PM", "PR", "QA", "SE"];

/// How sure a text is a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It can be nothing else.
    Country,
    /// A country, and a town or a job.
    Ambiguous,
    /// None.
    Other,
}

/// The country that a cell names, as a code of two letters; none for what is no country.
pub(super) fn find(cell: &str) -> Option<&'static str> {
    let known = known();
    let whole = known.get(key(cell).as_str());
    // `Italy (IT)`, `IT - Italia`: both parts say the same.
    let parts = || {
        let (first, second) =
            cell.trim_end_matches(')').split_once(" - ").or_else(|| cell.trim_end_matches(')').split_once('('))?;
        let [first, second] = [first, second].map(|part| known.get(key(part).as_str()));
        first.filter(|_| first == second)
    };
    whole.or_else(parts).copied()
}

/// Whether a cell names a country; `is_job` where it may be an abbreviation of a job.
pub(super) fn likeness(cell: &str, is_job: bool) -> Likeness {
    let is_code = cell.trim().len() <= 3;
    match find(cell) {
        None => Likeness::Other,
        Some(code) if !is_code && TOWNS.contains(&code) => Likeness::Ambiguous,
        Some(code) if is_code && is_job && JOBS.contains(&code) => Likeness::Ambiguous,
        Some(_) => Likeness::Country,
    }
}

/// Whether a cell is most likely a country's name with a letter wrong, left out or in another's place: `Germny`.
pub(super) fn is_mistyped(cell: &str) -> bool {
    let name = key(cell);
    let letters = name.chars().count();
    if letters < 5 || cell.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let wrong = if letters < 8 { 1 } else { 2 };
    known().keys().any(|known| known.len().abs_diff(name.len()) <= wrong && osa_distance(known, &name) <= wrong)
}

fn known() -> &'static HashMap<String, &'static str> {
    static KNOWN: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let own = COUNTRIES
            .iter()
            .flat_map(|(code, three, english, italian)| [code, three, english, italian].map(|name| (key(name), *code)));
        let others = OTHERS.iter().flat_map(|(code, names)| names.iter().map(|name| (key(name), *code)));
        own.chain(others).collect()
    })
}

/// A name as it is compared: without accents, signs and the small words that may or may not stand in it.
fn key(name: &str) -> String {
    const SMALL: [&str; 10] = ["and", "e", "ed", "the", "of", "il", "la", "di", "del", "d"];
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let saint = |word: &str| if word == "st" { "saint" } else { word }.to_owned();
    let said = words.iter().filter(|word| !SMALL.contains(word)).map(|word| saint(word)).collect::<String>();
    if said.is_empty() || words.len() == 1 { words.concat() } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::location;
    use crate::words::{Language, Words};

    #[test]
    fn every_country_is_known_by_its_codes_and_by_what_we_call_it() {
        assert_eq!(COUNTRIES.map(|(code, ..)| code), location::COUNTRIES);
        for (code, three, ..) in COUNTRIES {
            assert_eq!((find(code), find(&three.to_lowercase())), (Some(code), Some(code)));
            for language in Language::ALL {
                let name = Words::new(language, chrono_tz::UTC).country(code);
                assert_eq!(find(&name), Some(code), "{name}");
                assert_eq!(find(&name.to_uppercase()), Some(code), "{name}");
            }
        }
        for (code, names) in OTHERS {
            for name in names {
                assert_eq!(find(name), Some(code), "{name}");
            }
        }
    }

    #[test]
    fn countries_are_read_as_people_write_them() {
        for (cell, code) in [
            (" it ", "IT"),
            ("ITA", "IT"),
            ("uk", "GB"),
            ("USA", "US"),
            ("u.s.a.", "US"),
            ("repubblica ceca", "CZ"),
            ("PERU", "PE"),
            ("Cote d'Ivoire", "CI"),
            ("Trinidad and Tobago", "TT"),
            ("Saint Lucia", "LC"),
            ("Italy (IT)", "IT"),
            ("IT - Italia", "IT"),
            ("Stati Uniti d’America", "US"),
            ("Turkiye", "TR"),
            ("Republic of Korea", "KR"),
            ("The Gambia", "GM"),
        ] {
            assert_eq!(find(cell), Some(code), "{cell}");
        }
        for cell in ["", "ZZ", "Atlantis", "Roma", "Manager", "-", "IT (DE)", "Milano, Italia", "EU"] {
            assert_eq!(find(cell), None, "{cell}");
        }
        assert_eq!(find("DPRK"), None);
    }
}
