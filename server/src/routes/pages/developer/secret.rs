//! `/developer/apps/{id}/secret`: another secret, while the old one goes on working as long as the developer says.

use app::{AppAct, AppNotice, AppSecret, ConfirmView, NewSecretView, OldSecretChoice, PasswordAsk, Problem};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{AuditEvent, Client, ClientAuthentication, User};
use oauth::registration::{OldSecret, end_old_secrets, replace_secret};
use time::{Duration, OffsetDateTime};

use super::overview::secrets;
use super::{Portal, done, href, replace_client, secret_of};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::render::{Viewer, see_other, unprocessable};

pub async fn ask(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let (client, secret) = confidential(&viewer, &user, &id).await?;
    viewer.page(question(client, secret, false)).await
}

pub async fn replace(Path(id): Path<String>, form: SignedInForm) -> Result<Response, PageError> {
    let SignedInForm { viewer, user, fields } = form;
    let (before, secret) = confidential(&viewer, &user, &id).await?;
    if fields.get("newest") != newest(&before).as_deref() {
        // The form was sent before: a second secret would be the end of the one that is in use.
        return done(&viewer, &before, AppNotice::ChangedMeanwhile).await;
    }
    let chosen = OldSecretChoice::ALL.into_iter().find(|choice| fields.get("old") == Some(choice.as_str()));
    let Some(chosen) = chosen else {
        let viewer = viewer.at(&href(&before, "/secret"));
        return viewer.page(question(before, secret, true)).await.map(unprocessable);
    };
    let replaced = replace_secret(&before, &SystemEntropy, old_secret(chosen, viewer.state.now()));
    let Some((client, secret)) = replaced.ok().and_then(|new| Some((new.client, new.secret?))) else {
        return Err(not_found());
    };
    if !replace_client(&viewer, &before, &client, (AuditEvent::ClientSecretRotated, chosen.as_str())).await? {
        return done(&viewer, &client, AppNotice::ChangedMeanwhile).await;
    }
    viewer.show_once(&secret_of(&client), &secret).await?;
    done(&viewer, &client, AppNotice::Rotated).await
}

pub async fn ask_end(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let (client, secret) = confidential(&viewer, &user, &id).await?;
    if secret == AppSecret::One {
        return Ok(see_other(&href(&client, "")));
    }
    let view = ConfirmView {
        action: href(&client, "/secret/end"),
        hidden: Vec::new(),
        cancel_href: href(&client, ""),
        act: AppAct::EndOldSecret { app: client.name },
        password: PasswordAsk::No,
    };
    viewer.page(view).await
}

pub async fn end(
    Path(id): Path<String>,
    SignedInForm { viewer, user, .. }: SignedInForm,
) -> Result<Response, PageError> {
    let (client, _) = confidential(&viewer, &user, &id).await?;
    let event = (AuditEvent::ClientSecretRotated, "old secret ended");
    let ended = replace_client(&viewer, &client, &end_old_secrets(&client), event).await?;
    done(&viewer, &client, if ended { AppNotice::OldSecretEnded } else { AppNotice::ChangedMeanwhile }).await
}

/// An application of theirs that has secrets.
async fn confidential(viewer: &Viewer, user: &User, id: &str) -> Result<(Client, AppSecret), PageError> {
    let client = Portal { viewer, user }.client(id).await?;
    let secret = secrets(&client, viewer.state.now()).ok_or_else(not_found)?;
    Ok((client, secret))
}

fn not_found() -> PageError {
    PageError::new(StatusCode::NOT_FOUND, Problem::NotFound)
}

fn question(client: Client, secret: AppSecret, nothing_chosen: bool) -> NewSecretView {
    let older = match secret {
        AppSecret::One => None,
        AppSecret::Two { old_ends } => Some(old_ends),
    };
    let newest = newest(&client).unwrap_or_default();
    NewSecretView { id: client.id.to_string(), name: client.name, newest, older, nothing_chosen }
}

/// What names the newest secret, and opens nothing.
fn newest(client: &Client) -> Option<String> {
    let ClientAuthentication::Confidential { secrets } = &client.authentication else { return None };
    secrets.first().map(|secret| secret.hash.as_str().chars().take(16).collect())
}

fn old_secret(choice: OldSecretChoice, now: OffsetDateTime) -> OldSecret {
    match choice {
        OldSecretChoice::Day => OldSecret::EndsAt(now + Duration::DAY),
        OldSecretChoice::Week => OldSecret::EndsAt(now + Duration::WEEK),
        OldSecretChoice::Now => OldSecret::EndsNow,
    }
}
