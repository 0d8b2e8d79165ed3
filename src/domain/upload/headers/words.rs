//! The headers that are known: Partner Center's, Microsoft 365's and Entra's templates and exports, attributes of
//! Active Directory, Google's, our own export's, and what people write in lists of staff.

use super::Meaning::{
    self, AccountState, Address, Country, Field, FullName, Known, Name, Place, Position, Role, StatusUpdate, Street,
    Title, UsageLocation,
};
use super::Rank;
use crate::domain::contact::ContactField as C;
use crate::domain::upload::field::Field as F;

/// Each meaning with its headers.
pub(super) fn known() -> impl Iterator<Item = (Meaning, &'static str)> {
    let words = |words: &'static str| words.split('|').map(str::trim);
    KNOWN.iter().flat_map(move |(meaning, all)| words(all).map(|word| (*meaning, word)))
}

const KNOWN: &[(Meaning, &str)] = &[
    (
        Field(F::FirstName),
        "First name | Name (first) | Given name | Forename | Christian name | fname | first | Nome proprio | \
         Nome di battesimo | Nome (battesimo) | Primo nome | First name / Given name | Prenome",
    ),
    (
        Field(F::LastName),
        "Last name | Name (last) | Surname | Family name | sn | lname | last | Cognome | Cognomi | Second name | \
         Nome di famiglia",
    ),
    (
        Field(F::DisplayName),
        "Display name | Nome visualizzato | Nome da visualizzare | Nome visualizzazione | Displayed name | \
         Nome di visualizzazione",
    ),
    (Name, "Name | Nome | Names | Nomi"),
    (
        FullName,
        "Full name | Complete name | Nome completo | Nominativo | Nominativi | Nome e cognome | Nome cognome | \
         Cognome e nome | Cognome nome | cn | Common name | First and last name | First name last name | \
         First name and last name | Name and surname | Last name, first name | Employee name | \
         Nome dipendente | Nome e cognome dipendente | Name (full) | Dipendente | Employee | Utente | \
         Collaboratore",
    ),
    (
        Address(Rank::PrincipalName),
        "User principal name | UPN | Principal name | Nome entità utente | Nome dell'entità utente | \
         Nome principale utente | Nome utente principale | Nome principale dell'utente | \
         Nome entità utente (UPN) | UPN (User principal name) | Sign-in name | Microsoft 365 user name | \
         Nome UPN",
    ),
    (
        Address(Rank::Work),
        "Work email | Work email address | Business email | Business email address | Company email | \
         Corporate email | Office email | Email work | E-mail aziendale | Mail aziendale | \
         Indirizzo e-mail aziendale | Posta elettronica aziendale | Posta aziendale | E-mail di lavoro | \
         E-mail lavoro | E-mail ufficio | Mail lavoro | Mail ufficio | Indirizzo mail aziendale | \
         E-mail professionale | Primary email | Primary e-mail address | E-mail principale | \
         Indirizzo e-mail principale | Primary SMTP address | Indirizzo SMTP primario | New work email | \
         Account aziendale",
    ),
    (
        Address(Rank::UserName),
        "User name | User | Login | Logon | Login name | Logon name | Sign in | Nome utente | Nome di accesso | \
         Nome accesso | Nome account | Account name | Account | User ID | ID utente | User logon name | \
         Utenza | Login utente | Nome utente (e-mail) | New user name | Username / Email",
    ),
    (
        Address(Rank::Plain),
        "Email | Mail | Email address | Mail address | Indirizzo e-mail | Indirizzo mail | \
         Indirizzo di posta elettronica | Indirizzo posta elettronica | Posta elettronica | Casella di posta | \
         Casella e-mail | Casella | Mailbox | Posta | Indirizzo di posta | Emails | E-mail 1 | \
         E-mail 1 - Value | E-mail / Username | Recapito e-mail | Contact email | E-mail address 1 | \
         Windows live ID | Email ID | User email | Windows email address",
    ),
    (
        Address(Rank::Account),
        "SamAccountName | Sam account | User logon name (pre-Windows 2000) | uid | Mail nickname | Alias | \
         Alias di posta | Email alias",
    ),
    (
        Field(F::Contact(C::AlternateEmail)),
        "Alternate email | Alternate email address | Alternative email | Alternative email address | \
         Alternate emails | Secondary email | Secondary email address | Recovery email | \
         Recovery email address | Personal email | Personal email address | Private email | \
         Private email address | Home email | Home secondary email | Email (personal) | Email private | \
         Other email | Other email address | Other mail | Backup email | E-mail alternativa | \
         E-mail alternativo | Indirizzo e-mail alternativo | Indirizzo di posta elettronica alternativo | \
         Indirizzo posta elettronica alternativo | E-mail personale | Mail personale | \
         Indirizzo e-mail personale | Posta elettronica personale | E-mail privata | Mail privata | \
         Indirizzo e-mail privato | Indirizzo mail personale | E-mail secondaria | Email di recupero | \
         Indirizzo e-mail di recupero | E-mail di ripristino | Altra e-mail | Altro indirizzo e-mail | \
         E-mail di backup | E-mail privato | Posta personale | E-mail 2 | Alternate email addresses",
    ),
    (
        UsageLocation,
        "Usage location | Posizione di utilizzo | Posizione utilizzo | Località di utilizzo | \
         Località utilizzo | Paese di utilizzo | License location | Posizione licenza | \
         Posizione per le licenze | Location (country) | Ubicazione utilizzo | Percorso di utilizzo | \
         msExchUsageLocation",
    ),
    (Place, "Location | Locations | User location | Ubicazione"),
    (Position, "Position | Posizione | Posizione utente"),
    (
        Country,
        "Country | Country or region | Country/Region | Country code | Country name | Paese | \
         Paese o area geografica | Paese/Area geografica | Paese/Regione | Paese o regione | Nazione | co | c | \
         Country ISO | ISO country | Codice paese | Stato | Nazione di lavoro | Work country | Nation",
    ),
    (
        Field(F::Licenses),
        "Licenses | License | Licences | Licence | Licenze | Licenza | Assigned licenses | Licenze assegnate | \
         Licenza assegnata | Assigned license | Product licenses | Licenze prodotto | Licenze dei prodotti | \
         Microsoft 365 licenses | Microsoft 365 license | Office 365 license | Licenza Microsoft 365 | \
         Licenza Office 365 | License type | Tipo licenza | Tipo di licenza | License name | Nome licenza | \
         Assigned products | Prodotti assegnati | Licenze Microsoft 365 | Assigned plans | Licenza/e | \
         Licenza/Licenze",
    ),
    (
        Field(F::Permissions),
        "Permissions | Permission | User permissions | Autorizzazioni | Autorizzazione | \
         Autorizzazioni utente | Permessi | Permesso | Permessi utente | Admin role | Admin roles | \
         Administrator role | Administrator roles | Ruolo amministratore | Ruolo di amministratore | \
         Ruoli di amministratore | Ruolo amministrativo | Directory role | Directory roles | Ruolo directory | \
         Ruoli directory",
    ),
    (Role, "Role | Roles | Ruolo | Ruoli | User role | Ruolo utente | User roles"),
    (Title, "Title | Titolo"),
    (
        Field(F::Contact(C::JobTitle)),
        "Job title | Job | Job role | Job position | Employee title | Work title | Posizione lavorativa | \
         Mansione | Mansioni | Qualifica | Titolo professionale | Titolo di lavoro | Incarico | Occupation | \
         Profession | Professione | Ruolo aziendale | Ruolo professionale | Profilo professionale | \
         Inquadramento | Figura professionale | Posizione aziendale | Function | Funzione | \
         Organization title | Designation",
    ),
    (
        Field(F::Contact(C::Department)),
        "Department | Departments | Dept | Reparto | Dipartimento | Settore | Area aziendale | \
         Unità organizzativa | Division | Divisione | Department name | Business unit | \
         Organization department | Organizational unit | Servizio | Team | Settore aziendale | \
         Ufficio/Reparto | Reparto/Ufficio",
    ),
    (
        Field(F::Contact(C::Office)),
        "Office | Ufficio | Office location | Office number | Office name | Physical delivery office name | \
         Sede | Sede di lavoro | Sede lavorativa | Sede aziendale | Numero ufficio | Numero di ufficio | \
         Nome ufficio | Filiale | Branch | Site | Room number | Stanza | Work location | Luogo di lavoro | \
         Stabilimento | Sede ufficio | Posizione ufficio | Ubicazione ufficio",
    ),
    (
        Field(F::Contact(C::Phone)),
        "Phone | Phone number | Telephone | Telephone number | Office phone | Office phone number | \
         Work phone | Work phone number | Business phone | Business phones | Phone (work) | Company phone | \
         Company main phone | Landline | Tel | Telefono | Telefono ufficio | Telefono di ufficio | \
         Telefono dell'ufficio | Telefono fisso | Telefono aziendale | Telefono di lavoro | Telefono lavoro | \
         Numero di telefono | Numero telefono | Numero telefonico | Recapito telefonico | N. telefono | \
         Tel ufficio | Tel. fisso | Interno | Interno telefonico | Phone 1 - Value | Telefoni | Fisso | \
         Numero di telefono ufficio | Numero telefono ufficio | Extension",
    ),
    (
        Field(F::Contact(C::Mobile)),
        "Mobile | Mobile phone | Mobile number | Mobile phone number | Mobile telephone | Cell | Cell phone | \
         Cell phone number | Cellular | Cellulare | Cellulare aziendale | Telefono cellulare | \
         Telefono mobile | Numero di cellulare | Numero cellulare | Numero mobile | N. cellulare | \
         Tel. cellulare | Work mobile | Smartphone | Tel. mobile | Telefonino | Phone (mobile)",
    ),
    (
        Street,
        "Address | Street | Street address | Indirizzo | Via | Indirizzo stradale | Indirizzo postale | \
         Via e numero | Via/Piazza | Address line 1 | Address 1 | Work address | Business address | \
         Office address | Indirizzo ufficio | Indirizzo sede | Indirizzo di lavoro | Street name | \
         Postal address | Business street | Indirizzo (via) | Via e civico | Indirizzo aziendale",
    ),
    (
        Field(F::Contact(C::City)),
        "City | Town | l | Città | Comune | Località | Città/Località | Business city | Work city | Locality | \
         Town/City | City/Town | Comune sede",
    ),
    (
        Field(F::Contact(C::State)),
        "State | State or province | State/Province | Province | st | Stato o provincia | Stato/Provincia | \
         Provincia | Prov | Business state | County | Provincia/Stato | Provincia o stato | Regione | \
         State/Region | Sigla provincia | Stato/Regione",
    ),
    (
        Field(F::Contact(C::PostalCode)),
        "Postal code | ZIP | ZIP code | ZIP or postal code | ZIP/Postal code | Postcode | CAP | \
         Codice postale | Codice di avviamento postale | Codice avviamento postale | Business postal code | \
         Postal/ZIP code | CAP o codice postale",
    ),
    (
        StatusUpdate,
        "Status update | Aggiornamento stato | Aggiornamento dello stato | Aggiornamento di stato | \
         Stato aggiornamento | Status updates",
    ),
    (
        Field(F::SignInAllowed),
        "Sign-in status | Stato accesso | accountEnabled | Account abilitato | Sign-in allowed | Accesso consentito | \
         Sign-in enabled | Accesso abilitato | Abilitato | Enabled",
    ),
    (
        Field(F::SignInBlocked),
        "Block credential | Block credentials | Blocca credenziale | Blocca credenziali | Credential blocked | \
         Credenziali bloccate | Block sign in | Block sign in (Yes/No) | Blocca accesso | Blocca accesso (Sì/No) | Blocca l'accesso | Sign-in blocked | \
         Accesso bloccato | Blocked | Bloccato | Disabled | Disabilitato | Account disabled | Account disabilitato",
    ),
    (
        Field(F::Deleted),
        "Soft deletion time stamp | Soft deleted | Deleted | Eliminato | Eliminato il | Deleted at | \
         Deleted on | deletedDateTime | Deletion date | Data eliminazione | Data di eliminazione | \
         Timestamp eliminazione temporanea | Data e ora eliminazione temporanea",
    ),
    // Our own export, Microsoft 365's and Entra's.
    (
        Known,
        "Created | Creato | Last sign-in | Ultimo accesso | Object ID | ID oggetto | id | DirSyncEnabled | Directory synced | \
         Sincronizzazione directory | Last dirsync time | License assignment details | \
         Dettagli assegnazione licenze | Dettagli assegnazione licenza | License SKU ids | License SKUs | \
         SKU id | SKU ids | License assignment states | Assigned license SKU ids | Oath token metadata | \
         Metadati token OATH | Preferred data location | Posizione dati preferita | Località dati preferita | \
         Preferred language | Lingua preferita | Lingua | Language | Proxy addresses | Indirizzi proxy | \
         Email addresses | Other mails | Release track | Canale di rilascio | \
         When created | Data creazione | Data di creazione | Data e ora di creazione | whenChanged | \
         createdDateTime | Creation date | Creation type | User type | Tipo utente | Tipo di utente | \
         ageGroup | consentProvidedForMinor | legalAgeGroupClassification | Company name | Company | Azienda | \
         Società | Nome società | Ragione sociale | Organization | Organization name | Organizzazione | \
         invitationState | Invitation state changed | External user state | identityIssuer | Identities | \
         Is licensed | Con licenza | Last sign-in date | Last sign-in time | Last login | Ultimo login | \
         Immutable Id | On-premises immutable ID | Sync status | MFA | MFA status | Multi-factor auth status | \
         Stato autenticazione a più fattori | Fax | Fax number | Numero di fax | Telefax | Fax ufficio | \
         facsimileTelephoneNumber | Groups | Group | Gruppi | Gruppo | Member of | Membro di | Manager | \
         Responsabile | Manager name | Nome responsabile | Supervisor | Referente | Manager email | \
         E-mail responsabile | Sponsors | Mailbox type | Recipient type | Recipient type details | \
         Storage used | Spazio utilizzato",
    ),
    (
        AccountState,
        "Status | Stato utente | Stato account | Account status | User status | Active | Attivo | New Status | \
         userAccountControl",
    ),
    // Active Directory's attributes.
    (
        Known,
        "DistinguishedName | dn | ObjectGUID | SID | objectSid | ObjectClass | Object category | \
         Canonical name | Description | Descrizione | LastLogonDate | lastLogon | \
         lastLogonTimestamp | Initials | Iniziali | Middle name | Secondo nome | Home directory | Home drive | \
         Script path | Profile path | HomePhone | Home phone number | Telefono casa | Telefono di casa | \
         Telefono abitazione | Telefono privato | Telefono personale | Cellulare privato | \
         Cellulare personale | Personal phone | Personal mobile | Private phone | Pager | Cercapersone | \
         IP phone | Web page | wWWHomePage | HomePage | Sito web | POBox | Casella postale | \
         countryCode number | Employee type | Account expiration date | accountExpires | Scadenza account | \
         LockedOut | extensionAttribute1 | targetAddress | PropertyCount | PropertyNames | AddedProperties | \
         RunspaceId | PSComputerName",
    ),
    // Google's.
    (
        Known,
        "Org Unit Path | New Primary Email | Recovery phone | Recovery phone number | \
         Employee ID | Employee number | Work secondary email | Cost center | Centro di costo | Building ID | \
         Floor name | Floor section | Advanced Protection Program enrollment | 2sv Enrolled | 2sv Enforced | \
         Email usage | Drive usage | Storage limit | New licenses | Licenses (read only) | Home address | \
         Manager email address",
    ),
    // Of lists of staff.
    (
        Known,
        "Matricola | Matricola dipendente | Numero matricola | Data di nascita | Nato il | Birth date | \
         Date of birth | Birthday | Compleanno | Luogo di nascita | Comune di nascita | Provincia di nascita | \
         Paese di nascita | Place of birth | Nato a | Codice fiscale | C.F. | Cod. fiscale | Tax code | \
         Partita IVA | P.IVA | VAT number | SSN | Social security number | Sesso | Genere | Gender | Sex | \
         Età | Age | Nazionalità | Cittadinanza | Nationality | Citizenship | IBAN | Data assunzione | \
         Data di assunzione | Data inizio | Hire date | Start date | Data cessazione | Data fine | End date | \
         Termination date | Note | Notes | Comments | Commenti | Osservazioni | Indirizzo di residenza | \
         Indirizzo di casa | Residenza | Domicilio | Indirizzo residenza | PEC | Indirizzo PEC | Numero | \
         Number | Row | Riga | N. | Nr. | Progressivo | ID dipendente | Codice dipendente | Badge | \
         Numero badge | Livello | Level | Contratto | Tipo contratto | Stipendio | Salary | Device | \
         Dispositivo | Signature | Firma | Photo | Foto | Data | Date | Salutation | Prefix | Prefisso | \
         Suffix | Suffisso",
    ),
];
