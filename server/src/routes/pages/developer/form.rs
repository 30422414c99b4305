//! The form that describes an application: what was typed, what it means, and the page that shows it again.

use app::{AppFormView, AppPurpose, AppTyped, LogoMistake, Mistake, ScopeOption};
use axum::response::Response;
use oauth::model::{Client, ClientKind, Logo, ScopeEntry};
use oauth::registration::{Description, Developer, Problems};
use oauth::request::Params;
use oauth::types::Scope;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{kind, mistake, words};
use crate::error::PageError;
use crate::extract::page_form::Upload;
use crate::logo::{self, InvalidLogo};
use crate::render::Viewer;

/// A form as it came.
pub struct Form {
    pub asked: Description,
    pub logo: NewLogo,
    typed: AppTyped,
    logo_mistake: Option<LogoMistake>,
}

/// What becomes of the picture.
pub enum NewLogo {
    AsBefore,
    Removed,
    Replaced(Logo),
}

/// What the form is about.
pub struct Subject<'a> {
    pub purpose: AppPurpose,
    pub kind: ClientKind,
    pub developer: Developer,
    pub scopes: &'a [ScopeEntry],
    /// What the application may ask for already.
    pub has: Scope,
}

impl Form {
    /// Reads what was typed, and decodes the picture where that blocks nobody. What the form of this kind does not have
    /// stays as it is.
    pub async fn read(
        kind: ClientKind,
        before: Option<&Client>,
        fields: &Params,
        file: Option<Upload>,
    ) -> Result<Self, PageError> {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        let AppTyped { redirect_uris, failure_redirect_uri, .. } = match super::kind(kind).has_redirect() {
            true => AppTyped {
                redirect_uris: text("redirect_uris"),
                failure_redirect_uri: text("failure_redirect_uri"),
                ..AppTyped::default()
            },
            false => before.map(typed).unwrap_or_default(),
        };
        let typed = AppTyped {
            name: text("name"),
            site_url: text("site_url"),
            description: text("description"),
            redirect_uris,
            failure_redirect_uri,
        };
        let lines = typed.redirect_uris.lines().map(str::trim).filter(|line| !line.is_empty());
        let asked = Description {
            name: typed.name.clone(),
            site_url: typed.site_url.clone(),
            description: typed.description.clone(),
            redirect_uris: lines.map(str::to_owned).collect(),
            failure_redirect_uri: typed.failure_redirect_uri.clone(),
            scopes: fields.all("scope").map(str::to_owned).collect(),
        };
        let (logo, logo_mistake) = match file.filter(|_| super::kind(kind).meets_people()) {
            Some(file) => match decoded(file).await {
                Ok(logo) => (NewLogo::Replaced(logo), None),
                Err(why) => (NewLogo::AsBefore, Some(logo_mistake(why))),
            },
            None if fields.get("remove_logo").is_some() => (NewLogo::Removed, None),
            None => (NewLogo::AsBefore, None),
        };
        Ok(Self { asked, logo, typed, logo_mistake })
    }

    /// The form as an application fills it.
    pub fn of(client: &Client) -> Self {
        let asked =
            Description { scopes: client.scope.iter().map(ToString::to_string).collect(), ..Description::default() };
        Self { asked, logo: NewLogo::AsBefore, typed: typed(client), logo_mistake: None }
    }

    /// An empty one, with what most applications want.
    pub fn empty(scopes: &[ScopeEntry]) -> Self {
        let usual = scopes.iter().filter(|entry| entry.default).map(|entry| entry.name.to_string());
        let asked = Description { scopes: usual.collect(), ..Description::default() };
        Self { asked, logo: NewLogo::AsBefore, typed: AppTyped::default(), logo_mistake: None }
    }

    /// The result, if the picture is right as well; otherwise everything that is wrong.
    pub fn judged<T>(&self, result: Result<T, Problems>) -> Result<T, Vec<Mistake>> {
        let logo = self.logo_mistake.map(Mistake::Logo);
        match (result, logo) {
            (Ok(result), None) => Ok(result),
            (Ok(_), Some(logo)) => Err(vec![logo]),
            (Err(problems), logo) => Err(problems.iter().map(mistake).chain(logo).collect()),
        }
    }

