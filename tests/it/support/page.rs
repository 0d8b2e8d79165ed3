//! A page as a person or a screen reader finds their way through it.

use scraper::{ElementRef, Html, Selector};

pub struct Page {
    html: Html,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    pub fn new(body: &str) -> Self {
        Self { html: Html::parse_document(body) }
    }

    pub fn select(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&selector(css)).collect()
    }

    /// All that can be read.
    pub fn text(&self) -> String {
        self.select("body").into_iter().map(words).collect()
    }

    pub fn texts(&self, css: &str) -> Vec<String> {
        self.select(css).into_iter().map(words).collect()
    }

    pub fn heading(&self) -> String {
        self.texts("h1").join(" | ")
    }

    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// What was done.
    pub fn status(&self) -> String {
        self.texts("[role=status]").join(" ").trim().to_owned()
    }

    /// What failed.
    pub fn alert(&self) -> String {
        self.texts("[role=alert]").join(" ")
    }

    /// The value of an attribute of the first element found.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.select(css).first()?.attr(name).map(str::to_owned)
    }

    /// The value in a field.
    pub fn value(&self, field: &str) -> String {
        self.attribute(&format!("[name='{field}']"), "value").unwrap_or_default()
    }

    /// The reason at a field.
    pub fn reason(&self, field: &str) -> String {
        self.texts(&format!("[id='{field}-reason']")).join(" ")
    }

    /// Where the link with this text leads.
    pub fn link(&self, text: &str) -> String {
        let link = self.select("a").into_iter().find(|link| words(*link) == text);
        link.and_then(|link| link.attr("href").map(str::to_owned)).unwrap_or_else(|| panic!("no link {text}"))
    }

    /// The rows of the first table, cell by cell.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let cells = selector("th, td");
        self.select("tbody tr").into_iter().map(|row| row.select(&cells).map(words).collect()).collect()
    }
}
