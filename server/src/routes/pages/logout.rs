//! `/logout`: asks, then ends the session on the server. Also how somebody says "that is not me".

use app::{LogoutView, SignedOutView};
use axum::response::Response;
use oauth::model::AuditEvent;

use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::onward::Onward;
use crate::render::{Viewer, see_other};

pub async fn get(viewer: Viewer) -> Result<Response, PageError> {
    if viewer.user.is_none() {
        return viewer.page(SignedOutView {}).await;
    }
    viewer.page(LogoutView {}).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    if viewer.user.is_some() {
        viewer.store().record(&viewer.audit(AuditEvent::SignOut)).await?;
    }
    viewer.visitor.sign_out().await?;
    match Onward::of(&fields) {
        Onward::Home => Ok(see_other("/logout")),
        // Somebody else is to go on where this person was.
        onward => Ok(see_other(&onward.login_href())),
    }
}
