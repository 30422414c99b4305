use leptos::prelude::*;

/// Text to copy. It can be focused, so that the keyboard scrolls what does not fit.
#[component]
pub(crate) fn Listing(label: String, text: String) -> impl IntoView {
    view! {
        <pre tabindex="0" role="region" aria-label=label>
            <code>{text}</code>
        </pre>
    }
}

/// One value to copy: a click marks it whole.
#[component]
pub(crate) fn CodeLine(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="code-line">
            <span>{label}</span>
            <code>{text}</code>
        </div>
    }
}
