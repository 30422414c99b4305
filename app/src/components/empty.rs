use leptos::prelude::*;

/// A list with nothing in it: what would stand there, and how to begin.
#[component]
pub(crate) fn Empty(
    heading: String,
    text: String,
    /// A word and where it leads.
    #[prop(optional_no_strip)]
    action: Option<(String, String)>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{heading}</h2>
            <p>{text}</p>
            {action.map(|(label, href)| view! { <a class="button primary" href=href>{label}</a> })}
        </div>
    }
}
