use super::{AccountNotice, Place, top};
use crate::{
    AppIdentity, Frame, Locale, Page, ScopeLine,
    components::{AppLogo, Badge, Empty, Entry, Facts, Table, Tone},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// `GET /account/apps`: every app that may use the account, and how to take that back.
#[derive(Clone, Debug)]
pub struct AppsView {
    pub notice: Option<AccountNotice>,
    pub apps: Vec<ConnectedApp>,
    pub now: OffsetDateTime,
}

#[derive(Clone, Debug)]
pub struct ConnectedApp {
    pub app: AppIdentity,
    /// The house's own: nobody is asked before it connects.
    pub trusted: bool,
    /// Its developer or an administrator stopped it.
    pub stopped: bool,
    /// What it may do, as far as the person was told.
    pub scopes: Vec<ScopeLine>,
    /// When the person allowed it, and until when that is remembered.
    pub allowed: Option<(OffsetDateTime, OffsetDateTime)>,
    /// What lives of it at this moment, latest used first.
    pub connections: Vec<Connection>,
    pub revoke_href: String,
}

/// A token family, as people know it: one device or browser that the app works in.
#[derive(Clone, Debug)]
pub struct Connection {
    pub how: How,
    /// The browser, device or program that asked, in short.
    pub device: Option<String>,
    pub since: OffsetDateTime,
    pub last_used: OffsetDateTime,
    pub last_used_from: Option<String>,
}

/// How it came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Allowed in the browser.
    Browser,
    /// A code shown by a device.
    DeviceCode,
    /// The password was typed into the app itself.
    Password,
}

impl Page for AppsView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        Place::Apps.title(locale)
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let list = if self.apps.is_empty() {
            let (heading, text) = (t!(locale, "account-apps-none"), t!(locale, "account-apps-none.text"));
            let action = Some((t!(locale, "home-device"), "/oauth/device".to_owned()));
            view! { <Empty heading text action /> }.into_any()
        } else {
            let apps = self.apps.into_iter().map(|app| entry(app, self.now, locale)).collect_view();
            view! { <ul class="entries">{apps}</ul> }.into_any()
        };
        view! {
            {top(Place::Apps, self.notice, locale)}
            {list}
        }
        .into_any()
    }
}

fn entry(app: ConnectedApp, now: OffsetDateTime, locale: Locale) -> AnyView {
    let name = app.app.name.clone();
    let label = t!(locale, "account-about", what = t!(locale, "account-app-revoke"), about = name.clone());
    let revoke = view! {
        <a class="button small danger" href=app.revoke_href aria-label=label>{t!(locale, "account-app-revoke")}</a>
    };
    let heading = view! {
        <AppLogo name=name.clone() logo_href=app.app.logo_href small=true />
        <bdi>{name.clone()}</bdi>
    };
    let marks = [
        app.trusted.then(|| (Tone::Good, t!(locale, "account-app-trusted"))),
        app.app.verified.then(|| (Tone::Good, t!(locale, "account-app-verified"))),
        app.stopped.then(|| (Tone::Warning, t!(locale, "account-app-stopped"))),
    ];
    let marks = marks.into_iter().flatten().map(|(tone, text)| view! { <Badge tone text /> }).collect_view();
    let last_used = app.connections.iter().map(|connection| connection.last_used).max();
    let facts = [
        app.app.site_host.map(|host| (t!(locale, "app-site"), host)),
        app.allowed.map(|(since, _)| (t!(locale, "account-allowed"), locale.date(since.date()))),
        app.allowed.map(|(_, until)| (t!(locale, "account-remembered"), locale.date(until.date()))),
        last_used.map(|at| (t!(locale, "account-last-used"), locale.when(at, now))),
    ];
    let scopes = app.scopes.into_iter().map(|scope| scope_line(scope, locale)).collect_view();
    view! {
        <Entry heading=heading.into_any() marks=marks.into_any() actions=revoke.into_any()>
            <Facts facts=facts.into_iter().flatten().collect() />
            <ul class="may">{scopes}</ul>
            {connections(name, app.connections, now, locale)}
        </Entry>
    }
    .into_any()
}

fn scope_line(scope: ScopeLine, locale: Locale) -> impl IntoView {
    let sensitive = scope.sensitive.then(|| view! { <Badge tone=Tone::Warning text=t!(locale, "scope-sensitive") /> });
    view! { <li>{scope.description} " " {sensitive}</li> }
}

fn connections(app: String, connections: Vec<Connection>, now: OffsetDateTime, locale: Locale) -> AnyView {
    if connections.is_empty() {
        return view! { <p class="hint">{t!(locale, "account-connections-none")}</p> }.into_any();
    }
    let count = connections.len();
    let columns = ["account-connection", "account-how", "account-since", "account-last-used"];
    let columns = columns.map(|key| t!(locale, key)).into();
    let rows = connections.into_iter().map(|connection| row(connection, now, locale)).collect();
    view! {
        <details open=count <= 3>
            <summary>{t!(locale, "account-connections", n = count)}</summary>
            <Table caption=t!(locale, "account-connections-of", app = app) columns rows />
        </details>
    }
    .into_any()
}

fn row(connection: Connection, now: OffsetDateTime, locale: Locale) -> Vec<AnyView> {
    let how = match connection.how {
        How::Browser => t!(locale, "account-how-browser"),
        How::DeviceCode => t!(locale, "account-how-device"),
        How::Password => t!(locale, "account-how-password"),
    };
    let device = connection.device.unwrap_or_else(|| t!(locale, "account-device-unknown"));
    let last_used = locale.when(connection.last_used, now);
    let from = connection.last_used_from.map(|address| view! { " " <bdi class="hint">{address}</bdi> });
    vec![
        view! { <bdi>{device}</bdi> }.into_any(),
        how.into_any(),
        locale.date(connection.since.date()).into_any(),
        view! { <span>{last_used} {from}</span> }.into_any(),
    ]
}
