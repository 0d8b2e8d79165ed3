//! Addresses of uploads.

use crate::domain::id::{CustomerId, UploadId};

pub fn uploads(customer: CustomerId) -> String {
    format!("/customers/{customer}/uploads")
}

pub fn new_upload(customer: CustomerId) -> String {
    format!("/customers/{customer}/uploads/new")
}

pub fn upload_template(customer: CustomerId) -> String {
    format!("/customers/{customer}/uploads/template.csv")
}

pub fn upload(customer: CustomerId, id: UploadId) -> String {
    format!("/customers/{customer}/uploads/{id}")
}

pub fn upload_file(customer: CustomerId, id: UploadId) -> String {
    format!("/customers/{customer}/uploads/{id}.csv")
}

pub fn upload_reading(customer: CustomerId, id: UploadId) -> String {
    format!("/customers/{customer}/uploads/{id}/reading")
}

pub fn upload_stopping(customer: CustomerId, id: UploadId) -> String {
    format!("/customers/{customer}/uploads/{id}/stopping")
}

pub fn upload_removal(customer: CustomerId, id: UploadId) -> String {
    format!("/customers/{customer}/uploads/{id}/removal")
}
