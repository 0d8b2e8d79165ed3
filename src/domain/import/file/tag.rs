//! Attributes of a workbook's tags, and why a workbook is refused for what stands in its parts.

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use super::facts::UNPACKED;
use crate::domain::refusal::{FileRefusal, Refusal};

pub(super) fn damaged() -> Refusal {
    Refusal::File(FileRefusal::WorkbookDamaged)
}

pub(super) fn too_large() -> Refusal {
    Refusal::File(FileRefusal::WorkbookTooLarge { limit: UNPACKED })
}

/// The value of an attribute of this name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    attribute_called(tag, |key| key == name)
}

pub(super) fn attribute_called(tag: &BytesStart<'_>, is_it: impl Fn(&str) -> bool) -> Result<Option<String>, Refusal> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| damaged())?;
        if is_it(attribute.key.as_ref()) {
            return unescape(&attribute.value).map(|value| Some(value.into_owned())).map_err(|_| damaged());
        }
    }
    Ok(None)
}
