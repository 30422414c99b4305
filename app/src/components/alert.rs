use super::{Icon, Shape};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It is done, or it is as it should be.
    Good,
    /// Neither good nor bad.
    Info,
    /// Something to know before deciding.
    Warning,
    /// The form did not go through: read out at once.
    Problem,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
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
    let role = (tone == Tone::Problem).then_some("alert");
    view! {
        <div class=format!("alert {}", tone.class()) role=role id=id>
            <Icon shape=Shape::Warning />
            <p>
                <strong>{heading}</strong>
                {text}
            </p>
        </div>
    }
}
