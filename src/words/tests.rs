use super::*;

#[test]
fn numbers_and_days_are_written_as_people_do() {
    let english = Words::new(Language::English, Tz::UTC);
    let italian = Words::new(Language::Italian, Tz::Europe__Rome);
    assert_eq!(english.number(1_234_567), "1,234,567");
    assert_eq!(italian.number(-1204), "\u{2212}1.204");
    let at = "2026-11-22T23:30:00Z".parse().unwrap();
    assert_eq!(english.time(&at), "22 Nov 2026, 23:30");
    assert_eq!(english.time_and_seconds(&at), "22 Nov 2026, 23:30:00");
    assert_eq!(italian.time(&at), "23 nov 2026, 00:30");
}

#[test]
#[rustfmt::skip]
fn what_leaves_the_screen_has_the_person_s_day_and_the_offset() {
    for (zone, at, time, file, day) in [
        // Across midnight.
        (Tz::Europe__Rome, "2026-11-22T23:30:05Z", "00:30 CET (UTC+01:00)", "2026-11-23T00:30:05+01:00", "2026-11-23"),
        (Tz::America__New_York, "2026-11-23T03:30:05Z", "22:30 EST (UTC-05:00)", "2026-11-22T22:30:05-05:00", "2026-11-22"),
        (Tz::Asia__Kolkata, "2026-11-22T18:31:00Z", "00:01 IST (UTC+05:30)", "2026-11-23T00:01:00+05:30", "2026-11-23"),
        (Tz::America__Sao_Paulo, "2026-11-22T02:59:00Z", "23:59 UTC-03:00", "2026-11-21T23:59:00-03:00", "2026-11-21"),
        (Tz::UTC, "2026-11-22T23:30:05Z", "23:30 UTC", "2026-11-22T23:30:05+00:00", "2026-11-22"),
        // The hour that comes twice when summer time ends, and the one that is skipped.
        (Tz::Europe__Rome, "2026-10-25T00:30:00Z", "02:30 CEST (UTC+02:00)", "2026-10-25T02:30:00+02:00", "2026-10-25"),
        (Tz::Europe__Rome, "2026-10-25T01:30:00Z", "02:30 CET (UTC+01:00)", "2026-10-25T02:30:00+01:00", "2026-10-25"),
        (Tz::Europe__Rome, "2026-03-29T00:59:00Z", "01:59 CET (UTC+01:00)", "2026-03-29T01:59:00+01:00", "2026-03-29"),
        (Tz::Europe__Rome, "2026-03-29T01:00:00Z", "03:00 CEST (UTC+02:00)", "2026-03-29T03:00:00+02:00", "2026-03-29"),
    ] {
        let (words, at) = (Words::new(Language::English, zone), at.parse().unwrap());
        assert!(words.time_and_zone(&at).ends_with(&format!(", {time}")), "{}", words.time_and_zone(&at));
        assert_eq!((words.file_time(&at).as_str(), words.file_day(&at).as_str()), (file, day));
    }
}

#[test]
fn a_sentence_ends_with_one_full_stop() {
    let mut args = FluentArgs::new();
    args.set("name", "Aquila S.p.A.");
    let one = |told: &str| with_one_stop(told.to_owned(), &args);
    for (told, expected) in [
        ("Users of Aquila S.p.A..", "Users of Aquila S.p.A."),
        ("Aquila S.p.A.. Aquila S.p.A.. Then.", "Aquila S.p.A. Aquila S.p.A. Then."),
        ("Aquila S.p.A. has users.", "Aquila S.p.A. has users."),
        ("Aquila S.p.A..csv", "Aquila S.p.A..csv"),
        ("Aquila S.p.A.", "Aquila S.p.A."),
    ] {
        assert_eq!(one(told), expected);
    }
    args.set("name", "\u{e000}Acme Inc.\u{e001}");
    assert_eq!(with_one_stop("At \u{e000}Acme Inc.\u{e001}.".into(), &args), "At \u{e000}Acme Inc.\u{e001}");
    args.set("name", "Rossi");
    assert_eq!(with_one_stop("At Rossi..".into(), &args), "At Rossi..");
}

/// No sentence of the catalogue, with whatever name, in either language.
#[test]
fn no_sentence_doubles_the_full_stop_of_a_name() {
    for language in Language::ALL {
        let words = Words::new(language, Tz::UTC);
        let keys = language.source().lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        for key in keys.filter(|key| !key.starts_with([' ', '#'])) {
            let mut message = Message::new("").number("count", 2).number("first", 1).number("second", 2);
            for name in ["name", "customer", "email", "product", "by", "time", "text", "domain", "field", "user"] {
                message = message.text(name, "Aquila S.p.A.");
            }
            let message = Message { key: key.to_owned().into(), ..message };
            let told = words.say_with(&message, |text| format!("\u{e000}{text}\u{e001}"));
            assert!(!told.contains("S.p.A.\u{e001}. ") && !told.ends_with("S.p.A.\u{e001}."), "{key}: {told}");
        }
    }
}

#[test]
fn a_name_is_a_value_and_never_a_message() {
    let words = Words::new(Language::English, Tz::UTC);
    let message = Message::new("refusal-user-name-taken").text("name", "{ $x }");
    assert!(words.say(&message).contains("{ $x }"));
}
