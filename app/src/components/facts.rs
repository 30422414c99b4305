use leptos::prelude::*;

/// Short facts, each under its name.
#[component]
pub(crate) fn Facts(facts: Vec<(String, String)>) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, fact)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>
                        <bdi>{fact}</bdi>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}
