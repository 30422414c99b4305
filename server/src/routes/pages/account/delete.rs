//! `/account/delete`: a person leaves, with everything that is theirs.

use app::{AccountAct, ConfirmView, PasswordAsk};
use axum::response::Response;
use oauth::model::{AuditEvent, User};
use oauth::store::StoreError;

use super::apps;
use crate::error::PageError;
use crate::extract::signed_in::{SignedIn, SignedInForm};
use crate::password_again::{password_again, with_status};
use crate::render::{Viewer, see_other};

const HERE: &str = "/account/delete";

pub async fn get(SignedIn { viewer, user }: SignedIn) -> Result<Response, PageError> {
    expect_another_administrator(&viewer, &user).await?;
    show(&viewer, &user, PasswordAsk::Ask).await
}

pub async fn post(SignedInForm { viewer, user, fields }: SignedInForm) -> Result<Response, PageError> {
    expect_another_administrator(&viewer, &user).await?;
    if let Err(ask) = password_again(&viewer, &user, &fields).await? {
        let viewer = viewer.at(HERE);
        return Ok(with_status(show(&viewer, &user, ask).await?, ask));
    }
    // Before the transaction: a refresh that begins now is refused and stands in nobody's way.
    viewer.store().revoke_grants_of_user(user.id, viewer.state.now()).await?;
    let store = viewer.state.database().begin().await?;
    store.delete_user(user.id).await?;
    store.record(&viewer.audit(AuditEvent::AccountDeleted)).await?;
    store.commit().await?;
    // The session is gone already: what this request still remembers of it must not be kept again.
    viewer.visitor.sign_out().await?;
    tracing::info!(user = %user.id, "account deleted by its person");
    Ok(see_other("/logout"))
}

/// Said before anybody types a password for nothing. Without an administrator nobody could make another one in the
/// browser.
async fn expect_another_administrator(viewer: &Viewer, user: &User) -> Result<(), PageError> {
    if viewer.store().is_last_admin(user).await? { Err(StoreError::LastAdmin.into()) } else { Ok(()) }
}

async fn show(viewer: &Viewer, user: &User, password: PasswordAsk) -> Result<Response, PageError> {
    let apps = apps::connected(viewer, user).await?.len() as u64;
    let owned_apps = viewer.store().clients_of(user.id).await?.len() as u64;
    let view = ConfirmView {
        act: AccountAct::DeleteAccount { apps, owned_apps },
        action: HERE.to_owned(),
        hidden: Vec::new(),
        cancel_href: "/account".to_owned(),
        password,
    };
    viewer.page(view).await
}
