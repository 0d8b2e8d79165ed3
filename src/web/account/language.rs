//! The language in which a customer's user reads, by a choice that lasts in this browser.

use actix_web::HttpResponse;
use serde::Deserialize;

use crate::web::error::{Problem, Result};
use crate::web::form::{Fields, Form};
use crate::web::language_choice::remember;
use crate::web::page::see_other;
use crate::web::paths;
use crate::web::request_context::Anybody;
use crate::words::Language;

#[derive(Deserialize)]
pub struct LanguageFields {
    #[serde(default)]
    language: String,
    #[serde(default, rename = "return")]
    back: String,
}

impl Fields for LanguageFields {
    // Anybody may send one.
    const LIMIT: usize = 4 * 1024;
}

/// POST /account/language
pub async fn choose_language(visit: Anybody, form: Form<LanguageFields>) -> Result<HttpResponse> {
    let language = Language::from_code(&form.fields.language).ok_or(Problem::Unreadable)?;
    let back = paths::safe_return(&form.fields.back);
    let mut answer = see_other(if paths::is_own(back) { back } else { paths::ACCOUNT });
    remember(&visit.app, visit.door, &mut answer, language)?;
    Ok(answer)
}
