//! The own page: name, language, time zone, sessions; and the own password.

mod columns;
mod password;

pub use self::columns::{columns, put_columns};
pub use self::password::{change, edit};

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::conflict::ConflictNotice;
use super::error::{Result, on_form, status};
use super::form::{Fields, Form};
use super::page::{Reasons, Section, Shell, see_other_saying};
use super::request_context::{Allowed, SignedIn, id};
use super::sessions::{Row, rows};
use super::{language_choice, paths};
use crate::actions;
use crate::actions::sessions::{self, Which};
use crate::actions::staff::{self, Profile};
use crate::domain::id::SessionId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::staff::{StaffName, time_zone};
use crate::words::Language;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfileFields {
    name: String,
    language: String,
    time_zone: String,
    version: i64,
}

impl Fields for ProfileFields {
    const LIMIT: usize = 16 * 1024;
}

impl ProfileFields {
    /// Name, language and time zone; every reason at once.
    fn parse(&self) -> std::result::Result<Profile, Refused> {
        let mut refused = Refused::default();
        let name = refused.take("name", StaffName::parse(&self.name));
        let language = match self.language.as_str() {
            "" => Some(None),
            code => {
                let known = Language::from_code(code).ok_or(Refusal::Input(InputRefusal::Choose));
                refused.take("language", known).map(Some)
            }
        };
        let zone = refused.take("time_zone", time_zone(&self.time_zone));
        let (Some(name), Some(language), Some(time_zone)) = (name, language, zone) else { return Err(refused) };
        Ok(Profile { name, language, time_zone })
    }
}

#[derive(Template)]
#[template(path = "profile/show.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: ProfileFields,
    email: String,
    sees_customers: bool,
    role: &'static str,
    /// The installation's time zone.
    zone: &'static str,
    zones: Vec<&'static str>,
    sessions: Vec<Row>,
    now: String,
}

impl Page {
    fn has_others(&self) -> bool {
        self.sessions.len() > 1
    }
}

/// GET /profile
pub async fn show(visit: Allowed<SignedIn>) -> Result {
    let page = page(&visit, None, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

async fn page(visit: &Allowed<SignedIn>, typed: Option<ProfileFields>, refused: &Refused) -> Result<Page> {
    let staff = &visit.staff;
    let sessions = sessions::of(&visit.actor(), staff.id).await?;
    let saved = ProfileFields {
        name: staff.name.clone(),
        language: staff.language.clone().unwrap_or_default(),
        time_zone: staff.time_zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        version: staff.version,
    };
    Ok(Page {
        shell: Shell::new(visit, Section::Profile),
        reasons: Reasons::new(&visit.words, refused),
        conflict: None,
        fields: typed.unwrap_or(saved),
        sees_customers: visit.may(Permission::SeeCustomers),
        email: staff.email.as_str().to_owned(),
        role: staff.role.name(),
        zone: visit.app.zone.name(),
        zones: chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect(),
        sessions: rows(visit, &sessions),
        now: visit.words.time_and_zone(&visit.now),
    })
}

/// POST /profile
pub async fn update(visit: Allowed<SignedIn>, form: Form<ProfileFields>) -> Result {
    let Form { fields, sent } = form;
    let updated = async {
        let profile = fields.parse()?;
        staff::update_profile(&visit.actor(), &profile, fields.version, &sent).await?;
        Ok(profile.language)
    };
    match on_form(updated.await) {
        Ok(language) => {
            let mut answer = see_other_saying(&visit, paths::PROFILE, &Message::new("flash-profile-saved"));
            match language {
                Some(language) => language_choice::remember(&visit.app, visit.door, &mut answer, language)?,
                // What was chosen in this browser goes with it.
                None if visit.staff.language.is_some() => language_choice::forget(&visit.app, visit.door, &mut answer)?,
                None => {}
            }
            Ok(answer)
        }
        Err(actions::Error::Refused(refused)) => {
            let page = page(&visit, Some(fields), &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => {
            let told = ConflictNotice::new(&visit.words, &conflict, &[("name", fields.name.clone())]);
            let now = page(&visit, None, &Refused::default()).await?;
            let fields = ProfileFields { version: now.fields.version, ..fields };
            let page = Page { conflict: Some(told), fields, ..now };
            page.shell.render(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// POST /profile/sessions/end
pub async fn end_other_sessions(visit: Allowed<SignedIn>) -> Result {
    // A session without an id is none that a browser could have by now; all are ended then.
    let which = visit.session.map_or(Which::All, Which::Others);
    end(&visit, which).await
}

/// POST /profile/sessions/{session}/end
pub async fn end_session(visit: Allowed<SignedIn>, path: Path<String>) -> Result {
    end(&visit, Which::One(id::<SessionId>(&path)?)).await
}

async fn end(visit: &Allowed<SignedIn>, which: Which) -> Result {
    let ended = sessions::end(&visit.actor(), visit.staff.id, which).await?;
    let message = Message::new("flash-sessions-ended").number("count", ended);
    Ok(see_other_saying(visit, paths::PROFILE, &message))
}
