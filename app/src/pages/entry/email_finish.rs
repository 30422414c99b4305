use crate::{Frame, Locale, Page, components::PostForm, i18n::t};
use leptos::prelude::*;

/// `/account/email/finish`: whoever reads the new address's mail confirms it.
#[derive(Clone, Debug)]
pub struct EmailFinishView {
    /// Of the link: the form redeems it, opening the page does not.
    pub ticket: String,
    pub new: String,
    pub old: String,
}

impl Page for EmailFinishView {
    fn title(&self, locale: Locale) -> String {
        t!(locale, "email-finish-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        view! {
            <h1>{t!(locale, "email-finish-title")}</h1>
            <p class="lead">{t!(locale, "email-finish-lead", new = self.new, old = self.old)}</p>
            <PostForm
                action="/account/email/finish"
                csrf=frame.csrf.clone()
                hidden=vec![("ticket".to_owned(), self.ticket)]
            >
                <div class="choices">
                    <a class="button" href="/">{t!(locale, "cancel")}</a>
                    <button class="button primary">{t!(locale, "email-finish-use")}</button>
                </div>
            </PostForm>
        }
        .into_any()
    }
}
