//! What columns are called.

use crate::domain::upload::kept::Facts;
use crate::domain::upload::{Field, Use, recognize};
use crate::words::Words;

/// The headers of a file that is given back, with what stands under each: as they came, where they say by themselves
/// what was made of them; else as we call these columns. *Status update* stands where it stood, or at the end.
pub(super) fn given_back(words: &Words, headers: &[String], uses: &[Use]) -> Vec<(Use, String)> {
    let is_kept = |used: &Use| matches!(used, Use::Field(_) | Use::StatusUpdate);
    let mut kept: Vec<(Use, String)> = uses
        .iter()
        .enumerate()
        .filter(|(_, used)| is_kept(used))
        .map(|(at, used)| (*used, headers.get(at).cloned().unwrap_or_default()))
        .collect();
    let (mut meant, said): (Vec<Use>, Vec<String>) = kept.iter().cloned().unzip();
    if recognize(&said, &[], &[]).uses != meant {
        for (used, header) in &mut kept {
            let alone = recognize(std::slice::from_ref(header), &[], &[]).uses;
            if let Use::Field(field) = *used
                && alone != [*used]
            {
                *header = title(words, field);
            }
        }
    }
    meant.retain(|used| *used == Use::StatusUpdate);
    if meant.is_empty() {
        kept.push((Use::StatusUpdate, words.t("upload-status-update")));
    }
    kept
}

/// A field's column, as we call it.
pub(super) fn title(words: &Words, field: Field) -> String {
    match field {
        Field::Email => words.t("email"),
        Field::Permissions => words.t("upload-column-permissions"),
        field => words.t(format!("field-{}", field.name().replace('_', "-"))),
    }
}

/// Each column with what was made of it, in words.
pub(super) fn columns(words: &Words, facts: &Facts) -> Vec<(String, String)> {
    let said = |at: usize, header: &str| match header {
        "" => words.count("upload-column-number", i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1)),
        header => header.to_owned(),
    };
    let all = facts.headers.iter().zip(&facts.uses).enumerate();
    all.map(|(at, (header, used))| (said(at, header), holds(words, *used))).collect()
}

fn holds(words: &Words, used: Use) -> String {
    match used {
        Use::Field(field) => title(words, field),
        Use::StatusUpdate => words.t("upload-status-update"),
        Use::Password => words.t("upload-column-dropped"),
        Use::Known | Use::Unknown => words.t("upload-column-not-read"),
        Use::Repeated(field) => words.named("upload-column-repeated", title(words, field)),
    }
}
