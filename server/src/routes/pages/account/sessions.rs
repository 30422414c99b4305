//! `/account/sessions`: every browser the person is signed in with.

use app::{AccountNotice, ActionLabel, Problem, SessionLine, SessionsView};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::AuditEvent;
use storage::session_store::{SessionRow, name_of};

use super::{done, notice};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::render::Viewer;
use crate::session::SeenSession;
use crate::user_agent;

const HERE: &str = "/account/sessions";

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    let current = current(&viewer);
    let now = viewer.state.now();
    let rows = viewer.state.sessions().sessions_of(user.id).await?;
    let mut sessions: Vec<SessionLine> = rows.into_iter().filter_map(|row| line(row, current.as_deref())).collect();
    for session in sessions.iter_mut().filter(|session| session.current) {
        // Being seen is written down now and then only; this one is seen as we speak.
        session.last_seen = now;
    }
    sessions.sort_by_key(|session| (!session.current, std::cmp::Reverse(session.last_seen)));
    viewer.page(SessionsView { notice: notice(&viewer).await?, sessions, now }).await
}

/// One of them, by its name.
pub async fn end(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    let name = fields.get("session").unwrap_or_default();
    if !viewer.state.sessions().end_session(user.id, name).await? {
        // Ended already, or somebody else's: nobody learns which.
        return Err(PageError::new(StatusCode::NOT_FOUND, Problem::NotFound).with_action(ActionLabel::StartAgain, HERE));
    }
    viewer.store().record(&viewer.audit(AuditEvent::SessionsEnded).detail("1")).await?;
    done(&viewer, AccountNotice::SessionEnded, HERE).await
}

/// All but this one.
pub async fn end_others(SignedInForm { viewer, user, .. }: SignedInForm) -> Result<Response, PageError> {
    let current = current(&viewer).unwrap_or_default();
    let sessions_ended = viewer.state.sessions().end_sessions_of_but(user.id, &current).await?;
    if sessions_ended > 0 {
        viewer.store().record(&viewer.audit(AuditEvent::SessionsEnded).detail(sessions_ended.to_string())).await?;
    }
    done(&viewer, AccountNotice::SessionsEnded { sessions_ended }, HERE).await
}

/// The name of the session this request came with.
fn current(viewer: &Viewer) -> Option<String> {
    viewer.visitor.session_id().as_ref().map(name_of)
}

fn line(row: SessionRow, current: Option<&str>) -> Option<SessionLine> {
    let seen = SeenSession::of(&row.data)?;
    Some(SessionLine {
        current: current == Some(row.name.as_str()),
        name: row.name,
        browser: seen.from.user_agent.as_deref().and_then(user_agent::summary),
        address: seen.from.address,
        since: seen.signed_in_at,
        last_seen: seen.seen_at,
    })
}
