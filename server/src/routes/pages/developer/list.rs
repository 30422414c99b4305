//! `/developer/apps`.

use app::{AppLine, MyAppsView, Registering};
use axum::response::Response;
use oauth::model::Client;
use oauth::registration::MAX_APPS;
use time::Duration;

use super::{Portal, kind, state};
use crate::error::PageError;
use crate::extract::signed_in::SignedIn;
use crate::render::Viewer;

/// Where the session keeps the name of an application that was deleted just now.
pub(super) const DELETED: &str = "deleted app";

/// Older refusals are history.
const LATELY: Duration = Duration::days(7);

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    let portal = Portal { viewer: &viewer, user: &user };
    let clients = viewer.store().clients_of(portal.user.id).await?;
    let registering = portal.registering(clients.len());
    let mut apps = Vec::new();
    for client in clients {
        apps.push(line(&viewer, client).await?);
    }
    let deleted = viewer.visitor.flash(DELETED).await?.and_then(|name| Some(name.as_str()?.to_owned()));
    viewer.page(MyAppsView { apps, registering, deleted }).await
}

impl Portal<'_> {
    /// Whether there is room for another one beside so many.
    fn registering(&self, apps: usize) -> Registering {
        if !self.may_register() {
            Registering::AdminsOnly
        } else if !self.user.admin && apps >= MAX_APPS {
            Registering::Full { limit: MAX_APPS }
        } else {
            Registering::Open
        }
    }
}

async fn line(viewer: &Viewer, client: Client) -> Result<AppLine, PageError> {
    Ok(AppLine {
        problems: problems_lately(viewer, &client).await?,
        people: people(viewer, &client).await?,
        id: client.id.to_string(),
        name: client.name,
        logo_href: client.logo_url,
        kind: kind(client.kind),
        state: state(client.state),
        verified: client.verified,
    })
}

/// How many kinds of requests were refused lately.
pub(super) async fn problems_lately(viewer: &Viewer, client: &Client) -> Result<usize, PageError> {
    let since = viewer.state.now() - LATELY;
    let problems = viewer.store().problems_of(&client.id).await?;
    Ok(problems.iter().filter(|problem| problem.last_at >= since).count())
}

/// How many people are connected; nobody connects to a service.
pub(super) async fn people(viewer: &Viewer, client: &Client) -> Result<Option<u64>, PageError> {
    if !kind(client.kind).meets_people() {
        return Ok(None);
    }
    Ok(Some(viewer.store().count_people_of_client(&client.id, viewer.state.now()).await?))
}
