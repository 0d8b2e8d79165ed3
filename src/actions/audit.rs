//! The record of what was done: one chain a customer, numbered without gaps, each record bound to
//! the one before it by an HMAC under a key that lies outside the database.

use uuid::Uuid;

use super::{Actor, Error};
use crate::domain::Moment;
use crate::domain::event::{Detail, Event};
use crate::domain::id::CustomerId;
use crate::domain::principal::{Principal, PrincipalId};
use crate::secrets::{Purpose, Secrets, hash_parts, random};
use crate::store::audit::{Head, Record};
use crate::store::{self, Tx};

/// The events of one transaction, written at its end.
pub struct Log {
    by: Actor,
    customer: CustomerId,
    head: Head,
    records: Vec<Record>,
}

impl Log {
    /// Locks the customer's chain.
    pub async fn open(tx: &Tx, by: &Actor, customer: CustomerId) -> Result<Self, Error> {
        let head = store::audit::lock_head(tx, customer).await?;
        Ok(Self { by: by.clone(), customer, head, records: Vec::new() })
    }

    /// Notes `event`. Gives the number it will have in the chain.
    pub fn add(&mut self, event: Event) -> i64 {
        let record = next(&self.by, self.customer, &self.head, event);
        self.head = Head { seq: record.seq, mac: record.mac.clone() };
        self.records.push(record);
        self.head.seq
    }

    /// Writes what was noted.
    pub async fn write(self, tx: &Tx) -> Result<(), Error> {
        store::audit::append(tx, self.customer, &self.records).await?;
        Ok(())
    }
}

/// The record that follows `head`. Also for bulk loading, which writes many chains at once.
pub fn next(by: &Actor, customer: CustomerId, head: &Head, event: Event) -> Record {
    let principal = by.principal.as_ref();
    let by_name = principal.map(Principal::name).unwrap_or_default().to_owned();
    let detail = Detail { by: by_name, name: event.name, before: event.before, after: event.after };
    let search_text = detail.search_text();
    let detail = serde_json::to_string(&detail).unwrap_or_default();
    let salt = random::<16>().to_vec();
    let mut record = Record {
        seq: head.seq + 1,
        at: by.now,
        operation: event.operation.name().to_owned(),
        actor: principal.map_or("nobody", Principal::kind).to_owned(),
        actor_id: principal.and_then(Principal::id).map(PrincipalId::uuid),
        target_kind: event.target.kind().to_owned(),
        target_id: event.target.id(),
        request: by.request,
        detail_hash: hash_parts(&[&salt, detail.as_bytes()]).to_vec(),
        mac: Vec::new(),
        salt,
        detail,
        search_text,
    };
    record.mac = by.app.secrets.mac(Purpose::Events, &bound(customer, &record, &head.mac)).to_vec();
    record
}

/// Whether `record` follows a record whose MAC is `before`, unchanged.
pub fn is_whole(secrets: &Secrets, customer: CustomerId, record: &Record, before: &[u8]) -> bool {
    secrets.verify(Purpose::Events, &bound(customer, record, before), &record.mac)
        // A purge deletes the detail and leaves its hash.
        && (record.detail.is_empty() || record.detail_hash == hash_parts(&[&record.salt, record.detail.as_bytes()]))
}

/// Everything that the MAC binds.
fn bound(customer: CustomerId, record: &Record, before: &[u8]) -> [u8; 32] {
    let optional = |id: Option<Uuid>| id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    hash_parts(&[
        customer.0.as_bytes(),
        &record.seq.to_be_bytes(),
        &micros(record.at),
        record.operation.as_bytes(),
        record.actor.as_bytes(),
        &optional(record.actor_id),
        record.target_kind.as_bytes(),
        &optional(record.target_id),
        &optional(record.request),
        &record.detail_hash,
        before,
    ])
}

fn micros(at: Moment) -> [u8; 8] {
    at.timestamp_micros().to_be_bytes()
}
