use leptos::prelude::*;

/// Lines to copy, under a word on what they are. It scrolls by itself, by keyboard too.
#[component]
pub(crate) fn CodeBlock(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <figure class="code">
            <figcaption>{label.clone()}</figcaption>
            <pre tabindex="0" role="region" aria-label=label>
                <code>{text}</code>
            </pre>
        </figure>
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
