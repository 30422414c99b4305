//! `/admin/apps/{id}/secret`: what making another secret leads to, and the only page that ever shows it.

use app::admin::{AdminNotice, AdminSecretView, ShownOnce};
use axum::extract::Path;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{Client, ClientAuthentication};
use oauth::registration::{OldSecret, replace_secret};
use time::{Duration, OffsetDateTime};

use super::apps::{client, replace};
use super::gate::Admin;
use super::lines::app_href;
use super::{done, not_found};
use crate::error::PageError;
use crate::render::{Viewer, see_other};

/// How long the secret that is replaced works on.
const OVERLAP: Duration = Duration::days(1);

/// The name under which a secret travels to its page.
fn secret_of(client: &Client) -> String {
    format!("admin secret {}", client.id)
}

/// Makes it. Sent twice at once, the form makes one.
pub async fn rotate_secret(viewer: &Viewer, seen: &Client) -> Result<Response, PageError> {
    let href = app_href(&seen.id);
    let replaced = replace_secret(seen, &SystemEntropy, OldSecret::EndsAt(viewer.state.now() + OVERLAP));
    let Some((after, secret)) = replaced.ok().and_then(|new| Some((new.client, new.secret?))) else {
        return Err(not_found());
    };
    let transaction = viewer.state.database().begin().await?;
    if !replace(viewer, &*transaction, seen, &after).await? {
        drop(transaction);
        return done(viewer, AdminNotice::CHANGED_MEANWHILE, &href).await;
    }
    transaction.commit().await?;
    viewer.show_once(&secret_of(seen), &secret).await?;
    Ok(see_other(&format!("{href}/secret")))
}

/// Shows it, once.
pub async fn show(Admin { viewer, .. }: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = client(&viewer, &id).await?;
    let back_href = app_href(&client.id);
    let Some(secret) = viewer.shown_once(&secret_of(&client)).await? else { return Ok(see_other(&back_href)) };
    let view = AdminSecretView {
        what: ShownOnce::ClientSecret { old_until: old_until(&client, viewer.state.now()) },
        app_name: client.name,
        secret: secret.expose().to_owned(),
        back_href,
    };
    viewer.page(view).await
}

fn old_until(client: &Client, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let ClientAuthentication::Confidential { secrets } = &client.authentication else { return None };
    secrets.iter().skip(1).find(|secret| secret.counts(now))?.expires_at
}
