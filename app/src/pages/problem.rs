/// Any page that could not be what was asked for: what happened, and the ways on.
#[derive(Clone, Debug)]
pub struct ProblemView {
    pub problem: Problem,
    /// The id under which the log knows this answer.
    pub reference: Option<String>,
    /// The first one is drawn as the main button.
    pub actions: Vec<Action>,
    /// The RFC's error code and its description, folded away for developers.
    pub details: Option<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    NotFound,
    MethodNotAllowed,
    UnknownApp,
    BadRedirect,
    AppSuspended,
    MalformedRequest,
    RequestExpired,
    RequestAnswered,
    RequestUnknown,
    /// The form's CSRF token does not belong to this browser.
    FormExpired,
    CookiesOff,
    ForeignOrigin,
    TooLarge,
    TooManyTries { wait_seconds: u64 },
    Busy,
    Internal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub label: ActionLabel,
    pub href: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionLabel {
    StartAgain,
    ReturnToApp { name: String },
    Home,
    SignIn,
    EnterCode,
    TryAgain,
}
