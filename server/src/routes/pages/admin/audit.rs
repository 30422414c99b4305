//! `GET /admin/audit`: the log, newest first.

use app::admin::{AdminAuditView, AuditFilter, AuditFilterProblem};
use axum::response::Response;
use oauth::model::AuditQuery;
use oauth::request::Params;
use oauth::types::Email;

use super::gate::Admin;
use super::{PAGE, lines};
use crate::error::PageError;
use crate::extract::query::Query;
use crate::onward::with_query;
use crate::render::Viewer;

pub async fn get(Admin { viewer, .. }: Admin, Query(params): Query) -> Result<Response, PageError> {
    let (filter, query) = read(&viewer, &params).await?;
    // Filters that find nobody find nothing, rather than everything.
    let mut records = match filter.problems.is_empty() {
        true => viewer.store().audit(&query).await?,
        false => Vec::new(),
    };
    let more = records.len() > PAGE;
    records.truncate(PAGE);
    let href = |before: Option<i64>| {
        let pairs = [("event", &filter.event), ("email", &filter.email), ("client_id", &filter.client_id)];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.clone()));
        let before = before.map(|id| ("before".to_owned(), id.to_string()));
        with_query("/admin/audit", &pairs.chain(before).collect::<Vec<_>>())
    };
    let view = AdminAuditView {
        first_href: query.before.map(|_| href(None)),
        next_href: records.last().filter(|_| more).map(|last| href(Some(last.id))),
        lines: lines::of(viewer.store(), records).await?,
        filter,
    };
    viewer.page(view).await
}

/// What is asked for, as it was typed and as the store understands it.
async fn read(viewer: &Viewer, params: &Params) -> Result<(AuditFilter, AuditQuery), PageError> {
    let typed = |name| super::search_text(params.get(name));
    let mut filter = AuditFilter {
        event: typed("event"),
        email: typed("email"),
        client_id: typed("client_id"),
        problems: Vec::new(),
    };
    let mut query = AuditQuery {
        before: params.get("before").and_then(|id| id.parse().ok()),
        event: filter.event.parse().ok(),
        limit: PAGE as u64 + 1,
        ..AuditQuery::default()
    };
    if !filter.email.is_empty() {
        let user = match filter.email.parse::<Email>() {
            Ok(email) => viewer.store().user_by_email(&email).await?,
            Err(_) => None,
        };
        query.user_id = user.map(|user| user.id);
        if query.user_id.is_none() {
            filter.problems.push(AuditFilterProblem::NoSuchPerson);
        }
    }
    if !filter.client_id.is_empty() {
        // One that is gone has left its lines.
        query.client_id = filter.client_id.parse().ok();
        if query.client_id.is_none() {
            filter.problems.push(AuditFilterProblem::NoSuchApp);
        }
    }
    Ok((filter, query))
}
