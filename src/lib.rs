//! Partnerdesk: a partner's customers, their users and their licenses.
//!
//! The house, from the ground up; an arrow never runs the other way:
//!
//! - [`domain`] knows the rules, and nothing else;
//! - [`store`] keeps things in SQLite or PostgreSQL, and knows what a query costs;
//! - [`actions`] are the things that a partner can do, one function each, each in one transaction
//!   with the event that tells of it;
//! - [`web`] is the pages, [`commands`] the command line: two doors to the same actions; [`tasks`] are
//!   the node's own hand, which does what outlives a request.
//!
//! [`channels`], [`config`], [`clock`], [`files`], [`remembered`], [`secrets`], [`password`] and [`words`] are leaves that [`app`] holds together.

pub mod actions;
pub mod app;
pub mod channels;
pub mod clock;
pub mod commands;
pub mod config;
pub mod domain;
pub mod files;
#[path = "../migrations/mod.rs"]
pub mod migrations;
pub mod password;
pub mod remembered;
pub mod secrets;
pub mod store;
pub mod tasks;
pub mod web;
pub mod words;
