use leptos::prelude::*;

/// The password field shown as text. Without scripts a link leads back to the hidden field; with them a button in the
/// same place hides and shows what is typed without losing it.
#[island]
pub fn ShowPassword(
    hide_href: String,
    show: String,
    show_label: String,
    hide: String,
    hide_label: String,
    described_by: Option<String>,
    invalid: bool,
    focus: bool,
) -> impl IntoView {
    let visible = RwSignal::new(true);
    let live = RwSignal::new(false);
    // Effects run in the browser only: this one tells that scripts are there.
    Effect::new(move || live.set(true));

    let link = (hide.clone(), hide_label.clone());
    let label = move || if visible.get() { hide_label.clone() } else { show_label.clone() };
    let word = move || if visible.get() { hide.clone() } else { show.clone() };

    view! {
        <input
            id="password"
            name="password"
            type=move || if visible.get() { "text" } else { "password" }
            autocomplete="current-password"
            autocapitalize="none"
            spellcheck="false"
            required
            autofocus=focus
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
        />
        <a class="toggle" href=hide_href hidden=move || live.get() aria-label=link.1>
            {link.0}
        </a>
        <button
            class="toggle"
            type="button"
            hidden=move || !live.get()
            aria-label=label
            on:click=move |_| visible.update(|visible| *visible = !*visible)
        >
            {word}
        </button>
    }
}
