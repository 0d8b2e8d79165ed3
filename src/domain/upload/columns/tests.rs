use proptest::prelude::*;

use super::*;
use crate::domain::contact::ContactField;
use crate::words::{Language, Words};

fn cells(line: &str, sign: char) -> Vec<String> {
    line.split(sign).map(str::to_owned).collect()
}

/// What the columns of `headers` are, in short, with `rows` under them; both with `|` between cells.
fn uses(headers: &str, rows: &[&str]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row, '|')).collect();
    let columns = recognize(&cells(headers, '|'), &rows);
    assert_eq!(columns.headers.len(), columns.uses.len());
    columns.uses.iter().map(|one| one.name()).collect::<Vec<_>>().join(" ")
}

#[test]
fn templates_and_exports_are_known() {
    for (headers, expected) in [
        (
            "First name|Last name|Display name|Email|Status update",
            "first_name last_name display_name email status_update",
        ),
        (
            "Nome|Cognome|Nome visualizzato|E-mail|Aggiornamento stato",
            "first_name last_name display_name email status_update",
        ),
        (
            "User Name|First Name|Last Name|Display Name|Job Title|Department|Office Number|Office Phone|Mobile Phone|Fax|\
             Alternate email address|Address|City|State or Province|ZIP or Postal Code|Country or Region",
            "email first_name last_name display_name job_title department office phone mobile known alternate_email \
             street city state postal_code location",
        ),
        (
            "Block credential|City|Country/Region|Department|DirSyncEnabled|Display name|Fax|First name|Last dirsync time|\
             Last name|Last password change time stamp|License assignment details|Licenses|Mobile Phone|Oath token metadata|\
             Object Id|Office|Password never expires|Phone number|Postal code|Preferred data location|Preferred language|\
             Proxy addresses|Release track|Soft deletion time stamp|State|Street address|Strong password required|Title|\
             Usage location|User principal name|When created",
            "known city known department known display_name known first_name known last_name known known licenses mobile \
             known known office known phone postal_code known known known known known state street known job_title \
             location email known",
        ),
        (
            "Name [displayName] Required|User name [userPrincipalName] Required|Initial password [passwordProfile] Required|\
             Block sign in (Yes/No) [accountEnabled] Required|First name [givenName]|Last name [surname]|\
             Job title [jobTitle]|Department [department]|Usage location [usageLocation]|Street address [streetAddress]|\
             State or province [state]|Country or region [country]|Office [physicalDeliveryOfficeName]|City [city]|\
             ZIP or postal code [postalCode]|Office phone [telephoneNumber]|Mobile phone [mobile]",
            "display_name email password known first_name last_name job_title department location street state known \
             office city postal_code phone mobile",
        ),
        (
            "userPrincipalName|displayName|surname|mail|givenName|id|userType|jobTitle|department|accountEnabled|\
             usageLocation|streetAddress|state|country|officeLocation|city|postalCode|telephoneNumber|mobile|\
             alternateEmailAddress|ageGroup|consentProvidedForMinor|legalAgeGroupClassification|companyName|creationType|\
             directorySynced|invitationState|identityIssuer|createdDateTime",
            "email display_name last_name repeated:email first_name known known job_title department known location \
             street state known office city postal_code phone mobile alternate_email known known known known known known \
             known known known",
        ),
        (
            "DistinguishedName|Enabled|GivenName|Name|ObjectClass|ObjectGUID|SamAccountName|SID|sn|UserPrincipalName|l|st|co|\
             physicalDeliveryOfficeName|OfficePhone|EmailAddress",
            "known known first_name display_name known known known known last_name email city state location office phone \
             repeated:email",
        ),
        (
            "First Name [Required]|Last Name [Required]|Email Address [Required]|Password [Required]|\
             Password Hash Function [UPLOAD ONLY]|Org Unit Path [Required]|New Primary Email [UPLOAD ONLY]|Recovery Email|\
             Home Secondary Email|Work Secondary Email|Recovery Phone [MUST BE IN THE E.164 FORMAT]|Work Phone|Home Phone|\
             Mobile Phone|Work Address|Home Address|Employee ID|Employee Type|Employee Title|Manager Email|Department|\
             Cost Center|Building ID|Change Password at Next Sign-In",
            "first_name last_name email password known known known alternate_email repeated:alternate_email known known phone \
             known mobile street known known known job_title known department known known known",
        ),
        (
            "Matricola|Nominativo|Data di nascita|Codice fiscale|Mansione|Reparto|Sede|Telefono|Cellulare|Indirizzo|CAP|\
             Città|Provincia|E-mail aziendale|E-mail personale|Pwd|Licenza|Ruolo",
            "known display_name known known job_title department office phone mobile street postal_code city state email \
             alternate_email password licenses permissions",
        ),
    ] {
        assert_eq!(uses(headers, &[]), expected.split_whitespace().collect::<Vec<_>>().join(" "), "{headers}");
    }
}

