//! The administrator's pages, in the states that look different.

#[path = "admin_house.rs"]
mod house;

use super::Sample;
use app::admin::{
    AdminAct, AdminAppEditView, AdminAppForm, AdminAppRow, AdminAppView, AdminAppsView, AdminNotice, AdminOverviewView,
    AdminPeopleView, AdminPersonRow, AdminPersonView, AppAct, AppFacts, AppFilter, AppMarks, Attention, PersonAct,
    PersonMarks,
};
use app::{AppField, AuditActor, AuditLine, ConfirmView, Locale, Mistake, Named, PasswordAsk, TextMistake};
use time::macros::{date, datetime};

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|&text| text.to_owned()).collect()
}

fn named(name: &str, href: &str) -> Named {
    Named { name: name.to_owned(), href: Some(href.to_owned()) }
}

fn line(event: &str) -> AuditLine {
    AuditLine {
        at: datetime!(2026-02-05 08:52 UTC),
        event: event.to_owned(),
        actor: AuditActor::Person(named("Jane Roe", "/admin/people/7")),
        about: None,
        app: None,
        address: Some("203.0.113.9".to_owned()),
        user_agent: Some("Firefox, Linux".to_owned()),
        detail: None,
    }
}

fn lines() -> Vec<AuditLine> {
    let movie_box = || Some(named("Movie Box", "/admin/apps/demo-web"));
    vec![
        line("sign_in"),
        AuditLine {
            actor: AuditActor::Nobody,
            about: Some(named("John Doe", "/admin/people/5")),
            ..line("sign_in_failed")
        },
        AuditLine { app: movie_box(), detail: Some("read write".to_owned()), ..line("consent_given") },
        AuditLine {
            app: movie_box(),
            actor: AuditActor::App,
            address: None,
            user_agent: None,
            ..line("refresh_token_reused")
        },
        AuditLine { actor: AuditActor::CommandLine, address: None, user_agent: None, ..line("signing_keys_rotated") },
        AuditLine { actor: AuditActor::You, ..line("password_changed") },
    ]
}

fn overview() -> AdminOverviewView {
    AdminOverviewView {
        people: 1_204,
        admins: 1,
        apps: 18,
        api_keys: 3,
        signing_key: Some(("ES256".to_owned(), 34_560_000)),
        attention: vec![
            Attention::UnverifiedApps(2),
            Attention::OldKey { age_seconds: 34_560_000 },
            Attention::OnlyAdmin,
            Attention::SuspendedApps(1),
        ],
        failures: lines().into_iter().filter(|line| line.event.contains("failed")).collect(),
    }
}

fn people() -> AdminPeopleView {
    let row = |id, name: &str, email: &str, marks| AdminPersonRow {
        id,
        name: name.to_owned(),
        email: email.to_owned(),
        marks,
        since: date!(2024 - 02 - 05),
    };
    let admin = PersonMarks { admin: true, ..PersonMarks::default() };
    let suspended = PersonMarks { suspended: true, no_password: true, ..PersonMarks::default() };
    AdminPeopleView {
        search: "o".to_owned(),
        people: vec![
            row(5, "John Doe", "john.doe@example.com", admin),
            row(7, "Jane Roe", "jane.roe.with.a.long.address@department.example.com", PersonMarks::default()),
            row(8, "nobody@example.com", "nobody@example.com", suspended),
        ],
        first_href: Some("/admin/people?q=o".to_owned()),
        next_href: Some("/admin/people?q=o&after=8".to_owned()),
        notice: None,
    }
}

fn person() -> AdminPersonView {
    AdminPersonView {
        id: 7,
        name: "Jane Roe".to_owned(),
        email: "jane.roe@example.com".to_owned(),
        marks: PersonMarks::default(),
        is_you: false,
        language: Some(Locale::Fr),
        since: date!(2024 - 02 - 05),
        sessions: 2,
        connected_apps: 3,
        own_apps: vec![named("Movie Box", "/admin/apps/demo-web")],
        activity: lines(),
        activity_href: "/admin/audit?email=jane.roe@example.com".to_owned(),
        acts: vec![
            PersonAct::ResetPassword,
            PersonAct::MakeAdmin,
            PersonAct::SignOut,
            PersonAct::Suspend,
            PersonAct::Delete,
        ],
        notice: AdminNotice::named("admin-reset-password"),
    }
}

fn apps() -> AdminAppsView {
    let row = |id: &str, name: &str, marks| AdminAppRow {
        id: id.to_owned(),
        name: name.to_owned(),
        marks,
        registered: date!(2024 - 02 - 05),
    };
    let ours = AppMarks { verified: true, trusted: true, ..AppMarks::default() };
    let stopped = AppMarks { suspended: true, ..AppMarks::default() };
    let paused = AppMarks { verified: true, paused: true, ..AppMarks::default() };
    AdminAppsView {
        search: String::new(),
        filter: AppFilter::All,
        apps: vec![
            row("demo-web", "Movie Box", ours),
            row("0f8fad5bd9cb469fa16570867728950e", "notes-cli", stopped),
            row("backend_routines", "Routines", paused),
        ],
        first_href: None,
        next_href: Some("/admin/apps?after=backend_routines".to_owned()),
        notice: None,
    }
}

