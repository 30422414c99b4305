use super::*;
use crate::context::SystemEntropy;
use crate::model::ClientState;
use crate::types::GrantType;
use time::macros::datetime;

fn scopes() -> Vec<ScopeEntry> {
    let entry = |name: &str, default| ScopeEntry {
        name: name.parse().unwrap(),
        description_en: String::new(),
        description_fr: String::new(),
        sensitive: false,
        optional: false,
        default,
    };
    vec![entry("read", true), entry("stats", false), entry("write", false)]
}

pub(super) fn with<T>(act: impl FnOnce(&Registrar<'_>) -> T) -> T {
    act(&Registrar { now: datetime!(2026-01-02 12:00 UTC), entropy: &SystemEntropy, scopes: &scopes() })
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn named(name: &str) -> NewClient {
    NewClient { name: name.to_owned(), ..NewClient::default() }
}

fn web_app() -> NewClient {
    NewClient { redirect_uris: texts(&["https://app.example/cb"]), ..named("An app") }
}

fn registered(asked: &NewClient) -> Registered {
    with(|registrar| register(registrar, asked)).unwrap()
}

fn refused(asked: &NewClient) -> String {
    with(|registrar| register(registrar, asked)).unwrap_err().to_string()
}

fn changed(client: &Client, changes: &ClientChanges) -> Result<Client, String> {
    with(|registrar| change(registrar, client, changes)).map_err(|problems| problems.to_string())
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_beside_its_field() {
    // row 6
    let asked = NewClient {
        name: " ".to_owned(),
        id: Some("12345".to_owned()),
        redirect_uris: texts(&["/cb", "https://app.example/cb#top"]),
        failure_redirect_uri: Some("javascript:alert(1)".to_owned()),
        grant_types: texts(&["authorization_code", "implicit"]),
        scopes: texts(&["read", "no\"quote", "admin"]),
        site_url: Some("javascript:alert(1)".to_owned()),
        access_token_lifetime: Some(Duration::ZERO),
        ..NewClient::default()
    };
    let problems = with(|registrar| register(registrar, &asked)).unwrap_err();
    let fields: Vec<_> = problems.iter().map(Problem::field).collect();
    assert_eq!(
        fields,
        [
            Field::Name,
            Field::Id,
            Field::GrantTypes,
            Field::Scopes,
            Field::RedirectUris,
            Field::RedirectUris,
            Field::FailureRedirectUri,
            Field::AccessTokenLifetime,
            Field::SiteUrl
        ]
    );
    assert_eq!(problems.to_string().lines().count(), 1);
}

#[test]
fn a_public_client_has_no_secret_acts_for_nobody_and_proves_itself_by_pkce() {
    // rows 18, 23 (RFC 6749 §4.4, RFC 9700 §2.1.1)
    let public = NewClient { authentication: Authentication::Public, ..web_app() };
    let both = NewClient { authentication: Authentication::PublicWithSecret, ..public.clone() };
    assert_eq!(refused(&both), "a public client has no secret");
    let acting = NewClient { grant_types: texts(&["client_credentials"]), ..public.clone() };
    assert!(refused(&acting).starts_with("client_credentials is for clients with a secret"));
    let without_pkce = NewClient { without_pkce: true, ..public.clone() };
    assert!(refused(&without_pkce).starts_with("a public client must use PKCE"));
    let native = NewClient {
        kind: Some(ClientKind::Native),
        authentication: Authentication::Secret(Secret::from("kept by nobody".to_owned())),
        ..web_app()
    };
    assert!(refused(&native).contains("cannot keep a secret"));

    let Registered { client, secret } = registered(&public);
    assert!(client.is_public() && secret.is_none() && client.kind == ClientKind::Native);
}

#[test]
fn grants_that_lead_nowhere_are_refused() {
    let nowhere = |grants: &[&str]| refused(&NewClient { grant_types: texts(grants), ..named("An app") });
    assert!(nowhere(&["authorization_code"]).starts_with("authorization_code needs a redirect URI"));
    assert!(nowhere(&["refresh_token"]).starts_with("refresh_token alone begins nothing"));
    let unknown_default = NewClient { default_scopes: texts(&["write"]), ..web_app() };
    assert_eq!(refused(&unknown_default), "default scope write is none of its scopes");
}

#[test]
fn what_is_left_open_fits_the_kind() {
    let kind = |asked: &NewClient| {
        let client = registered(asked).client;
        let grants: Vec<_> = client.grant_types.iter().map(|grant| grant.as_str()).collect();
        (client.kind, client.is_public(), grants.join(" "))
    };
    let public = || Authentication::Public;
    let device = "refresh_token urn:ietf:params:oauth:grant-type:device_code".to_owned();
    let code = "authorization_code refresh_token".to_owned();
    assert_eq!(kind(&web_app()), (ClientKind::Web, false, code.clone()));
    assert_eq!(kind(&NewClient { kind: Some(ClientKind::Native), ..web_app() }), (ClientKind::Native, true, code));
    assert_eq!(kind(&named("x")), (ClientKind::Service, false, "client_credentials".to_owned()));
    let television = NewClient { authentication: public(), ..named("x") };
    assert_eq!(kind(&television), (ClientKind::Device, true, device.clone()));
    let television = NewClient { kind: Some(ClientKind::Device), ..named("x") };
    assert_eq!(kind(&television), (ClientKind::Device, true, device));
}

#[test]
fn scopes_left_open_are_those_of_every_new_application() {
    let scopes = |scopes: &[&str]| {
        let client = registered(&NewClient { scopes: texts(scopes), ..web_app() }).client;
        (client.scope.to_string(), client.default_scope.to_string())
    };
    assert_eq!(scopes(&[]), ("read".to_owned(), "read".to_owned()));
    assert_eq!(scopes(&["write read"]), ("read write".to_owned(), "read".to_owned()));
    assert_eq!(scopes(&["stats"]), ("stats".to_owned(), "stats".to_owned()));
}

#[test]
fn an_id_is_32_hex_digits_and_a_secret_is_random_unless_they_are_given() {
    // row 105: what is stored is the hash
    let Registered { client, secret } = registered(&web_app());
    assert!(client.id.as_str().len() == 32 && client.id.as_str().bytes().all(|b| b.is_ascii_hexdigit()));
    let secret = secret.unwrap();
    assert_eq!(secret.expose().len(), 43);
    assert_eq!(client.authentication, ClientAuthentication::Confidential { secrets: vec![ClientSecret::of(&secret)] });

    let authentication = Authentication::Secret(Secret::from("my-secret".to_owned()));
    let given = registered(&NewClient { id: Some("my-app".to_owned()), authentication, ..web_app() });
    assert_eq!((given.client.id.as_str(), given.secret.unwrap().expose()), ("my-app", "my-secret"));
}

#[test]
fn a_secret_is_replaced_at_once_unless_the_old_one_is_kept() {
    let Registered { client, secret } = registered(&web_app());
    let old = secret.unwrap().hash();
    let secrets = |registered: &Registered| match &registered.client.authentication {
        ClientAuthentication::Confidential { secrets } => {
            secrets.iter().map(|known| known.hash.clone()).collect::<Vec<_>>()
        }
        ClientAuthentication::Public => panic!("public"),
    };
    let replaced = replace_secret(&client, &SystemEntropy, OldSecret::EndsNow).unwrap();
    assert_eq!(secrets(&replaced), [replaced.secret.as_ref().unwrap().hash()]);
    let kept = replace_secret(&client, &SystemEntropy, OldSecret::LivesOn).unwrap();
    assert_eq!(secrets(&kept), [kept.secret.as_ref().unwrap().hash(), old.clone()]);
    // Two are enough: the oldest goes.
    let again = replace_secret(&kept.client, &SystemEntropy, OldSecret::LivesOn).unwrap();
    assert!(secrets(&again).len() == 2 && !secrets(&again).contains(&old));
    let alone = Registered { client: end_old_secrets(&again.client), secret: None };
    assert_eq!(secrets(&alone), [again.secret.as_ref().unwrap().hash()]);

    let public = Client { authentication: ClientAuthentication::Public, ..client };
    assert_eq!(
        replace_secret(&public, &SystemEntropy, OldSecret::EndsNow).unwrap_err().to_string(),
        "a public client has no secret"
    );
}

#[test]
fn adding_and_removing_the_same_or_removing_what_is_not_there_changes_nothing() {
    let client = registered(&web_app()).client;
    let both = Changes { add: texts(&["write read"]), remove: texts(&["read"]) };
    let changes = ClientChanges { scopes: both, ..ClientChanges::default() };
    assert_eq!(changed(&client, &changes), Err("read cannot be added and removed at once".to_owned()));
    // The two spellings of a grant type are one.
    let both = Changes { add: texts(&["device_code"]), remove: texts(&[GrantType::DeviceCode.as_str()]) };
    let changes = ClientChanges { grant_types: both, ..ClientChanges::default() };
    assert!(changed(&client, &changes).unwrap_err().contains("added and removed at once"));
    let missing = Changes { add: vec![], remove: texts(&["https://app.example/other"]) };
    let changes = ClientChanges { redirect_uris: missing, ..ClientChanges::default() };
    assert!(changed(&client, &changes).unwrap_err().ends_with("the client does not have it"));
}

#[test]
fn a_change_keeps_the_rules_of_a_new_record() {
    let client = registered(&web_app()).client;
    let remove = Changes { add: vec![], remove: texts(&["https://app.example/cb"]) };
    let changes = ClientChanges { redirect_uris: remove, ..ClientChanges::default() };
    assert!(changed(&client, &changes).unwrap_err().starts_with("authorization_code needs a redirect URI"));
    let add = Changes { add: texts(&["admin"]), remove: vec![] };
    let changes = ClientChanges { scopes: add, ..ClientChanges::default() };
    assert!(changed(&client, &changes).unwrap_err().starts_with("there is no scope admin"));
}

#[test]
fn an_old_flaw_does_not_stand_in_the_way_of_suspending() {
    let flawed = Client { scope: "read gone".parse().unwrap(), name: String::new(), ..registered(&web_app()).client };
    let changes = ClientChanges { state: Some(ClientState::Suspended), ..ClientChanges::default() };
    assert_eq!(changed(&flawed, &changes).unwrap().state, ClientState::Suspended);
}

#[test]
fn a_lost_scope_is_lost_as_a_default_too_and_an_empty_text_takes_away() {
    let asked = NewClient {
        scopes: texts(&["read write"]),
        default_scopes: texts(&["read write"]),
        site_url: Some("https://app.example".to_owned()),
        failure_redirect_uri: Some("https://app.example/no".to_owned()),
        ..web_app()
    };
    let client = registered(&asked).client;
    let changes = ClientChanges {
        scopes: Changes { add: texts(&["stats"]), remove: texts(&["write"]) },
        site_url: Some(String::new()),
        failure_redirect_uri: Some(String::new()),
        refresh_token_lifetime: Some(Some(Duration::days(2))),
        ..ClientChanges::default()
    };
    let after = changed(&client, &changes).unwrap();
    assert_eq!((after.scope.to_string(), after.default_scope.to_string()), ("read stats".into(), "read".into()));
    assert_eq!((after.site_url, after.failure_redirect_uri), (None, None));
    assert_eq!(after.refresh_token_lifetime, Some(Duration::days(2)));
    assert_eq!((after.authentication, after.created_at), (client.authentication, client.created_at));
}
