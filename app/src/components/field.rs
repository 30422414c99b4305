use super::{Hint, Problems, described_by};
use crate::i18n::{Locale, t};
use leptos::prelude::*;

/// What every field says. Its input's id is its name, so that the summary of a form can lead to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldText {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    /// What was typed last time.
    pub value: String,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

/// What kind of line is typed, which decides keyboard and completion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Text,
    /// An address is checked by us: the browser's own check would speak another language than the page.
    Email,
    Url,
    /// Codes, hosts, identifiers: no capitals, no spelling.
    Code,
    CurrentPassword,
    NewPassword,
}

impl Kind {
    /// `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Text | Self::Code => ("text", None, None),
            Self::Email => ("text", Some("email"), Some("email")),
            Self::Url => ("text", Some("url"), Some("url")),
            Self::CurrentPassword => ("password", None, Some("current-password")),
            Self::NewPassword => ("password", None, Some("new-password")),
        }
    }
}

/// A field of one line. A password is never given back.
#[component]
pub(crate) fn TextField(
    field: FieldText,
    #[prop(optional)] kind: Kind,
    /// `given-name` and the like, where the kind does not say it.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// May be left empty, and says so.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] autofocus: bool,
    locale: Locale,
) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    let (type_, inputmode, usual) = kind.attributes();
    let verbatim = kind != Kind::Text;
    let value = (type_ != "password").then_some(field.value);
    view! {
        <div class="field">
            <label for=field.name>{field.label} " " {optional.then(|| mark_optional(locale))}</label>
            <Hint name=field.name text=field.hint />
            <input
                id=field.name
                name=field.name
                type=type_
                inputmode=inputmode
                autocomplete=autocomplete.or(usual)
                autocapitalize=verbatim.then_some("none")
                spellcheck=verbatim.then_some("false")
                required=!optional
                autofocus=autofocus
                value=value
                aria-describedby=described_by
                aria-invalid=invalid
            />
            <Problems name=field.name problems=field.problems />
        </div>
    }
}

/// A field of several lines.
#[component]
pub(crate) fn TextArea(
    field: FieldText,
    #[prop(default = 3)] rows: u32,
    /// Addresses and code, where every sign counts.
    #[prop(optional)]
    code: bool,
    #[prop(optional)] optional: bool,
    locale: Locale,
) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    // HTML swallows one line break after the tag: without this, what was typed would lose its first empty line.
    let value = format!("\n{}", escaped(&field.value));
    view! {
        <div class="field">
            <label for=field.name>{field.label} " " {optional.then(|| mark_optional(locale))}</label>
            <Hint name=field.name text=field.hint />
            <textarea
                id=field.name
                name=field.name
                class=code.then_some("verbatim")
                rows=rows
                autocapitalize=code.then_some("none")
                spellcheck=code.then_some("false")
                required=!optional
                aria-describedby=described_by
                aria-invalid=invalid
            >
                {value}
            </textarea>
            <Problems name=field.name problems=field.problems />
        </div>
    }
}

/// **leptos writes the content of a `<textarea>` as it is**: without this, what somebody typed could end it and go on as
/// markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One of a few words; `options` are value and label.
#[component]
pub(crate) fn Select(field: FieldText, options: Vec<(String, String)>) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    let chosen = field.value;
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=field.name>{field.label}</label>
            <Hint name=field.name text=field.hint />
            <select id=field.name name=field.name aria-describedby=described_by aria-invalid=invalid>
                {options}
            </select>
            <Problems name=field.name problems=field.problems />
        </div>
    }
}

/// A file to send; its form is a [`super::PostForm`] with `multipart`.
#[component]
pub(crate) fn FileField(
    field: FieldText,
    /// Media types, as in the attribute `accept`.
    accept: &'static str,
    #[prop(optional)] optional: bool,
    locale: Locale,
) -> impl IntoView {
    let described_by = described_by(&field);
    let invalid = (!field.problems.is_empty()).then_some("true");
    view! {
        <div class="field">
            <label for=field.name>{field.label} " " {optional.then(|| mark_optional(locale))}</label>
            <Hint name=field.name text=field.hint />
            <input
                id=field.name
                name=field.name
                type="file"
                accept=accept
                required=!optional
                aria-describedby=described_by
                aria-invalid=invalid
            />
            <Problems name=field.name problems=field.problems />
        </div>
    }
}

fn mark_optional(locale: Locale) -> impl IntoView {
    view! { <span class="optional">{t!(locale, "field-optional")}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_a_text_area_cannot_end_it() {
        let hostile = "</textarea><script>alert(1)</script>&amp;";
        let field = FieldText { name: "text", value: hostile.to_owned(), ..FieldText::default() };
        let html = Owner::new_root(None).with(|| view! { <TextArea field locale=Locale::En /> }.to_html());
        assert!(!html.contains("<script") && html.matches("</textarea>").count() == 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;") && html.contains("&amp;amp;"), "{html}");
    }
}
