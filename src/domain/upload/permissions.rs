//! The permissions that a cell names, in English and Italian: as the form calls them, and as Microsoft's pages do.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::directory_role::{Level, RoleChoice};
use crate::domain::refusal::{Refusal, UploadRefusal};
use crate::domain::text::fold;

/// Somebody without administrator's rights.
const USER: &[&str] = &[
    "user",
    "utente",
    "can use licenses and services",
    "può usare licenze e servizi",
    "user: can use licenses and services",
    "utente: può usare licenze e servizi",
    "user (no administrator access)",
    "user (no admin access)",
    "utente (nessun accesso amministratore)",
    "utente (nessun accesso di amministratore)",
    "no administrator access",
    "standard user",
    "utente standard",
    "none",
    "nessuna",
    "nessuno",
];
const GLOBAL: &[&str] = &[
    "global",
    "global administrator",
    "global admin",
    "company administrator",
    "amministratore globale",
    "amministratore della società",
];
/// A limited administrator, whose roles stand beside or nowhere.
const LIMITED: &[&str] = &[
    "limited",
    "limited administrator",
    "limited admin",
    "customized administrator",
    "limited administrator access",
    "amministratore con limitazioni",
    "amministratore limitato",
    "amministratore con accesso limitato",
];
/// The roles of a limited administrator by their names in the form.
const ROLES: [(&str, &[&str]); 4] = [
    (
        "billing",
        &[
            "billing",
            "billing admin",
            "billing administrator",
            "amministratore fatturazione",
            "amministratore della fatturazione",
            "amministratore di fatturazione",
        ],
    ),
    (
        "helpdesk",
        &[
            "helpdesk",
            "helpdesk (password)",
            "helpdesk admin",
            "helpdesk administrator",
            "help desk administrator (password)",
            "amministratore help desk",
            "amministratore dell’help desk",
            "amministratore supporto tecnico",
            "amministratore del supporto tecnico",
        ],
    ),
    (
        "service-support",
        &[
            "service support",
            "service support admin",
            "service support administrator",
            "supporto servizi",
            "supporto del servizio",
            "amministratore supporto servizi",
            "amministratore del supporto servizi",
            "amministratore di supporto servizi",
            "amministratore del supporto del servizio",
        ],
    ),
    (
        "user-management",
        &[
            "user management",
            "user management admin",
            "user management administrator",
            "user admin",
            "user administrator",
            "user account administrator",
            "gestione utenti",
            "amministratore gestione utenti",
            "amministratore della gestione utenti",
            "amministratore utenti",
            "amministratore di utenti",
            "amministratore degli utenti",
            "amministratore account utente",
        ],
    ),
];

/// One word of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    User,
    Global,
    Limited,
    Role(&'static str),
}

/// What a cell chooses. A limited administrator of nothing is one, too: who is added needs a role, and nobody who is
/// there already loses one.
///
/// # Errors
/// [`UploadRefusal::UnknownPermission`], [`UploadRefusal::ContradictingPermissions`].
pub(super) fn read(cell: &str) -> Result<RoleChoice, Refusal> {
    let said = words(cell)?;
    let roles: Vec<String> = said
        .iter()
        .filter_map(|one| if let Said::Role(role) = one { Some((*role).to_owned()) } else { None })
        .collect();
    let is_limited = said.contains(&Said::Limited) || !roles.is_empty();
    let level = match (said.contains(&Said::User), said.contains(&Said::Global), is_limited) {
        (true, true, _) | (true, _, true) => return Err(Refusal::Upload(UploadRefusal::ContradictingPermissions)),
        (_, true, _) => Level::GlobalAdministrator,
        (_, _, true) => Level::LimitedAdministrator,
        _ => Level::User,
    };
    RoleChoice::parse(level.name(), &roles)
}

/// Whether a cell names permissions that are known.
pub(super) fn is_known(cell: &str) -> bool {
    words(cell).is_ok_and(|said| !said.is_empty())
}

