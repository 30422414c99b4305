use super::*;
use crate::model::{ClientAuthentication, ClientState, TokenFormat};
use crate::registration::tests::with;
use crate::types::GrantType;

const JANE: Developer = Developer { user: UserId(7), admin: false, apps: 0 };
const ADMIN: Developer = Developer { admin: true, ..JANE };

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn web_app() -> Description {
    Description {
        name: "Movie Box".to_owned(),
        site_url: "https://app.example".to_owned(),
        redirect_uris: texts(&["https://app.example/cb"]),
        scopes: texts(&["read"]),
        ..Description::default()
    }
}

fn service(scopes: &[&str]) -> Description {
    Description { name: "Nightly".to_owned(), scopes: texts(scopes), ..Description::default() }
}

fn registered(kind: ClientKind, asked: &Description) -> Client {
    with(|registrar| JANE.register(registrar, kind, asked)).unwrap().client
}

fn refused(kind: ClientKind, asked: &Description) -> Problems {
    with(|registrar| JANE.register(registrar, kind, asked)).unwrap_err()
}

fn changed(before: &Client, asked: &Description) -> Result<Client, Problems> {
    with(|registrar| JANE.change(registrar, before, asked, false))
}

#[test]
fn each_kind_gets_its_flow_and_nothing_more() {
    let code = [GrantType::AuthorizationCode, GrantType::RefreshToken];
    let device = [GrantType::DeviceCode, GrantType::RefreshToken];
    for (kind, grants, is_public) in [
        (ClientKind::Web, &code[..], false),
        (ClientKind::Native, &code[..], true),
        (ClientKind::Device, &device[..], true),
        (ClientKind::Service, &[GrantType::ClientCredentials][..], false),
    ] {
        let asked = if grants.contains(&GrantType::AuthorizationCode) { web_app() } else { service(&["read"]) };
        let client = registered(kind, &asked);
        assert_eq!(client.grant_types, grants.iter().copied().collect(), "{kind}");
        assert_eq!(client.is_public(), is_public, "{kind}");
        assert_eq!((client.owner, client.trusted, client.verified), (Some(JANE.user), false, false));
        assert_eq!((client.require_pkce, client.token_format), (true, TokenFormat::Jwt));
        assert_eq!(client.state, ClientState::Active);
    }
}

#[test]
fn an_app_that_asks_for_nothing_is_not_given_something() {
    let problems = refused(ClientKind::Web, &Description { scopes: Vec::new(), ..web_app() });
    assert!(problems.iter().eq([&Problem::NoScope]), "{problems}");
}

#[test]
fn a_service_gets_what_every_app_gets_and_an_administrator_more() {
    let problems = refused(ClientKind::Service, &service(&["read", "stats"]));
    assert!(problems.iter().eq([&Problem::ScopeOfService("stats".to_owned())]), "{problems}");
    let of_admin = with(|registrar| ADMIN.register(registrar, ClientKind::Service, &service(&["stats"])));
    assert!(of_admin.unwrap().client.scope.contains("stats"));
    // Whoever is asked to allow it decides themselves.
    assert!(
        registered(ClientKind::Web, &Description { scopes: texts(&["write"]), ..web_app() }).scope.contains("write")
    );
}

#[test]
fn what_an_administrator_allowed_a_service_survives_its_developers_changes() {
    let mut before = registered(ClientKind::Service, &service(&["read"]));
    before.scope = "read stats".parse().unwrap();
    let renamed = changed(&before, &Description { name: "Weekly".to_owned(), ..service(&["read", "stats"]) }).unwrap();
    assert!(renamed.name == "Weekly" && renamed.scope.contains("stats"));
    assert!(changed(&before, &service(&["read", "stats", "write"])).is_err());
    // Given up, it is gone.
    let poorer = changed(&before, &service(&["read"])).unwrap();
    assert!(changed(&poorer, &service(&["read", "stats"])).is_err());
}

