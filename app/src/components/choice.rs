//! Fields that are ticked rather than typed.

use super::{FieldText, Hint, Problems, described_by};
use leptos::prelude::*;

/// A box to tick; sends `value` when it is.
#[component]
pub(crate) fn Checkbox(
    field: FieldText,
    #[prop(default = "yes")] value: &'static str,
    #[prop(optional)] checked: bool,
) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    view! {
        <div class="field">
            <label class="tick">
                <input
                    id=field.name
                    name=field.name
                    type="checkbox"
                    value=value
                    checked=checked
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <span>{field.label}</span>
            </label>
            <Hint name=field.name text=field.hint />
            <Problems name=field.name problems=field.problems />
        </div>
    }
}

/// One of the cards of [`RadioCards`] or [`CheckCards`].
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub value: String,
    pub label: String,
    pub text: Option<String>,
    pub chosen: bool,
}

/// Exactly one of these, each with room to explain itself.
#[component]
pub(crate) fn RadioCards(field: FieldText, cards: Vec<Card>) -> impl IntoView {
    group(field, cards, "radio")
}

/// Any of these.
#[component]
pub(crate) fn CheckCards(field: FieldText, cards: Vec<Card>) -> impl IntoView {
    group(field, cards, "checkbox")
}

fn group(field: FieldText, cards: Vec<Card>, type_: &'static str) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    let name = field.name;
    let cards = cards
        .into_iter()
        .enumerate()
        .map(|(index, card)| {
            // The summary of a form leads to the first one.
            let id = (index == 0).then_some(name);
            let text = card.text.map(|text| view! { <small>{text}</small> });
            view! {
                <label class="tick">
                    <input id=id name=name type=type_ value=card.value checked=card.chosen aria-invalid=invalid />
                    <span>{card.label} {text}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described_by>
            <legend>{field.label}</legend>
            <Hint name=name text=field.hint />
            <div class="cards">{cards}</div>
            <Problems name=name problems=field.problems />
        </fieldset>
    }
}
