use super::Menu;
use crate::{
    Frame, IslandScript,
    i18n::{Locale, t},
    page::{Head, Width},
};
use leptos::prelude::*;

/// Everything around a page, from the doctype to the language switch.
#[component]
pub(crate) fn Document(frame: Frame, head: Head, children: Children) -> impl IntoView {
    let locale = frame.locale;
    let title = t!(locale, "document-title", page = head.title, brand = frame.title_brand.clone());
    let width = match head.width {
        Width::Card => "card",
        Width::Wide => "wide",
    };
    let person = frame.person.filter(|_| !head.names_person);

    view! {
        <!DOCTYPE html>
        <html lang=locale.as_str()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                {head.refresh_seconds.map(|seconds| view! { <meta http-equiv="refresh" content=seconds.to_string() /> })}
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=frame.assets.icon />
                <link rel="stylesheet" href=frame.assets.stylesheet />
                {head.island_script.map(island_loader)}
            </head>
            <body>
                <header class="masthead">
                    <a class="brand" href="/">
                        <img src=frame.assets.logo alt="" width="28" height="28" />
                        {frame.title_brand}
                    </a>
                    {person.map(|person| view! { <Menu person locale /> })}
                </header>
                <main class=width>{children()}</main>
                <footer>{language_switch(frame.language_links, locale)}</footer>
            </body>
        </html>
    }
}

fn language_switch(links: Vec<(Locale, String)>, current: Locale) -> impl IntoView {
    (!links.is_empty()).then(|| {
        let links = links
            .into_iter()
            .map(|(locale, href)| {
                let tag = locale.as_str();
                let current = (locale == current).then_some("true");
                view! {
                    <li>
                        <a href=href lang=tag hreflang=tag aria-current=current>{locale.endonym()}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="languages" aria-label=t!(current, "languages")>
                <ul>{links}</ul>
            </nav>
        }
    })
}

/// Starts the WASM and wakes every island with the function the `#[island]` macro exported under its name.
fn island_loader(script: IslandScript) -> impl IntoView {
    let IslandScript { js_href, wasm_href, nonce } = script;
    let loader = format!(
        "import({js_href:?}).then(async m => {{ await m.default({{ module_or_path: {wasm_href:?} }}); m.hydrate();\n\
         document.querySelectorAll('leptos-island').forEach(island => m[island.dataset.component](island)); }});"
    );
    view! { <script type="module" nonce=nonce inner_html=loader></script> }
}
