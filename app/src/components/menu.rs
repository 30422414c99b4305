use crate::{Locale, Person, i18n::t};
use leptos::prelude::*;

/// Who is signed in, and the places that are theirs. It opens without scripts, and closes by going somewhere.
#[component]
pub(crate) fn Menu(person: Person, locale: Locale) -> impl IntoView {
    let places = [
        ("/account", t!(locale, "menu-account")),
        ("/account/apps", t!(locale, "menu-apps")),
        ("/developer/apps", t!(locale, "menu-developer")),
    ];
    let admin = person.admin.then(|| ("/admin", t!(locale, "menu-admin")));
    let leave = [("/logout", t!(locale, "sign-out"))];
    let links = places
        .into_iter()
        .chain(admin)
        .chain(leave)
        .map(|(href, label)| {
            view! {
                <li>
                    <a href=href>{label}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="menu">
            <summary>
                <bdi>{person.name}</bdi>
            </summary>
            <nav aria-label=t!(locale, "menu")>
                <p>
                    <bdi>{person.email}</bdi>
                </p>
                <ul>{links}</ul>
            </nav>
        </details>
    }
    .into_any()
}
