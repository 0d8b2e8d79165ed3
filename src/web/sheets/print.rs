//! A confirmation on paper: slips for its users, one or four on a sheet of paper, or a list for who hands them out.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::lines::{Line, MOST, lines};
use crate::actions::sheets::{self as action, Reading};
use crate::actions::{hand_over, links};
use crate::domain::id::SheetId;
use crate::domain::length;
use crate::web::error::{Problem, Result};
use crate::web::hand_over_words::contact_language;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::qr::{Picture, picture};
use crate::web::request_context::{Scoped, SeeCustomers, id};
use crate::words::{Language, Words};

/// Slips that one sheet of paper takes by choice.
const MANY: usize = 4;

/// Licenses that a slip names: more would push it over its sheet of paper.
const LICENSES: usize = 12;

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    One,
    Four,
    List,
}

impl Layout {
    fn of(text: &str) -> Option<Self> {
        match text {
            "" | "one" => Some(Self::One),
            "four" => Some(Self::Four),
            "list" => Some(Self::List),
            _ => None,
        }
    }
}

/// How it is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    layout: String,
    /// That of all slips; without one, each is in the language of its user's location.
    language: String,
}

/// One slip, in the language of who gets it.
struct Slip {
    line: Line,
    w: Words,
    until: String,
    code: Option<Picture>,
    /// Whoever opens the link is asked for a code that is told.
    asks_code: bool,
    licenses: String,
}

/// The first licenses by name, and how many more there are.
fn licenses(w: &Words, names: &[String]) -> String {
    let (first, more) = names.split_at(names.len().min(LICENSES));
    let first = first.join(", ");
    if more.is_empty() { first } else { format!("{first}, {}", w.count("slip-more-licenses", length(more.len()))) }
}

#[derive(Template)]
#[template(path = "sheets/print.html")]
struct Slips {
    shell: Shell,
    layout: Layout,
    language: String,
    /// The language of a list.
    list: Words,
    /// As many together as stand on a sheet of paper.
    papers: Vec<Vec<Slip>>,
    company: String,
    sign_in: String,
    /// Where another layout is asked for.
    path: String,
    back: String,
}

impl Slips {
    fn is(&self, layout: &str) -> bool {
        Layout::of(layout) == Some(self.layout)
    }
}

/// GET /customers/{customer}/sheets/{sheet}/print
pub async fn print(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, wish: Query<Wish>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let layout = Layout::of(&wish.layout).ok_or(Problem::BadAddress)?;
    let chosen = match wish.language.as_str() {
        "" => None,
        code => Some(Language::from_code(code).ok_or(Problem::BadAddress)?),
    };
    let by = scope.actor();
    let view = action::read(&by, scope.customer.id, sheet, (0, MOST), Reading::Printed).await?;
    let links = links::of_view(&by, &view).await?;
    let slip = |line: Line| {
        let location = line.row.location.as_deref().unwrap_or_default();
        let w = Words::new(chosen.unwrap_or_else(|| Language::of_country(location)), scope.words.zone);
        let until = line.row.expires_at.map(|at| w.time_and_zone(&at)).unwrap_or_default();
        let address = line.link.as_ref().and_then(|link| link.address.as_deref());
        let code = address.filter(|_| layout != Layout::List).and_then(picture);
        let asks_code = line.link.as_ref().is_some_and(|link| link.code.is_some());
        Slip { code, asks_code, until, licenses: licenses(&w, &line.licenses), w, line }
    };
    // Whoever gets it is the customer's contact.
    let list = Words::new(chosen.unwrap_or_else(|| contact_language(&scope.customer.account)), scope.words.zone);
    let mut slips = lines(&scope, view, links).await?.into_iter().map(slip);
    let each = match layout {
        Layout::One => 1,
        Layout::Four => MANY,
        Layout::List => usize::MAX,
    };
    let mut papers = Vec::new();
    loop {
        let paper: Vec<Slip> = slips.by_ref().take(each).collect();
        if paper.is_empty() {
            break;
        }
        papers.push(paper);
    }
    let page = Slips {
        list,
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        layout,
        language: wish.into_inner().language,
        papers,
        company: scope.customer.account.company_name.clone(),
        sign_in: hand_over::address(&scope.app).await?,
        path: paths::sheet_slips(scope.customer.id, sheet),
        back: paths::sheet(scope.customer.id, sheet),
    };
    page.shell.render(StatusCode::OK, &page)
}
