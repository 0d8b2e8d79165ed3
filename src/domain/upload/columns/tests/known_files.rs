//! Files of programs, by their headers alone.

use super::*;
use crate::domain::contact::ContactField;
use crate::words::{Language, Words};

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
            "sign_in_blocked city repeated:location department known display_name known first_name known last_name known known licenses \
             mobile known known office known phone postal_code known known known known deleted state street known job_title \
             location email known",
        ),
        (
            "Name [displayName] Required|User name [userPrincipalName] Required|Initial password [passwordProfile] Required|\
             Block sign in (Yes/No) [accountEnabled] Required|First name [givenName]|Last name [surname]|\
             Job title [jobTitle]|Department [department]|Usage location [usageLocation]|Street address [streetAddress]|\
             State or province [state]|Country or region [country]|Office [physicalDeliveryOfficeName]|City [city]|\
             ZIP or postal code [postalCode]|Office phone [telephoneNumber]|Mobile phone [mobile]",
            "display_name email password sign_in_blocked first_name last_name job_title department location street state \
             repeated:location office city postal_code phone mobile",
        ),
        (
            "userPrincipalName|displayName|surname|mail|givenName|id|userType|jobTitle|department|accountEnabled|\
             usageLocation|streetAddress|state|country|officeLocation|city|postalCode|telephoneNumber|mobile|\
             alternateEmailAddress|ageGroup|consentProvidedForMinor|legalAgeGroupClassification|companyName|creationType|\
             directorySynced|invitationState|identityIssuer|createdDateTime",
            "email display_name last_name repeated:email first_name known known job_title department sign_in_allowed location \
             street state repeated:location office city postal_code phone mobile alternate_email known known known known known known \
             known known known",
        ),
        (
            "DistinguishedName|Enabled|GivenName|Name|ObjectClass|ObjectGUID|SamAccountName|SID|sn|UserPrincipalName|l|st|co|\
             physicalDeliveryOfficeName|OfficePhone|EmailAddress",
            "known sign_in_allowed first_name display_name known known known known last_name email city state location office phone \
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
        let head =
            "display_name email first_name last_name licenses permissions location sign_in_allowed known known known ";
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
