use crate::{
    Frame, Locale, Page,
    components::{Facts, Listing},
    i18n::t,
    page::Width,
};
use leptos::prelude::*;

/// `/api/doc`: the API for those who write clients. What the API says about itself is in English; the words around it
/// are in the reader's language.
#[derive(Clone, Debug)]
pub struct ApiDocView {
    pub server: String,
    pub version: String,
    pub text: String,
    pub groups: Vec<ApiGroup>,
    /// Names and JSON Schemas.
    pub schemas: Vec<(String, String)>,
    /// The same for programs.
    pub document_href: String,
}

#[derive(Clone, Debug)]
pub struct ApiGroup {
    pub name: String,
    pub text: String,
    pub operations: Vec<ApiOperation>,
}

#[derive(Clone, Debug)]
pub struct ApiOperation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub text: String,
    /// Each way to say who calls, and what it is made of; an empty one shows nothing.
    pub credentials: Vec<Vec<String>>,
    pub parameters: Vec<ApiParameter>,
    pub body: Option<ApiBody>,
    pub answers: Vec<ApiAnswer>,
}

#[derive(Clone, Debug)]
pub struct ApiParameter {
    pub name: String,
    /// `query`, `path` or `header`.
    pub place: String,
    pub required: bool,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct ApiBody {
    pub media_types: Vec<String>,
    pub schema: ApiSchema,
}

#[derive(Clone, Debug)]
pub struct ApiAnswer {
    pub status: String,
    pub text: String,
    pub headers: Vec<String>,
    pub body: Option<ApiBody>,
}

#[derive(Clone, Debug)]
pub enum ApiSchema {
    /// One of [`ApiDocView::schemas`].
    Named(String),
    Written(String),
}

impl Page for ApiDocView {
    const WIDTH: Width = Width::Wide;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "api-title")
    }

    fn has_forms(&self) -> bool {
        false
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let facts = vec![(t!(locale, "api-server"), self.server), (t!(locale, "api-version"), self.version)];
        let groups = self.groups.into_iter().map(|group| group.draw(locale)).collect_view();
        let schemas = self
            .schemas
            .into_iter()
            .map(|(name, schema)| {
                let id = schema_id(&name);
                view! {
                    <details class="operation" id=id>
                        <summary>
                            <code>{name.clone()}</code>
                        </summary>
                        <Listing label=name text=schema />
                    </details>
                }
            })
            .collect_view();
        view! {
            <h1>{t!(locale, "api-title")}</h1>
            <p class="lead" lang="en">
                {marked(&self.text)}
            </p>
            <Facts facts />
            <p>
                <a href=self.document_href>{t!(locale, "api-document")}</a>
            </p>
            {groups}
            <section class="stack">
                <h2>{t!(locale, "api-schemas")}</h2>
                {schemas}
            </section>
        }
        .into_any()
    }
}

impl ApiGroup {
    fn draw(self, locale: Locale) -> impl IntoView {
        let operations = self.operations.into_iter().map(|operation| operation.draw(locale)).collect_view();
        view! {
            <section class="stack" lang="en">
                <h2>{self.name}</h2>
                <p>{marked(&self.text)}</p>
                {operations}
            </section>
        }
    }
}

impl ApiOperation {
    fn draw(self, locale: Locale) -> impl IntoView {
        let heading = move |key| view! { <h3 lang=locale.as_str()>{t!(locale, key)}</h3> };
        let nothing = || t!(locale, "api-nothing");
        let credentials: Vec<_> = self
            .credentials
            .into_iter()
            .map(|together| if together.is_empty() { nothing() } else { together.join(" + ") })
            .collect();
        let credentials = if credentials.is_empty() { nothing() } else { credentials.join(&t!(locale, "api-or")) };
        let parameters = (!self.parameters.is_empty()).then(|| {
            let parameters = self.parameters.into_iter().map(|parameter| parameter.draw(locale)).collect_view();
            view! {
                {heading("api-parameters")}
                <dl class="facts">{parameters}</dl>
            }
        });
        let body = self.body.map(|body| {
            view! {
                {heading("api-body")}
                {body.draw()}
            }
        });
        let answers = self.answers.into_iter().map(ApiAnswer::draw).collect_view();
        view! {
            <details class="operation" id=self.id>
                <summary>
                    <strong>{self.method}</strong>
                    <code>{self.path}</code>
                    <span>{self.summary}</span>
                </summary>
                {(!self.text.is_empty()).then(|| view! { <p>{marked(&self.text)}</p> })}
                <p lang=locale.as_str()>{t!(locale, "api-credentials", credentials = credentials)}</p>
                {parameters}
                {body}
                {heading("api-answers")}
                <dl class="facts">{answers}</dl>
            </details>
        }
    }
}

impl ApiParameter {
    fn draw(self, locale: Locale) -> impl IntoView {
        let required = self.required.then(|| t!(locale, "api-required"));
        let notes = [Some(self.place), required].into_iter().flatten().collect::<Vec<_>>().join(", ");
        view! {
            <div>
                <dt>
                    <code>{self.name}</code>
                </dt>
                <dd>{format!("({notes}) ")}{marked(&self.text)}</dd>
            </div>
        }
    }
}

impl ApiAnswer {
    fn draw(self) -> impl IntoView {
        let headers = self.headers.into_iter().map(|name| view! { " " <code>{name}</code> }).collect_view();
        view! {
            <div>
                <dt>{self.status}</dt>
                <dd>{marked(&self.text)} {headers} {self.body.map(ApiBody::draw)}</dd>
            </div>
        }
    }
}

impl ApiBody {
    fn draw(self) -> impl IntoView {
        let media_types = self.media_types.join(", ");
        let schema = match self.schema {
            ApiSchema::Named(name) => {
                let href = format!("#{}", schema_id(&name));
                view! {
                    <a href=href>
                        <code>{name}</code>
                    </a>
                }
                .into_any()
            }
            ApiSchema::Written(schema) => view! { <Listing label=media_types.clone() text=schema /> }.into_any(),
        };
        view! { <div>{media_types} " " {schema}</div> }
    }
}

/// Where a schema is on the page. Operations have their ids to themselves.
fn schema_id(name: &str) -> String {
    format!("schema-{name}")
}

/// Text in which backticks stand around code.
fn marked(text: &str) -> impl IntoView + use<> {
    let pieces = text.split('`').map(str::to_owned).enumerate();
    pieces
        .map(|(n, piece)| if n % 2 == 1 { view! { <code>{piece}</code> }.into_any() } else { piece.into_any() })
        .collect_view()
}
