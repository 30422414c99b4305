//! The ways into an account: making one, and getting back into it.

mod address;
mod email_finish;
mod letter_sent;
mod link_spent;
mod reset_finish;
mod sign_up_closed;
mod sign_up_finish;

pub use self::{
    address::AddressView,
    email_finish::EmailFinishView,
    letter_sent::{LetterSentView, Sent},
    link_spent::{LinkSpentView, Purpose},
    reset_finish::ResetFinishView,
    sign_up_closed::SignUpClosedView,
    sign_up_finish::SignUpFinishView,
};

use super::AddressProblem;
use crate::{Locale, components::FieldText, i18n::t};
use leptos::prelude::*;

/// The field `email`, and its line in the summary of the form.
fn email_field(value: String, problem: Option<AddressProblem>, locale: Locale) -> (FieldText, Vec<(String, String)>) {
    let problems: Vec<String> = problem.map(|problem| problem.words(locale)).into_iter().collect();
    let summary = problems.iter().map(|text| ("email".to_owned(), text.clone())).collect();
    (FieldText { name: "email", label: t!(locale, "entry-email"), value, problems, ..FieldText::default() }, summary)
}

/// Whose account it is, not to be changed here; password managers keep the password under it.
#[component]
fn Mailbox(label: String, email: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for="username">{label}</label>
            <input id="username" name="username" type="text" autocomplete="username" value=email readonly />
        </div>
    }
}
