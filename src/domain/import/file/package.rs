//! A workbook's parts, looked at before they are read: what is unpacked is counted as it comes, so that no file
//! takes more memory or time than is stated here, whatever it says of itself.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};
use zip::read::ZipArchive;

use super::directory;
use super::facts::{MIB, UNPACKED};
use super::padding::Formats;
use super::tag::{attribute, attribute_called, damaged, too_large};
use crate::domain::refusal::{FileRefusal, ForeignKind, Refusal};

/// The longest tag or text between two tags, the longest cell and the longest of the shared texts, in bytes: as
/// many as the longest cell has where each character is written as its number.
const TOKEN: u64 = 512 * 1024;
/// Nobody nests deeper.
const DEPTH: usize = 64;

/// What a part may have: in bytes, and of the elements that are kept in memory when it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    bytes: u64,
    elements: u64,
}

/// Relations of parts, the list of worksheets, the colors.
const SMALL: Bounds = Bounds { bytes: 4 * MIB as u64, elements: 100_000 };
/// Fonts, fills, borders and what cells look like: a workbook may have 64,000 kinds of those.
const STYLES: Bounds = Bounds { bytes: 16 * MIB as u64, elements: 400_000 };
/// Texts that cells share, with their parts in other fonts.
const STRINGS: Bounds = Bounds { bytes: 64 * MIB as u64, elements: 4_000_000 };
/// How many of those texts.
const SHARED: u64 = 1_000_000;
pub(super) const WORKSHEET: Bounds = Bounds { bytes: UNPACKED * MIB as u64, elements: u64::MAX };

/// A worksheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_visible: bool,
    path: String,
}

/// A workbook's archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// By their names in lower case, as they are looked up.
    names: HashMap<String, String>,
    left: u64,
    pub(super) formats: Rc<Formats>,
}

impl<'a> Package<'a> {
    /// # Errors
    /// [`FileRefusal::Foreign`] for an archive that is no workbook, [`FileRefusal::WorkbookDamaged`].
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if !directory::is_sound(bytes) {
            return Err(damaged());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        let mut names = HashMap::with_capacity(zip.len());
        let mut is_double = zip.has_duplicate_names();
        for name in zip.file_names() {
            let name = name.map_err(|_| damaged())?;
            let key = name.replace('\\', "/").to_ascii_lowercase();
            is_double |= names.insert(key, name.into_owned()).is_some();
        }
        if let Some(kind) = foreign(bytes, &names) {
            return Err(Refusal::File(FileRefusal::Foreign { kind }));
        }
        // Two of one name: programs do not agree on which is meant.
        if is_double {
            Err(damaged())
        } else {
            Ok(Self { zip, names, left: UNPACKED * MIB as u64, formats: Rc::default() })
        }
    }

    /// Looks at everything that is read when the workbook is opened, and lists its worksheets.
    ///
    /// # Errors
    /// [`FileRefusal::WorkbookTooLarge`], [`FileRefusal::WorkbookDamaged`].
    pub(super) fn worksheets(&mut self) -> Result<Vec<Listed>, Refusal> {
        let mut target = String::from("xl/workbook.xml");
        self.each_start("_rels/.rels", SMALL, |tag| {
            if tag.local_name().as_ref() == "Relationship"
                && attribute(tag, "Type")?.is_some_and(|kind| kind.ends_with("/relationships/officeDocument"))
                && let Some(found) = attribute(tag, "Target")?
            {
                target = found;
            }
            Ok(())
        })?;
        let target = target.strip_prefix('/').unwrap_or(&target);
        let (folder, workbook) = target.rfind('/').map_or(("", target), |at| target.split_at(at + 1));
        let mut strings = 0;
        self.each_start(&format!("{folder}sharedStrings.xml"), STRINGS, |tag| match tag.local_name().as_ref() {
            "si" => {
                strings += 1;
                if strings > SHARED { Err(too_large()) } else { Ok(()) }
            }
            // Room is made for as many as it says.
            "sst" => match attribute(tag, "uniqueCount")?.map(|count| count.trim().parse::<u64>()) {
                Some(Ok(count)) if count > SHARED => Err(too_large()),
                Some(Err(_)) => Err(damaged()),
                _ => Ok(()),
            },
            _ => Ok(()),
        })?;
        let mut formats = Formats::default();
        self.each_start(&format!("{folder}styles.xml"), STYLES, |tag| formats.take(tag))?;
        self.formats = Rc::new(formats);
        self.each_start(&format!("{folder}theme/theme1.xml"), SMALL, |_| Ok(()))?;
        let mut targets: HashMap<String, String> = HashMap::new();
        self.each_start(&format!("{folder}_rels/{workbook}.rels"), SMALL, |tag| {
            if tag.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (attribute(tag, "Id")?, attribute(tag, "Target")?)
            {
                let is_worksheet = attribute(tag, "Type")?.is_some_and(|kind| kind.ends_with("/worksheet"));
                targets.insert(id, if is_worksheet { target } else { String::new() });
            }
            Ok(())
        })?;
        let mut listed: Vec<Listed> = Vec::new();
        self.each_start(&format!("{folder}{workbook}"), SMALL, |tag| {
            if tag.local_name().as_ref() != "sheet" {
                return Ok(());
            }
            let name = attribute(tag, "name")?.ok_or_else(damaged)?;
            let id = attribute_called(tag, |key| key == "id" || key.ends_with(":id"))?.ok_or_else(damaged)?;
            let is_visible = attribute(tag, "state")?.is_none_or(|state| state == "visible");
            // Charts and dialogs have no rows.
            if let Some(target) = targets.get(&id).filter(|target| !target.is_empty()) {
                let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
                listed.push(Listed { name, is_visible, path });
            }
            Ok(())
        })?;
        let names: HashSet<&str> = listed.iter().map(|one| one.name.as_str()).collect();
        if names.len() < listed.len() { Err(damaged()) } else { Ok(listed) }
    }

