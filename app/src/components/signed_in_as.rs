use super::PostForm;
use crate::{
    Person,
    i18n::{Locale, t},
};
use leptos::prelude::*;

/// In whose name, and the way to answer as somebody else.
#[component]
pub(crate) fn SignedInAs(
    person: Person,
    /// Hidden fields that bring whoever signs in next back to this page.
    switch_account: Vec<(String, String)>,
    csrf: Option<String>,
    locale: Locale,
) -> impl IntoView {
    view! {
        <PostForm action="/logout" csrf hidden=switch_account class="signed-in-as">
            <p>
                {t!(locale, "signed-in-as")} " " <strong><bdi>{person.name}</bdi></strong> <br />
                <bdi class="email">{person.email}</bdi>
            </p>
            <button class="link">{t!(locale, "not-you")}</button>
        </PostForm>
    }
}
