//! `/oauth/device`: a person types or confirms the code their device shows (RFC 8628 §3.3).

use app::{
    ActionLabel, Asked, CodeProblem, DeviceConfirmView, DeviceDoneView, DeviceEntryView, DeviceOutcome, Problem,
};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::device::{self, Decision};
use oauth::model::{Client, DeviceAuthorization};
use oauth::throttle::{Attempt, Policy, ThrottleKey};
use oauth::types::{Scope, UserCode};

use crate::address::ClientAddress;
use crate::clock::whole_seconds;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::Onward;
use crate::render::{Viewer, person, see_other};
use crate::user_agent;
use crate::views::{app_identity, scope_lines};

/// Without a code, the field to type it; with one, the question. Looking never approves.
pub async fn get(viewer: Viewer, address: ClientAddress, Query(params): Query) -> Result<Response, PageError> {
    let typed = params.get("user_code");
    let onward = Onward::Device { user_code: typed.map(str::to_owned) };
    let Some(user) = &viewer.user else { return Ok(see_other(&onward.login_href())) };
    let Some(typed) = typed else { return entry(&viewer, "", None).await };
    let Ok(code) = typed.parse::<UserCode>() else {
        return entry(&viewer, typed, Some(CodeProblem::Malformed)).await;
    };
    let (device, client) = match find(&viewer, address, &code).await? {
        Found::Waiting(device, client) => (device, client),
        Found::Unknown => return entry(&viewer, typed, Some(CodeProblem::Unknown)).await,
        Found::TooManyTries { wait_seconds } => {
            return entry(&viewer, typed, Some(CodeProblem::TooManyTries { wait_seconds })).await;
        }
    };
    let entries = viewer.state.store().scopes().await?;
    let view = DeviceConfirmView {
        user_code: code.to_string(),
        app: app_identity(&client, None),
        scopes: scope_lines(&entries, &device.scope, &Scope::default(), viewer.locale),
        asked: Asked {
            user_agent: device.asked_from.user_agent.as_deref().map(user_agent::summary),
            address: device.asked_from.address.clone(),
            seconds_ago: (viewer.state.now() - device.created_at).whole_seconds(),
        },
        person: person(user),
        switch_account: onward.carry(),
    };
    viewer.page(view).await
}

/// A typed code. It is looked up by [`get`], so that there is one place that counts guesses.
pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let typed = fields.get("user_code").unwrap_or_default();
    match typed.parse::<UserCode>() {
        Ok(code) => Ok(see_other(&Onward::Device { user_code: Some(code.to_string()) }.href())),
        Err(_) => entry(&viewer.at("/oauth/device"), typed, Some(CodeProblem::Malformed)).await,
    }
}

/// The person's answer.
pub async fn confirm(address: ClientAddress, PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let typed = fields.get("user_code").unwrap_or_default();
    let onward = Onward::Device { user_code: Some(typed.to_owned()) };
    let Some(user) = &viewer.user else { return Ok(see_other(&onward.login_href())) };
    let (decision, outcome) = match fields.get("decision") {
        Some("connect") => (Decision::Connect, DeviceOutcome::Connected),
        Some("refuse") => (Decision::Refuse, DeviceOutcome::Refused),
        _ => return Ok(see_other(&onward.href())),
    };
    let Ok(code) = typed.parse::<UserCode>() else { return Ok(see_other(&onward.href())) };
    let client = match find(&viewer, address, &code).await? {
        Found::Waiting(_, client) => client,
        Found::Unknown => return Err(spent()),
        Found::TooManyTries { wait_seconds } => {
            return Err(PageError::new(StatusCode::TOO_MANY_REQUESTS, Problem::TooManyTries { wait_seconds })
                .with_action(ActionLabel::TryAgain, onward.href()));
        }
    };
    let moment = viewer.state.moment();
    if !device::decide(&moment.ctx(), viewer.state.store(), &code, user.id, decision).await? {
        return Err(spent());
    }
    tracing::info!(client = %client.id, user = %user.id, ?decision, "answered a device");
    let done = serde_json::json!({ "app": client.name, "connected": outcome == DeviceOutcome::Connected });
    viewer.visitor.set_flash("device_done", done).await?;
    Ok(see_other("/oauth/device/done"))
}

/// Says what the answer did. What it says is in the session, so that no link can make it say something else.
pub async fn done(viewer: Viewer) -> Result<Response, PageError> {
    let flash = viewer.visitor.flash("device_done").await?;
    let Some(flash) = flash else { return Ok(see_other("/oauth/device")) };
    // Kept for whoever loads this page again, or in another language.
    viewer.visitor.set_flash("device_done", flash.clone()).await?;
    let outcome = if flash["connected"] == true { DeviceOutcome::Connected } else { DeviceOutcome::Refused };
    let app_name = flash["app"].as_str().unwrap_or_default().to_owned();
    viewer.page(DeviceDoneView { app_name, outcome }).await
}

enum Found {
    Waiting(Box<DeviceAuthorization>, Box<Client>),
    /// Unknown, used and expired are one answer (RFC 8628 §5.1).
    Unknown,
    TooManyTries {
        wait_seconds: u64,
    },
}

/// Looks a code up, counting the try against the session and the address until it proves right.
async fn find(viewer: &Viewer, address: ClientAddress, code: &UserCode) -> Result<Found, PageError> {
    let (store, now) = (viewer.state.store(), viewer.state.now());
    let keys = [viewer.visitor.throttle_key().await?, ThrottleKey::user_code_address(&address.throttle_key())];
    for key in &keys {
        if let Attempt::Blocked { until } = store.attempt(key, &Policy::USER_CODE, now).await? {
            let wait_seconds = whole_seconds(until - now);
            return Ok(Found::TooManyTries { wait_seconds });
        }
    }
    let Some((device, client)) = device::find(&viewer.state.moment().ctx(), store, code).await? else {
        return Ok(Found::Unknown);
    };
    for key in &keys {
        store.forgive(key).await?;
    }
    Ok(Found::Waiting(Box::new(device), Box::new(client)))
}

async fn entry(viewer: &Viewer, typed: &str, problem: Option<CodeProblem>) -> Result<Response, PageError> {
    viewer.page(DeviceEntryView { typed: typed.chars().take(40).collect(), problem }).await
}

fn spent() -> PageError {
    PageError::new(StatusCode::GONE, Problem::CodeSpent).with_action(ActionLabel::EnterCode, "/oauth/device")
}
