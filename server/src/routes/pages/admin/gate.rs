//! Who may see these pages. The database is asked on every request: whoever was demoted or suspended a moment ago, on
//! whatever instance, is out at once.

use app::{Act, ConfirmView, Page, PasswordAsk};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use oauth::model::User;
use oauth::request::Params;
use oauth::types::Secret;

use super::not_found;
use crate::clock::whole_seconds;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::onward::Onward;
use crate::render::{Viewer, see_other};
use crate::sign_in::{SignIn, check_password};
use crate::state::AppState;

/// An administrator, as the database says now. Nobody signed in: to the sign-in page and back. Somebody else: there is
/// no such page, as far as they learn.
pub struct Admin {
    pub viewer: Viewer,
    pub user: User,
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let viewer = Viewer::from_request_parts(parts, state).await.map_err(PageError::into_response)?;
        match viewer.user.clone() {
            Some(user) if user.admin => Ok(Self { viewer, user }),
            Some(_) => Err(not_found().into_response()),
            None if parts.method == Method::GET => Err(see_other(&Onward::page(parts.uri.path()).login_href())),
            None => Err(see_other(&Onward::page("/admin").login_href())),
        }
    }
}

/// A form an administrator sent.
pub struct AdminForm {
    pub admin: Admin,
    pub fields: Params,
}

impl FromRequest<AppState> for AdminForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        // First: what is wrong with the form is nobody else's business.
        let (mut parts, body) = request.into_parts();
        let admin = Admin::from_request_parts(&mut parts, state).await?;
        let form = PageForm::from_request(Request::from_parts(parts, body), state).await;
        let PageForm { fields, .. } = form.map_err(PageError::into_response)?;
        Ok(Self { admin, fields })
    }
}

impl Admin {
    /// Whether it is really them who sit there: `None`, or what to say beside the field. Tries are counted.
    pub async fn lacks_password(&self, fields: &Params) -> Result<Option<PasswordAsk>, PageError> {
        let Some(password) = fields.get("password") else { return Ok(Some(PasswordAsk::Missing)) };
        let Viewer { state, caller, .. } = &self.viewer;
        let password = Secret::from(password.to_owned());
        Ok(match check_password(state, caller, &self.user, password).await? {
            SignIn::Right(_) => None,
            SignIn::Wrong | SignIn::Suspended => Some(PasswordAsk::Wrong),
            SignIn::TooManyTries { wait } => Some(PasswordAsk::TooMany { wait_seconds: whole_seconds(wait) }),
            SignIn::Busy => Some(PasswordAsk::Busy),
        })
    }

    /// The page that asks before a dangerous act; the form on it leads to the same address.
    pub async fn confirm<A: Act>(&self, question: Question<A>, password: PasswordAsk) -> Result<Response, PageError> {
        let Question { act, href, hidden, cancel_href } = question;
        let view = ConfirmView { act, action: href.clone(), hidden, cancel_href, password };
        self.again(view, &href, password).await
    }

    /// A form that did not go through, or has not been sent yet. `href` shows it in the other language.
    pub async fn again<P: Page + Send + 'static>(
        &self,
        view: P,
        href: &str,
        password: PasswordAsk,
    ) -> Result<Response, PageError> {
        let mut response = self.viewer.clone().at(href).page(view).await?;
        let (status, wait) = match password {
            PasswordAsk::No | PasswordAsk::Ask => return Ok(response),
            PasswordAsk::Missing | PasswordAsk::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, None),
            PasswordAsk::TooMany { wait_seconds } => (StatusCode::TOO_MANY_REQUESTS, Some(wait_seconds)),
            PasswordAsk::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
        };
        *response.status_mut() = status;
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Ok(response)
    }
}

/// A dangerous act that waits for its yes.
pub struct Question<A> {
    pub act: A,
    /// The address of the page.
    pub href: String,
    pub hidden: Vec<(String, String)>,
    pub cancel_href: String,
}

/// A form whose fields are wrong.
pub fn unprocessable(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
