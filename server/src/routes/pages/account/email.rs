//! `/account/email`: asks for another address. The letter and its link are [`crate::entry`]'s.

use app::{AddressProblem, ChangeEmailView, EmailSentView, PasswordAsk};
use axum::response::Response;
use oauth::model::User;
use oauth::types::Email;

use crate::entry::{self, Asked};
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::mail;
use crate::password_again::{password_again, with_status};
use crate::render::unprocessable;
use crate::routes::pages::entry::too_many;

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    viewer.page(form(&user)).await
}

pub async fn post(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    let viewer = viewer.at("/account/email");
    let typed = fields.get("email").unwrap_or_default();
    let (email, problem) = address(typed, &user);
    let again = password_again(&viewer, &user, &fields).await?;
    let again_form = |password| ChangeEmailView { email: typed.to_owned(), problem, password, ..form(&user) };
    let email = match (again, email) {
        (Ok(()), Some(email)) => email,
        (Ok(()), None) => return Ok(unprocessable(viewer.page(again_form(PasswordAsk::Ask)).await?)),
        (Err(ask), _) => return Ok(with_status(viewer.page(again_form(ask)).await?, ask)),
    };
    match entry::ask_email_change(&viewer, &user, email.clone()).await? {
        Asked::Sent => viewer.page(EmailSentView { email: email.to_string() }).await,
        Asked::TooMany { wait } => Err(too_many(wait)),
    }
}

fn form(user: &User) -> ChangeEmailView {
    ChangeEmailView { current: user.email.to_string(), email: String::new(), problem: None, password: PasswordAsk::Ask }
}

fn address(typed: &str, user: &User) -> (Option<Email>, Option<AddressProblem>) {
    match typed.parse::<Email>() {
        Ok(email) if email == user.email => (None, Some(AddressProblem::Same)),
        Ok(email) if mail::is_writable(&email) => (Some(email), None),
        _ if typed.trim().is_empty() => (None, Some(AddressProblem::Missing)),
        _ => (None, Some(AddressProblem::Malformed)),
    }
}
