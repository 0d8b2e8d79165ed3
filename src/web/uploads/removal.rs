//! An upload is thrown away before it is saved, or what is kept of its rows erased afterwards: asked first.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::actions::uploads as action;
use crate::domain::id::UploadId;
use crate::domain::message::Message;
use crate::web::error::Result;
use crate::web::form::{Form, Yes};
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped, id};

#[derive(Template)]
#[template(path = "uploads/removal.html")]
struct Page {
    shell: Shell,
    title: String,
    text: String,
    button: String,
    action: String,
    cancel: String,
}

/// GET /customers/{customer}/uploads/{upload}/removal
pub async fn ask_to_remove(scope: Scoped<ManageUsers>, path: Path<(String, String)>) -> Result {
    let (customer, id) = (scope.customer.id, id::<UploadId>(&path.1)?);
    let upload = action::find(&scope.actor(), customer, id).await?;
    if upload.is_running() {
        return Ok(see_other(&paths::upload(customer, id)));
    }
    let (title, text, button) = if upload.is_draft() {
        ("upload-discard-title", "upload-discard-text", "upload-discard")
    } else {
        ("upload-erase-title", "upload-erase-text", "upload-erase")
    };
    let w = &scope.words;
    let page = Page {
        title: w.named(title, &upload.file_name),
        text: w.t(text),
        button: w.t(button),
        action: paths::upload_removal(customer, id),
        cancel: paths::upload(customer, id),
        shell: Shell::at(&scope, &scope.customer, Section::Users),
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}/uploads/{upload}/removal
pub async fn remove(scope: Scoped<ManageUsers>, path: Path<(String, String)>, _: Form<Yes>) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, id::<UploadId>(&path.1)?);
    let upload = action::find(&by, customer, id).await?;
    let name = |key| Message::new(key).text("name", upload.file_name.clone());
    if upload.is_draft() {
        action::discard(&by, customer, id).await?;
        return Ok(see_other_saying(&scope, &paths::new_upload(customer), &name("flash-upload-discarded")));
    }
    if upload.is_running() {
        return Ok(see_other(&paths::upload(customer, id)));
    }
    action::erase(&by, customer, id).await?;
    Ok(see_other_saying(&scope, &paths::upload(customer, id), &name("flash-upload-erased")))
}
