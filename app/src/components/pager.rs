use crate::i18n::{Locale, t};
use leptos::prelude::*;

/// The ways on through a long list, and back to where it begins.
#[component]
pub(crate) fn Pager(
    #[prop(optional_no_strip)] first_href: Option<String>,
    next_href: Option<String>,
    locale: Locale,
) -> impl IntoView {
    (first_href.is_some() || next_href.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t!(locale, "pager")>
                {first_href.map(|href| view! { <a class="button" href=href>{t!(locale, "pager-first")}</a> })}
                {next_href.map(|href| view! { <a class="button" href=href rel="next">{t!(locale, "pager-next")}</a> })}
            </nav>
        }
    })
}
