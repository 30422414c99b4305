use leptos::prelude::*;

/// Drawings of one stroke on a 24 by 24 grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Check,
    Cross,
    Warning,
}

/// Decoration beside a text that says the same.
#[component]
pub(crate) fn Icon(shape: Shape) -> impl IntoView {
    let path = match shape {
        Shape::Check => "M5 12.5l4.5 4.5L19 7.5",
        Shape::Cross => "M6.5 6.5l11 11m0-11l-11 11",
        Shape::Warning => "M12 4.5L21 19.5H3zM12 10.5v4m0 2.4v.1",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
