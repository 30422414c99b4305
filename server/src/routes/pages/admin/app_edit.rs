//! `/admin/apps/{id}/edit`: everything about an application that is not an act of its own. It may change where people
//! are sent, so it asks for the password.

use app::admin::{AdminAppEditView, AdminAppForm, AdminNotice};
use app::{AppField, Mistake, PasswordAsk};
use axum::extract::Path;
use axum::response::Response;
use oauth::context::SystemEntropy;
use oauth::model::{Client, TokenFormat};
use oauth::registration::{Changes, ClientChanges, Registrar, change};
use oauth::request::Params;
use oauth::types::GrantType;
use time::Duration;

use super::apps::{client, names, replace};
use super::done;
use super::gate::{Admin, AdminForm};
use super::lines::app_href;
use crate::config::{duration, lasting};
use crate::error::PageError;
use crate::render::{Viewer, unprocessable};
use crate::routes::pages::developer::mistake;

/// What is wrong with the form: rules that are broken, and lifetimes that are no time at all.
#[derive(Default)]
struct Wrong {
    mistakes: Vec<Mistake>,
    unreadable: Vec<AppField>,
}

pub async fn get(admin: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = client(&admin.viewer, &id).await?;
    let view = view(&admin.viewer, &client, as_it_is(&client)).await?;
    admin.viewer.page(view).await
}

pub async fn post(Path(id): Path<String>, AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let seen = client(viewer, &id).await?;
    let form = typed(&fields);
    let href = app_href(&seen.id);
    let (wrong, password) = match judge(viewer, &seen, &form).await? {
        Err(wrong) => (wrong, PasswordAsk::Ask),
        // Not before the rest is right: nobody types a password twice for a mistake elsewhere.
        Ok(after) => match admin.lacks_password(&fields).await? {
            Some(password) => (Wrong::default(), password),
            None => {
                let saved = save(viewer, &seen, &after).await?;
                let notice = if saved { AdminNotice::SAVED } else { AdminNotice::CHANGED_MEANWHILE };
                return done(viewer, notice, &href).await;
            }
        },
    };
    let Wrong { mistakes, unreadable } = wrong;
    let view = AdminAppEditView { mistakes, unreadable, password, ..view(viewer, &seen, form).await? };
    Ok(unprocessable(admin.again(view, &format!("{href}/edit"), password).await?))
}

/// The record as it would be, or what is wrong.
async fn judge(viewer: &Viewer, seen: &Client, form: &AdminAppForm) -> Result<Result<Client, Wrong>, PageError> {
    let scopes = viewer.store().scopes().await?;
    let registrar = Registrar { now: viewer.state.now(), entropy: &SystemEntropy, scopes: &scopes };
    let (changes, mut wrong) = changes(seen, form);
    Ok(match change(&registrar, seen, &changes) {
        Ok(client) if wrong.mistakes.is_empty() && wrong.unreadable.is_empty() => Ok(client),
        Ok(_) => Err(wrong),
        Err(problems) => {
            wrong.mistakes.extend(problems.iter().map(mistake));
            Err(wrong)
        }
    })
}

/// `false` when somebody changed it while the password was checked: its developer may have given it another secret.
async fn save(viewer: &Viewer, before: &Client, after: &Client) -> Result<bool, PageError> {
    let transaction = viewer.state.database().begin().await?;
    let saved = replace(viewer, &*transaction, before, after).await?;
    transaction.commit().await?;
    Ok(saved)
}

async fn view(viewer: &Viewer, client: &Client, form: AdminAppForm) -> Result<AdminAppEditView, PageError> {
    let scopes = viewer.store().scopes().await?;
    Ok(AdminAppEditView {
        id: client.id.to_string(),
        app_name: client.name.clone(),
        form,
        grant_types: GrantType::ALL.iter().map(ToString::to_string).collect(),
        scopes: scopes.iter().map(|entry| entry.name.to_string()).collect(),
        mistakes: Vec::new(),
        unreadable: Vec::new(),
        password: PasswordAsk::Ask,
    })
}

