//! The developer portal: the applications that people registered themselves.

mod acts;
mod app;
mod apps;
mod form;
mod kinds;
mod mistake;
mod new_secret;
mod notice;
mod problems;
mod rule;
mod words;

pub use self::{
    acts::AppAct,
    app::{AppSecret, AppView, OldSecretEnd, Snippet, SnippetLanguage},
    apps::{AppLine, MyAppsView, Registering},
    form::{AppFormView, AppPurpose, AppTyped, ScopeOption},
    kinds::AppKindsView,
    mistake::{AppField, LogoMistake, Mistake, RedirectMistake, TextMistake},
    new_secret::{NewSecretView, OldSecretChoice},
    notice::AppNotice,
    problems::{AppProblemLine, AppProblemsView, ProblemEndpoint},
    rule::rule_in,
    words::{AppKind, AppState},
};
