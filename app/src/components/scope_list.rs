use super::{Icon, Shape};
use crate::i18n::{Locale, t};
use leptos::prelude::*;
use std::cmp::Reverse;

/// One thing an app asks to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeLine {
    pub name: String,
    /// In the person's language already.
    pub description: String,
    pub sensitive: bool,
    /// The person may untick it.
    pub optional: bool,
    pub already_granted: bool,
}

/// What the app will be able to do: what is new in full, what was allowed before folded away.
#[component]
pub(crate) fn ScopeList(mut scopes: Vec<ScopeLine>, locale: Locale) -> impl IntoView {
    scopes.sort_by_key(|scope| Reverse(scope.sensitive));
    // An app that asks again for what it has shows it all: an empty question cannot be answered.
    let repeated = scopes.iter().all(|scope| scope.already_granted);
    let (granted, wanted): (Vec<_>, Vec<_>) = scopes.into_iter().partition(|scope| scope.already_granted && !repeated);

    let heading = if granted.is_empty() { t!(locale, "scopes-wanted") } else { t!(locale, "scopes-new") };
    let hint =
        wanted.iter().any(|scope| scope.optional).then(|| view! { <p class="hint">{t!(locale, "scope-optional")}</p> });
    let wanted = if wanted.is_empty() {
        view! { <p>{t!(locale, "scopes-none")}</p> }.into_any()
    } else {
        let lines = wanted.into_iter().map(|scope| line(scope, locale)).collect_view();
        view! { <ul class="scopes">{lines}</ul> }.into_any()
    };
    let granted = (!granted.is_empty()).then(|| {
        let lines =
            granted.into_iter().map(|scope| line(ScopeLine { optional: false, ..scope }, locale)).collect_view();
        view! {
            <details>
                <summary>{t!(locale, "scopes-granted")}</summary>
                <ul class="scopes">{lines}</ul>
            </details>
        }
    });

    view! {
        <section class="permissions">
            <h2>{heading}</h2>
            {wanted}
            {hint}
            {granted}
        </section>
    }
}

fn line(scope: ScopeLine, locale: Locale) -> impl IntoView {
    let sensitive = scope.sensitive.then(|| view! { <span class="pill">{t!(locale, "scope-sensitive")}</span> });
    let content = if scope.optional {
        view! {
            <label>
                <input type="checkbox" name="scope" value=scope.name checked />
                <span>{scope.description}</span>
                {sensitive}
            </label>
        }
        .into_any()
    } else {
        view! {
            <Icon shape=Shape::Check />
            <span>{scope.description}</span>
            {sensitive}
        }
        .into_any()
    };
    view! { <li>{content}</li> }
}