    /// The page with this form.
    pub async fn page(
        self,
        viewer: &Viewer,
        subject: Subject<'_>,
        mistakes: Vec<Mistake>,
    ) -> Result<Response, PageError> {
        let Subject { purpose, developer, scopes, has, .. } = subject;
        let offered =
            |entry: &&ScopeEntry| has.contains(entry.name.as_str()) || developer.may_choose(subject.kind, entry);
        let chosen = |entry: &ScopeEntry| self.asked.scopes.iter().any(|name| name == entry.name.as_str());
        let options = scopes.iter().filter(offered).map(|entry| ScopeOption {
            name: entry.name.to_string(),
            description: words(entry, viewer.locale),
            sensitive: entry.sensitive,
            chosen: chosen(entry),
        });
        let view = AppFormView {
            purpose,
            kind: kind(subject.kind),
            scopes: options.collect(),
            scopes_limited: scopes.iter().any(|entry| !developer.may_choose(subject.kind, entry)),
            logo_lost: matches!(self.logo, NewLogo::Replaced(_)) && !mistakes.is_empty(),
            typed: self.typed,
            mistakes,
        };
        viewer.page(view).await
    }
}

/// An application's record as it would be typed.
fn typed(client: &Client) -> AppTyped {
    let lines: Vec<_> = client.redirect_uris.iter().map(ToString::to_string).collect();
    AppTyped {
        name: client.name.clone(),
        site_url: client.site_url.clone().unwrap_or_default(),
        description: client.description.clone().unwrap_or_default(),
        redirect_uris: lines.join("\n"),
        failure_redirect_uri: client.failure_redirect_uri.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

/// How many pictures are decoded at once: each may take some fifty megabytes.
static DECODING: Semaphore = Semaphore::const_new(2);

/// Decoding is work for a thread of its own: a picture of two thousand pixels takes a while.
async fn decoded(file: Upload) -> Result<Logo, InvalidLogo> {
    let decoded = in_turn(&DECODING, move || logo::read(&file.file_name, &file.bytes)).await;
    decoded.unwrap_or(Err(InvalidLogo::Broken)).map(logo::by_its_hash)
}

/// Runs work on a thread of its own, in its turn; `None` when it panics.
async fn in_turn<T: Send + 'static>(turns: &'static Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let turn = turns.acquire().await;
    let task = spawn_blocking(move || {
        // The turn belongs to the work, not to the request: a browser that hangs up does not end it.
        let _turn = turn;
        work()
    });
    task.await.ok()
}

fn logo_mistake(why: InvalidLogo) -> LogoMistake {
    match why {
        InvalidLogo::Empty => LogoMistake::Empty,
        InvalidLogo::TooLarge => LogoMistake::TooLarge,
        InvalidLogo::NotAnImage => LogoMistake::NotAnImage,
        InvalidLogo::Misnamed => LogoMistake::Misnamed,
        InvalidLogo::Animated => LogoMistake::Animated,
        InvalidLogo::TooManyPixels => LogoMistake::TooManyPixels,
        InvalidLogo::Broken => LogoMistake::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn whoever_hangs_up_does_not_give_the_turn_to_the_next_before_the_work_is_done() {
        static TURNS: Semaphore = Semaphore::const_new(1);
        let (begin, begun) = mpsc::channel();
        let (finish, finished) = mpsc::channel::<()>();
        let ahead = tokio::spawn(in_turn(&TURNS, move || {
            begin.send(()).unwrap();
            finished.recv().is_ok()
        }));
        spawn_blocking(move || begun.recv().unwrap()).await.unwrap();
        ahead.abort();
        assert!(ahead.await.unwrap_err().is_cancelled());
        assert_eq!(TURNS.available_permits(), 0);
        finish.send(()).unwrap();
        assert_eq!(in_turn(&TURNS, || 1).await, Some(1));
    }
}
