//! `/oauth/device`: a person types or confirms the code their device shows (RFC 8628 §3.3).

use app::{
    ActionLabel, Asked, CodeProblem, DeviceConfirmView, DeviceDoneView, DeviceEntryView, DeviceOutcome, Problem,
};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use oauth::device::{self, Decision};
use oauth::model::{Client, DeviceAuthorization, DeviceState, User};
use oauth::throttle::{Attempt, Policy, ThrottleKey};
use oauth::types::{Scope, UserCode, UserCodeHash};
use serde::{Deserialize, Serialize};

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
        app: app_identity(viewer.store(), &client, None).await?,
        scopes: scope_lines(&entries, &device.scope, &Scope::default(), viewer.locale),
        asked: Asked {
            user_agent: device.asked_from.user_agent.as_deref().and_then(user_agent::summary),
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
    let decision = match fields.get("decision") {
        Some("connect") => Decision::Connect,
        Some("refuse") => Decision::Refuse,
        _ => return Ok(see_other(&onward.href())),
    };
    let Ok(code) = typed.parse::<UserCode>() else { return Ok(see_other(&onward.href())) };
    // Said already, and known to this session: no guess to be counted.
    if Done::of(&viewer).await?.is_some_and(|done| done.is(&viewer, &code, decision)) {
        return Ok(see_other("/oauth/device/done"));
    }
    let client = match find(&viewer, address, &code).await? {
        Found::Waiting(_, client) => client,
        Found::Unknown => return once_more(&viewer, user, &code, decision).await,
        Found::TooManyTries { wait_seconds } => {
            return Err(PageError::new(StatusCode::TOO_MANY_REQUESTS, Problem::TooManyTries { wait_seconds })
                .with_action(ActionLabel::TryAgain, onward.href()));
        }
    };
    let moment = viewer.moment();
    if !device::decide(&moment.ctx(), viewer.store(), (&code, &client.id), user.id, decision).await? {
        return once_more(&viewer, user, &code, decision).await;
    }
    tracing::info!(client = %client.id, user = %user.id, ?decision, "answered a device");
    finish(&viewer, client.name, &code, decision).await
}

/// An answer to a code that waits for none. The second click of two is told what the first one did, which may not have come
/// as far as the session.
async fn once_more(viewer: &Viewer, user: &User, code: &UserCode, decision: Decision) -> Result<Response, PageError> {
    let hash = code.hash(&viewer.moment().ctx().config.pepper);
    let Some(device) = viewer.store().device(&hash).await? else { return Err(spent()) };
    let said = match device.state {
        DeviceState::Approved { user_id } if user_id == user.id => Decision::Connect,
        DeviceState::Refused => Decision::Refuse,
        _ => return Err(spent()),
    };
    if said != decision {
        return Err(spent());
    }
    let client = viewer.store().client(&device.client_id).await?.ok_or_else(spent)?;
    finish(viewer, client.name, code, decision).await
}

/// Keeps what was answered for the page that says it.
async fn finish(viewer: &Viewer, app: String, code: &UserCode, decision: Decision) -> Result<Response, PageError> {
    let user_code = code.hash(&viewer.moment().ctx().config.pepper).as_str().to_owned();
    let done = Done { app, user_code, connected: decision == Decision::Connect };
    viewer.visitor.set_flash(DONE, serde_json::json!(done)).await?;
    Ok(see_other("/oauth/device/done"))
}

/// Where the session keeps [`Done`].
const DONE: &str = "device_done";

/// What the last answer was, for the page behind it. It is in the session, so that no link can make the page say
/// something else.
#[derive(Serialize, Deserialize)]
struct Done {
    app: String,
    /// The code that was answered, as the store names it.
    user_code: String,
    connected: bool,
}

impl Done {
    async fn of(viewer: &Viewer) -> Result<Option<Self>, PageError> {
        let kept = viewer.visitor.kept(DONE).await?;
        Ok(kept.and_then(|done| serde_json::from_value(done).ok()))
    }

    fn is(&self, viewer: &Viewer, code: &UserCode, decision: Decision) -> bool {
        let hash = code.hash(&viewer.moment().ctx().config.pepper);
        self.user_code == hash.as_str() && self.connected == (decision == Decision::Connect)
    }

    /// Whether the device has come for its tokens. A request that was purged is long over.
    async fn is_fetched(&self, viewer: &Viewer) -> Result<bool, PageError> {
        let device = viewer.store().device(&UserCodeHash::from_stored(self.user_code.clone())).await?;
        Ok(device.is_none_or(|device| device.state == DeviceState::Closed))
    }
}

/// Says what the answer did.
pub async fn done(viewer: Viewer) -> Result<Response, PageError> {
    let Some(done) = Done::of(&viewer).await? else { return Ok(see_other("/oauth/device")) };
    let outcome = if !done.connected {
        DeviceOutcome::Refused
    } else if done.is_fetched(&viewer).await? {
        DeviceOutcome::Connected
    } else {
        DeviceOutcome::Allowed { state_href: "/oauth/device/state".to_owned() }
    };
    viewer.page(DeviceDoneView { app_name: done.app, outcome }).await
}

/// Tells the page whether the device this person has just allowed has its tokens.
pub async fn state(viewer: Viewer) -> Result<Response, PageError> {
    let fetched = match Done::of(&viewer).await? {
        Some(done) => done.connected && done.is_fetched(&viewer).await?,
        None => false,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(serde_json::json!({ "fetched": fetched }))).into_response())
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
    if let Attempt::Blocked { until } =
        store.attempt_both(keys.each_ref().map(|key| (key, &Policy::USER_CODE)), now).await?
    {
        return Ok(Found::TooManyTries { wait_seconds: whole_seconds(until - now) });
    }
    let Some((device, client)) = device::find(&viewer.moment().ctx(), store, code).await? else {
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
