//! What the server itself has: API keys, scopes, signing keys, its log.

use super::{Sample, lines, named, texts};
use app::PasswordAsk;
use app::admin::{
    AdminApiKeyRow, AdminApiKeysView, AdminAuditView, AdminKeyRow, AdminKeysView, AdminScopeRow, AdminScopeView,
    AdminScopesView, AdminSecretView, ApiKeyProblem, AuditFilter, AuditFilterProblem, KeyState, ScopeForm,
    ScopeProblem, ShownOnce,
};
use time::macros::{date, datetime};

fn api_keys() -> AdminApiKeysView {
    let row = |name: &str, revoked| AdminApiKeyRow {
        id: "91ba3c55d0f7e2a4".to_owned(),
        name: name.to_owned(),
        client_id: "front_application".to_owned(),
        made: date!(2024 - 02 - 05),
        revoked,
    };
    AdminApiKeysView {
        keys: vec![row("The web site", None), row("", Some(datetime!(2026-01-02 12:00 UTC)))],
        client_id: String::new(),
        name: String::new(),
        problems: Vec::new(),
        password: PasswordAsk::Ask,
        notice: None,
    }
}

fn scopes() -> AdminScopesView {
    let row = |name: &str, english: &str, french: &str, sensitive| AdminScopeRow {
        name: name.to_owned(),
        href: format!("/admin/scopes/{name}"),
        english: english.to_owned(),
        french: french.to_owned(),
        sensitive,
        optional: sensitive,
        default: !sensitive,
    };
    AdminScopesView {
        scopes: vec![
            row("read", "See your name and e-mail address", "Voir votre nom et votre adresse e-mail", false),
            row("write", "Change your name in your place", "Changer votre nom à votre place", true),
        ],
        form: ScopeForm::default(),
        notice: None,
    }
}

fn scope() -> AdminScopeView {
    AdminScopeView {
        href: "/admin/scopes/read".to_owned(),
        form: ScopeForm {
            name: "read".to_owned(),
            english: "See your name and e-mail address".to_owned(),
            french: "Voir votre nom et votre adresse e-mail".to_owned(),
            default: true,
            ..ScopeForm::default()
        },
        used_by: vec![named("Movie Box", "/admin/apps/demo-web")],
        kept: false,
        notice: None,
    }
}

fn keys() -> AdminKeysView {
    let row = |kid: &str, state| AdminKeyRow {
        kid: kid.to_owned(),
        algorithm: "ES256".to_owned(),
        since: datetime!(2026-01-02 12:00 UTC),
        state,
    };
    let retired =
        KeyState::Retired { at: datetime!(2026-01-02 12:00 UTC), verifies_until: datetime!(2026-01-02 14:00 UTC) };
    AdminKeysView {
        keys: vec![
            row("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", KeyState::Signs),
            row("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", KeyState::Reserve),
            row("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", retired),
        ],
        algorithms: texts(&["ES256", "RS256", "EdDSA"]),
        notice: None,
    }
}

fn audit() -> AdminAuditView {
    AdminAuditView {
        filter: AuditFilter::default(),
        lines: lines(),
        first_href: None,
        next_href: Some("/admin/audit?before=1204".to_owned()),
    }
}

pub fn samples() -> Vec<Sample> {
    let secret = AdminSecretView {
        what: ShownOnce::ApiKey,
        app_name: "Movie Box".to_owned(),
        secret: "mF_9.B5f-4.1JqM3h0a8vR2kQz7Yp6TtXcLwNdSgUeI".to_owned(),
        back_href: "/admin/api-keys".to_owned(),
    };
    let client_secret = ShownOnce::ClientSecret { old_until: Some(datetime!(2026-01-03 12:00 UTC)) };
    let wrong_scope = ScopeForm {
        name: "no spaces".to_owned(),
        problems: vec![ScopeProblem::Name, ScopeProblem::NoEnglish, ScopeProblem::LongFrench],
        ..ScopeForm::default()
    };
    vec![
        Sample::new("admin-secret", AdminSecretView { what: client_secret, ..secret.clone() }),
        Sample::new("admin-api-keys", api_keys()),
        Sample::new(
            "admin-api-keys-wrong",
            AdminApiKeysView {
                keys: vec![],
                client_id: "nobody".to_owned(),
                problems: vec![ApiKeyProblem::NoSuchApp, ApiKeyProblem::LongName],
                password: PasswordAsk::Wrong,
                ..api_keys()
            },
        ),
        Sample::new("admin-api-key-made", secret),
        Sample::new("admin-scopes", scopes()),
        Sample::new("admin-scopes-wrong", AdminScopesView { scopes: vec![], form: wrong_scope, ..scopes() }),
        Sample::new("admin-scope", scope()),
        Sample::new("admin-scope-kept", AdminScopeView { kept: true, ..scope() }),
        Sample::new("admin-scope-unused", AdminScopeView { used_by: vec![], ..scope() }),
        Sample::new("admin-keys", keys()),
        Sample::new("admin-audit", audit()),
        Sample::new(
            "admin-audit-none",
            AdminAuditView {
                lines: vec![],
                next_href: None,
                filter: AuditFilter {
                    event: "sign_in".to_owned(),
                    email: "nobody@example.com".to_owned(),
                    client_id: "nobody".to_owned(),
                    problems: vec![AuditFilterProblem::NoSuchPerson, AuditFilterProblem::NoSuchApp],
                },
                ..audit()
            },
        ),
    ]
}
