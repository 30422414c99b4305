use super::{Icon, Shape, Tone};
use leptos::prelude::*;

/// What the form before this page did, said once.
#[component]
pub(crate) fn Notice(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    let shape = if matches!(tone, Tone::Good) { Shape::Check } else { Shape::Warning };
    let role = if tone == Tone::Problem { "alert" } else { "status" };
    view! {
        <div class=format!("alert {}", tone.class()) role=role>
            <Icon shape />
            <p>{text}</p>
        </div>
    }
}
