//! Who may see these pages. The database is asked on every request: whoever was demoted or suspended a moment ago, on
//! whatever instance, is out at once.

use app::{Act, ConfirmView, Page, PasswordAsk};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::Response;
use oauth::model::User;
use oauth::request::Params;

use super::not_found;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::signed_in::SignedIn;
use crate::password_again::{password_again, with_status};
use crate::render::Viewer;
use crate::state::AppState;

/// An administrator, as the database says now. Nobody signed in: to the sign-in page and back. Somebody else: there is
/// no such page, as far as they learn.
pub struct Admin {
    pub viewer: Viewer,
    pub user: User,
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, PageError> {
        let SignedIn { viewer, user } = SignedIn::from_request_parts(parts, state).await?;
        if user.admin { Ok(Self { viewer, user }) } else { Err(not_found()) }
    }
}

/// A form an administrator sent.
pub struct AdminForm {
    pub admin: Admin,
    pub fields: Params,
}

impl FromRequest<AppState> for AdminForm {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        // First: what is wrong with the form is nobody else's business.
        let (mut parts, body) = request.into_parts();
        let admin = Admin::from_request_parts(&mut parts, state).await?;
        let PageForm { fields, .. } = PageForm::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { admin, fields })
    }
}

impl Admin {
    /// Whether it is really them who sit there: `None`, or what to say beside the field. Tries are counted.
    pub async fn lacks_password(&self, fields: &Params) -> Result<Option<PasswordAsk>, PageError> {
        Ok(password_again(&self.viewer, &self.user, fields).await?.err())
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
        let response = self.viewer.clone().at(href).page(view).await?;
        Ok(match password {
            PasswordAsk::No | PasswordAsk::Ask => response,
            refused => with_status(response, refused),
        })
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
