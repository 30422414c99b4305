//! `/account/delete`: a person leaves, with everything that is theirs.

use app::{AccountAct, ActionLabel, ConfirmView, PasswordAsk, Problem};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::{AuditEvent, User};

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
    let entry = viewer.audit(AuditEvent::AccountDeleted);
    viewer.visitor.sign_out().await?;
    // Before the transaction: a refresh that begins now is refused and stands in nobody's way.
    viewer.store().revoke_grants_of_user(user.id, viewer.state.now()).await?;
    let store = viewer.state.database().begin().await?;
    store.delete_user(user.id).await?;
    store.record(&entry).await?;
    store.commit().await?;
    tracing::info!(user = %user.id, "account deleted by its person");
    Ok(see_other("/logout"))
}

/// Without an administrator nobody could make another one in the browser.
async fn expect_another_administrator(viewer: &Viewer, user: &User) -> Result<(), PageError> {
    if user.admin && viewer.store().count_admins().await? <= 1 {
        return Err(PageError::new(StatusCode::CONFLICT, Problem::LastAdministrator)
            .with_action(ActionLabel::Account, "/account"));
    }
    Ok(())
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
