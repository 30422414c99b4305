//! Whose token it is that a request of the API carries.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use oauth::bearer as rules;
use oauth::error::OAuthError;
use oauth::model::{AccessToken, User};

use super::bearer::bearer;
use crate::caller::Caller;
use crate::error::BearerError;
use crate::state::AppState;

/// A living access token, whoever it acts for.
pub struct Token {
    pub token: AccessToken,
    person: Option<User>,
}

/// A living access token and the person who allowed it.
#[derive(Clone)]
pub struct CurrentUser {
    pub user: User,
    pub token: AccessToken,
}

impl Token {
    /// RFC 6750 §3.1: what it was not given it does not open, and the answer names what is missing.
    pub fn require(&self, scope: &'static str) -> Result<(), BearerError> {
        if self.token.scope.contains(scope) { Ok(()) } else { Err(BearerError::Scope(scope)) }
    }
}

impl CurrentUser {
    /// See [`Token::require`].
    pub fn require(&self, scope: &'static str) -> Result<(), BearerError> {
        if self.token.scope.contains(scope) { Ok(()) } else { Err(BearerError::Scope(scope)) }
    }
}

impl FromRequestParts<AppState> for Token {
    type Rejection = BearerError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, BearerError> {
        let secret = bearer(&parts.headers, parts.uri.query(), &[]).map_err(OAuthError::from)?;
        let secret = secret.ok_or(BearerError::NoToken)?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        state.follow_key_of(Some(secret.expose())).await?;
        let moment = state.moment(&caller.from);
        let (token, person) = rules::authenticate(&moment.ctx(), state.store(), &secret).await?;
        Ok(Self { token, person })
    }
}

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = BearerError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, BearerError> {
        let Token { token, person } = Token::from_request_parts(parts, state).await?;
        if token.subject.user().is_none() {
            return Err(OAuthError::from(rules::Error::NoPerson).into());
        }
        let user = person.ok_or_else(|| OAuthError::from(rules::Error::Revoked))?;
        Ok(Self { user, token })
    }
}