fn words(cell: &str) -> Result<Vec<Said>, Refusal> {
    if let Some(said) = word(cell) {
        return Ok(vec![said]);
    }
    let mut all = Vec::new();
    for part in cell.split([';', '|', '+', ',', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        // `Limited administrator: Billing admin`, `Limited administrator (Billing admin)`.
        let within = || {
            let (first, rest) = part.split_once([':', '('])?;
            let rest = rest.trim();
            let rest = word(rest).or_else(|| word(rest.strip_suffix(')')?))?;
            Some([word(first)?, rest])
        };
        match word(part) {
            Some(said) => all.push(said),
            None => all.extend(
                within().ok_or_else(|| Refusal::Upload(UploadRefusal::UnknownPermission { name: part.to_owned() }))?,
            ),
        }
    }
    Ok(all)
}

fn word(text: &str) -> Option<Said> {
    static KNOWN: OnceLock<HashMap<String, Said>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let plain = [(Said::User, USER), (Said::Global, GLOBAL), (Said::Limited, LIMITED)];
        let roles = ROLES.iter().map(|(role, words)| (Said::Role(role), *words));
        let all = plain.into_iter().chain(roles);
        all.flat_map(|(said, words)| words.iter().map(move |word| (squashed(word), said))).collect()
    });
    known.get(&squashed(text)).copied()
}

fn squashed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory_role;
    use crate::words::{Language, Words};

    fn choice(level: &str, roles: &[&str]) -> Result<RoleChoice, Refusal> {
        RoleChoice::parse(level, &roles.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn permissions_are_read_as_forms_and_exports_call_them() {
        for (cell, level, roles) in [
            ("User", "user", &[][..]),
            ("utente", "user", &[]),
            ("Global administrator", "global", &[]),
            ("AMMINISTRATORE GLOBALE", "global", &[]),
            ("Limited administrator", "limited", &[]),
            ("Billing admin", "limited", &["billing"]),
            ("Billing admin; Helpdesk (password)", "limited", &["billing", "helpdesk"]),
            ("billing|service-support", "limited", &["billing", "service-support"]),
            ("Limited administrator; User management", "limited", &["user-management"]),
            ("Limited administrator: Billing admin", "limited", &["billing"]),
            ("Limited administrator (Billing admin)", "limited", &["billing"]),
            ("Amministratore fatturazione + Gestione utenti", "limited", &["billing", "user-management"]),
            ("Global administrator; Billing admin", "global", &[]),
            ("Può usare licenze e servizi", "user", &[]),
        ] {
            assert_eq!(read(cell), choice(level, roles), "{cell}");
        }
    }

    #[test]
    fn every_word_of_the_forms_is_known_in_both_languages() {
        for language in Language::ALL {
            let words = Words::new(language, chrono_tz::UTC);
            for level in Level::ALL {
                for key in ["level", "permission"] {
                    let word = words.t(format!("{key}-{}", level.name()));
                    assert_eq!(read(&word), choice(level.name(), &[]), "{word}");
                }
                assert_eq!(read(level.name()), choice(level.name(), &[]));
            }
            for (_, role) in directory_role::LIMITED {
                let word = words.t(format!("directory-role-{role}"));
                assert_eq!(read(&word), choice("limited", &[role]), "{word}");
                assert_eq!(read(role), choice("limited", &[role]));
            }
        }
    }

    #[test]
    fn what_is_unknown_or_contradicts_itself_is_refused() {
        for cell in ["Magazziniere", "Administrator", "Billing admin; Magazziniere", "Exchange administrator"] {
            assert!(matches!(read(cell), Err(Refusal::Upload(UploadRefusal::UnknownPermission { .. }))), "{cell}");
            assert!(!is_known(cell));
        }
        for cell in ["User; Global administrator", "Utente; Amministratore fatturazione"] {
            assert_eq!(read(cell), Err(Refusal::Upload(UploadRefusal::ContradictingPermissions)), "{cell}");
        }
    }
}
