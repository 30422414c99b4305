use leptos::prelude::*;

/// One page of an area.
#[derive(Clone, Debug)]
pub(crate) struct NavItem {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// The ways between the pages of an area, over its content.
#[component]
pub(crate) fn SectionNav(
    /// What the area is called, for whoever hears the page.
    label: String,
    items: Vec<NavItem>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|item| {
            let current = item.current.then_some("page");
            view! {
                <li>
                    <a href=item.href aria-current=current>{item.label}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="section-nav" aria-label=label>
            <ul>{items}</ul>
        </nav>
    }
}

/// A part of a page under its own heading.
#[component]
pub(crate) fn Panel(heading: String, children: Children) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{heading}</h2>
            {children()}
        </section>
    }
}
