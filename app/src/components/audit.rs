use crate::i18n::{Locale, t};
use leptos::prelude::*;
use time::OffsetDateTime;

/// One line of the audit log, as people read it.
#[derive(Clone, Debug)]
pub struct AuditLine {
    pub at: OffsetDateTime,
    /// The log's word for what happened: one of [`audit_events`].
    pub event: String,
    pub actor: AuditActor,
    /// Whom it is about; left out where that goes without saying.
    pub about: Option<Named>,
    pub app: Option<Named>,
    pub address: Option<String>,
    /// Browser and system in short.
    pub user_agent: Option<String>,
    pub detail: Option<String>,
}

/// Who did it.
#[derive(Clone, Debug)]
pub enum AuditActor {
    /// Whoever reads this.
    You,
    Person(Named),
    /// One of the people who run the server, who need not be named.
    Administrator,
    App,
    CommandLine,
    Nobody,
}

/// A person or an app, and the page about them where the reader may open it.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub href: Option<String>,
}

/// Each word of the log with its sentence.
const SENTENCES: [(&str, &str); 43] = [
    ("sign_in", "audit-sign-in"),
    ("sign_in_failed", "audit-sign-in-failed"),
    ("sign_out", "audit-sign-out"),
    ("sessions_ended", "audit-sessions-ended"),
    ("sign_up_asked", "audit-sign-up-asked"),
    ("account_created", "audit-account-created"),
    ("account_deleted", "audit-account-deleted"),
    ("profile_changed", "audit-profile-changed"),
    ("email_change_asked", "audit-email-change-asked"),
    ("email_changed", "audit-email-changed"),
    ("password_changed", "audit-password-changed"),
    ("password_reset_asked", "audit-password-reset-asked"),
    ("password_reset", "audit-password-reset"),
    ("account_suspended", "audit-account-suspended"),
    ("account_resumed", "audit-account-resumed"),
    ("admin_granted", "audit-admin-granted"),
    ("admin_withdrawn", "audit-admin-withdrawn"),
    ("consent_given", "audit-consent-given"),
    ("consent_refused", "audit-consent-refused"),
    ("consent_revoked", "audit-consent-revoked"),
    ("device_approved", "audit-device-approved"),
    ("device_refused", "audit-device-refused"),
    ("tokens_issued", "audit-tokens-issued"),
    ("tokens_revoked", "audit-tokens-revoked"),
    ("code_replayed", "audit-code-replayed"),
    ("refresh_token_reused", "audit-refresh-token-reused"),
    ("client_authentication_failed", "audit-client-authentication-failed"),
    ("client_created", "audit-client-created"),
    ("client_changed", "audit-client-changed"),
    ("client_secret_rotated", "audit-client-secret-rotated"),
    ("client_paused", "audit-client-paused"),
    ("client_suspended", "audit-client-suspended"),
    ("client_resumed", "audit-client-resumed"),
    ("client_verified", "audit-client-verified"),
    ("client_deleted", "audit-client-deleted"),
    ("api_key_created", "audit-api-key-created"),
    ("api_key_revoked", "audit-api-key-revoked"),
    ("signing_key_added", "audit-signing-key-added"),
    ("signing_keys_rotated", "audit-signing-keys-rotated"),
    ("signing_key_removed", "audit-signing-key-removed"),
    ("scope_created", "audit-scope-created"),
    ("scope_changed", "audit-scope-changed"),
    ("scope_deleted", "audit-scope-deleted"),
];

/// What somebody who may be up to no good leaves behind.
const TROUBLE: [&str; 4] = ["sign_in_failed", "code_replayed", "refresh_token_reused", "client_authentication_failed"];

/// Every word of the log that has a sentence.
pub fn audit_events() -> impl Iterator<Item = &'static str> {
    SENTENCES.into_iter().map(|(event, _)| event)
}

/// What happened, in a few words. A word without a sentence stands for itself.
pub(crate) fn audit_sentence(event: &str, app: Option<&str>, locale: Locale) -> String {
    let Some((_, key)) = SENTENCES.into_iter().find(|(known, _)| *known == event) else { return event.to_owned() };
    match app {
        Some(app) => t!(locale, key, app = app.to_owned()),
        None => capitalized(&t!(locale, key, app = t!(locale, "audit-some-app"))),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Lines of the log, newest first.
#[component]
pub(crate) fn AuditList(lines: Vec<AuditLine>, locale: Locale) -> impl IntoView {
    let lines = lines.into_iter().map(|audit_line| line(audit_line, locale)).collect_view();
    view! { <ol class="audit">{lines}</ol> }
}

fn line(line: AuditLine, locale: Locale) -> impl IntoView {
    let class = TROUBLE.contains(&line.event.as_str()).then_some("trouble");
    let app = line.app.as_ref().map(|app| app.name.as_str());
    let sentence = audit_sentence(&line.event, app, locale);
    let sentence = match line.app.and_then(|app| app.href) {
        Some(href) => view! { <a href=href>{sentence}</a> }.into_any(),
        None => view! { <bdi>{sentence}</bdi> }.into_any(),
    };
    let meta = [
        Some(actor(line.actor, locale)),
        line.about.map(|about| named("audit-about", about, locale)),
        line.address.map(|address| text(t!(locale, "audit-from", address = address))),
        line.user_agent.map(text),
        line.detail.map(text),
    ];
    let meta = meta.into_iter().flatten().map(|part| view! { <li>{part}</li> }).collect_view();
    view! {
        <li class=class>
            <p>{sentence}</p>
            <ul class="meta">
                <li>{locale.instant(line.at)}</li>
                {meta}
            </ul>
        </li>
    }
}

fn actor(actor: AuditActor, locale: Locale) -> AnyView {
    match actor {
        AuditActor::You => text(t!(locale, "audit-by-you")),
        AuditActor::Person(person) => named("audit-by", person, locale),
        AuditActor::Administrator => text(t!(locale, "audit-by-administrator")),
        AuditActor::App => text(t!(locale, "audit-by-app")),
        AuditActor::CommandLine => text(t!(locale, "audit-by-command-line")),
        AuditActor::Nobody => text(t!(locale, "audit-by-nobody")),
    }
}

fn named(key: &'static str, Named { name, href }: Named, locale: Locale) -> AnyView {
    let words = t!(locale, key, who = name);
    match href {
        Some(href) => view! { <a href=href>{words}</a> }.into_any(),
        None => text(words),
    }
}

/// Whatever stands in the log came from somewhere: it keeps its own direction.
fn text(words: String) -> AnyView {
    view! { <bdi>{words}</bdi> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_log_has_a_sentence_in_both_languages() {
        for locale in Locale::ALL {
            for event in audit_events() {
                let sentence = audit_sentence(event, None, locale);
                assert!(sentence.chars().next().is_some_and(char::is_uppercase), "{sentence}");
                assert!(!sentence.contains("localization") && sentence != event, "{event}");
            }
        }
    }

    #[test]
    fn a_word_of_another_version_stands_for_itself() {
        assert_eq!(audit_sentence("moon_landed", None, Locale::En), "moon_landed");
    }

    #[test]
    fn trouble_is_made_of_words_of_the_log() {
        assert!(TROUBLE.iter().all(|trouble| audit_events().any(|event| event == *trouble)));
    }
}