/// The headers of `web::users::export`.
#[test]
fn every_column_of_our_own_export_is_known_in_both_languages() {
    const HEAD: [&str; 11] = [
        "column-display-name",
        "column-user-name",
        "column-first-name",
        "column-last-name",
        "column-licenses",
        "column-permissions",
        "column-location",
        "column-sign-in",
        "column-created",
        "column-last-sign-in",
        "column-object-id",
    ];
    for language in Language::ALL {
        let words = Words::new(language, chrono_tz::UTC);
        let contact = ContactField::ALL.iter().map(|field| words.field(field.name()).unwrap());
        let headers: Vec<String> = HEAD.map(|key| words.t(key)).into_iter().chain(contact).collect();
        let head = "display_name email first_name last_name licenses permissions location known known known known ";
        let contact = ContactField::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(" ");
        let row = "Ada|ada@a.example|Ada|B|x|y|IT|Allowed";
        assert_eq!(uses(&headers.join("|"), &[row]), format!("{head}{contact}"));
        assert_eq!(find_headers(std::slice::from_ref(&headers)), Some(0));
        for field in Field::ALL.iter().copied() {
            let label = words.field(field.name()).unwrap();
            assert!(meaning(&label).is_some_and(|meaning| says(meaning, field)), "{label}");
        }
    }
}

#[test]
fn what_several_things_are_called_is_told_apart_by_the_others() {
    for (headers, expected) in [
        ("Nome|Cognome", "first_name last_name"),
        ("Cognome|Nome", "last_name first_name"),
        ("Nome|Email", "display_name email"),
        ("Name|First name|Last name", "display_name first_name last_name"),
        ("Name|Surname|Display name", "first_name last_name display_name"),
        ("Nome|Nome visualizzato", "first_name display_name"),
        ("Nome|Cognome|Nominativo", "first_name last_name display_name"),
        ("Nome|Cognome|Nome", "first_name last_name display_name"),
        ("Email|Email", "email repeated:email"),
        ("First name|first_name|Last name", "first_name repeated:first_name last_name"),
        ("Display name|Full name", "display_name repeated:display_name"),
        ("Mail|User principal name", "repeated:email email"),
        ("Job title|Title|Posizione", "job_title known location"),
        ("Budget|Shoe size", "unknown unknown"),
        ("", "unknown"),
    ] {
        assert_eq!(uses(headers, &[]), expected, "{headers}");
    }
}

#[test]
fn of_several_addresses_the_one_of_the_company_is_the_user_s() {
    for (headers, rows, expected) in [
        ("Email|Work email", &["ada@gmail.com|ada@a.example"][..], "alternate_email email"),
        ("Email|User name", &["ada@a.example|ada"], "email known"),
        ("Email|User name", &["ada@gmail.com|ada"], "alternate_email email"),
        ("User name|Email", &["ada@a.example|ada.b@a.example"], "email repeated:email"),
        ("SamAccountName|mail", &["ada|ada@a.example"], "known email"),
        ("SamAccountName|Name", &["ada|Ada"], "email display_name"),
        ("Email|UPN", &["|ada@a.example"], "repeated:email email"),
        ("Email|E-mail", &["|ada@a.example"], "repeated:email email"),
        ("E-mail personale|E-mail", &["ada@gmail.com|ada@a.example"], "alternate_email email"),
        ("E-mail personale", &["ada@gmail.com"], "alternate_email"),
        ("Email", &["ada@gmail.com"], "email"),
        ("Indirizzo|Nome", &["ada@a.example|Ada"], "email display_name"),
        ("Indirizzo|Nome", &["Via Roma 1|Ada"], "street display_name"),
        ("Address|Email", &["1 Main St|ada@a.example"], "street email"),
        ("Alternate email address|mail", &["ada@home.example|ada@a.example"], "alternate_email email"),
    ] {
        assert_eq!(uses(headers, rows), expected, "{headers} {rows:?}");
    }
}

