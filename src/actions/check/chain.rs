//! A chain of events: numbered without gaps, each bound to the one before it, up to the head.

use super::Found;
use crate::actions::{Actor, Error, audit};
use crate::domain::event::Detail;
use crate::domain::id::CustomerId;
use crate::store::audit::Record;
use crate::store::{self, Snapshot};

/// Events read at a time.
const ROWS: u64 = 1_000;

pub(super) async fn check(by: &Actor, db: &Snapshot, customer: CustomerId, found: &mut Found) -> Result<(), Error> {
    let (mut seq, mut mac) = (0, Vec::new());
    loop {
        let records = store::audit::after(db, customer, seq, ROWS).await?;
        if records.is_empty() {
            break;
        }
        for record in records {
            found.events += 1;
            let is_next = record.seq == seq + 1;
            found.expect(is_next, || missing(seq + 1, record.seq - 1));
            // After a gap there is nothing that this one could be compared with.
            let is_whole = !is_next || audit::is_whole(&by.app.secrets, customer, &record, &mac);
            found.expect(is_whole, || format!("event {} ({}): is not as it was written", record.seq, record.operation));
            found.expect(is_findable(&record), || {
                format!("event {} ({}): its search text does not fit", record.seq, record.operation)
            });
            (seq, mac) = (record.seq, record.mac);
        }
    }
    let head = store::audit::head(db, customer).await?.unwrap_or_default();
    // The first event of a customer is the one that made it.
    let first = i64::from(!customer.is_installation());
    let last = Ord::max(head.seq, first);
    if last > seq {
        found.what.push(missing(seq + 1, last));
    } else {
        found.expect(head.seq == seq && head.mac == mac, || format!("event {seq}: is not where its chain ends"));
    }
    Ok(())
}

/// Whether it is found by the names that it tells. A detail that cannot be read was named already.
fn is_findable(record: &Record) -> bool {
    let names = serde_json::from_str::<Detail>(&record.detail).map(|detail| detail.search_text());
    names.map_or(true, |names| names == record.search_text)
}

fn missing(first: i64, last: i64) -> String {
    if first == last { format!("event {first}: is missing") } else { format!("events {first} to {last}: are missing") }
}
