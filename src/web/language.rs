//! The reader's language, by a choice that lasts.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::error::{Problem, Result};
use super::form::{Fields, Form};
use super::language_choice::remember;
use super::page::see_other;
use super::paths;
use super::request_context::Anybody;
use crate::actions::staff;
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

/// POST /language
pub async fn choose(visit: Anybody, form: Form<LanguageFields>) -> Result<HttpResponse> {
    let language = Language::from_code(&form.fields.language).ok_or(Problem::Unreadable)?;
    if visit.principal.is_some() {
        staff::set_language(&visit.actor(), language).await?;
    }
    let mut answer = see_other(paths::safe_return(&form.fields.back));
    remember(&visit.app, visit.door, &mut answer, language)?;
    Ok(answer)
}
