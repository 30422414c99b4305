use crate::{
    Frame, Locale, Page,
    components::{Facts, Listing, PostForm},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/demo`: a small third-party app that starts each flow for real, and the same by hand.
#[derive(Clone, Debug)]
pub struct DemoView {
    pub issuer: String,
    /// The demo person's e-mail and password.
    pub person: (String, String),
    pub clients: Vec<DemoClient>,
    /// `GET`: sends the browser to `/oauth/authorize`.
    pub web_href: String,
    /// `POST`: asks for a device code.
    pub device_action: String,
    pub curl: Vec<CurlStep>,
    /// Where all that can be called is described.
    pub api_doc_href: String,
}

/// One row of the table of demo clients.
#[derive(Clone, Debug)]
pub struct DemoClient {
    pub id: String,
    pub secret: Option<String>,
    pub grants: Vec<String>,
    pub scopes: Vec<String>,
}

/// A command to copy.
#[derive(Clone, Debug)]
pub struct CurlStep {
    pub topic: CurlTopic,
    pub command: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurlTopic {
    DeviceAsk,
    DevicePoll,
    CurrentUser,
    Refresh,
    ClientCredentials,
    Password,
    ApiKey,
    Revoke,
    Introspect,
    Metadata,
}

impl CurlTopic {
    fn words(self, locale: Locale) -> String {
        let key = match self {
            Self::DeviceAsk => "curl-device-ask",
            Self::DevicePoll => "curl-device-poll",
            Self::CurrentUser => "curl-current-user",
            Self::Refresh => "curl-refresh",
            Self::ClientCredentials => "curl-client-credentials",
            Self::Password => "curl-password",
            Self::ApiKey => "curl-api-key",
            Self::Revoke => "curl-revoke",
            Self::Introspect => "curl-introspect",
            Self::Metadata => "curl-metadata",
        };
        t!(locale, key)
    }
}

impl Page for DemoView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "demo-title")
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let (email, password) = self.person;
        let credentials = vec![
            (t!(locale, "demo-email"), email),
            (t!(locale, "demo-password"), password),
            (t!(locale, "demo-issuer"), self.issuer),
        ];
        view! {
            <h1>{t!(locale, "demo-heading")}</h1>
            <p class="lead">{t!(locale, "demo-lead")}</p>
            <section class="stack">
                <h2>{t!(locale, "demo-credentials")}</h2>
                <Facts facts=credentials />
            </section>
            <div class="flows">
                <section class="flow">
                    <h2>{t!(locale, "demo-web")}</h2>
                    <p>{t!(locale, "demo-web.text")}</p>
                    <a class="button primary" href=self.web_href>{t!(locale, "demo-web.start")}</a>
                </section>
                <section class="flow">
                    <h2>{t!(locale, "demo-device")}</h2>
                    <p>{t!(locale, "demo-device.text")}</p>
                    <PostForm action=self.device_action csrf=frame.csrf.clone()>
                        <button class="button primary">{t!(locale, "demo-device.start")}</button>
                    </PostForm>
                </section>
            </div>
            <section class="stack">
                <h2>{t!(locale, "demo-apps")}</h2>
                <ClientTable clients=self.clients locale />
            </section>
            <h2>{t!(locale, "demo-by-hand")}</h2>
            <p>
                <a href=self.api_doc_href>{t!(locale, "demo-api-doc")}</a>
            </p>
            {self
                .curl
                .into_iter()
                .map(|CurlStep { topic, command }| {
                    let topic = topic.words(locale);
                    view! {
                        <section class="stack">
                            <h3>{topic.clone()}</h3>
                            <Listing label=topic text=command />
                        </section>
                    }
                })
                .collect_view()}
        }
        .into_any()
    }
}

#[component]
fn ClientTable(clients: Vec<DemoClient>, locale: Locale) -> impl IntoView {
    let rows = clients
        .into_iter()
        .map(|client| {
            let secret = match client.secret {
                Some(secret) => view! { <code>{secret}</code> }.into_any(),
                None => t!(locale, "demo-app-public").into_any(),
            };
            view! {
                <tr>
                    <th scope="row">
                        <code>{client.id}</code>
                    </th>
                    <td>{secret}</td>
                    <td>{client.grants.join(", ")}</td>
                    <td>{client.scopes.join(", ")}</td>
                </tr>
            }
        })
        .collect_view();
    let heading = |key| view! { <th scope="col">{t!(locale, key)}</th> };
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label=t!(locale, "demo-apps")>
            <table>
                <thead>
                    <tr>
                        {heading("demo-app-id")} {heading("demo-app-secret")}
                        {heading("demo-app-grants")} {heading("demo-app-scopes")}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
