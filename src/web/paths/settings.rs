//! Addresses of the installation's settings.

pub const MAIL_SETTINGS: &str = "/settings/mail";
