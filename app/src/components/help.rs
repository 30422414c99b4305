//! What stands by a field: help before typing, and what is wrong afterwards.

use super::FieldText;
use leptos::prelude::*;

/// What helps before typing. Drawn over the field, so that a keyboard on the screen does not hide it.
#[component]
pub(crate) fn Hint(name: &'static str, text: Option<String>) -> impl IntoView {
    text.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> })
}

/// What is wrong with a field, beside it.
#[component]
pub(crate) fn Problems(name: &'static str, problems: Vec<String>) -> impl IntoView {
    (!problems.is_empty()).then(|| {
        let lines = problems.into_iter().map(|problem| view! { <span>{problem}</span> }).collect_view();
        view! { <p class="field-problem" id=format!("{name}-problem")>{lines}</p> }
    })
}

/// The `aria-describedby` of a field: its hint and its problem, as far as there are any.
pub(super) fn described_by(field: &FieldText) -> Option<String> {
    let hint = field.hint.as_ref().map(|_| format!("{}-hint", field.name));
    let problem = (!field.problems.is_empty()).then(|| format!("{}-problem", field.name));
    match (hint, problem) {
        (Some(hint), Some(problem)) => Some(format!("{hint} {problem}")),
        (hint, problem) => hint.or(problem),
    }
}
