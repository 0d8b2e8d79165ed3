//! Whether a header speaks of passwords: whatever else it says, what stands under it is never kept.

use crate::domain::text::fold;

/// Words of many languages, wherever they stand in a header. Without accents, as folded.
const SECRETS: [&str; 38] = [
    "password",
    "passwd",
    "passwort",
    "kennwort",
    "passcode",
    "passphrase",
    "passwrd",
    "pasword",
    "pwd",
    "contrasen",
    "motdepasse",
    "paroladordine",
    "parolachiave",
    "parolasegreta",
    "paroladiaccesso",
    "palavrapasse",
    "wachtwoord",
    "losenord",
    "adgangskode",
    "passord",
    "salasana",
    "jelszo",
    "slaptazodis",
    "lozinka",
    "fjalekalim",
    "matkhau",
    "katasandi",
    "codicediaccesso",
    "codicesegreto",
    "accesscode",
    "zugangscode",
    "пароль",
    "лозинка",
    "парола",
    "密码",
    "密碼",
    "סיסמ",
    "كلمةالمرور",
];
/// The same in scripts whose letters fold to others.
const FOLDED: [&str; 3] = ["パスワード", "비밀번호", "κωδικός πρόσβασης"];
/// Short ones, as words of their own: *shipping* and *passport* are others.
const WORDS: [&str; 22] = [
    "pin",
    "pw",
    "psw",
    "pass",
    "psswd",
    "pswd",
    "pword",
    "mdp",
    "secret",
    "senha",
    "clave",
    "heslo",
    "haslo",
    "geslo",
    "parola",
    "parole",
    "parool",
    "sifre",
    "credenziali",
    "credentials",
    "credential",
    "otp",
];
/// What is told about passwords, and holds none.
const FACTS: [&str; 58] = [
    "passwordneverexpires",
    "passwordexpires",
    "passwordexpired",
    "passwordexpiration",
    "passwordexpirationdate",
    "passwordexpirydate",
    "passwordexpiry",
    "passwordexpirytime",
    "lastpasswordchangetimestamp",
    "lastpasswordchangedatetime",
    "lastpasswordchange",
    "lastpasswordchangedate",
    "passwordlastchanged",
    "passwordlastset",
    "lastpasswordset",
    "pwdlastset",
    "badpwdcount",
    "badpasswordcount",
    "badpasswordtime",
    "strongpasswordrequired",
    "passwordhashfunction",
    "passwordnotrequired",
    "passwordpolicies",
    "passwordpolicy",
    "changepasswordatnextsignin",
    "changepasswordatnextlogon",
    "changepasswordatlogon",
    "forcechangepasswordnextsignin",
    "forcechangepassword",
    "forcepasswordchange",
    "requirepasswordchange",
    "mustchangepassword",
    "usermustchangepassword",
    "cannotchangepassword",
    "usercannotchangepassword",
    "allowreversiblepasswordencryption",
    "passwordchangeddate",
    "passwordage",
    "maxpasswordage",
    "passwordsetat",
    "passwordnonscademai",
    "passwordsenzascadenza",
    "passwordcomplessarichiesta",
    "passwordcomplessaobbligatoria",
    "scadenzapassword",
    "datascadenzapassword",
    "ultimamodificapassword",
    "dataultimamodificapassword",
    "ultimamodificadellapassword",
    "ultimocambiopassword",
    "cambiopasswordalprossimoaccesso",
    "indicatoredidataeoradellultimamodificadellapassword",
    "timestampultimamodificapassword",
    "blockcredential",
    "bloccacredenziale",
    "credenzialibloccate",
    "credentialblocked",
    "bloccacredenziali",
];

/// Whether `header` holds secrets; none where it does not speak of them at all.
pub(super) fn says(header: &str) -> Option<bool> {
    let squashed = squash(header);
    // `Password Hash Function [UPLOAD ONLY]`: nothing secret may be left behind the fact.
    let rest = FACTS.iter().filter_map(|fact| squashed.strip_prefix(fact)).min_by_key(|rest| rest.len());
    if rest.is_some_and(|rest| !is_secret(rest)) {
        return Some(false);
    }
    (is_secret(&squashed) || has_word(header)).then_some(true)
}

fn is_secret(squashed: &str) -> bool {
    SECRETS.iter().any(|secret| squashed.contains(secret))
        || FOLDED.iter().any(|secret| squashed.contains(&squash(secret)))
}

fn has_word(header: &str) -> bool {
    words(header).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Words, also where only a capital begins one: `userPin`.
fn words(header: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in header.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphabetic() { c } else { ' ' });
        before = c;
    }
    spaced.split_whitespace().map(fold).collect()
}

fn squash(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_known_in_any_language_and_facts_about_them_are_none() {
        for header in [
            "Password",
            "PWD",
            "Pwd.",
            "Passwort",
            "Mot de passe",
            "Contraseña",
            "Temporary password",
            "PIN",
            "Pin code",
            "Password temporanea",
            "Initial password",
            "Parola d'ordine",
            "Parola d’ordine",
            "User PIN",
            "userPin",
            "Initial password [passwordProfile] Required",
            "Password [Required]",
            "Password (required)",
            "Password required",
            "Password iniziale [passwordProfile] Obbligatorio",
            "Passwort*",
            "Kennwort",
            "TempPwd",
            "New_Password",
            "Senha",
            "Hasło",
            "Heslo",
            "Wachtwoord",
            "Lösenord",
            "Şifre",
            "Пароль",
            "密码",
            "パスワード",
            "비밀번호",
            "κωδικός πρόσβασης",
            "Email password",
            "Password e-mail",
            "Nome utente e password",
            "User name / Password",
            "Psw",
            "Pass",
            "MDP",
            "Password hash",
            "Credenziali",
            "Initial password (must change)",
            "PASS WORD",
            "Password\u{a0}",
            "P\u{e0}ssword",
            "Codice di accesso",
            "Password iniziale (da cambiare)",
        ] {
            assert_eq!(says(header), Some(true), "{header}");
        }
        for header in [
            "Password never expires",
            "PasswordNeverExpires",
            "Last password change time stamp",
            "Strong password required",
            "Password Hash Function [UPLOAD ONLY]",
            "Change Password at Next Sign-In",
            "pwdLastSet",
            "PasswordLastSet",
            "Scadenza password",
            "PasswordExpired",
            "Block credential",
            "Blocca credenziali",
            "Credential blocked",
            "Password policies",
        ] {
            assert_eq!(says(header), Some(false), "{header}");
        }
        for header in [
            "Email",
            "Shipping",
            "Passport",
            "Passaporto",
            "Compass",
            "Opinion",
            "Nome",
            "Pinco",
            "Oath token metadata",
            "",
        ] {
            assert_eq!(says(header), None, "{header}");
        }
    }
}
