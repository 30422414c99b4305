//! `/developer/apps/{id}`: everything about one application, and what of its requests was refused.

use app::{AppNotice, AppProblemLine, AppProblemsView, AppSecret, AppView, OldSecretEnd, ProblemEndpoint};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{Client, ClientAuthentication, ClientProblem, Endpoint};
use time::OffsetDateTime;
use url::Url;

use super::list::{people, problems_lately};
use super::{Portal, kind, notice_of, secret_of, state, words};
use crate::error::PageError;
use crate::extract::signed_in::SignedIn;
use crate::snippets::snippets;

pub async fn get(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    let notice = viewer.visitor.flash(&notice_of(&client)).await?;
    let new_secret = viewer.shown_once(&secret_of(&client)).await?;
    let entries = viewer.store().scopes().await?;
    let scope =
        |name: &str| entries.iter().find(|entry| entry.name.as_str() == name).map(|entry| words(entry, viewer.locale));
    let view = AppView {
        // Another version of this program may have kept something else.
        notice: notice.and_then(|notice| serde_json::from_value::<AppNotice>(notice).ok()),
        new_secret: new_secret.map(|secret| secret.expose().to_owned()),
        secret: secrets(&client, viewer.state.now()),
        // Written as browsers write it: a host in another alphabet does not pass for one in ours.
        site_url: client.site_url.as_deref().map(|url| Url::parse(url).map_or(url.to_owned(), String::from)),
        redirect_uris: client.redirect_uris.iter().map(ToString::to_string).collect(),
        failure_redirect_uri: client.failure_redirect_uri.as_ref().map(ToString::to_string),
        scopes: client.scope.iter().map(|name| scope(name.as_str()).unwrap_or_else(|| name.to_string())).collect(),
        registered_on: client.created_at.date(),
        people: people(&viewer, &client).await?,
        problems: problems_lately(&viewer, &client).await?,
        snippets: snippets(&viewer.state.config().issuer, &client),
        id: client.id.to_string(),
        name: client.name,
        logo_href: client.logo_url,
        kind: kind(client.kind),
        state: state(client.state),
        verified: client.verified,
        description: client.description,
    };
    viewer.page(view).await
}

/// Whether an older secret still counts.
pub(super) fn secrets(client: &Client, now: OffsetDateTime) -> Option<AppSecret> {
    let ClientAuthentication::Confidential { secrets } = &client.authentication else { return None };
    let old = secrets.iter().skip(1).find(|secret| secret.counts(now));
    Some(match old {
        None => AppSecret::One,
        Some(old) => {
            let old_ends = old.expires_at.map_or(OldSecretEnd::NotByItself, OldSecretEnd::At);
            AppSecret::Two { old_ends }
        }
    })
}

/// Which requests were refused, and by which rule.
pub async fn problems(SignedIn { viewer, user }: SignedIn, Path(id): Path<String>) -> Result<Response, PageError> {
    let client = Portal { viewer: &viewer, user: &user }.client(&id).await?;
    let problems = viewer.store().problems_of(&client.id).await?;
    let problems = problems.into_iter().map(line).collect();
    viewer.page(AppProblemsView { id: client.id.to_string(), name: client.name, problems }).await
}

fn line(problem: ClientProblem) -> AppProblemLine {
    AppProblemLine {
        endpoint: match problem.endpoint {
            Endpoint::Authorize => ProblemEndpoint::Authorize,
            Endpoint::AuthorizeDevice => ProblemEndpoint::AuthorizeDevice,
            Endpoint::Token => ProblemEndpoint::Token,
            Endpoint::Revoke => ProblemEndpoint::Revoke,
            Endpoint::Introspect => ProblemEndpoint::Introspect,
        },
        error: problem.error,
        rule: problem.rule,
        received: problem.received,
        registered: problem.registered,
        section: problem.section,
        first_at: problem.first_at,
        last_at: problem.last_at,
        count: problem.count,
    }
}

#[cfg(test)]
mod tests;
