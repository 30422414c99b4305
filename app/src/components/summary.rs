use super::{Icon, Shape};
use crate::i18n::{Locale, t};
use leptos::prelude::*;

/// Heads a form that did not go through: what is wrong, each line leading to its field. `problems` are the field's name
/// and what is wrong with it; nothing is drawn when there are none.
#[component]
pub(crate) fn ErrorSummary(problems: Vec<(String, String)>, locale: Locale) -> impl IntoView {
    (!problems.is_empty()).then(|| {
        let heading = t!(locale, "summary-heading", n = problems.len());
        let lines = problems
            .into_iter()
            .map(|(name, problem)| view! { <li><a href=format!("#{name}")>{problem}</a></li> })
            .collect_view();
        view! {
            <div class="alert problem" role="alert" id="summary">
                <Icon shape=Shape::Warning />
                <div>
                    <strong>{heading}</strong>
                    <ul>{lines}</ul>
                </div>
            </div>
        }
    })
}
