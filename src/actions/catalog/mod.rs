//! The catalog as a Global admin keeps it: its rules, its products and their aliases.
//!
//! Products come with a list ([`super::imports::products`]); here they are found, named and retired.

pub mod products;
pub mod rules;
