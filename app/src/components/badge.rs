use super::Tone;
use leptos::prelude::*;

/// One word on the state of something.
#[component]
pub(crate) fn Badge(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=format!("pill {}", tone.class())>{text}</span> }
}
