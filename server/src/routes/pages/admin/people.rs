//! `/admin/people`: everybody, and each of them.

use app::admin::{AdminPeopleView, AdminPersonRow, AdminPersonView, PersonAct, PersonMarks};
use app::{Locale, Named};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditQuery, Language, User};
use oauth::store::{Store, StoreError};
use oauth::types::UserId;

use super::gate::Admin;
use super::lines::{self, app_href, name_of};
use super::{FEW, PAGE, not_found, notice, search_text};
use crate::error::PageError;
use crate::extract::query::Query;
use crate::onward::with_query;
use crate::render::Viewer;

pub async fn list(Admin { viewer, .. }: Admin, Query(params): Query) -> Result<Response, PageError> {
    let search = search_text(params.get("q"));
    let after = params.get("after").and_then(|id| id.parse().ok()).map(UserId);
    let mut people = viewer.store().find_users(&search, after, PAGE as u64 + 1).await?;
    // A number finds one person, whoever else has it in their address.
    let numbered = match search.parse().ok().map(UserId).filter(|_| after.is_none()) {
        Some(id) => viewer.store().user(id).await?.filter(|user| people.iter().all(|found| found.id != user.id)),
        None => None,
    };
    let more = people.len() > PAGE;
    people.truncate(PAGE);
    let href = |after: Option<UserId>| {
        let q = (!search.is_empty()).then(|| ("q".to_owned(), search.clone()));
        let after = after.map(|id| ("after".to_owned(), id.to_string()));
        with_query("/admin/people", &q.into_iter().chain(after).collect::<Vec<_>>())
    };
    let view = AdminPeopleView {
        first_href: after.map(|_| href(None)),
        next_href: people.last().filter(|_| more).map(|last| href(Some(last.id))),
        people: numbered.iter().chain(&people).map(row).collect(),
        search,
        notice: notice(&viewer).await?,
    };
    viewer.page(view).await
}

fn row(user: &User) -> AdminPersonRow {
    AdminPersonRow {
        id: user.id.0,
        name: name_of(user),
        email: user.email.to_string(),
        marks: marks(user),
        since: user.created_at.date(),
    }
}

fn marks(user: &User) -> PersonMarks {
    PersonMarks { admin: user.admin, suspended: !user.is_active(), no_password: user.password.is_none() }
}

pub async fn show(admin: Admin, Path(id): Path<String>) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let user = person(viewer, &id).await?;
    let store = viewer.store();
    let own_apps = store.clients_of(user.id).await?.into_iter();
    let activity = AuditQuery { user_id: Some(user.id), limit: FEW, ..AuditQuery::default() };
    let email = vec![("email".to_owned(), user.email.to_string())];
    let view = AdminPersonView {
        id: user.id.0,
        name: name_of(&user),
        email: user.email.to_string(),
        marks: marks(&user),
        is_you: user.id == admin.user.id,
        language: user.language.map(|language| match language {
            Language::En => Locale::En,
            Language::Fr => Locale::Fr,
        }),
        since: user.created_at.date(),
        sessions: viewer.state.sessions().sessions_of(user.id).await?.len() as u64,
        connected_apps: connected_apps(viewer, user.id).await?,
        own_apps: own_apps.map(|app| Named { href: Some(app_href(&app.id)), name: app.name }).collect(),
        activity: lines::lines(store, &activity).await?,
        activity_href: with_query("/admin/audit", &email),
        acts: acts(store, &user).await?,
        notice: notice(viewer).await?,
    };
    viewer.page(view).await
}

/// The person an address names.
pub async fn person(viewer: &Viewer, id: &str) -> Result<User, PageError> {
    let Ok(id) = id.parse().map(UserId) else { return Err(not_found()) };
    viewer.store().user(id).await?.ok_or_else(not_found)
}

async fn connected_apps(viewer: &Viewer, user: UserId) -> Result<u64, PageError> {
    let grants = viewer.store().grants_of(user, viewer.state.now()).await?;
    let apps: std::collections::HashSet<_> = grants.into_iter().map(|grant| grant.client_id).collect();
    Ok(apps.len() as u64)
}

/// What can be done to a person as they are now. The last administrator stays one.
pub async fn acts(store: &dyn Store, user: &User) -> Result<Vec<PersonAct>, StoreError> {
    let active = user.is_active();
    let kept = store.is_last_admin(user).await?;
    let can = |act: &PersonAct| match act {
        PersonAct::ResetPassword | PersonAct::SignOut => active,
        PersonAct::Resume => !active,
        PersonAct::MakeAdmin => active && !user.admin,
        PersonAct::WithdrawAdmin => user.admin && !kept,
        PersonAct::Suspend => active && !kept,
        PersonAct::Delete => !kept,
    };
    Ok([
        PersonAct::ResetPassword,
        PersonAct::Resume,
        PersonAct::MakeAdmin,
        PersonAct::WithdrawAdmin,
        PersonAct::SignOut,
        PersonAct::Suspend,
        PersonAct::Delete,
    ]
    .into_iter()
    .filter(can)
    .collect())
}
