//! `/oauth/consent`: the person answers an app's kept request.

use app::{ActionLabel, ConsentView, Lifetime, Problem};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::authorize::{self, Allowed, Answered, Interaction};
use oauth::model::RequestState;
use oauth::request::Params;
use oauth::store::Question;
use oauth::types::{GrantType, Scope, Secret, UserId};
use time::Duration;

use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::headers::PagePolicy;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, person, see_other};
use crate::views::{app_identity, scope_lines};

/// Signs in first, asks, or goes straight on, as [`authorize::interaction`] says.
pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    let id = params.get("request").unwrap_or_default();
    let asked = Asked::find(&viewer, id).await?;
    asked.waits(&viewer)?;
    let user = viewer.user.as_ref();
    let moment = viewer.moment();
    match (authorize::interaction(&moment.ctx(), &asked.question, user.map(|user| user.id)), user) {
        (Interaction::Ready { scope }, Some(user)) => {
            let allowed = Allowed { user_id: user.id, scope: &scope, asked: false };
            match asked.allow(&viewer, allowed).await? {
                Answered::Redirect(location) => Ok(see_other(&location)),
                Answered::TooLate => Err(asked.too_late(&viewer, Problem::RequestAnswered)),
            }
        }
        (Interaction::Consent { granted_before }, Some(_)) => asked.show(&viewer, id, &granted_before).await,
        (Interaction::Login, _) | (_, None) => Ok(see_other(&Onward::Request(id.to_owned()).login_href())),
    }
}

/// The person's answer.
pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let id = fields.get("request").unwrap_or_default();
    let decision = match fields.get("decision") {
        Some("allow") => Decision::Allow,
        Some("refuse") => Decision::Refuse,
        _ => return Ok(see_other(&Onward::Request(id.to_owned()).href())),
    };
    let asked = Asked::find(&viewer, id).await?;
    if let Some(response) = asked.once_more(&viewer, decision) {
        return Ok(response);
    }
    asked.waits(&viewer)?;
    // Signed out meanwhile, in another tab: sign in and be asked again.
    let Some(user) = &viewer.user else { return Ok(see_other(&Onward::Request(id.to_owned()).login_href())) };
    let answer = match decision {
        Decision::Allow => {
            let scope = asked.chosen(&viewer, user.id, &fields);
            asked.allow(&viewer, Allowed { user_id: user.id, scope: &scope, asked: true }).await?
        }
        Decision::Refuse => asked.refuse(&viewer, user.id).await?,
    };
    match answer {
        Answered::Redirect(location) => Ok(see_other(&location)),
        Answered::TooLate => {
            let asked = Asked::find(&viewer, id).await?;
            let again = asked.once_more(&viewer, decision);
            again.ok_or_else(|| asked.too_late(&viewer, Problem::RequestAnswered))
        }
    }
}

#[derive(Clone, Copy)]
enum Decision {
    Allow,
    Refuse,
}

/// The second click of two comes this soon, on a slow machine too.
const TWO_CLICKS: Duration = Duration::seconds(10);

/// An app's request, answered or not.
struct Asked {
    question: Question,
}

impl Asked {
    async fn find(viewer: &Viewer, id: &str) -> Result<Self, PageError> {
        let user = viewer.user.as_ref().map(|user| user.id);
        let found = viewer.store().request(&Secret::from(id.to_owned()).hash(), user).await?;
        let unknown = || PageError::new(StatusCode::NOT_FOUND, Problem::RequestUnknown);
        Ok(Self { question: found.ok_or_else(unknown)? })
    }

    /// Still without an answer, or says what became of it and how to go on.
    fn waits(&self, viewer: &Viewer) -> Result<(), PageError> {
        if let RequestState::Answered { .. } = self.question.request.answer {
            return Err(self.too_late(viewer, Problem::RequestAnswered));
        }
        if self.question.request.expires_at <= viewer.state.now() {
            return Err(self.too_late(viewer, Problem::RequestExpired));
        }
        Ok(())
    }

