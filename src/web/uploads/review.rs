//! The review of an upload: what it would do, what is chosen for all rows, and what can be mended. Nothing is written
//! before *Save*.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;

use super::rows::{Choice, RowsPage, Told, at, refused_message};
use super::titles;
use super::typed::Typed;
use crate::actions::uploads::{self as action, Part};
use crate::actions::{self, licenses};
use crate::domain::directory_role::{LIMITED, Level};
use crate::domain::id::{SkuId, UploadId};
use crate::domain::import::encoding::EncodingChoice;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::upload::kept::{State, Upload};
use crate::domain::upload::{Field, Use};
use crate::domain::user_name_pattern::UserNamePattern;
use crate::web::error::Result;
use crate::web::form::Form;
use crate::web::html::Html;
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped, id};

/// Seats of one product.
struct SeatLine {
    label: String,
    needed: i64,
    available: i64,
    short: i64,
    buy_more: Option<String>,
}

/// A product that can be chosen for all rows.
struct ProductChoice {
    sku: SkuId,
    label: String,
    available: i64,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "uploads/review.html")]
struct Page {
    shell: Shell,
    upload: Upload,
    rows: RowsPage,
    parts: Vec<Choice>,
    /// Of products that have too few, and of the others.
    short: Vec<SeatLine>,
    enough: Vec<SeatLine>,
    products: Vec<ProductChoice>,
    levels: [Level; 3],
    limited: [(crate::domain::id::RoleId, &'static str); 4],
    patterns: Vec<(&'static str, &'static str, bool)>,
    location: String,
    ignored: Vec<String>,
    /// What was made of each column.
    columns: Vec<(String, String)>,
    passwords: Vec<String>,
    problem: Option<Html>,
    action: String,
    /// Where it can be read in another way, as long as its bytes are there.
    reading: Option<String>,
    refused_file: String,
    show_refused: String,
    show_ticks: String,
    show_noted: String,
    /// Whether the choices of permissions and licenses are shown at once.
    opens_choices: bool,
    removal: String,
    may_grant: bool,
    may_license: bool,
    needs_names: bool,
}

impl Page {
    fn products_enough(&self) -> i64 {
        i64::try_from(self.enough.len()).unwrap_or(i64::MAX)
    }

    fn hidden_rows(&self) -> i64 {
        i64::try_from(self.upload.facts.hidden_rows).unwrap_or(i64::MAX)
    }

    fn total_rows(&self) -> i64 {
        i64::try_from(self.upload.facts.total_rows).unwrap_or(i64::MAX)
    }

    /// What is told of how the file was read.
    fn read_as(&self) -> Option<String> {
        let w = &self.shell.w;
        let facts = &self.upload.facts;
        let encoding = EncodingChoice::from_name(facts.encoding.as_deref()?)?.label();
        let key = if facts.is_guess { "upload-read-as-guess" } else { "upload-read-as" };
        Some(w.named(key, encoding))
    }
}

/// The page of a review.
pub(super) async fn render(
    scope: &Scoped<ManageUsers>,
    upload: Upload,
    told: &Told,
    status: StatusCode,
    refused: Option<(&Refused, &Typed)>,
) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, upload.id);
    let w = &scope.words;
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let mut rows = RowsPage::of(scope, &shell, &upload, told).await?;
    if let Some((_, typed)) = refused {
        rows.fill_in(|name| typed.sent(name));
    }
    let owned = licenses::owned(&by, customer).await?;
    let may_buy = scope.may(Permission::BuySubscriptions);
    let seats = owned.iter().filter_map(|owned| {
        let seats = upload.summary.seats.get(&owned.product.sku).filter(|seats| seats.needed > 0)?;
        let short = (seats.needed - seats.available).max(0);
        let buy = (short > 0 && may_buy)
            .then(|| paths::buy_more(customer, Some(owned.product.sku), short, &paths::upload(customer, id)));
        let label = owned.product.label();
        Some(SeatLine { label, needed: seats.needed, available: seats.available, short, buy_more: buy })
    });
    let products = owned.iter().filter(|owned| owned.product.assignable).map(|owned| ProductChoice {
        sku: owned.product.sku,
        label: owned.product.label(),
        available: owned.pool.available(),
        is_ticked: upload.wishes.licenses.contains(&owned.product.sku),
    });
    let summary = &upload.summary;
    let part = |part: Part, key: &str, count: i64| Choice {
        label: w.t(key),
        path: at(customer, id, part, 0),
        count,
        is_shown: rows.part == part,
    };
    let parts = [
        part(Part::All, "upload-part-all", summary.rows),
        part(Part::Ready, "upload-part-ready", summary.ready),
        part(Part::Updates, "upload-part-updates", summary.updates),
        part(Part::Refused, "upload-part-refused", summary.refused),
        part(Part::There, "upload-part-there", summary.there),
        part(Part::Ticks, "upload-part-ticks", summary.administrators + summary.perhaps),
        part(Part::Noted, "upload-part-noted", summary.noted),
    ];
    let (short, enough): (Vec<_>, Vec<_>) = seats.partition(|line| line.short > 0);
    let wishes = &upload.wishes;
    let asks = wishes.level != Level::User.name() || !wishes.licenses.is_empty();
    let opens_choices = asks || upload.facts.column_of(Field::Licenses).is_none();
    let names = |is: &dyn Fn(&Use) -> bool| upload.facts.named(is).into_iter().map(str::to_owned).collect();
    let page = Page {
        short,
        enough,
        opens_choices,
        show_refused: at(customer, id, Part::Refused, 0),
        show_ticks: at(customer, id, Part::Ticks, 0),
        show_noted: at(customer, id, Part::Noted, 0),
        products: products.collect(),
        levels: Level::ALL,
        limited: LIMITED,
        patterns: UserNamePattern::ALL
            .into_iter()
            .map(|one| (one.name(), one.template(), upload.wishes.pattern.as_deref() == Some(one.name())))
            .collect(),
        location: upload.wishes.location.clone().unwrap_or_default(),
        ignored: names(&|used| matches!(used, Use::Unknown | Use::Known | Use::Repeated(_))),
        columns: titles::columns(w, &upload.facts),
        passwords: names(&|used| *used == Use::Password),
        problem: refused.map(|(refused, _)| shell.say(&refused_message(refused))),
        action: at(customer, id, rows.part, rows.from),
        reading: upload.facts.has_bytes.then(|| paths::upload_reading(customer, id)),
        refused_file: paths::with(&paths::upload_file(customer, id), &[("show", Part::Refused.name())]),
        removal: paths::upload_removal(customer, id),
        may_grant: scope.may(Permission::GrantRoles),
        may_license: scope.may(Permission::ManageLicenses),
        needs_names: summary.names_made > 0 || upload.facts.column_of(Field::Email).is_none(),
        parts: parts.into_iter().filter(|part| part.count > 0 || part.is_shown).collect(),
        rows,
        shell,
        upload,
    };
    page.shell.render(status, &page)
}