    fn each_start(
        &mut self,
        path: &str,
        bounds: Bounds,
        mut each: impl FnMut(&BytesStart<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.each_event(path, bounds, |event| match event {
            Event::Start(tag) | Event::Empty(tag) => each(tag),
            _ => Ok(()),
        })
    }

    /// Looks at a worksheet, an event after the other.
    ///
    /// # Errors
    /// As [`Package::worksheets`], and what `each` refuses.
    pub(super) fn each_event_of(
        &mut self,
        worksheet: &Listed,
        each: impl FnMut(&Event<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.each_event(&worksheet.path, WORKSHEET, each)
    }

    fn each_event(
        &mut self,
        path: &str,
        bounds: Bounds,
        mut each: impl FnMut(&Event<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Some(name) = self.names.get(&path.to_ascii_lowercase()) else { return Ok(()) };
        let file = self.zip.by_name(name).map_err(|_| damaged())?;
        let whole = self.left.min(bounds.bytes);
        let metered = Metered { inner: BufReader::new(file), whole, token: TOKEN };
        let mut part = quick_xml::Reader::from_reader(metered);
        let (mut buffer, mut depth, mut elements, mut unit) = (Vec::new(), 0_usize, 0_u64, None);
        loop {
            buffer.clear();
            part.get_mut().token = TOKEN;
            let event = part.read_event_into(&mut buffer);
            match &event {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    elements += 1;
                    if matches!(tag.local_name().as_ref(), "c" | "si") {
                        unit = Some((depth, part.buffer_position()));
                    }
                }
                Ok(Event::End(_)) => {
                    if unit.is_some_and(|(at, _)| at == depth) {
                        unit = None;
                    }
                    depth = depth.saturating_sub(1);
                }
                Ok(Event::Empty(_)) => elements += 1,
                // It may name entities that grow, or files elsewhere.
                Ok(Event::DocType(_)) => return Err(damaged()),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) if part.get_mut().is_spent() => return Err(too_large()),
                Err(_) => return Err(damaged()),
            }
            let is_long = unit.is_some_and(|(_, start)| part.buffer_position() - start > TOKEN);
            if is_long || elements > bounds.elements {
                return Err(too_large());
            }
            if depth > DEPTH {
                return Err(damaged());
            }
            each(&event.map_err(|_| damaged())?)?;
        }
        self.left -= whole - part.get_mut().whole;
        Ok(())
    }
}

/// What an archive is that is no workbook of Excel.
fn foreign(bytes: &[u8], names: &HashMap<String, String>) -> Option<ForeignKind> {
    let has = |name: &str| names.contains_key(name);
    let ends = |end: &str| names.keys().any(|name| name.ends_with(end));
    // OpenDocument says what it is at the very start, or should.
    let head = &bytes[..bytes.len().min(120)];
    let is_open = memchr::memmem::find(head, b"application/vnd.oasis.opendocument").is_some();
    if has("xl/workbook.bin") {
        Some(ForeignKind::BinaryWorkbook)
    } else if is_open || has("content.xml") && has("meta-inf/manifest.xml") {
        Some(ForeignKind::OpenDocument)
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
        Some(ForeignKind::Document)
    } else if ends(".iwa") || has("index.zip") {
        Some(ForeignKind::Numbers)
    } else {
        (!has("[content_types].xml") || !has("_rels/.rels")).then_some(ForeignKind::Zip)
    }
}

/// A part of which no more is read than is allowed.
pub(super) struct Metered<R> {
    inner: R,
    /// What is left of the part, and of what is read at once, in bytes.
    whole: u64,
    token: u64,
}

impl<R> Metered<R> {
    fn is_spent(&self) -> bool {
        self.whole == 0 || self.token == 0
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = self.fill_buf()?;
        let read = filled.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_spent() { Err(io::Error::from(io::ErrorKind::FileTooLarge)) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let read = amount as u64;
        self.whole = self.whole.saturating_sub(read);
        self.token = self.token.saturating_sub(read);
        self.inner.consume(amount);
    }
}
