//! What users and their computers see of Partnerdesk: the real site on a real database.
//!
//! Runs on SQLite, and whole on PostgreSQL when `PARTNERDESK_TEST_DATABASE=postgres`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test ends at the first thing that is not as it should be, and reads its own settings"
)]

mod account;
mod activity;
mod apart;
mod architecture;
mod archive;
mod backup;
mod catalog_pages;
mod catalog_rules;
mod catalogs;
mod check;
mod circles;
mod compression;
mod contacts;
mod costs;
mod customers;
mod deleted;
mod deletions;
mod detours;
mod editing;
mod elsewhere;
mod export_columns;
mod imports;
mod installation;
mod late;
mod licenses_page;
mod licensing;
mod lifecycle;
mod links;
mod lists;
mod mailings;
mod mails;
mod malformed_requests;
mod names;
mod new_user_defaults;
mod outages;
mod pages;
mod password_resets;
mod plans;
mod principals;
mod process;
mod races;
mod reach;
mod reauthentication;
mod records;
mod restoring;
mod rights;
mod routes;
mod sample;
mod search;
mod seats;
mod selections;
mod sheets;
mod sheets_handed;
mod shut_out;
mod sign_in;
mod staff;
mod subscriptions;
mod support;
mod tasks;
mod uploads;
mod user_form;
mod users;
mod visible_actions;
mod work_list;
