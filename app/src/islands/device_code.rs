use leptos::{ev::Event, prelude::*, web_sys::HtmlInputElement};

const GROUP: usize = 4;
const LETTERS: usize = 2 * GROUP;

/// The field for a device's code. With scripts it shows what is typed or pasted as `XXXX-XXXX`; without them the
/// server reads it just as kindly.
#[island]
pub fn DeviceCode(typed: String, described_by: String, invalid: bool) -> impl IntoView {
    view! {
        <input
            class="user-code"
            id="user_code"
            name="user_code"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            required
            autofocus
            value=typed
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            on:input=regroup
        />
    }
}

/// Rewrites the field and leaves the caret behind the letter it stood behind.
fn regroup(event: Event) {
    let field: HtmlInputElement = event_target(&event);
    let typed = field.value();
    let grouped = group(&typed);
    if grouped == typed {
        return;
    }
    let caret = field.selection_start().ok().flatten().map_or(typed.len(), |caret| caret as usize);
    let before_caret: String = typed.chars().take(caret).collect();
    let caret = group(&before_caret).len() as u32;
    field.set_value(&grouped);
    // Only fields without a caret refuse, and this is a text field.
    let _ = field.set_selection_range(caret, caret);
}

/// `wdjb mjht`, `WDJBMJHT` and a pasted `https://…?user_code=WDJB-MJHT` all become `WDJB-MJHT`.
fn group(typed: &str) -> String {
    let code = typed.rsplit_once("user_code=").map_or(typed, |(_, code)| code);
    let letters = code.chars().filter(char::is_ascii_alphabetic).take(LETTERS);
    let mut grouped = String::with_capacity(LETTERS + 1);
    for (index, letter) in letters.enumerate() {
        if index == GROUP {
            grouped.push('-');
        }
        grouped.push(letter.to_ascii_uppercase());
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn codes_are_grouped_however_they_come() {
        for (typed, shown) in [
            ("", ""),
            ("wdj", "WDJ"),
            ("wdjb", "WDJB"),
            ("wdjb-", "WDJB"),
            ("wdjbm", "WDJB-M"),
            (" wdjb mjht ", "WDJB-MJHT"),
            ("WDJB—MJHT!", "WDJB-MJHT"),
            ("WDJBMJHTXYZ", "WDJB-MJHT"),
            ("https://id.example/oauth/device?user_code=WDJB-MJHT", "WDJB-MJHT"),
        ] {
            assert_eq!(group(typed), shown, "{typed:?}");
        }
    }
}
