//! `uploads`: a file of users that somebody uploaded.

use sea_orm::entity::prelude::*;

use crate::domain::Moment;

/// A file of users that somebody uploaded.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub staff_name: String,
    pub credential: Option<String>,
    pub form_id: Uuid,
    pub body_hash: String,
    pub file_name: String,
    pub state: String,
    pub choice: String,
    pub facts: String,
    pub wishes: String,
    pub summary: String,
    pub revision: i64,
    pub due: i64,
    pub done: i64,
    pub created: i64,
    pub updated: i64,
    pub partly: i64,
    pub refused: i64,
    pub created_at: Moment,
    pub saved_at: Option<Moment>,
    pub stopping_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    pub erased_at: Option<Moment>,
    pub ending: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
