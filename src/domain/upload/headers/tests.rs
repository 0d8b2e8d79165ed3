use super::*;
use crate::domain::contact::ContactField;

#[test]
fn each_header_stands_once() {
    let mut seen: HashMap<String, Meaning> = HashMap::new();
    for (meaning, word) in words::known() {
        assert_ne!(passwords::says(word), Some(true), "{word}");
        let other = seen.insert(key(word), meaning);
        assert!(other.is_none(), "{word}: {other:?} and {meaning:?}");
    }
}

#[test]
fn what_programs_put_around_a_header_is_set_aside() {
    use Field as F;
    for (header, expected) in [
        ("FIRST NAME", Meaning::Field(F::FirstName)),
        ("First Name [Required]", Meaning::Field(F::FirstName)),
        ("First name [givenName]", Meaning::Field(F::FirstName)),
        ("Nome [givenName]", Meaning::Field(F::FirstName)),
        ("Nome [displayName] Obbligatorio", Meaning::Field(F::DisplayName)),
        ("Name [displayName] Required", Meaning::Field(F::DisplayName)),
        ("Last Name*", Meaning::Field(F::LastName)),
        ("* Cognome :", Meaning::Field(F::LastName)),
        ("Cognome (obbligatorio)", Meaning::Field(F::LastName)),
        ("\u{feff}Display name", Meaning::Field(F::DisplayName)),
        ("display_name", Meaning::Field(F::DisplayName)),
        ("DisplayName", Meaning::Field(F::DisplayName)),
        ("User name [userPrincipalName] Required", Meaning::Address(Rank::PrincipalName)),
        ("userPrincipalName", Meaning::Address(Rank::PrincipalName)),
        ("Email Address [Required]", Meaning::Address(Rank::Plain)),
        ("E-Mail", Meaning::Address(Rank::Plain)),
        ("Email address (home)", Meaning::Field(F::Contact(ContactField::AlternateEmail))),
        ("E-mail (lavoro)", Meaning::Address(Rank::Work)),
        ("User email", Meaning::Address(Rank::Plain)),
        ("Email dipendente", Meaning::Address(Rank::Plain)),
        ("Cognome dipendente", Meaning::Field(F::LastName)),
        ("Telefono (ufficio)", Meaning::Field(F::Contact(ContactField::Phone))),
        ("Telefono 1", Meaning::Field(F::Contact(ContactField::Phone))),
        ("N. di telefono", Meaning::Field(F::Contact(ContactField::Phone))),
        ("Città", Meaning::Field(F::Contact(ContactField::City))),
        ("CITTA'", Meaning::Field(F::Contact(ContactField::City))),
        ("Cognome / Surname", Meaning::Field(F::LastName)),
        ("Country or region [country]", Meaning::Country),
        ("Usage location [usageLocation]", Meaning::UsageLocation),
        ("Block sign in (Yes/No) [accountEnabled] Required", Meaning::Field(F::SignInBlocked)),
        ("accountEnabled", Meaning::Field(F::SignInAllowed)),
        ("Block credential", Meaning::Field(F::SignInBlocked)),
        ("Soft deletion time stamp", Meaning::Field(F::Deleted)),
        ("Initial password [passwordProfile] Required", Meaning::Password),
        ("Office phone [telephoneNumber]", Meaning::Field(F::Contact(ContactField::Phone))),
        ("Office [physicalDeliveryOfficeName]", Meaning::Field(F::Contact(ContactField::Office))),
    ] {
        assert_eq!(meaning(header), Some(expected), "{header}");
    }
    for header in
        ["", "Budget", "Required", "[Required]", "x", "42", "version:v1.0", "ada@aquila.example", "Mario", "Rossi"]
    {
        assert_eq!(meaning(header), None, "{header}");
    }
    assert_eq!(meaning(&"Email ".repeat(1000)), None);
}

#[test]
fn a_header_that_speaks_of_mail_says_whose() {
    let private = Meaning::Field(Field::Contact(ContactField::AlternateEmail));
    for (header, expected) in [
        ("Mail di servizio", Some(Meaning::Address(Rank::Work))),
        ("Indirizzo e-mail di casa", Some(private)),
        ("Nuovo indirizzo di posta elettronica", Some(Meaning::Address(Rank::Plain))),
        ("E-mail del responsabile", None),
        ("Mailing", None),
        ("Budget", None),
    ] {
        assert_eq!(mail(header), expected, "{header}");
    }
}
