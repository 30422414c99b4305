use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A word on the field, and what it stands for when read out alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Toggle {
    pub word: String,
    pub label: String,
}

/// The password field shown as text. Without scripts a link leads back to the hidden field; with them a button in the
/// same place hides and shows what is typed without losing it.
#[island]
pub fn ShowPassword(
    show: Toggle,
    hide: Toggle,
    /// Leads to the page where the field is hidden.
    hide_href: String,
    described_by: Option<String>,
    invalid: bool,
) -> impl IntoView {
    let visible = RwSignal::new(true);
    let live = RwSignal::new(false);
    // Effects run in the browser only: this one tells that scripts are there.
    Effect::new(move || live.set(true));

    let link = hide.clone();
    let toggle = Signal::derive(move || if visible.get() { hide.clone() } else { show.clone() });

    view! {
        <input
            id="password"
            name="password"
            type=move || if visible.get() { "text" } else { "password" }
            autocomplete="current-password"
            autocapitalize="none"
            spellcheck="false"
            required
            autofocus
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
        />
        <a class="toggle" href=hide_href hidden=move || live.get() aria-label=link.label>
            {link.word}
        </a>
        <button
            class="toggle"
            type="button"
            hidden=move || !live.get()
            aria-label=move || toggle.get().label
            on:click=move |_| visible.update(|visible| *visible = !*visible)
        >
            {move || toggle.get().word}
        </button>
    }
}
