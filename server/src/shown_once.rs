//! A secret on its way from the form that made it to the one page that shows it. Sessions rest in the database, where no
//! secret is ever in clear, so it travels sealed; taken once, it is gone.

use oauth::context::SystemEntropy;
use oauth::seal::Seal;
use oauth::types::Secret;

use crate::error::PageError;
use crate::render::Viewer;

impl Viewer {
    /// Keeps a secret for the next page that asks for it by this name.
    pub async fn show_once(&self, name: &str, secret: &Secret) -> Result<(), PageError> {
        let sealed = self.seal().close(secret.expose().as_bytes(), name, &SystemEntropy);
        Ok(self.visitor.set_flash(name, sealed.into()).await?)
    }

    /// The secret of this name, and never again.
    pub async fn shown_once(&self, name: &str) -> Result<Option<Secret>, PageError> {
        let kept = self.visitor.flash(name).await?;
        let opened = kept.as_ref().and_then(|kept| self.seal().open(kept.as_str()?, name).ok());
        Ok(opened.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).map(Secret::from))
    }

    fn seal(&self) -> Seal {
        Seal::new(&self.state.config().pepper, "shown_once")
    }
}