fn as_it_is(client: &Client) -> AdminAppForm {
    let lines: Vec<_> = client.redirect_uris.iter().map(ToString::to_string).collect();
    AdminAppForm {
        name: client.name.clone(),
        kind: client.kind.to_string(),
        grant_types: client.grant_types.iter().map(ToString::to_string).collect(),
        scopes: names(&client.scope),
        default_scopes: names(&client.default_scope),
        redirect_uris: lines.join("\n"),
        failure_redirect_uri: client.failure_redirect_uri.as_ref().map(ToString::to_string).unwrap_or_default(),
        requires_pkce: client.needs_pkce(),
        token_format: client.token_format.to_string(),
        access_lifetime: lasting(client.access_token_lifetime),
        refresh_lifetime: client.refresh_token_lifetime.map(lasting).unwrap_or_default(),
        site_url: client.site_url.clone().unwrap_or_default(),
        description: client.description.clone().unwrap_or_default(),
    }
}

fn typed(fields: &Params) -> AdminAppForm {
    let text = |field: AppField| fields.get(field.as_str()).unwrap_or_default().trim().to_owned();
    let all = |field: AppField| fields.all(field.as_str()).map(str::to_owned).collect();
    AdminAppForm {
        name: text(AppField::Name),
        kind: text(AppField::Kind),
        grant_types: all(AppField::GrantTypes),
        scopes: all(AppField::Scopes),
        default_scopes: all(AppField::DefaultScopes),
        redirect_uris: text(AppField::RedirectUris),
        failure_redirect_uri: text(AppField::FailureRedirectUri),
        requires_pkce: fields.get(AppField::Pkce.as_str()).is_some(),
        token_format: fields.get("token_format").unwrap_or_default().to_owned(),
        access_lifetime: text(AppField::AccessTokenLifetime),
        refresh_lifetime: text(AppField::RefreshTokenLifetime),
        site_url: text(AppField::SiteUrl),
        description: text(AppField::Description),
    }
}

/// What the form makes different, and what of it cannot be read.
fn changes(before: &Client, form: &AdminAppForm) -> (ClientChanges, Wrong) {
    let mut wrong = Wrong::default();
    let kind = form.kind.parse().map_err(|_| wrong.mistakes.push(Mistake::Kind)).ok();
    let mut lifetime = |text: &str, field| -> Option<Duration> {
        let time = duration(text);
        if time.is_none() {
            wrong.unreadable.push(field);
        }
        time
    };
    let access_token_lifetime = lifetime(&form.access_lifetime, AppField::AccessTokenLifetime);
    let refresh_token_lifetime = match form.refresh_lifetime.as_str() {
        "" => Some(None),
        text => lifetime(text, AppField::RefreshTokenLifetime).map(Some),
    };
    let lines: Vec<_> = form.redirect_uris.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines: Vec<_> = lines.into_iter().map(str::to_owned).collect();
    let changes = ClientChanges {
        name: Some(form.name.clone()),
        kind,
        grant_types: difference(before.grant_types.iter().map(ToString::to_string).collect(), &form.grant_types),
        scopes: difference(names(&before.scope), &form.scopes),
        default_scopes: Some(form.default_scopes.clone()),
        redirect_uris: difference(before.redirect_uris.iter().map(ToString::to_string).collect(), &lines),
        failure_redirect_uri: Some(form.failure_redirect_uri.clone()),
        // What is not among the words is not on the form: whoever sends it changes nothing by it.
        token_format: form.token_format.parse::<TokenFormat>().ok(),
        require_pkce: Some(form.requires_pkce),
        access_token_lifetime,
        refresh_token_lifetime,
        site_url: Some(form.site_url.clone()),
        description: Some(form.description.clone()),
        ..ClientChanges::default()
    };
    (changes, wrong)
}

fn difference(before: Vec<String>, after: &[String]) -> Changes {
    Changes {
        add: after.iter().filter(|value| !before.contains(value)).cloned().collect(),
        remove: before.into_iter().filter(|value| !after.contains(value)).collect(),
    }
}