#[test]
fn a_location_is_one_only_where_its_values_are_countries() {
    for (headers, rows, expected) in [
        ("Posizione", &["Direttore", "Impiegato"][..], "job_title"),
        ("Posizione", &["IT", "Italia", "UK", "ITA"], "location"),
        ("Position", &["Manager", "HR", "PM"], "job_title"),
        ("Position", &["Italy", "Germany", "France", "Atlantis"], "location"),
        ("Location", &["Milano", "Roma", "Singapore"], "office"),
        ("Location", &["Singapore", "Luxembourg", "Berlin"], "office"),
        ("Location", &["Singapore", "Singapore"], "location"),
        ("Location", &["IT", "Atlantis"], "location"),
        ("Location", &["IT", "", "DE", "Repubblica Ceca"], "location"),
        ("Country or Region", &["Italia", "USA"], "location"),
        ("Country or Region", &["Toscana", "Veneto"], "known"),
        ("Country|Usage location", &["Italy|IT"], "known location"),
        ("Posizione|Usage location", &["Manager|IT"], "job_title location"),
        ("Posizione|Mansione", &["Manager|Capo"], "known job_title"),
        ("Location|Country", &["Milano|Italia"], "office location"),
        ("Location|Office", &["Milano|Stanza 3"], "known office"),
        ("Usage location", &["Atlantis"], "location"),
        ("Ruolo", &["Magazziniere", "Impiegato"], "job_title"),
        ("Ruolo", &["Utente", "Amministratore globale"], "permissions"),
        ("Role", &["User", "Billing admin"], "permissions"),
        ("Role|Job title", &["Clerk|Clerk"], "known job_title"),
        ("Title", &["Mr", "Dott.ssa"], "known"),
        ("Title", &["Sales manager"], "job_title"),
    ] {
        assert_eq!(uses(headers, rows), expected, "{headers} {rows:?}");
    }
}

fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    lines.iter().map(|line| cells(line, ',')).collect()
}

#[test]
fn headers_are_found_below_what_programs_and_people_put_before_them() {
    for (lines, expected) in [
        (&["First name,Last name,Display name,Email", "Ada,Bianchi,Ada Bianchi,ada@a.example"][..], Some(0)),
        (&["#TYPE Selected.Microsoft.ActiveDirectory", "GivenName,sn,UserPrincipalName"], Some(1)),
        (&["version:v1.0", "Name [displayName] Required,User name [userPrincipalName] Required"], Some(1)),
        (&["Elenco utenti", "28/11/2026", "", "Nome,Cognome,E-mail"], Some(3)),
        (&["Utenti,,,,Contatti,,", "Nome,Cognome,E-mail,Reparto,Telefono,Cellulare,CAP"], Some(1)),
        (&["Utente,,Indirizzo,,", "Nome,Cognome,Via,CAP,Città"], Some(1)),
        (&["First name,Last name,Email", "Nome,Cognome,E-mail"], Some(0)),
        (&["Nome", "Ada Bianchi"], Some(0)),
        (&["Utenti da creare,,", "Ada,Bianchi,ada@a.example"], None),
        (&["Ada,Bianchi,ada@a.example"], None),
        (&[], None),
    ] {
        assert_eq!(find_headers(&rows(lines)), expected, "{lines:?}");
    }
    let late: Vec<Vec<String>> = (0..25).map(|at| cells(if at == 22 { "Nome,Cognome" } else { "x,y" }, ',')).collect();
    assert_eq!(find_headers(&late), None);
}

