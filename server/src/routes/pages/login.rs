//! `/login`.

use app::{LoginProblem, LoginView};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use oauth::model::{Actor, AuditEvent, User};
use oauth::request::Params;
use oauth::types::Secret;

use crate::clock::whole_seconds;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};
use crate::sign_in::{SignIn, sign_in};

use super::destination::Ahead;
use super::entry::notice;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let onward = Onward::of(&params);
    if viewer.user.is_some() {
        return Ok(see_other(&onward.href()));
    }
    form(&viewer, &params, None).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let problem = match check(&viewer, &fields).await? {
        Ok(user) => {
            viewer.visitor.sign_in(&user).await?;
            tracing::info!(user = %user.id, "signed in");
            viewer.store().record(&viewer.audit(AuditEvent::SignIn).by(Actor::Person(user.id))).await?;
            return Ok(see_other(&Onward::of(&fields).href()));
        }
        Err(problem) => problem,
    };
    let (status, retry_after) = match problem {
        LoginProblem::TooManyTries { wait_seconds } => (StatusCode::TOO_MANY_REQUESTS, Some(wait_seconds)),
        LoginProblem::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    // The language switch asks for the same form, which still knows where the person was going.
    let viewer = viewer.at(&Onward::of(&fields).login_href());
    let mut response = form(&viewer, &fields, Some(problem)).await?;
    *response.status_mut() = status;
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// Who these credentials are, or what to say.
async fn check(viewer: &Viewer, fields: &Params) -> Result<Result<Box<User>, LoginProblem>, PageError> {
    let (Some(username), Some(password)) = (fields.get("username"), fields.get("password")) else {
        return Ok(Err(LoginProblem::MissingFields));
    };
    let password = Secret::from(password.to_owned());
    Ok(match sign_in(&viewer.state, &viewer.caller, username, password).await? {
        SignIn::Right(user) => Ok(user),
        SignIn::Wrong => Err(LoginProblem::WrongCredentials),
        SignIn::Suspended(_) => Err(LoginProblem::Suspended),
        SignIn::Busy => Err(LoginProblem::Busy),
        SignIn::TooManyTries { wait } => Err(LoginProblem::TooManyTries { wait_seconds: whole_seconds(wait) }),
    })
}

/// The form, with what went wrong last time.
async fn form(viewer: &Viewer, params: &Params, problem: Option<LoginProblem>) -> Result<Response, PageError> {
    let onward = Onward::of(params);
    let Ahead { destination, policy } = Ahead::of(viewer, &onward).await?;
    let password_visible = params.get("show_password").is_some();
    let mut toggle = onward.carry();
    if !password_visible {
        toggle.push(("show_password".to_owned(), "1".to_owned()));
    }
    let view = LoginView {
        carry: onward.carry(),
        destination,
        username: params.get("username").unwrap_or_default().to_owned(),
        problem,
        password_visible,
        toggle_href: with_query("/login", &toggle),
        notice: if problem.is_none() { notice(viewer).await? } else { None },
        reset_href: with_query("/reset", &onward.carry()),
        sign_up_href: viewer.state.sign_up_is_open().then(|| with_query("/sign-up", &onward.carry())),
    };
    viewer.page_with(view, policy).await
}
