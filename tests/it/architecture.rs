//! The arrows of the house: who may know whom. Read from the `use` lines and paths of the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<PathBuf> {
    files(folder, "rs")
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found
}

/// Lines of code (comments left out) under `folder` that name `word`.
fn naming(folder: &str, word: &str, except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(folder) {
        if except.iter().any(|part| path.to_string_lossy().contains(part)) {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let code = line.split("//").next().unwrap();
            let is_word = code.match_indices(word).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                let after = code[at + word.len()..].chars().next();
                let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                !part(before) && !part(after)
            });
            if is_word {
                found.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    found
}

#[test]
fn arrows_run_one_way() {
    // (folder, what it must never name)
    let forbidden = [
        ("src/domain", &["store", "actions", "web", "commands", "app", "secrets", "clock"][..]),
        ("src/store", &["actions", "web", "commands", "app", "secrets", "clock"]),
        ("src/actions", &["web", "commands", "tasks"]),
        ("src/web", &["commands", "tasks", "store", "migrations"]),
        ("src/commands", &["store", "migrations"]),
        ("src/tasks", &["web", "commands", "store"]),
    ];
    for (folder, layers) in forbidden {
        for layer in layers {
            let named = naming(folder, &format!("crate::{layer}"), &[]);
            assert!(named.is_empty(), "{folder} must not know {layer}:\n{}", named.join("\n"));
        }
    }
}

#[test]
fn each_library_stays_in_its_layer() {
    let homes = [
        ("sea_orm", &["src/store"][..]),
        ("sea_orm_migration", &["src/store"]),
        ("actix_web", &["src/web", "src/main.rs", "src/commands/serve.rs"]),
        ("actix_session", &["src/web"]),
        ("askama", &["src/web"]),
        ("brotli", &["src/web/compression.rs"]),
        ("flate2", &["src/web/compression.rs"]),
        ("ring", &["src/secrets.rs", "src/secrets/material.rs", "src/secrets/with_token.rs"]),
        ("qrcode", &["src/web/qr.rs"]),
        ("argon2", &["src/password.rs"]),
        ("calamine", &["src/domain/import/file"]),
        ("quick_xml", &["src/domain/import/file"]),
        ("use zip", &["src/domain/import/file"]),
        ("chardetng", &["src/domain/import/encoding"]),
        ("fluent_bundle", &["src/words.rs"]),
        ("lettre", &["src/channels/mail.rs", "src/channels/mail/"]),
    ];
    for (library, except) in homes {
        let named = naming("src", library, except);
        assert!(named.is_empty(), "{library} is named outside its layer:\n{}", named.join("\n"));
    }
}

#[test]
fn sql_stays_in_the_store() {
    let statements =
        ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE ", "ALTER TABLE ", "DROP ", "PRAGMA "];
    let mut found = Vec::new();
    for path in sources("src").into_iter().filter(|path| !path.to_string_lossy().contains("src/store")) {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let code = line.split("//").next().unwrap();
            let mut texts = code.split('"').skip(1).step_by(2);
            if texts.any(|text| statements.iter().any(|statement| text.trim_start().starts_with(statement))) {
                found.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "SQL outside of the store:\n{}", found.join("\n"));
}

#[test]
fn the_domain_asks_neither_clock_nor_chance() {
    for word in ["now_v7", "new_v4", "SystemTime", "Instant", "random"] {
        let named = naming("src/domain", word, &[]);
        assert!(named.is_empty(), "the domain must be told {word}:\n{}", named.join("\n"));
    }
}

/// What a form sends is read once, by the page that shows it; an action takes what is meant by it. So what comes
/// from a file or another program is asked of the same actions.
#[test]
fn forms_stay_in_the_web() {
    let is_form = |word: &str| word.ends_with("Form") || word.ends_with("Fields");
    let mut found = Vec::new();
    for path in sources("src") {
        let place = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        if place.starts_with("src/web") {
            continue;
        }
        // Those are kept as they were sent, whatever they say.
        let kept = if place.ends_with("actions/kept_forms.rs") { &["KeptForm", "Form"][..] } else { &["KeptForm"] };
        for line in fs::read_to_string(&path).unwrap().lines() {
            let code = line.split("//").next().unwrap();
            let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| is_form(word));
            if words.any(|word| !kept.contains(&word)) {
                found.push(format!("{}: {}", place.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "a form is read outside of web:\n{}", found.join("\n"));
}

#[test]
fn addresses_are_built_in_one_place() {
    // Routes are patterns, and what leads to a file under /static is no page.
    let except = [
        "src/web/paths.rs",
        "src/web/paths/account.rs",
        "src/web/paths/catalog.rs",
        "src/web/paths/customers.rs",
        "src/web/paths/links.rs",
        "src/web/paths/mails.rs",
        "src/web/paths/sheets.rs",
        "src/web/paths/uploads.rs",
        "src/web/routes.rs",
        "src/web/assets.rs",
    ];
    let mut found = Vec::new();
    for path in sources("src/web") {
        let place = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        if except.iter().any(|one| place.ends_with(one)) {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let code = line.split("//").next().unwrap();
            let built = code.split("format!(\"").skip(1).filter_map(|rest| rest.split('"').next());
            // A slash after a place for the address of something else, or before all.
            let is_address = |text: &str| text.starts_with('/') || text.contains("}/") && !text.contains("}/{");
            found.extend(built.filter(|text| is_address(text)).map(|text| format!("{}: {text}", place.display())));
        }
    }
    assert!(found.is_empty(), "addresses built outside of web::paths:\n{}", found.join("\n"));
}

#[test]
fn files_stay_short() {
    let code = sources("src").into_iter().map(|path| (path, 300));
    for (path, most) in code.chain(sources("tests/it").into_iter().map(|path| (path, 350))) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= most, "{} has {lines} lines: split it by subject", path.display());
    }
}

/// One tag a line: what a change to a template changed is read at a glance.
#[test]
fn lines_of_templates_stay_short() {
    for path in files("templates", "html") {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let length = line.chars().count();
            assert!(length <= 180, "{}:{}: {length} characters in a line", path.display(), number + 1);
        }
    }
}