    /// The same answer a second time within moments. A browser that sends a form twice throws away what the first one
    /// brought, so the app has heard nothing; the code went with it, and is kept only as a hash. A second yes makes the
    /// app's request anew, which the first one has answered in advance.
    fn once_more(&self, viewer: &Viewer, decision: Decision) -> Option<Response> {
        let Question { request, client, .. } = &self.question;
        let RequestState::Answered { at } = request.answer else { return None };
        let user = viewer.user.as_ref()?;
        if viewer.state.now() - at > TWO_CLICKS {
            return None;
        }
        let moment = viewer.moment();
        let refused = || {
            let interaction = authorize::interaction(&moment.ctx(), &self.question, Some(user.id));
            !client.asks_every_time() && matches!(interaction, Interaction::Consent { .. })
        };
        match decision {
            Decision::Allow => Some(see_other(&self.start_again())),
            Decision::Refuse if refused() => Some(see_other(&authorize::refusal_location(&moment.ctx(), request))),
            // Of an app that asks every time nothing is remembered: the answer may have been yes.
            Decision::Refuse => None,
        }
    }

    async fn show(&self, viewer: &Viewer, id: &str, granted_before: &Scope) -> Result<Response, PageError> {
        let Some(user) = &viewer.user else { return Ok(see_other(&Onward::Request(id.to_owned()).login_href())) };
        let Question { request, client, scopes, .. } = &self.question;
        let view = ConsentView {
            request: id.to_owned(),
            app: app_identity(viewer.store(), client, Some(&request.redirect_uri)).await?,
            scopes: scope_lines(scopes, &request.scope, granted_before, viewer.locale),
            lifetime: Lifetime {
                access_seconds: client.access_token_lifetime.whole_seconds(),
                renewable: client.may_use(GrantType::RefreshToken),
                remembered_seconds: (!client.asks_every_time())
                    .then(|| viewer.state.config().consent_lifetime.whole_seconds()),
            },
            person: person(user),
            switch_account: Onward::Request(id.to_owned()).carry(),
        };
        // Chromium holds the redirect that answers a form against `form-action`: name both places it may go.
        let policy = PagePolicy::new().leading_to(&request.redirect_uri).leading_to(&request.failure_uri);
        viewer.page_with(view, policy).await
    }

    /// What the ticked boxes allow.
    fn chosen(&self, viewer: &Viewer, user: UserId, fields: &Params) -> Scope {
        let granted_before = match authorize::interaction(&viewer.moment().ctx(), &self.question, Some(user)) {
            Interaction::Consent { granted_before } => granted_before,
            // Answered in another tab meanwhile, or made an app of the house: what stands in the form counts.
            Interaction::Ready { .. } | Interaction::Login => Scope::default(),
        };
        authorize::chosen(&self.question, &granted_before, fields.all("scope"))
    }

    async fn allow(&self, viewer: &Viewer, allowed: Allowed<'_>) -> Result<Answered, PageError> {
        let (state, moment) = (&viewer.state, viewer.moment());
        let answer =
            authorize::allow(&moment.ctx(), state.database(), &self.question.client, &self.question.request, allowed)
                .await?;
        if let Answered::Redirect(_) = answer {
            tracing::info!(client = %self.question.client.id, user = %allowed.user_id, "allowed");
        }
        Ok(answer)
    }

    async fn refuse(&self, viewer: &Viewer, user: UserId) -> Result<Answered, PageError> {
        let moment = viewer.moment();
        let answer = authorize::refuse(&moment.ctx(), viewer.store(), &self.question.request, user).await?;
        if let Answered::Redirect(_) = answer {
            tracing::info!(client = %self.question.client.id, "refused by the person");
        }
        Ok(answer)
    }

    fn too_late(&self, viewer: &Viewer, problem: Problem) -> PageError {
        let error = PageError::new(StatusCode::GONE, problem).with_action(ActionLabel::StartAgain, self.start_again());
        if problem == Problem::RequestAnswered {
            // The app has its answer; a second, contradicting one would only confuse it.
            return error.with_action(ActionLabel::Home, "/");
        }
        let back = authorize::refusal_location(&viewer.moment().ctx(), &self.question.request);
        error.with_action(ActionLabel::ReturnToApp { name: self.question.client.name.clone() }, back)
    }

    /// The app's own request once more.
    fn start_again(&self) -> String {
        let request = &self.question.request;
        let mut pairs = vec![("response_type", "code"), ("client_id", self.question.client.id.as_str())];
        if request.redirect_uri_given {
            pairs.push(("redirect_uri", request.redirect_uri.as_str()));
        }
        let scope = request.scope.to_string();
        pairs.push(("scope", &scope));
        pairs.extend(request.state.as_deref().map(|state| ("state", state)));
        if let Some(challenge) = &request.code_challenge {
            pairs.extend([("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")]);
        }
        let pairs: Vec<_> = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        with_query("/oauth/authorize", &pairs)
    }
}
