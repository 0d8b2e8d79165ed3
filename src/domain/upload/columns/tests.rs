mod known_files;

use proptest::prelude::*;

use super::*;

fn cells(line: &str, sign: char) -> Vec<String> {
    line.split(sign).map(str::to_owned).collect()
}

/// What the columns of `headers` are, in short, with `rows` under them; both with `|` between cells.
fn uses(headers: &str, rows: &[&str]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row, '|')).collect();
    let columns = recognize(&cells(headers, '|'), &rows, &[Domain::parse("a.example").unwrap()]);
    assert_eq!(columns.headers.len(), columns.uses.len());
    columns.uses.iter().map(|one| one.name()).collect::<Vec<_>>().join(" ")
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
        ("Nome|Cognome|Nome", "first_name last_name repeated:first_name"),
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
        ("UserPrincipalName|mail", &["ada@corp.local|ada@a.example"], "repeated:email email"),
        ("UserPrincipalName|mail", &["ada@corp.local|ada@other.example"], "email repeated:email"),
        ("UserPrincipalName|SamAccountName", &["ada@corp.local|ada"], "repeated:email email"),
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
        ("Mail di servizio|Nome", &["ada@a.example|Ada"], "email display_name"),
        ("E-mail del capo|Nome", &["ada@a.example|Ada"], "unknown display_name"),
        ("E-mail (casa)|E-mail (ufficio)", &["ada@h.example|ada@a.example"], "alternate_email email"),
        ("Utente|Nome", &["ada@a.example|Ada"], "email display_name"),
        ("User|Email", &["Ada Bianchi|ada@a.example"], "display_name email"),
        ("Nome|Cognome|Nome", &["Ada|Bianchi|Ada Bianchi"], "first_name last_name display_name"),
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
        ("Position", &["IT", "PA", "HR", "IT"], "job_title"),
        ("Position", &["IT", "IT"], "location"),
        ("Position", &["IT", "HR", "FR", "DE"], "location"),
        ("Position", &["Italy", "Germany", "France", "Atlantis"], "location"),
        ("Location", &["Milano", "Roma", "Singapore"], "office"),
        ("Location", &["Germny"], "location"),
        ("Location", &["IT", "Germny", "Frnace"], "location"),
        ("Location", &["Milano", "Germny"], "office"),
        ("Status", &["Active", "Suspended"], "sign_in_allowed"),
        ("Status", &["Active", "On leave"], "known"),
        ("userAccountControl", &["512", "514"], "sign_in_allowed"),
        ("Location", &["Singapore", "Luxembourg", "Berlin"], "office"),
        ("Location", &["Singapore", "Singapore"], "location"),
        ("Location", &["IT", "Atlantis"], "location"),
        ("Location", &["IT", "", "DE", "Repubblica Ceca"], "location"),
        ("Country or Region", &["Italia", "USA"], "location"),
        ("Country or Region", &["Toscana", "Veneto"], "known"),
        ("Posizione|Paese o area geografica", &["Direttore|Italia"], "job_title location"),
        ("Country|Usage location", &["Italy|IT"], "repeated:location location"),
        ("Posizione|Usage location", &["Manager|IT"], "job_title location"),
        ("Posizione|Mansione", &["Manager|Capo"], "known job_title"),
        ("Location|Country", &["Milano|Italia"], "office location"),
        ("Location|Office", &["Milano|Stanza 3"], "known office"),
        ("Usage location", &["Atlantis"], "location"),
        ("Usage location|Country", &["|Italy"], "repeated:location location"),
        ("Display name|Full name", &["|Ada"], "repeated:display_name display_name"),
        ("Job title|Title", &["|Clerk"], "repeated:job_title job_title"),
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
        (&["Data:,28/11/2026,Utente:,ada", "Nome,Cognome,Matricola", "Ada,Bianchi,1"], Some(1)),
        (&["Nome,Cognome,x1,x2,x3,x4,x5", "Ada,Bianchi,1,2,3,4,5"], Some(0)),
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
    let columns = recognize(&cells("First name,Last name,Email,Password", ','), &[], &[]);
    assert!(columns.names_nobody(&cells("Nome,Cognome,E-mail,Password", ',')));
    assert!(columns.names_nobody(&cells("givenName,sn,mail", ',')));
    assert!(!columns.names_nobody(&cells("Nome,Bianchi,nome@a.example", ',')));
    assert!(!columns.names_nobody(&cells("Ada,Bianchi,ada@a.example,x", ',')));
    assert!(!columns.names_nobody(&cells(",,", ',')));
    let entra = recognize(&cells("Name [displayName] Required,User name [userPrincipalName] Required", ','), &[], &[]);
    assert!(entra.names_nobody(&cells("Example: Chris Green,chris@contoso.com", ',')));
}

#[test]
fn nothing_is_kept_of_passwords_and_of_what_nobody_knows() {
    let columns = recognize(&cells("Nome,Cognome,Password,Note interne,Matricola,E-mail", ','), &[], &[]);
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
    assert_eq!(refused.at(""), None, "who is there is known by an address");
    let none = Columns::answered(&headers, &[Use::Known, Use::Known]).unwrap_err();
    assert_eq!(none.at(""), Some(&Refusal::Upload(UploadRefusal::NoNames)));
    let nameless = [String::new(), String::new()];
    let refused = Columns::answered(&nameless, &[field(Field::DisplayName); 2]).unwrap_err();
    assert_eq!(refused.at("column:1"), Some(&Refusal::Upload(UploadRefusal::ColumnTwice { column: "1".into() })));
    assert_eq!(Columns::signature(&cells("E-Mail,NOME", ',')), Columns::signature(&cells("email, Nome ", ',')));
    assert_ne!(Columns::signature(&cells("E-Mail,NOME", ',')), Columns::signature(&cells("Nome,E-mail", ',')));
}

#[test]
fn a_file_without_headers_is_asked_about() {
    let sample = rows(&["Ada,ada@a.example,x", "Eve,eve@a.example"]);
    let columns = recognize(&[], &sample, &[]);
    assert_eq!(columns.uses, [Use::Unknown, Use::Field(Field::Email), Use::Unknown]);
    assert!(!columns.is_enough() && columns.unknown().next().is_none());
}

proptest! {
    #[test]
    fn any_headers_over_any_rows_are_read(
        headers in prop::collection::vec("\\PC{0,20}|Nome|Email|Posizione|Indirizzo|Ruolo|Title|Name|Password", 0..8),
        rows in prop::collection::vec(prop::collection::vec("\\PC{0,12}|IT|a@b.example|Mr", 0..10), 0..6),
    ) {
        let columns = recognize(&headers, &rows, &[]);
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
