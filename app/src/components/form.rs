use leptos::prelude::*;

/// A form that changes something: it always posts, and always carries the CSRF token.
#[component]
pub(crate) fn PostForm(
    #[prop(into)] action: String,
    csrf: Option<String>,
    /// Fields the person does not see.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    #[prop(default = "form")] class: &'static str,
    /// It sends a file.
    #[prop(optional)]
    multipart: bool,
    children: Children,
) -> impl IntoView {
    let csrf = csrf.map(|token| ("csrf_token".to_owned(), token));
    let hidden = csrf
        .into_iter()
        .chain(hidden)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form method="post" action=action class=class enctype=multipart.then_some("multipart/form-data")>
            {hidden}
            {children()}
        </form>
    }
}

/// One answer to a question asked.
pub(crate) struct Choice {
    pub value: &'static str,
    pub label: String,
}

/// The two answers `decision` can take, equally reachable. Refusing stands first because it is what the Enter key
/// submits: **nothing is ever allowed by an Enter pressed too early**.
#[component]
pub(crate) fn Choices(refuse: Choice, accept: Choice) -> impl IntoView {
    let button = |choice: Choice, class| {
        view! {
            <button class=class name="decision" value=choice.value>{choice.label}</button>
        }
    };
    view! {
        <div class="choices">{button(refuse, "button")} {button(accept, "button primary")}</div>
    }
}
