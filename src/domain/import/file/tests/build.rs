//! Workbooks as tests need them: well-made ones, and such as no program writes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a workbook, by their paths.
#[derive(Clone)]
pub(super) struct Workbook(pub(super) Vec<(String, Vec<u8>)>);

impl Workbook {
    /// Worksheets with their states, each with what stands in it.
    pub(super) fn of(worksheets: &[(&str, &str, &str)]) -> Self {
        let (mut sheets, mut relations) = (String::new(), String::new());
        for (number, (name, state, _)) in (1..).zip(worksheets) {
            write!(sheets, "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"r{number}\"/>")
                .unwrap();
            let target = format!("worksheets/sheet{number}.xml");
            let kind = format!("{RELATIONS}/worksheet");
            write!(relations, "<Relationship Id=\"r{number}\" Type=\"{kind}\" Target=\"{target}\"/>").unwrap();
        }
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), format!("{HEAD}<Types/>")),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!("{HEAD}<workbook xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>"),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!("{HEAD}<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
            ),
        ];
        for (number, (_, _, content)) in (1..).zip(worksheets) {
            let part = format!("{HEAD}<worksheet>{content}</worksheet>");
            parts.push((format!("xl/worksheets/sheet{number}.xml"), part));
        }
        Self(parts.into_iter().map(|(path, part)| (path, part.into_bytes())).collect())
    }

    /// One worksheet with these rows.
    pub(super) fn rows(rows: &str) -> Self {
        Self::of(&[("Users", "visible", &format!("<sheetData>{rows}</sheetData>"))])
    }

    pub(super) fn with(mut self, path: &str, part: impl Into<Vec<u8>>) -> Self {
        self.0.retain(|(other, _)| other != path);
        self.0.push((path.to_owned(), part.into()));
        self
    }

    /// With texts that cells share.
    pub(super) fn sharing(self, texts: &str) -> Self {
        self.with("xl/sharedStrings.xml", format!("{HEAD}<sst>{texts}</sst>"))
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, part) in &self.0 {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(path.as_str(), options).unwrap();
            zip.write_all(part).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A row of texts that stand in the cells themselves.
pub(super) fn row(number: u32, cells: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
}

/// The first row of most.
pub(super) fn headers() -> String {
    row(1, &["First name", "Last name", "Email"])
}
