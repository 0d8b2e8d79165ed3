//! What verbs are handed that was made before their transaction.

use std::collections::HashMap;

use zeroize::Zeroizing;

use crate::domain::id::UserId;

/// What was made for users outside of the transaction.
#[derive(Debug, Default)]
pub(in crate::actions) struct Prepared {
    /// Each user's new temporary password, and its hash.
    pub passwords: HashMap<UserId, (Zeroizing<String>, String)>,
}
