//! The developer portal, with an app of each sort.

#[path = "mistakes.rs"]
mod mistakes;

use self::mistakes::every_mistake;
use super::Sample;
use app::*;
use time::macros::{date, datetime};

fn line(id: &str, name: &str, kind: AppKind) -> AppLine {
    AppLine {
        id: id.to_owned(),
        name: name.to_owned(),
        logo_href: None,
        kind,
        state: AppState::Active,
        verified: false,
        problems: 0,
        people: kind.meets_people().then_some(0),
    }
}

fn lines() -> Vec<AppLine> {
    vec![
        AppLine {
            logo_href: Some("demo-logo.svg".to_owned()),
            verified: true,
            problems: 2,
            people: Some(128),
            ..line("5f0c9d8e7b6a41c2930f1e2d3c4b5a69", "Movie Box", AppKind::Web)
        },
        AppLine {
            state: AppState::Paused,
            people: Some(1),
            ..line("a91b02c3d4e5f60718293a4b5c6d7e8f", "Notes <b>for</b> the television", AppKind::Device)
        },
        AppLine { state: AppState::Suspended, ..line("c0ffee00c0ffee00c0ffee00c0ffee00", "Nightly", AppKind::Service) },
    ]
}

fn apps() -> MyAppsView {
    MyAppsView { apps: lines(), registering: Registering::Open, deleted: None }
}

fn scope(name: &str, description: &str) -> ScopeOption {
    ScopeOption { name: name.to_owned(), description: description.to_owned(), sensitive: false, chosen: true }
}

fn form(kind: AppKind) -> AppFormView {
    AppFormView {
        purpose: AppPurpose::Register,
        kind,
        typed: AppTyped::default(),
        scopes: vec![
            scope("read", "See your name and e-mail address"),
            ScopeOption {
                sensitive: true,
                chosen: false,
                ..scope("write", "Change your name and your establishments in your place")
            },
        ],
        scopes_limited: false,
        mistakes: Vec::new(),
        logo_lost: false,
    }
}

fn redirect(url: &str, rule: RedirectMistake) -> Mistake {
    Mistake::Redirect { url: url.to_owned(), rule }
}

fn mistaken() -> AppFormView {
    AppFormView {
        typed: AppTyped {
            name: "exe.box <script>".to_owned(),
            site_url: "javascript:alert(1)".to_owned(),
            description: "Films, and when they are on.".to_owned(),
            redirect_uris: "http://movies.example.com/callback\nhttps://аpple.example/cb\n/callback".to_owned(),
            failure_redirect_uri: "https://movies.example.com/#failed".to_owned(),
        },
        mistakes: vec![
            Mistake::Name(TextMistake::Unseen),
            Mistake::SiteUrl,
            redirect("http://movies.example.com/callback", RedirectMistake::PlainHttp),
            redirect(
                "https://аpple.example/cb",
                RedirectMistake::Characters { ascii: Some("https://xn--pple-43d.example/cb".to_owned()) },
            ),
            redirect("/callback", RedirectMistake::Relative),
            Mistake::FailureRedirect {
                url: "https://movies.example.com/#failed".to_owned(),
                rule: RedirectMistake::Fragment,
            },
            Mistake::NoScope,
        ],
        logo_lost: true,
        ..form(AppKind::Web)
    }
}

fn change() -> AppFormView {
    AppFormView {
        purpose: AppPurpose::Change {
            id: "5f0c9d8e7b6a41c2930f1e2d3c4b5a69".to_owned(),
            name: "Movie Box".to_owned(),
            verified: true,
            trusted: true,
            logo_href: Some("demo-logo.svg".to_owned()),
        },
        typed: AppTyped {
            name: "Movie Box".to_owned(),
            site_url: "https://moviebox.example/".to_owned(),
            redirect_uris: "https://app.moviebox.example/callback".to_owned(),
            ..AppTyped::default()
        },
        ..form(AppKind::Web)
    }
}

fn app() -> AppView {
    let snippet = |language, text: &str| Snippet { language, text: text.to_owned() };
    AppView {
        id: "5f0c9d8e7b6a41c2930f1e2d3c4b5a69".to_owned(),
        name: "Movie Box".to_owned(),
        logo_href: Some("demo-logo.svg".to_owned()),
        kind: AppKind::Web,
        state: AppState::Active,
        verified: true,
        notice: None,
        new_secret: None,
        secret: Some(AppSecret::One),
        site_url: Some("https://moviebox.example/".to_owned()),
        description: Some("Films, and when they are on.".to_owned()),
        redirect_uris: vec![
            "https://app.moviebox.example/callback".to_owned(),
            "https://staging.moviebox.example/callback".to_owned(),
        ],
        failure_redirect_uri: Some("https://app.moviebox.example/failed".to_owned()),
        scopes: vec!["See your name and e-mail address".to_owned()],
        registered_on: date!(2024 - 02 - 05),
        people: Some(128),
        problems: 2,
        snippets: vec![
            snippet(
                SnippetLanguage::Curl,
                "curl https://id.example/oauth/token \\\n  -u '5f0c9d8e7b6a41c2930f1e2d3c4b5a69:CLIENT_SECRET' \\\n  -d grant_type=authorization_code",
            ),
            snippet(SnippetLanguage::JavaScript, "const issuer = 'https://id.example';"),
            snippet(SnippetLanguage::Python, "ISSUER = 'https://id.example'"),
        ],
    }
}

fn new_secret() -> NewSecretView {
    NewSecretView {
        id: "5f0c9d8e7b6a41c2930f1e2d3c4b5a69".to_owned(),
        name: "Movie Box".to_owned(),
        newest: "q2xvc2VkIHNlc2Ft".to_owned(),
        older: None,
        nothing_chosen: false,
    }
}

