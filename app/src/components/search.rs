use crate::i18n::{Locale, t};
use leptos::prelude::*;

/// Looks for something: the only form that asks (GET) rather than changes, so it carries no token and can be bookmarked.
#[component]
pub(crate) fn SearchForm(
    action: &'static str,
    label: String,
    /// What was looked for.
    value: String,
    #[prop(default = "q")] name: &'static str,
    locale: Locale,
    /// More fields beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form method="get" action=action class="search" role="search">
            <div class="field">
                <label for=name>{label}</label>
                <input id=name name=name type="search" autocapitalize="none" spellcheck="false" value=value />
            </div>
            {children.map(|children| children())}
            <button class="button">{t!(locale, "search")}</button>
        </form>
    }
}
