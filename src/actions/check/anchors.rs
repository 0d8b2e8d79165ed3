//! The chains against their heads as they were noted outside the database: a chain that is shorter
//! than it was, or another one.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

use super::Finding;
use crate::actions::anchors::{Anchor, Line, lines};
use crate::actions::{Actor, Error};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::secrets::hex;
use crate::store;

/// Lines compared at a time.
const ROWS: usize = 500;

/// What was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    pub anchors: u64,
    pub findings: u64,
    /// The last line is half written, as a crash leaves it.
    pub is_unfinished: bool,
}

/// Compares the chains with the file at `path`; `report` is told each discrepancy, the first of each
/// chain.
///
/// # Errors
/// `Ok(Err(_))` when the file cannot be read; when the database fails.
pub async fn compare(by: &Actor, path: &Path, mut report: impl FnMut(&Finding)) -> Result<io::Result<Compared>, Error> {
    by.require(Permission::ManageSettings)?;
    let mut lines = match lines(path) {
        Ok(lines) => lines.zip(1_u64..),
        Err(error) => return Ok(Err(error)),
    };
    let names: HashMap<CustomerId, String> = store::recount::customers(by.app.db.read()).await?.into_iter().collect();
    let mut compared = Compared::default();
    let mut told = HashSet::new();
    let mut tell = |whose: String, what: String, compared: &mut Compared| {
        compared.findings += 1;
        report(&Finding { whose, what });
    };
    loop {
        let mut some: HashMap<CustomerId, Vec<Anchor>> = HashMap::new();
        let mut taken = 0;
        for (line, number) in lines.by_ref().take(ROWS) {
            taken += 1;
            match line {
                Ok(Line::Anchor(anchor)) => some.entry(anchor.customer).or_default().push(anchor),
                Ok(Line::Unfinished) => compared.is_unfinished = true,
                Ok(Line::Unreadable) => {
                    tell(path.display().to_string(), format!("line {number}: is none of ours"), &mut compared);
                }
                Err(error) => return Ok(Err(error)),
            }
        }
        if taken == 0 {
            return Ok(Ok(compared));
        }
        for (customer, anchors) in some {
            compared.anchors += anchors.len() as u64;
            let found = of_chain(by, customer, &anchors).await?;
            if let Some(what) = found.filter(|_| told.insert(customer)) {
                let whose = (!customer.is_installation()).then(|| names.get(&customer));
                let whose = whose.map_or_else(
                    || "the installation".to_owned(),
                    |name| name.cloned().unwrap_or_else(|| format!("customer {customer}")),
                );
                tell(whose, what, &mut compared);
            }
        }
    }
}

/// The first thing that is not as it was noted.
async fn of_chain(by: &Actor, customer: CustomerId, anchors: &[Anchor]) -> Result<Option<String>, Error> {
    let macs = store::audit::macs(by.app.db.read(), customer, anchors.iter().map(|anchor| anchor.seq)).await?;
    let what = |anchor: &Anchor| {
        let (seq, time) = (anchor.seq, anchor.time.format("%Y-%m-%d %H:%M UTC"));
        match macs.get(&seq) {
            None => Some(format!("event {seq}: was noted on {time} and is missing; the chain was cut off")),
            Some(mac) if hex(mac) != anchor.mac => {
                Some(format!("event {seq}: is another one than was noted on {time}; the chain was built anew"))
            }
            Some(_) => None,
        }
    };
    Ok(anchors.iter().find_map(what))
}
