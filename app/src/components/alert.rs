use super::{Icon, Shape};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The form did not go through: read out at once.
    Problem,
    /// Something to know before deciding.
    Warning,
}

/// A boxed remark: a sentence that says it all, and one that helps.
#[component]
pub(crate) fn Alert(
    tone: Tone,
    heading: String,
    text: String,
    /// What `aria-describedby` of a field refers to.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Problem => ("alert problem", Some("alert")),
        Tone::Warning => ("alert warning", None),
    };
    view! {
        <div class=class role=role id=id>
            <Icon shape=Shape::Warning />
            <p>
                <strong>{heading}</strong>
                {text}
            </p>
        </div>
    }
}
