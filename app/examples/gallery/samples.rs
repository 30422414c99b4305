//! One of everything, for the gallery to show and for the tests to read.
// Neither of the two uses all of it.
#![allow(dead_code)]

use app::*;

#[path = "account.rs"]
mod account;
#[path = "admin.rs"]
mod admin;
#[path = "api_doc.rs"]
mod api_doc;
#[path = "demo.rs"]
mod demo;
#[path = "developer.rs"]
mod developer;
#[path = "entry.rs"]
mod entry;

use self::api_doc::api_doc;
use time::{Date, Month};

/// A page by the name of its sample, ready to be drawn in any frame.
pub struct Sample {
    pub name: &'static str,
    pub has_islands: bool,
    pub has_forms: bool,
    pub title: Box<dyn Fn(Locale) -> String>,
    pub html: Box<dyn Fn(Frame) -> String>,
}

impl Sample {
    fn new(name: &'static str, view: impl Page + Clone + 'static) -> Self {
        let titled = view.clone();
        Self {
            name,
            has_islands: view.has_islands(),
            has_forms: view.has_forms(),
            title: Box::new(move |locale| titled.title(locale)),
            html: Box::new(move |frame| view.clone().html(frame)),
        }
    }
}

pub fn frame(locale: Locale) -> Frame {
    Frame {
        locale,
        language_links: Locale::ALL.map(|other| (other, format!("?lang={}", other.as_str()))).into(),
        csrf: Some("csrf-token-of-this-session".to_owned()),
        ..Frame::default()
    }
}

pub fn person() -> Person {
    Person { name: "John Doe".to_owned(), email: "john.doe@example.com".to_owned(), admin: false }
}

pub fn movie_box() -> AppIdentity {
    AppIdentity {
        name: "Movie Box".to_owned(),
        logo_href: Some("demo-logo.svg".to_owned()),
        site_host: Some("moviebox.example".to_owned()),
        redirect_host: Some("app.moviebox.example".to_owned()),
        registered_on: Date::from_calendar_date(2024, Month::February, 5).expect("a day of the calendar"),
        registered_by: Some("Jane Roe".to_owned()),
        verified: true,
        loopback_only: false,
    }
}

fn stranger() -> AppIdentity {
    AppIdentity {
        name: "notes-cli".to_owned(),
        logo_href: None,
        site_host: None,
        redirect_host: Some("127.0.0.1:8910".to_owned()),
        registered_by: None,
        verified: false,
        loopback_only: true,
        ..movie_box()
    }
}

fn scope(name: &str, description: &str) -> ScopeLine {
    ScopeLine {
        name: name.to_owned(),
        description: description.to_owned(),
        sensitive: false,
        optional: false,
        already_granted: false,
    }
}

fn scopes() -> Vec<ScopeLine> {
    vec![
        scope("read", "See your name and e-mail address"),
        ScopeLine { optional: true, ..scope("history", "See what you have watched") },
        ScopeLine { sensitive: true, ..scope("write", "Change your name and your establishments in your place") },
    ]
}

pub fn consent() -> ConsentView {
    ConsentView {
        request: "k3Jd0a".to_owned(),
        app: movie_box(),
        scopes: scopes(),
        lifetime: Lifetime { access_seconds: 7_200, renewable: true, remembered_seconds: Some(365 * 86_400) },
        person: person(),
        switch_account: vec![("request".to_owned(), "k3Jd0a".to_owned())],
    }
}

pub fn device_confirm() -> DeviceConfirmView {
    DeviceConfirmView {
        user_code: "WDJB-MJHT".to_owned(),
        app: AppIdentity { redirect_host: None, ..movie_box() },
        scopes: vec![scope("read", "See your name and e-mail address")],
        asked: Asked {
            user_agent: Some("Movie Box 2.1, Tizen".to_owned()),
            address: Some("203.0.113.9".to_owned()),
            seconds_ago: 125,
        },
        person: person(),
        switch_account: vec![("user_code".to_owned(), "WDJB-MJHT".to_owned())],
    }
}

pub fn login() -> LoginView {
    LoginView {
        carry: vec![("request".to_owned(), "k3Jd0a".to_owned())],
        destination: Destination::App { name: "Movie Box".to_owned() },
        username: String::new(),
        problem: None,
        notice: None,
        password_visible: false,
        toggle_href: "login-visible.html".to_owned(),
        reset_href: "reset.html".to_owned(),
        sign_up_href: Some("sign-up.html".to_owned()),
    }
}

fn problem(problem: Problem) -> ProblemView {
    let action = |label, href: &str| Action { label, href: href.to_owned() };
    ProblemView {
        problem,
        reference: Some("7f3a-19c2".to_owned()),
        actions: vec![
            action(ActionLabel::StartAgain, "/oauth/authorize"),
            action(ActionLabel::ReturnToApp { name: "Movie Box".to_owned() }, "https://app.moviebox.example/"),
            action(ActionLabel::Home, "/"),
        ],
        details: Some(("invalid_request".to_owned(), "redirect_uri is not registered for this client".to_owned())),
    }
}

