//! `/account/activity`: the lines of the audit log that are about the person.

use std::collections::HashMap;

use app::{ActivityView, AuditActor, AuditLine, Named};
use axum::response::Response;
use oauth::model::{Actor, AuditQuery, AuditRecord, User};
use oauth::types::ClientId;

use crate::error::PageError;
use crate::extract::query::Query;
use crate::extract::signed_in::SignedIn;
use crate::render::Viewer;
use crate::user_agent;

const HERE: &str = "/account/activity";
/// Lines on one page.
const LINES: usize = 25;

pub async fn get(SignedIn { viewer, user }: SignedIn, Query(params): Query) -> Result<Response, PageError> {
    let before = params.get("before").and_then(|id| id.parse().ok());
    // One more than is shown tells whether there is more.
    let limit = LINES as u64 + 1;
    let query = AuditQuery { before, user_id: Some(user.id), limit, ..AuditQuery::default() };
    let mut records = viewer.store().audit(&query).await?;
    let more = records.len() > LINES;
    records.truncate(LINES);
    let next_href = records.last().filter(|_| more).map(|record| format!("{HERE}?before={}", record.id));
    let mut names = HashMap::new();
    let mut lines = Vec::new();
    for record in records {
        let app = app_name(&viewer, &record, &mut names).await?;
        let about = about(&viewer, &record, &user).await?;
        lines.push(AuditLine { about, ..line(record, &user, app) });
    }
    let first_href = before.map(|_: i64| HERE.to_owned());
    viewer.page(ActivityView { lines, first_href, next_href }).await
}

/// What the app of a line is called now; its id when it is gone.
async fn app_name(
    viewer: &Viewer,
    record: &AuditRecord,
    names: &mut HashMap<ClientId, String>,
) -> Result<Option<String>, PageError> {
    let Some(id) = &record.entry.client_id else { return Ok(None) };
    if !names.contains_key(id) {
        let client = viewer.store().client(id).await?;
        names.insert(id.clone(), client.map_or_else(|| id.to_string(), |client| client.name));
    }
    Ok(names.get(id).cloned())
}

/// Whom a line is about, unless that is who reads it: administrators act on others.
async fn about(viewer: &Viewer, record: &AuditRecord, user: &User) -> Result<Option<Named>, PageError> {
    let Some(id) = record.entry.user_id.filter(|id| *id != user.id) else { return Ok(None) };
    let person = viewer.store().user(id).await?;
    Ok(person.map(|person| Named { name: person.email.to_string(), href: None }))
}

fn line(record: AuditRecord, user: &User, app: Option<String>) -> AuditLine {
    let entry = record.entry;
    AuditLine {
        at: entry.at,
        event: entry.event.as_str().to_owned(),
        actor: match entry.actor {
            Actor::Person(id) if id == user.id => AuditActor::You,
            // Which of the administrators it was is theirs to tell.
            Actor::Person(_) => AuditActor::Administrator,
            Actor::App => AuditActor::App,
            Actor::CommandLine => AuditActor::CommandLine,
            Actor::Nobody => AuditActor::Nobody,
        },
        about: None,
        app: app.map(|name| Named { name, href: None }),
        address: entry.from.address,
        user_agent: entry.from.user_agent.as_deref().and_then(user_agent::summary),
        detail: None,
    }
}
