//! Where a person was going when a form came in between: signing in, signing up.

use app::Destination;
use oauth::store::Question;
use oauth::types::Secret;

use crate::error::PageError;
use crate::headers::PagePolicy;
use crate::onward::Onward;
use crate::render::Viewer;

/// What the pages on the way there say and may do.
pub struct Ahead {
    /// "To continue to Movie Box".
    pub destination: Destination,
    pub policy: PagePolicy,
}

impl Ahead {
    pub async fn of(viewer: &Viewer, onward: &Onward) -> Result<Self, PageError> {
        let nowhere = |destination| Self { destination, policy: PagePolicy::new() };
        let id = match onward {
            Onward::Request(id) => Secret::from(id.clone()).hash(),
            Onward::Device { .. } => return Ok(nowhere(Destination::Device)),
            Onward::Home | Onward::Page(_) => return Ok(nowhere(Destination::Home)),
        };
        let Some(Question { request, client, .. }) = viewer.store().request(&id, None).await? else {
            return Ok(nowhere(Destination::Home));
        };
        // An app that is trusted, or that was allowed before, is answered without a question: then the redirects that
        // follow a form end there, and Chromium holds them against `form-action`.
        let policy = PagePolicy::new().leading_to(&request.redirect_uri).leading_to(&request.failure_uri);
        Ok(Self { destination: Destination::App { name: client.name }, policy })
    }
}
