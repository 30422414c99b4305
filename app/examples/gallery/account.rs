use super::{Sample, movie_box, scope, stranger};
use app::*;
use time::{Duration, OffsetDateTime, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-03-14 09:41 UTC);

fn account() -> AccountView {
    AccountView {
        notice: None,
        email: "john.doe@example.com".to_owned(),
        profile: Profile { firstname: "John".to_owned(), lastname: "Doe".to_owned(), ..Profile::default() },
        language: None,
        sessions: 3,
        apps: 2,
    }
}

fn session(browser: &str, address: &str, ago: Duration) -> SessionLine {
    SessionLine {
        name: "5f1c".to_owned(),
        browser: Some(browser.to_owned()),
        address: Some(address.to_owned()),
        since: NOW - Duration::days(9),
        last_seen: NOW - ago,
        current: false,
    }
}

fn sessions() -> SessionsView {
    SessionsView {
        notice: Some(AccountNotice::SessionEnded),
        sessions: vec![
            SessionLine { current: true, ..session("Firefox, Linux", "203.0.113.9", Duration::ZERO) },
            session("Safari, iPhone", "2001:db8:85a3:8d3:1319:8a2e:370:7348", Duration::hours(7)),
            SessionLine { browser: None, address: None, ..session("", "", Duration::days(6)) },
        ],
        now: NOW,
    }
}

fn connection(how: How, device: &str, ago: Duration) -> Connection {
    Connection {
        how,
        device: Some(device.to_owned()),
        since: NOW - Duration::days(30),
        last_used: NOW - ago,
        last_used_from: Some("203.0.113.9".to_owned()),
    }
}

fn apps() -> AppsView {
    let connected = ConnectedApp {
        app: movie_box(),
        trusted: false,
        stopped: false,
        scopes: vec![
            ScopeLine { sensitive: true, ..scope("write", "Change your name and your establishments in your place") },
            scope("read", "See your name and e-mail address"),
        ],
        allowed: Some((NOW - Duration::days(30), NOW + Duration::days(170))),
        connections: vec![
            connection(How::DeviceCode, "Movie Box 2.1, Tizen", Duration::minutes(3)),
            connection(How::Browser, "Firefox, Linux", Duration::days(4)),
        ],
        revoke_href: "/account/apps/movie-box/revoke".to_owned(),
    };
    let notes = ConnectedApp {
        app: stranger(),
        stopped: true,
        connections: Vec::new(),
        scopes: vec![scope("read", "See your name and e-mail address")],
        ..connected.clone()
    };
    let house = ConnectedApp {
        trusted: true,
        allowed: None,
        connections: vec![Connection { device: None, ..connection(How::Password, "", Duration::hours(20)) }],
        ..connected.clone()
    };
    AppsView {
        notice: Some(AccountNotice::AppRevoked { app: "Movie Box".to_owned() }),
        apps: vec![connected, notes, house],
        now: NOW,
    }
}

fn line(event: &str, ago: Duration) -> AuditLine {
    AuditLine {
        at: NOW - ago,
        event: event.to_owned(),
        actor: AuditActor::You,
        about: None,
        app: None,
        address: Some("203.0.113.9".to_owned()),
        user_agent: Some("Firefox, Linux".to_owned()),
        detail: None,
    }
}

fn activity() -> ActivityView {
    let app = Some(Named { name: "Movie Box".to_owned(), href: None });
    ActivityView {
        lines: vec![
            line("password_changed", Duration::minutes(4)),
            AuditLine { app: app.clone(), ..line("consent_given", Duration::hours(2)) },
            line("sign_in", Duration::hours(2)),
            AuditLine { actor: AuditActor::Nobody, ..line("sign_in_failed", Duration::days(3)) },
            AuditLine { actor: AuditActor::App, app, user_agent: None, ..line("tokens_issued", Duration::days(4)) },
        ],
        first_href: None,
        next_href: Some("/account/activity?before=40".to_owned()),
    }
}