fn refusals() -> AppProblemsView {
    AppProblemsView {
        id: "5f0c9d8e7b6a41c2930f1e2d3c4b5a69".to_owned(),
        name: "Movie Box".to_owned(),
        problems: vec![
            AppProblemLine {
                endpoint: ProblemEndpoint::Authorize,
                error: "invalid_request".to_owned(),
                rule: "redirect_uri is not one the application has registered; it is compared letter by letter"
                    .to_owned(),
                received: Some("https://app.moviebox.example/callback/".to_owned()),
                registered: Some("https://app.moviebox.example/callback".to_owned()),
                section: Some("RFC 9700 §4.1.3".to_owned()),
                first_at: datetime!(2026-11-03 09:12 UTC),
                last_at: datetime!(2026-11-05 17:40 UTC),
                count: 12,
            },
            AppProblemLine {
                endpoint: ProblemEndpoint::Token,
                error: "invalid_grant".to_owned(),
                rule: "the authorization code was used before; the tokens it gave have been revoked".to_owned(),
                received: None,
                registered: None,
                section: Some("RFC 6749 §4.1.2".to_owned()),
                first_at: datetime!(2026-11-04 08:00 UTC),
                last_at: datetime!(2026-11-04 08:00 UTC),
                count: 1,
            },
        ],
    }
}

fn confirm(act: AppAct) -> ConfirmView<AppAct> {
    ConfirmView {
        act,
        action: "/developer/apps/5f0c9d8e7b6a41c2930f1e2d3c4b5a69/delete".to_owned(),
        hidden: Vec::new(),
        cancel_href: "/developer/apps/5f0c9d8e7b6a41c2930f1e2d3c4b5a69".to_owned(),
        password: PasswordAsk::No,
    }
}

/// Every page of the portal, in the states that look different.
pub fn samples() -> Vec<Sample> {
    let app_name = || "Movie Box".to_owned();
    let until = datetime!(2026-11-12 17:40 UTC);
    let registered = AppView {
        notice: Some(AppNotice::Registered),
        new_secret: Some("p7oHc0Q5mJZ1o2s1x7fX0l9q4n8mX6s3w2e1r0t9y8u".to_owned()),
        verified: false,
        people: Some(0),
        problems: 0,
        ..app()
    };
    let plain = |kind, state| AppView { kind, state, secret: None, logo_href: None, verified: false, ..app() };
    let mut samples = vec![
        Sample::new("developer-apps", apps()),
        Sample::new("developer-apps-none", MyAppsView { apps: Vec::new(), deleted: Some(app_name()), ..apps() }),
        Sample::new("developer-apps-full", MyAppsView { registering: Registering::Full { limit: 25 }, ..apps() }),
        Sample::new(
            "developer-apps-closed",
            MyAppsView { apps: Vec::new(), registering: Registering::AdminsOnly, ..apps() },
        ),
        Sample::new("developer-kinds", AppKindsView {}),
        Sample::new("developer-new-mistaken", mistaken()),
        Sample::new("developer-every-mistake", AppFormView { mistakes: every_mistake(), ..form(AppKind::Web) }),
        Sample::new("developer-change", change()),
        Sample::new("developer-app", app()),
        Sample::new("developer-app-registered", registered),
        Sample::new("developer-app-paused", plain(AppKind::Native, AppState::Paused)),
        Sample::new("developer-app-suspended", plain(AppKind::Device, AppState::Suspended)),
        Sample::new(
            "developer-app-two-secrets",
            AppView {
                secret: Some(AppSecret::Two { old_ends: OldSecretEnd::At(until) }),
                notice: Some(AppNotice::Rotated),
                ..app()
            },
        ),
        Sample::new("developer-problems", refusals()),
        Sample::new("developer-problems-none", AppProblemsView { problems: Vec::new(), ..refusals() }),
        Sample::new("developer-secret", new_secret()),
        Sample::new(
            "developer-secret-again",
            NewSecretView { older: Some(OldSecretEnd::At(until)), nothing_chosen: true, ..new_secret() },
        ),
        Sample::new("developer-secret-third", NewSecretView { older: Some(OldSecretEnd::NotByItself), ..new_secret() }),
        Sample::new("developer-pause", confirm(AppAct::Pause { app: app_name() })),
        Sample::new("developer-delete", confirm(AppAct::Delete { app: app_name(), people: 1, sessions: 3 })),
        Sample::new("developer-delete-unused", confirm(AppAct::Delete { app: app_name(), people: 0, sessions: 0 })),
        Sample::new("developer-secret-end", confirm(AppAct::EndOldSecret { app: app_name() })),
    ];
    samples.extend(AppKind::ALL.map(|kind| {
        let limited = kind == AppKind::Service;
        let name = ["developer-new-web", "developer-new-native", "developer-new-device", "developer-new-service"];
        Sample::new(name[kind as usize], AppFormView { scopes_limited: limited, ..form(kind) })
    }));
    let notices = [
        ("developer-saved", AppNotice::Saved),
        ("developer-saved-unverified", AppNotice::SavedUnverified),
        ("developer-saved-untrusted", AppNotice::SavedUntrusted),
        ("developer-old-secret-ended", AppNotice::OldSecretEnded),
        ("developer-paused", AppNotice::Paused),
        ("developer-resumed", AppNotice::Resumed),
        ("developer-still-suspended", AppNotice::StillSuspended),
        ("developer-changed-meanwhile", AppNotice::ChangedMeanwhile),
    ];
    samples.extend(notices.map(|(name, notice)| {
        let secret = Some(AppSecret::Two { old_ends: OldSecretEnd::NotByItself });
        Sample::new(name, AppView { notice: Some(notice), secret, ..app() })
    }));
    samples
}
