//! Pages from handlers: [`Viewer`] knows who is looking and in which language, [`Viewer::page`] draws.

use std::pin::Pin;

use app::{ActionLabel, Frame, Locale, Page, Person, ProblemView};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use futures::Stream;
use leptos::prelude::*;
use oauth::audit;
use oauth::context::SystemEntropy;
use oauth::model::{Actor, AuditEntry, AuditEvent, User};
use oauth::store::Store;
use tower_http::request_id::RequestId;

use crate::assets::Assets;
use crate::caller::Caller;
use crate::error::{PageError, ServerError};
use crate::headers::{Nonce, PagePolicy};
use crate::locale::{self, Language, language_links};
use crate::onward::Onward;
use crate::session::Visitor;
use crate::state::{AppState, Moment};

/// Whoever looks at a page: the extractor every page handler starts with.
#[derive(Clone)]
pub struct Viewer {
    pub state: AppState,
    pub visitor: Visitor,
    /// Where they are, as far as the connection tells.
    pub caller: Caller,
    /// Who is signed in.
    pub user: Option<User>,
    pub locale: Locale,
    /// The address that shows this page in another language; none for the answer to a form.
    uri: Option<Uri>,
}

impl FromRequestParts<AppState> for Viewer {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, PageError> {
        if let Some(viewer) = parts.extensions.get::<Self>() {
            return Ok(viewer.clone());
        }
        let visitor = Visitor::from_request_parts(parts, state)
            .await
            .map_err(|(_, why)| PageError::from(ServerError::Internal(why.to_owned())))?;
        let user = visitor.user().await?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        let Ok(Language(preferred)) = Language::from_request_parts(parts, state).await;
        let own = user.as_ref().and_then(|user| user.language).map(locale::of_person);
        let locale = Language::chosen(parts).or(own).unwrap_or(preferred);
        let uri = (parts.method == Method::GET).then(|| parts.uri.clone());
        let viewer = Self { state: state.clone(), visitor, caller, user, locale, uri };
        // Whoever looks for problems and whoever answers both want to know.
        parts.extensions.insert(viewer.clone());
        Ok(viewer)
    }
}

impl Viewer {
    /// This viewer, looking at an answer to a form that this address shows as well.
    #[must_use]
    pub fn at(mut self, href: &str) -> Self {
        self.uri = href.parse().ok();
        self
    }

    /// Whoever is signed in; anybody else signs in first and comes back.
    pub fn require_user(&self, onward: Onward) -> Result<&User, PageError> {
        self.user.as_ref().ok_or_else(|| PageError::sign_in_first(onward))
    }

    /// The time, the caller and the keys of this request.
    pub fn moment(&self) -> Moment<'_> {
        self.state.moment(&self.caller.from)
    }

    pub fn store(&self) -> &dyn Store {
        self.state.store()
    }

    /// A line for the audit log about what this viewer does now.
    pub fn audit(&self, event: AuditEvent) -> AuditEntry {
        let entry = audit::entry(&self.moment().ctx(), event);
        match &self.user {
            Some(user) => entry.by(Actor::Person(user.id)),
            None => entry,
        }
    }

    /// Draws a page, status 200.
    pub async fn page<P: Page + Send + 'static>(&self, view: P) -> Result<Response, PageError> {
        self.page_with(view, PagePolicy::new()).await
    }

    /// Draws a page on the way to an app: see [`PagePolicy::leading_to`].
    pub async fn page_with<P: Page + Send + 'static>(
        &self,
        view: P,
        policy: PagePolicy,
    ) -> Result<Response, PageError> {
        // Asking for the token gives a stranger a cookie, and only a form is worth one.
        let csrf = if view.has_forms() { Some(self.visitor.csrf_token().await?) } else { None };
        Ok(self.draw(view, policy, csrf).await)
    }

    async fn draw<P: Page + Send + 'static>(&self, view: P, policy: PagePolicy, csrf: Option<String>) -> Response {
        // Without a nonce in the policy no script runs, and only a page with islands gets one.
        let nonce = view.has_islands().then(|| Nonce::generate(&SystemEntropy));
        let frame = Frame {
            locale: self.locale,
            title_brand: self.state.settings().brand_name.clone(),
            language_links: self.uri.as_ref().map(language_links).unwrap_or_default(),
            person: self.user.as_ref().map(person),
            csrf,
            assets: Assets::embedded().of_page(nonce.as_ref()),
        };
        let policy = match nonce.filter(|_| frame.assets.island_script.is_some()) {
            Some(nonce) => policy.with_scripts(nonce),
            None => policy,
        };
        let mut response = html(view, frame).await;
        response.headers_mut().extend(policy.headers());
        response
    }
}

/// A person as pages name them.
pub fn person(user: &User) -> Person {
    Person { name: user.full_name(), email: user.email.to_string(), admin: user.admin }
}

/// After a form: the browser asks for the next page itself, so that going back never sends the form twice
/// (303, never 307: RFC 9700 §4.12).
pub fn see_other(href: &str) -> Response {
    Redirect::to(href).into_response()
}

/// A form shown again with what is wrong in it; what it was refused for first, such as too many tries, stays its status.
pub fn unprocessable(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// How leptos_axum hands a document over.
type Html = Pin<Box<dyn Stream<Item = String> + Send>>;

/// Runs the view through leptos_axum. Dropping `chunks`, the resumption data of a hydrated app, leaves a page without
/// any script: islands bring their own.
async fn html<P: Page + Send + 'static>(view: P, frame: Frame) -> Response {
    fn whole(
        app: AnyView,
        _chunks: Box<dyn FnOnce() -> Html + Send>,
        _out_of_order: bool,
    ) -> Pin<Box<dyn Future<Output = Html> + Send>> {
        Box::pin(async move {
            let html = app.to_html();
            Box::pin(futures::stream::once(async move { html })) as Html
        })
    }
    let request = Request::new(Body::empty());
    let response = leptos_axum::handle_response_inner(|| {}, move || view.render(frame), request, whole).await;
    // Buffered, so that the answer has a length and nothing is streamed that could fail half way.
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Draws the [`PageError`] a handler left in its response, for whoever asked. Innermost layer of all pages.
pub async fn draw_problems(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let viewer = Viewer::from_request_parts(&mut parts, &state).await;
    let reference =
        parts.extensions.get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).map(str::to_owned);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = response.extensions_mut().remove::<PageError>() else { return response };
    tracing::info!(status = error.status.as_u16(), problem = ?error.problem, details = ?error.details, "problem page");
    let status = response.status();
    let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
    let allow = response.headers().get(header::ALLOW).cloned();
    // Without a session store there is no viewer; the person still gets a page.
    let mut drawn = match viewer {
        Ok(viewer) => viewer.problem(error, reference).await,
        Err(_) => (status, "Sesame is not available at this moment. Please try again soon.").into_response(),
    };
    *drawn.status_mut() = status;
    for (name, value) in [(header::RETRY_AFTER, retry_after), (header::ALLOW, allow)] {
        if let Some(value) = value {
            drawn.headers_mut().insert(name, value);
        }
    }
    drawn
}

impl Viewer {
    async fn problem(&self, error: PageError, reference: Option<String>) -> Response {
        let mut actions = error.actions;
        if actions.is_empty() {
            actions.push(app::Action { label: ActionLabel::Home, href: "/".to_owned() });
        }
        let view =
            ProblemView { problem: error.problem, reference, actions, details: error.details.map(|details| *details) };
        self.draw(view, PagePolicy::new(), None).await
    }
}
