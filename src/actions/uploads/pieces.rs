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

/// The bytes of an upload.
pub(super) async fn bytes_of(by: &Actor, customer: CustomerId, id: UploadId) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::new());
    let mut position = 0;
    while let Some(sealed) = store::uploads::piece(by.app.db.read(), customer, id, position).await? {
        let piece = by.app.secrets.open_bytes(Purpose::Uploads, &place(customer, id, position), &sealed);
        bytes.extend_from_slice(&piece.ok_or_else(|| Error::Failed("a piece of an upload does not open".into()))?);
        position += 1;
    }
    Ok(bytes)
}
