//! What stands among a customer's subscriptions and has no seats that users hold: Azure, which is paid
//! by use, its reservations, and software that is bought once. Known by their names, and only where no
//! product of the catalog has that name.

use super::names::name_key;
use super::row::Skipped;

/// Words, any of which tells it.
const RESERVED: [&str; 6] = ["reservation", "reservations", "reserved", "prenotazione", "prenotazioni", "riservata"];
const BOUGHT_ONCE: [&str; 9] =
    ["perpetual", "perpetua", "perpetuo", "perpetue", "perpetui", "cal", "cals", "ltsc", "ltsb"];
/// Software for machines of one's own.
const SERVERS: [&str; 9] = [
    "windows server",
    "sql server",
    "exchange server",
    "sharepoint server",
    "project server",
    "skype for business server",
    "system center",
    "remote desktop services",
    "external connector",
];
/// Usage, by the beginning of the name.
const AZURE: [&str; 8] = [
    "azure plan",
    "azure subscription",
    "microsoft azure plan",
    "microsoft azure subscription",
    "piano azure",
    "piano di azure",
    "sottoscrizione azure",
    "sottoscrizione di azure",
];
const SAVINGS: [&str; 4] = ["savings plan", "saving plan", "piano di risparmio", "piani di risparmio"];
/// Programs with the year of their version are bought once.
const PROGRAMS: [&str; 5] = ["office", "visio", "project", "visual studio", "windows"];

/// Why a subscription of this name gives no seats; `None` for what may give some.
pub(super) fn without_seats(name: &str) -> Option<Skipped> {
    let name = name_key(name);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let spaced = format!(" {} ", words.join(" "));
    let says = |wanted: &[&str]| wanted.iter().any(|wanted| spaced.contains(&format!(" {wanted} ")));
    let begins = |wanted: &[&str]| wanted.iter().any(|wanted| spaced.starts_with(&format!(" {wanted} ")));
    let is_year = |word: &&str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|c| c.is_ascii_digit());
    if has(&RESERVED) || says(&SAVINGS) {
        return Some(Skipped::Reservation);
    }
    if begins(&AZURE) || matches!(name.as_str(), "azure" | "microsoft azure") {
        return Some(Skipped::Usage);
    }
    let is_version = begins(&PROGRAMS) && words.iter().any(is_year) && !has(&["365", "plan", "piano"]);
    (has(&BOUGHT_ONCE) || says(&SERVERS) || is_version).then_some(Skipped::Software)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_seats_is_known_by_its_name() {
        for (name, kind) in [
            ("Azure plan", Some(Skipped::Usage)),
            ("Piano di Azure", Some(Skipped::Usage)),
            ("Microsoft Azure", Some(Skipped::Usage)),
            ("Azure subscription 1", Some(Skipped::Usage)),
            ("Azure reservation", Some(Skipped::Reservation)),
            ("Reserved VM Instance, Standard_D2s_v3, EU West, 3 Years", Some(Skipped::Reservation)),
            ("Prenotazione di macchine virtuali", Some(Skipped::Reservation)),
            ("Compute Savings Plan", Some(Skipped::Reservation)),
            ("Windows Server 2022 Standard - 16 Core License Pack", Some(Skipped::Software)),
            ("Windows Server 2022 - 1 User CAL", Some(Skipped::Software)),
            ("Office LTSC Standard 2024", Some(Skipped::Software)),
            ("Visio Professional 2021", Some(Skipped::Software)),
            ("SQL Server Standard (perpetual)", Some(Skipped::Software)),
            ("Microsoft 365 Business Basic", None),
            ("Azure Information Protection Plan 1", None),
            ("Office 365 E3", None),
            ("Visio Plan 2", None),
            ("Office 365 E3 (offer of 2025)", None),
            ("Local Calls", None),
            ("Project Plan 3", None),
        ] {
            assert_eq!(without_seats(name), kind, "{name}");
        }
    }
}
