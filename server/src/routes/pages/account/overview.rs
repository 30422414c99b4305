//! `/account`: name, address, language, and how much has access.

use app::{AccountNotice, AccountView, NameProblem, Profile};
use axum::http::header;
use axum::response::Response;
use oauth::model::{AuditEvent, Language, User};
use oauth::request::Params;
use oauth::types::{DisplayText, InvalidText};

use super::{apps, done, notice};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::locale;
use crate::render::{Viewer, unprocessable};

/// Characters of a name, as in the API.
const LONGEST_NAME: usize = 100;

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    let profile = Profile { firstname: user.firstname.clone(), lastname: user.lastname.clone(), ..Profile::default() };
    show(&viewer, &user, profile).await
}

/// The names.
pub async fn post(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    let (firstname, firstname_problem) = name(&fields, "firstname");
    let (lastname, lastname_problem) = name(&fields, "lastname");
    // Not everybody has two names.
    let lastname_problem = lastname_problem.filter(|problem| *problem != NameProblem::Missing);
    if firstname_problem.is_some() || lastname_problem.is_some() {
        let profile = Profile { firstname, lastname, firstname_problem, lastname_problem };
        let viewer = viewer.at("/account");
        return Ok(unprocessable(show(&viewer, &user, profile).await?));
    }
    let store = viewer.state.database().begin().await?;
    store.rename_user(user.id, Some(&firstname), Some(&lastname)).await?;
    store.record(&viewer.audit(AuditEvent::ProfileChanged).detail("name")).await?;
    store.commit().await?;
    done(&viewer, AccountNotice::ProfileSaved, "/account").await
}

/// The language of every browser they sign in with.
pub async fn language(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    // Not one of the choices: nothing was chosen.
    let language: Option<Language> = fields.get("language").and_then(|word| word.parse().ok());
    let store = viewer.state.database().begin().await?;
    store.set_language(user.id, language).await?;
    store.record(&viewer.audit(AuditEvent::ProfileChanged).detail("language")).await?;
    store.commit().await?;
    let mut response = done(&viewer, AccountNotice::LanguageSaved, "/account").await?;
    // What this browser had chosen for itself gives way to it.
    let cookie = locale::forget(viewer.state.config().issuer.is_https());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn show(viewer: &Viewer, user: &User, profile: Profile) -> Result<Response, PageError> {
    let view = AccountView {
        notice: notice(viewer).await?,
        email: user.email.to_string(),
        profile,
        language: user.language.map(locale::of_person),
        sessions: viewer.state.sessions().sessions_of(user.id).await?.len() as u64,
        apps: apps::connected(viewer, user).await?.len() as u64,
    };
    viewer.page(view).await
}

/// A name as it was typed, and what is wrong with it.
fn name(fields: &Params, field: &str) -> (String, Option<NameProblem>) {
    let typed = fields.get(field).unwrap_or_default();
    match DisplayText::parse(typed, LONGEST_NAME) {
        Ok(name) => (name.into(), None),
        Err(problem) => {
            let problem = match problem {
                InvalidText::Empty => NameProblem::Missing,
                InvalidText::TooLong => NameProblem::TooLong,
                InvalidText::Unseen => NameProblem::Unseen,
            };
            (typed.to_owned(), Some(problem))
        }
    }
}