fn app() -> AdminAppView {
    AdminAppView {
        id: "demo-web".to_owned(),
        name: "Movie Box".to_owned(),
        logo_href: Some("demo-logo.svg".to_owned()),
        marks: AppMarks { verified: true, ..AppMarks::default() },
        facts: AppFacts {
            kind: "web".to_owned(),
            secrets: 2,
            owner: Some(named("Jane Roe", "/admin/people/7")),
            registered: date!(2024 - 02 - 05),
            site_url: Some("https://moviebox.example".to_owned()),
            description: Some("Films, and who watched them.".to_owned()),
            grant_types: texts(&["authorization_code", "refresh_token"]),
            scopes: texts(&["read", "write"]),
            default_scopes: texts(&["read"]),
            redirect_uris: texts(&["https://app.moviebox.example/callback", "https://test.moviebox.example/callback"]),
            failure_redirect_uri: None,
            requires_pkce: true,
            token_format: "jwt".to_owned(),
            access_seconds: 7_200,
            refresh_seconds: None,
            living: 12,
            api_keys: 1,
        },
        activity: lines(),
        activity_href: "/admin/audit?client_id=demo-web".to_owned(),
        acts: vec![AppAct::Unverify, AppAct::Trust, AppAct::RotateSecret, AppAct::Suspend, AppAct::Delete],
        notice: None,
    }
}

fn edit() -> AdminAppEditView {
    AdminAppEditView {
        id: "demo-web".to_owned(),
        app_name: "Movie Box".to_owned(),
        form: AdminAppForm {
            name: "Movie Box".to_owned(),
            kind: "web".to_owned(),
            grant_types: texts(&["authorization_code", "refresh_token"]),
            scopes: texts(&["read"]),
            default_scopes: texts(&["read"]),
            redirect_uris: "https://app.moviebox.example/callback".to_owned(),
            requires_pkce: true,
            token_format: "jwt".to_owned(),
            access_lifetime: "2h".to_owned(),
            ..AdminAppForm::default()
        },
        grant_types: texts(&["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"]),
        scopes: texts(&["read", "write"]),
        mistakes: Vec::new(),
        unreadable: Vec::new(),
        password: PasswordAsk::Ask,
    }
}

fn confirm(act: AdminAct, password: PasswordAsk) -> ConfirmView<AdminAct> {
    ConfirmView {
        act,
        action: "/admin/people/7/suspend".to_owned(),
        hidden: Vec::new(),
        cancel_href: "/admin/people/7".to_owned(),
        password,
    }
}

pub fn samples() -> Vec<Sample> {
    let suspend = |password| {
        let name = "Jane Roe".to_owned();
        confirm(AdminAct::Person { act: PersonAct::Suspend, name }, password)
    };
    let delete = AdminAct::App { act: AppAct::Delete, name: "Movie Box".to_owned(), living: 12 };
    let rotate = AdminAct::RotateKeys { algorithm: "EdDSA".to_owned() };
    let mut samples = vec![
        Sample::new("admin", overview()),
        Sample::new("admin-quiet", AdminOverviewView { attention: vec![], failures: vec![], ..overview() }),
        Sample::new("admin-people", people()),
        Sample::new("admin-people-none", AdminPeopleView { people: vec![], next_href: None, ..people() }),
        Sample::new("admin-person", person()),
        Sample::new(
            "admin-person-suspended",
            AdminPersonView {
                marks: PersonMarks { suspended: true, admin: true, no_password: false },
                is_you: true,
                own_apps: vec![],
                language: None,
                acts: vec![PersonAct::Resume, PersonAct::WithdrawAdmin, PersonAct::Delete],
                notice: Some(AdminNotice::LAST_ADMIN),
                ..person()
            },
        ),
        Sample::new("admin-suspend", suspend(PasswordAsk::Ask)),
        Sample::new("admin-suspend-wrong", suspend(PasswordAsk::Wrong)),
        Sample::new("admin-delete-app", confirm(delete, PasswordAsk::TooMany { wait_seconds: 45 })),
        Sample::new("admin-rotate", confirm(rotate, PasswordAsk::Missing)),
        Sample::new("admin-apps", apps()),
        Sample::new("admin-apps-none", AdminAppsView { apps: vec![], filter: AppFilter::Unverified, ..apps() }),
        Sample::new("admin-app", app()),
        Sample::new("admin-edit", edit()),
        Sample::new(
            "admin-edit-wrong",
            AdminAppEditView {
                mistakes: vec![Mistake::Name(TextMistake::Empty), Mistake::NoGrantType, Mistake::NoRedirect],
                unreadable: vec![AppField::AccessTokenLifetime],
                password: PasswordAsk::Wrong,
                ..edit()
            },
        ),
    ];
    samples.extend(house::samples());
    samples
}
