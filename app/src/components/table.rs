use leptos::prelude::*;

/// Facts in rows and columns, which become cards where columns have no room. The first cell of a row names it.
///
/// The roles say what the elements say already: a browser that draws a row as a block forgets that it is one.
#[component]
pub(crate) fn Table(
    /// What the table holds, for whoever hears it.
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let heads = columns.iter().map(|column| view! { <th scope="col" role="columnheader">{column.clone()}</th> });
    let heads = heads.collect_view();
    let rows = rows
        .into_iter()
        .map(|cells| {
            let cells = cells
                .into_iter()
                .enumerate()
                .map(|(index, cell)| {
                    let label = columns.get(index).cloned();
                    if index == 0 {
                        view! { <th scope="row" role="rowheader">{cell}</th> }.into_any()
                    } else {
                        view! { <td role="cell" data-label=label>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="list" role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

/// One of a list of things: its heading, marks beside it, and whatever is said below.
#[component]
pub(crate) fn Entry(
    heading: AnyView,
    #[prop(optional_no_strip, into)] marks: Option<AnyView>,
    /// Buttons and links, at the end of the heading's line where there is room.
    #[prop(optional_no_strip, into)]
    actions: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="entry">
            <div class="entry-head">
                <h2>{heading}</h2>
                {marks}
            </div>
            {actions.map(|actions| view! { <div class="entry-actions">{actions}</div> })}
            <div class="entry-body">{children()}</div>
        </li>
    }
}