fn device_done(outcome: DeviceOutcome) -> DeviceDoneView {
    DeviceDoneView { app_name: "Movie Box".to_owned(), outcome }
}

/// Every page, in the states that look different.
pub fn samples() -> Vec<Sample> {
    let login_problem =
        |problem| LoginView { username: "john.doe@example.com".to_owned(), problem: Some(problem), ..login() };
    let typed = |problem| DeviceEntryView { typed: "WDJB-MJH".to_owned(), problem: Some(problem) };
    let mut asks_for_more = consent();
    asks_for_more.scopes[0].already_granted = true;

    let mut samples = vec![
        Sample::new("home", HomeView { demo_href: Some("/demo".to_owned()) }),
        Sample::new("login", login()),
        Sample::new("login-home", LoginView { destination: Destination::Home, ..login() }),
        Sample::new("login-after-reset", LoginView { notice: Some(LoginNotice::PasswordReset), ..login() }),
        Sample::new("login-after-email", LoginView { notice: Some(LoginNotice::EmailChanged), ..login() }),
        Sample::new("login-no-sign-up", LoginView { sign_up_href: None, ..login() }),
        Sample::new("login-device", LoginView { destination: Destination::Device, ..login() }),
        Sample::new("login-visible", LoginView { password_visible: true, ..login() }),
        Sample::new("login-wrong", login_problem(LoginProblem::WrongCredentials)),
        Sample::new("login-too-many", login_problem(LoginProblem::TooManyTries { wait_seconds: 600 })),
        Sample::new("login-suspended", login_problem(LoginProblem::Suspended)),
        Sample::new("login-busy", login_problem(LoginProblem::Busy)),
        Sample::new("login-missing", login_problem(LoginProblem::MissingFields)),
        Sample::new("logout", LogoutView {}),
        Sample::new("signed-out", SignedOutView {}),
        Sample::new("consent", consent()),
        Sample::new("consent-more", asks_for_more),
        Sample::new(
            "consent-stranger",
            ConsentView {
                app: stranger(),
                lifetime: Lifetime { access_seconds: 600, renewable: false, remembered_seconds: None },
                scopes: Vec::new(),
                ..consent()
            },
        ),
        Sample::new("device-entry", DeviceEntryView::default()),
        Sample::new("device-unknown", typed(CodeProblem::Unknown)),
        Sample::new("device-too-many", typed(CodeProblem::TooManyTries { wait_seconds: 45 })),
        Sample::new("device-malformed", typed(CodeProblem::Malformed)),
        Sample::new("device-confirm", device_confirm()),
        Sample::new(
            "device-confirm-stranger",
            DeviceConfirmView { app: stranger(), asked: Asked::default(), ..device_confirm() },
        ),
        Sample::new(
            "device-allowed",
            device_done(DeviceOutcome::Allowed { state_href: "/oauth/device/state".to_owned() }),
        ),
        Sample::new("device-connected", device_done(DeviceOutcome::Connected)),
        Sample::new("device-refused", device_done(DeviceOutcome::Refused)),
        Sample::new("api-doc", api_doc()),
    ];
    let problems = [
        ("problem-not-found", Problem::NotFound),
        ("problem-method-not-allowed", Problem::MethodNotAllowed),
        ("problem-unknown-app", Problem::UnknownApp),
        ("problem-bad-redirect", Problem::BadRedirect),
        ("problem-app-suspended", Problem::AppSuspended),
        ("problem-malformed-request", Problem::MalformedRequest),
        ("problem-request-expired", Problem::RequestExpired),
        ("problem-request-answered", Problem::RequestAnswered),
        ("problem-request-unknown", Problem::RequestUnknown),
        ("problem-code-spent", Problem::CodeSpent),
        ("problem-form-expired", Problem::FormExpired),
        ("problem-cookies-off", Problem::CookiesOff),
        ("problem-foreign-origin", Problem::ForeignOrigin),
        ("problem-too-large", Problem::TooLarge),
        ("problem-too-many-tries", Problem::TooManyTries { wait_seconds: 60 }),
        ("problem-last-administrator", Problem::LastAdministrator),
        ("problem-busy", Problem::Busy),
        ("problem-internal", Problem::Internal),
    ];
    samples.extend(account::samples());
    samples.extend(admin::samples());
    samples.extend(problems.map(|(name, kind)| Sample::new(name, problem(kind))));
    samples.extend(developer::samples());
    samples.extend(entry::samples());
    samples.extend(demo::samples());
    samples
}