fn act(act: AccountAct, password: PasswordAsk) -> ConfirmView<AccountAct> {
    ConfirmView {
        act,
        action: "/account/delete".to_owned(),
        hidden: Vec::new(),
        cancel_href: "/account".to_owned(),
        password,
    }
}

pub fn samples() -> Vec<Sample> {
    let nameless = Profile {
        firstname_problem: Some(NameProblem::Missing),
        lastname_problem: Some(NameProblem::Unseen),
        ..Profile::default()
    };
    let too_long = Profile { lastname_problem: Some(NameProblem::TooLong), ..account().profile };
    let email = ChangeEmailView {
        current: "john.doe@example.com".to_owned(),
        email: String::new(),
        problem: None,
        password: PasswordAsk::Ask,
    };
    let address = |problem| ChangeEmailView {
        email: "john".to_owned(),
        problem: Some(problem),
        password: PasswordAsk::Wrong,
        ..email.clone()
    };
    let password = |current, new| PasswordView { email: "john.doe@example.com".to_owned(), current, new };
    let said = |notice| AccountView { notice: Some(notice), ..account() };
    let revoke = |connections, trusted| AccountAct::RevokeApp { app: "Movie Box".to_owned(), connections, trusted };
    let delete = AccountAct::DeleteAccount { apps: 2, owned_apps: 1 };
    vec![
        Sample::new("account", account()),
        Sample::new("account-names", AccountView { profile: nameless, sessions: 1, apps: 0, ..account() }),
        Sample::new("account-long-name", AccountView { profile: too_long, language: Some(Locale::Fr), ..account() }),
        Sample::new("account-profile-saved", said(AccountNotice::ProfileSaved)),
        Sample::new("account-language-saved", said(AccountNotice::LanguageSaved)),
        Sample::new("account-email-changed", said(AccountNotice::EmailChanged)),
        Sample::new("account-password-changed", said(AccountNotice::PasswordChanged { sessions_ended: 2 })),
        Sample::new("account-email", email.clone()),
        Sample::new("account-email-malformed", address(AddressProblem::Malformed)),
        Sample::new("account-email-missing", address(AddressProblem::Missing)),
        Sample::new("account-email-same", address(AddressProblem::Same)),
        Sample::new("account-email-sent", EmailSentView { email: "john@example.org".to_owned() }),
        Sample::new("account-password", password(PasswordAsk::Ask, None)),
        Sample::new("account-password-weak", password(PasswordAsk::Wrong, Some(NewPasswordProblem::Guessable))),
        Sample::new("account-password-short", password(PasswordAsk::Missing, Some(NewPasswordProblem::TooShort))),
        Sample::new("account-password-missing", password(PasswordAsk::Busy, Some(NewPasswordProblem::Missing))),
        Sample::new(
            "account-password-long",
            password(PasswordAsk::TooMany { wait_seconds: 60 }, Some(NewPasswordProblem::TooLong)),
        ),
        Sample::new("account-sessions", sessions()),
        Sample::new(
            "account-sessions-ended",
            SessionsView {
                notice: Some(AccountNotice::SessionsEnded { sessions_ended: 2 }),
                sessions: sessions().sessions.into_iter().take(1).collect(),
                now: NOW,
            },
        ),
        Sample::new("account-apps", apps()),
        Sample::new("account-apps-none", AppsView { notice: None, apps: Vec::new(), now: NOW }),
        Sample::new("account-activity", activity()),
        Sample::new("account-activity-none", ActivityView { lines: Vec::new(), next_href: None, ..activity() }),
        Sample::new("account-revoke", act(revoke(2, false), PasswordAsk::No)),
        Sample::new("account-revoke-trusted", act(revoke(0, true), PasswordAsk::No)),
        Sample::new("account-delete", act(delete.clone(), PasswordAsk::Ask)),
        Sample::new("account-delete-wrong", act(delete, PasswordAsk::Wrong)),
    ]
}