/// Whether an address is this page, with whatever it shows.
fn is_of(address: &str, page: &str) -> bool {
    address.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
}

/// POST /customers/{customer}/uploads/{upload}
pub async fn update(
    scope: Scoped<ManageUsers>,
    path: Path<(String, String)>,
    told: Query<Told>,
    form: Form<Typed>,
) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, id::<UploadId>(&path.1)?);
    let Form { fields, sent } = form;
    let before = action::find(&by, customer, id).await?;
    let (part, from) = told.read()?;
    if before.state != State::Review {
        return Ok(see_other(&paths::upload(customer, id)));
    }
    let change = match fields.adjustment() {
        Ok(change) => change,
        Err(refused) => {
            return render(&scope, before, &told, StatusCode::UNPROCESSABLE_ENTITY, Some((&refused, &fields))).await;
        }
    };
    let seen: i64 = fields.first("revision").parse().unwrap_or_default();
    // Nothing typed is lost where it could not be taken.
    let refuse = async |refused: &Refused, upload: Upload| {
        let upload = Upload { wishes: change.wishes.clone(), ..upload };
        render(&scope, upload, &told, StatusCode::UNPROCESSABLE_ENTITY, Some((refused, &fields))).await
    };
    let novelty = action::novelty(&by, customer, &before, &change).await?;
    let after = if novelty.is_any {
        match action::adjust(&by, customer, id, &change, seen).await {
            Ok(after) => after,
            Err(actions::Error::Refused(refused)) => {
                let now = action::find(&by, customer, id).await?;
                let is_in_review = now.state == State::Review;
                return if is_in_review {
                    refuse(&refused, now).await
                } else {
                    Ok(see_other(&paths::upload(customer, id)))
                };
            }
            Err(other) => return Err(other.into()),
        }
    } else {
        before.clone()
    };
    // Another part of the rows: of this upload, and nowhere else.
    if let Some(to) = fields.sent("go").filter(|to| is_of(to, &paths::upload(customer, id))) {
        return Ok(see_other(&format!("{to}#rows")));
    }
    if fields.first("then") != "save" {
        return Ok(see_other(&at(customer, id, part, from)));
    }
    let why = |refusal| Refused::one("", Refusal::Upload(refusal));
    if seen != before.revision {
        return refuse(&why(UploadRefusal::ChangedSince), after).await;
    }
    if after.brings_more_than(&before) {
        return refuse(&why(UploadRefusal::LookFirst), after).await;
    }
    if action::any_refused(&by, customer, id, &novelty.mended).await? {
        return refuse(&why(UploadRefusal::StillRefused), after).await;
    }
    match action::save(&by, customer, id, after.revision, &sent).await {
        Ok(()) => Ok(see_other(&paths::upload(customer, id))),
        Err(actions::Error::Refused(refused)) => {
            let now = action::find(&by, customer, id).await?;
            if now.state != State::Review {
                return Ok(see_other_saying(&scope, &paths::upload(customer, id), &refused_message(&refused)));
            }
            render(&scope, now, &told, StatusCode::UNPROCESSABLE_ENTITY, Some((&refused, &fields))).await
        }
        Err(other) => Err(other.into()),
    }
}