#[test]
fn twenty_redirect_uris_are_enough() {
    let uris = |count: usize| (0..count).map(|n| format!("https://app.example/{n}")).collect();
    registered(ClientKind::Web, &Description { redirect_uris: uris(MAX_REDIRECT_URIS), ..web_app() });
    let problems = refused(ClientKind::Web, &Description { redirect_uris: uris(MAX_REDIRECT_URIS + 1), ..web_app() });
    assert!(problems.iter().eq([&Problem::TooManyRedirectUris(20)]), "{problems}");
    // What is too much is not read, however wrong it is.
    let lines = Description { redirect_uris: vec!["/".to_owned(); 30_000], ..web_app() };
    assert!(refused(ClientKind::Web, &lines).iter().eq([&Problem::TooManyRedirectUris(20)]));
    let problems = changed(&registered(ClientKind::Web, &web_app()), &lines).unwrap_err();
    assert!(problems.iter().eq([&Problem::TooManyRedirectUris(20)]), "{problems}");
}

#[test]
fn whoever_has_25_apps_has_no_room_but_an_administrator_always() {
    assert!(Developer { apps: 24, ..JANE }.has_room());
    assert!(!Developer { apps: 25, ..JANE }.has_room());
    assert!(Developer { apps: 2_500, ..ADMIN }.has_room());
}

#[test]
fn another_name_site_picture_or_redirect_uri_takes_the_verification_and_the_trust_away() {
    let before = Client { verified: true, trusted: true, ..registered(ClientKind::Web, &web_app()) };
    let marks = |after: Result<Client, Problems>| after.map(|after| (after.verified, after.trusted)).unwrap();
    let same = Description { description: "Films".to_owned(), ..web_app() };
    assert_eq!(marks(changed(&before, &same)), (true, true));
    for (what, asked) in [
        ("name", Description { name: "Bank".to_owned(), ..web_app() }),
        ("site", Description { site_url: String::new(), ..web_app() }),
        ("redirect", Description { redirect_uris: texts(&["https://evil.example/cb"]), ..web_app() }),
        (
            "one more",
            Description { redirect_uris: texts(&["https://app.example/cb", "https://evil.example/cb"]), ..web_app() },
        ),
        ("failure", Description { failure_redirect_uri: "https://evil.example/".to_owned(), ..web_app() }),
    ] {
        assert_eq!(marks(changed(&before, &asked)), (false, false), "{what}");
    }
    let new_picture = with(|registrar| JANE.change(registrar, &before, &web_app(), true));
    assert_eq!(marks(new_picture), (false, false), "picture");
    let unverified = registered(ClientKind::Web, &web_app());
    assert_eq!(marks(changed(&unverified, &web_app())), (false, false), "nobody verifies by saving");
}

#[test]
fn a_trusted_app_that_may_ask_for_more_is_trusted_no_longer() {
    let rich = Description { scopes: texts(&["read", "write"]), ..web_app() };
    let before = Client { verified: true, trusted: true, ..registered(ClientKind::Web, &rich) };
    let poorer = changed(&before, &web_app()).unwrap();
    assert!(poorer.trusted && poorer.verified, "less is nothing to look at");
    let richer = changed(&poorer, &rich).unwrap();
    assert!(!richer.trusted && richer.verified, "it is still who it was");
}

#[test]
fn a_change_leaves_alone_what_is_not_the_developers() {
    let secrets = registered(ClientKind::Web, &web_app()).authentication;
    let before = Client {
        trusted: true,
        require_pkce: false,
        token_format: TokenFormat::Opaque,
        state: ClientState::Suspended,
        grant_types: [GrantType::Password].into(),
        ..registered(ClientKind::Web, &web_app())
    };
    let after = changed(&before, &Description { description: "Films".to_owned(), ..web_app() }).unwrap();
    assert_eq!(after, Client { description: Some("Films".to_owned()), ..before });
    assert!(matches!(secrets, ClientAuthentication::Confidential { secrets } if secrets.len() == 1));
}

#[test]
fn what_cannot_be_seen_is_in_no_name_and_no_description() {
    let problems = refused(
        ClientKind::Web,
        &Description { name: "exe\u{202E}gpj".to_owned(), description: "Films\u{200B}".to_owned(), ..web_app() },
    );
    assert_eq!(problems.iter().count(), 2, "{problems}");
    // Several lines are fine where there is room for them.
    let described = Description { description: "Films,\r\nand when.\r\n".to_owned(), ..web_app() };
    assert_eq!(registered(ClientKind::Web, &described).description.as_deref(), Some("Films,\nand when."));
}
