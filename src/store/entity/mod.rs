//! One thin model per table, as the database has it. None of these leaves the store.

#![expect(clippy::struct_field_names, reason = "columns are named as in the database")]

pub mod chain;
pub mod closed_country;
pub mod credential_row;
pub mod credential_sheet;
pub mod customer;
pub mod disabled_plan;
pub mod domain;
pub mod event;
pub mod event_detail;
pub mod hand_over;
pub mod hand_over_link;
pub mod job;
pub mod job_user;
pub mod kept_form;
pub mod known_address;
pub mod license_assignment;
pub mod license_preview;
pub mod license_preview_user;
pub mod mail;
pub mod message;
pub mod plan_exclusion;
pub mod product;
pub mod product_alias;
pub mod product_need;
pub mod product_plan;
pub mod released_license;
pub mod request;
pub mod seat_pool;
pub mod selection;
pub mod selection_user;
pub mod service_plan;
pub mod session;
pub mod setting;
pub mod setup_link;
pub mod staff;
pub mod subscription;
pub mod task;
pub mod throttle;
pub mod upload;
pub mod upload_columns;
pub mod upload_piece;
pub mod upload_row;
pub mod user;
pub mod user_role;