#[test]
fn rows_that_are_about_nobody_are_told() {
    let columns = recognize(&cells("First name,Last name,Email,Password", ','), &[]);
    assert!(columns.names_nobody(&cells("Nome,Cognome,E-mail,Password", ',')));
    assert!(columns.names_nobody(&cells("givenName,sn,mail", ',')));
    assert!(!columns.names_nobody(&cells("Nome,Bianchi,nome@a.example", ',')));
    assert!(!columns.names_nobody(&cells("Ada,Bianchi,ada@a.example,x", ',')));
    assert!(!columns.names_nobody(&cells(",,", ',')));
    let entra = recognize(&cells("Name [displayName] Required,User name [userPrincipalName] Required", ','), &[]);
    assert!(entra.names_nobody(&cells("Example: Chris Green,chris@contoso.com", ',')));
}

#[test]
fn nothing_is_kept_of_passwords_and_of_what_nobody_knows() {
    let columns = recognize(&cells("Nome,Cognome,Password,Note interne,Matricola,E-mail", ','), &[]);
    let kept = columns.cells(&cells("Ada,Bianchi,s3cret,7,99,ada@a.example", ','));
    let json = serde_json::to_string(&kept).unwrap();
    assert_eq!(json, r#"{"first_name":"Ada","last_name":"Bianchi","email":"ada@a.example"}"#);
    assert_eq!(serde_json::from_str::<Cells>(&json).unwrap(), kept);
    assert_eq!(columns.passwords().collect::<Vec<_>>(), [(2, "Password")]);
    assert_eq!(columns.unknown().collect::<Vec<_>>(), [(3, "Note interne")]);
    assert_eq!(columns.ignored().collect::<Vec<_>>(), [(3, "Note interne"), (4, "Matricola")]);
    let json = serde_json::to_string(&columns).unwrap();
    assert_eq!(serde_json::from_str::<Columns>(&json).unwrap(), columns);
}

#[test]
fn answers_name_each_field_once_and_never_make_something_of_a_password() {
    let headers = cells("a,b,Password", ',');
    let field = Use::Field;
    let columns =
        Columns::answered(&headers, &[field(Field::Email), field(Field::DisplayName), field(Field::LastName)]);
    assert_eq!(columns.unwrap().uses[2], Use::Password);
    let refused = Columns::answered(&headers, &[field(Field::Email), field(Field::Email)]).unwrap_err();
    let twice = Refusal::Upload(UploadRefusal::ColumnTwice { column: "a".into() });
    assert_eq!(refused.at("column:1"), Some(&twice));
    assert_eq!(refused.at(""), Some(&Refusal::Upload(UploadRefusal::NoNames)));
    let nameless = [String::new(), String::new()];
    let refused = Columns::answered(&nameless, &[field(Field::DisplayName); 2]).unwrap_err();
    assert_eq!(refused.at("column:1"), Some(&Refusal::Upload(UploadRefusal::ColumnTwice { column: "1".into() })));
    assert_eq!(Columns::signature(&cells("E-Mail,NOME", ',')), Columns::signature(&cells("email, Nome ", ',')));
    assert_ne!(Columns::signature(&cells("E-Mail,NOME", ',')), Columns::signature(&cells("Nome,E-mail", ',')));
}

#[test]
fn a_file_without_headers_is_asked_about() {
    let sample = rows(&["Ada,ada@a.example,x", "Eve,eve@a.example"]);
    let columns = recognize(&[], &sample);
    assert_eq!(columns.uses, [Use::Unknown, Use::Field(Field::Email), Use::Unknown]);
    assert!(!columns.is_enough() && columns.unknown().next().is_none());
}

proptest! {
    #[test]
    fn any_headers_over_any_rows_are_read(
        headers in prop::collection::vec("\\PC{0,20}|Nome|Email|Posizione|Indirizzo|Ruolo|Title|Name|Password", 0..8),
        rows in prop::collection::vec(prop::collection::vec("\\PC{0,12}|IT|a@b.example|Mr", 0..10), 0..6),
    ) {
        let columns = recognize(&headers, &rows);
        let mut fields: Vec<Field> = columns.uses.iter().filter_map(|one| one.field()).collect();
        let all = fields.len();
        fields.sort();
        fields.dedup();
        prop_assert_eq!(fields.len(), all, "no field twice");
        for (header, one) in columns.headers.iter().zip(&columns.uses) {
            prop_assert!(header.trim() != "Password" || *one == Use::Password);
        }
        find_headers(&rows);
        for row in &rows {
            columns.cells(row);
            columns.names_nobody(row);
        }
    }
}
