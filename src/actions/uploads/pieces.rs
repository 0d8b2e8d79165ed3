//! The bytes of a file, in pieces, each sealed for its own place.

use zeroize::Zeroizing;

use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, UploadId};
use crate::secrets::Purpose;
use crate::store;

/// Where a piece belongs; sealed for one place, it opens in no other.
pub(super) fn place(customer: CustomerId, id: UploadId, position: i64) -> Vec<u8> {
    [b"upload_pieces".as_slice(), customer.0.as_bytes(), id.0.as_bytes(), &position.to_be_bytes()].concat()
}

/// The most bytes of a file that is read in no time.
const SHORT: usize = 128 * 1024;
/// How workbooks begin, which unpack to more than they are.
const PACKED: &[u8] = b"PK";

async fn piece(by: &Actor, customer: CustomerId, id: UploadId, at: i64) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let Some(sealed) = store::uploads::piece(by.app.db.read(), customer, id, at).await? else { return Ok(None) };
    let piece = by.app.secrets.open_bytes(Purpose::Uploads, &place(customer, id, at), &sealed);
    Ok(Some(piece.ok_or_else(|| Error::Failed("a piece of an upload does not open".into()))?))
}

/// Whether a file is a text that is read in no time.
pub(super) async fn is_short_text(by: &Actor, customer: CustomerId, id: UploadId) -> Result<bool, Error> {
    let first = piece(by, customer, id, 0).await?.unwrap_or_default();
    Ok(first.len() <= SHORT && !first.starts_with(PACKED))
}

/// The bytes of an upload.
pub(super) async fn bytes_of(by: &Actor, customer: CustomerId, id: UploadId) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::new());
    let mut position = 0;
    while let Some(piece) = piece(by, customer, id, position).await? {
        bytes.extend_from_slice(&piece);
        position += 1;
    }
    Ok(bytes)
}
