use super::{AccountNotice, Place, top};
use crate::{
    Frame, Locale, Page,
    components::{Badge, Entry, Facts, PostForm, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// `GET /account/sessions`: every browser the person is signed in with.
#[derive(Clone, Debug)]
pub struct SessionsView {
    pub notice: Option<AccountNotice>,
    /// The one that looks first, then the latest seen.
    pub sessions: Vec<SessionLine>,
    pub now: OffsetDateTime,
}

#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Names it in the form that ends it; nobody can become anybody with it.
    pub name: String,
    /// Browser and system in short.
    pub browser: Option<String>,
    pub address: Option<String>,
    pub since: OffsetDateTime,
    pub last_seen: OffsetDateTime,
    /// The person looks at this page with it.
    pub current: bool,
}

impl Page for SessionsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        Place::Sessions.title(locale)
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let csrf = frame.csrf.clone();
        let others = self.sessions.iter().filter(|session| !session.current).count();
        let end_all = (others > 1).then(|| {
            view! {
                <PostForm action="/account/sessions/end_others" csrf=csrf.clone() class="end">
                    <button class="button danger">{t!(locale, "account-sessions-end-others")}</button>
                </PostForm>
            }
        });
        let lines = self.sessions.into_iter().map(|line| entry(line, self.now, csrf.clone(), locale)).collect_view();
        view! {
            {top(Place::Sessions, self.notice, locale)}
            <ul class="entries">{lines}</ul>
            {end_all}
        }
        .into_any()
    }
}

fn entry(line: SessionLine, now: OffsetDateTime, csrf: Option<String>, locale: Locale) -> AnyView {
    let browser = line.browser.unwrap_or_else(|| t!(locale, "account-browser-unknown"));
    let address = line.address.unwrap_or_else(|| t!(locale, "account-unknown"));
    let facts = vec![
        (t!(locale, "account-from"), address),
        (t!(locale, "account-signed-in"), locale.instant(line.since)),
        (t!(locale, "account-last-seen"), locale.when(line.last_seen, now)),
    ];
    let this = line.current.then(|| view! { <Badge tone=Tone::Good text=t!(locale, "account-session-this") /> });
    let (action, key) =
        if line.current { ("/logout", "sign-out") } else { ("/account/sessions/end", "account-session-end") };
    let hidden = if line.current { Vec::new() } else { vec![("session".to_owned(), line.name)] };
    // Buttons of the same word are told apart by what they are about.
    let label = t!(locale, "account-about", what = t!(locale, key), about = browser.clone());
    let end = view! {
        <PostForm action csrf hidden>
            <button class="button small" aria-label=label>{t!(locale, key)}</button>
        </PostForm>
    };
    view! {
        <Entry heading=view! { <bdi>{browser}</bdi> }.into_any() marks=this.into_any() actions=end.into_any()>
            <Facts facts />
        </Entry>
    }
    .into_any()
}
