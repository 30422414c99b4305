use super::*;
use crate::model::{ClientAuthentication, ClientState, ScopeEntry};
use crate::store::Consents as _;
use crate::testing::{CALLBACK, World};
use url::Url;

fn shown(result: Result<Begun, AuthorizeError>) -> ShownError {
    match result {
        Err(AuthorizeError::Show(error)) => error,
        other => panic!("not shown: {other:?}"),
    }
}

fn redirected(result: Result<Begun, AuthorizeError>) -> RedirectedError {
    match result {
        Err(AuthorizeError::Redirect(error)) => error,
        other => panic!("not redirected: {other:?}"),
    }
}

fn query(location: &str) -> Vec<(String, String)> {
    Url::parse(location).unwrap().query_pairs().into_owned().collect()
}

#[tokio::test]
async fn until_client_and_redirect_uri_stand_nothing_is_redirected() {
    // row 1 (RFC 6749 §4.1.2.1)
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let cases = [
        (("client_id", ""), ShownError::MissingClient),
        (("client_id", "nobody"), ShownError::UnknownClient),
        (("client_id", "<script>"), ShownError::UnknownClient),
        (("redirect_uri", "https://evil.example/"), ShownError::UnregisteredRedirectUri),
        (("redirect_uri", "https://app.example/cb/../x"), ShownError::UnregisteredRedirectUri),
    ];
    for (change, error) in cases {
        // Everything else is wrong as well, and still nothing is redirected.
        let result = world.begin(&app, &[change, ("response_type", "token"), ("scope", "admin")]).await;
        assert_eq!(shown(result), error);
    }
    let suspended = world.register(Client { state: ClientState::Suspended, ..world.app("bad-app") }).await;
    assert_eq!(shown(world.begin(&suspended, &[]).await), ShownError::SuspendedClient);
}

#[tokio::test]
async fn every_other_error_goes_back_with_state_and_iss() {
    // rows 2, 3, 17, 22, 23, 24, 51 (RFC 6749 §4.1.2.1, RFC 7636 §4.4.1, RFC 9207)
    let world = World::new().await;
    let app = world.register(Client { verified: true, ..world.app("app") }).await;
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[("response_type", "")], "invalid_request"),
        (&[("response_type", "token")], "unsupported_response_type"),
        (&[("response_type", "code token")], "unsupported_response_type"),
        (&[("response_mode", "fragment")], "invalid_request"),
        (&[("request", "eyJ")], "invalid_request"),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("scope", "read admin")], "invalid_scope"),
    ];
    for (changes, expected) in cases {
        let error = redirected(world.begin(&app, changes).await);
        assert!(error.automatic && error.location.starts_with(CALLBACK), "{}", error.location);
        let names: Vec<_> = query(&error.location).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["error", "error_description", "state", "iss"], "{changes:?}");
        assert_eq!(query(&error.location)[0].1, expected, "{changes:?}");
        assert_eq!(query(&error.location)[3].1, "https://id.example");
    }
}

#[tokio::test]
async fn a_bad_scope_of_an_app_nobody_vouched_for_is_not_followed_by_itself() {
    // row 77 (RFC 9700 §4.11.2)
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    assert!(!redirected(world.begin(&app, &[("scope", "admin")]).await).automatic);
}

#[tokio::test]
async fn a_doubled_parameter_is_refused() {
    // row 4 (RFC 6749 §3.1)
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let twice = [("state", "a"), ("state", "b")];
    assert_eq!(redirected(world.begin(&app, &twice).await).code, ErrorCode::InvalidRequest);
    let twice = [("redirect_uri", CALLBACK), ("redirect_uri", "https://evil.example/")];
    assert_eq!(shown(world.begin(&app, &twice).await), ShownError::RepeatedRedirectUri);
}

#[tokio::test]
async fn an_apps_own_failure_url_hears_of_refusals_and_errors() {
    let world = World::new().await;
    let failure = "https://app.example/sorry?lang=fr";
    let app = Client { failure_redirect_uri: Some(failure.parse().unwrap()), ..world.app("app") };
    let app = world.register(app).await;
    let error = redirected(world.begin(&app, &[("response_type", "token")]).await);
    assert!(error.location.starts_with("https://app.example/sorry?lang=fr&error=unsupported_response_type&"));

    let begun = world.begin(&app, &[]).await.unwrap();
    let Answered::Redirect(location) = refuse(&world.ctx(), &world.db, &begun.request, world.person).await.unwrap()
    else {
        panic!("answered before");
    };
    assert!(location.starts_with("https://app.example/sorry?lang=fr&error=access_denied&"), "{location}");
    assert!(location.ends_with("&state=xyz&iss=https%3A%2F%2Fid.example"), "{location}");
}

#[tokio::test]
async fn a_request_is_answered_once() {
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let begun = world.begin(&app, &[]).await.unwrap();
    let scope = begun.request.scope.clone();
    let answer = || allow_as(&world, &app, &begun.request, &scope);
    assert!(matches!(answer().await, Answered::Redirect(_)));
    assert!(matches!(answer().await, Answered::TooLate));
    assert!(matches!(refuse(&world.ctx(), &world.db, &begun.request, world.person).await.unwrap(), Answered::TooLate));
}

#[tokio::test]
async fn nobody_approves_more_than_was_asked() {
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let begun = world.begin(&app, &[("scope", "read")]).await.unwrap();
    let more = "read write".parse().unwrap();
    let result = allow(&world.ctx(), &world.db, &app, &begun.request, world.allowed(&more)).await;
    assert_eq!(result.unwrap_err().code(), ErrorCode::InvalidScope);
    // Nothing of it was kept: the person can still answer.
    assert!(matches!(allow_as(&world, &app, &begun.request, &begun.request.scope).await, Answered::Redirect(_)));
}

#[tokio::test]
async fn a_person_is_asked_once_for_the_same_and_again_for_more() {
    // row 102
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    assert_eq!(next(&world, &app, "read", None).await, Interaction::Login);
    let nothing = Interaction::Consent { granted_before: Scope::default() };
    assert_eq!(next(&world, &app, "read", Some(world.person)).await, nothing);
    world.code(&app, &[("scope", "read")]).await;
    assert_eq!(next(&world, &app, "read", Some(world.person)).await, ready("read"));
    let before = Interaction::Consent { granted_before: "read".parse().unwrap() };
    assert_eq!(next(&world, &app, "read write", Some(world.person)).await, before);
}

#[tokio::test]
async fn a_native_public_app_asks_every_time() {
    // row 80 (RFC 8252 §8.6)
    let world = World::new().await;
    let app = Client {
        authentication: ClientAuthentication::Public,
        redirect_uris: vec![CALLBACK.parse().unwrap(), "com.example.app:/cb".parse().unwrap()],
        trusted: true,
        ..world.app("native-app")
    };
    let app = world.register(app).await;
    world.code(&app, &[("scope", "read")]).await;
    assert!(world.db.consent(world.person, &app.id).await.unwrap().is_some());
    let asked = Interaction::Consent { granted_before: Scope::default() };
    assert_eq!(next(&world, &app, "read", Some(world.person)).await, asked);
}

#[tokio::test]
async fn what_was_left_out_is_not_asked_again_and_given_only_when_it_is() {
    // row 102
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let begun = world.begin(&app, &[("scope", "read write")]).await.unwrap();
    let read = "read".parse().unwrap();
    assert!(matches!(allow_as(&world, &app, &begun.request, &read).await, Answered::Redirect(_)));
    let consent = world.db.consent(world.person, &app.id).await.unwrap().unwrap();
    assert_eq!((consent.scope.to_string(), consent.declined.to_string()), ("read".to_owned(), "write".to_owned()));
    assert_eq!(next(&world, &app, "read write", Some(world.person)).await, ready("read"));
    // Alone, what they left out is a question again: without it there would be nothing.
    let asked = Interaction::Consent { granted_before: read };
    assert_eq!(next(&world, &app, "write", Some(world.person)).await, asked);
    let begun = world.begin(&app, &[("scope", "write")]).await.unwrap();
    allow_as(&world, &app, &begun.request, &begun.request.scope).await;
    assert_eq!(next(&world, &app, "read write", Some(world.person)).await, ready("read write"));
}

#[tokio::test]
async fn a_yes_that_was_not_asked_for_does_not_lengthen_the_one_that_was() {
    // row 102
    let mut world = World::new().await;
    let app = world.register(world.app("app")).await;
    world.code(&app, &[("scope", "read")]).await;
    let until = world.db.consent(world.person, &app.id).await.unwrap().unwrap().expires_at;
    world.wait(time::Duration::days(1));
    let begun = world.begin(&app, &[("scope", "read")]).await.unwrap();
    let allowed = Allowed { asked: false, ..world.allowed(&begun.request.scope) };
    allow(&world.ctx(), &world.db, &app, &begun.request, allowed).await.unwrap();
    assert_eq!(world.db.consent(world.person, &app.id).await.unwrap().unwrap().expires_at, until);
    world.now = until;
    let asked = Interaction::Consent { granted_before: Scope::default() };
    assert_eq!(next(&world, &app, "read", Some(world.person)).await, asked);
}

#[tokio::test]
async fn only_optional_scopes_can_be_left_out() {
    let world = World::new().await;
    let app = world.register(world.app("app")).await;
    let entry = |name: &str, optional| ScopeEntry {
        name: name.parse().unwrap(),
        description_en: String::new(),
        description_fr: String::new(),
        sensitive: false,
        optional,
        default: false,
    };
    for scope in [entry("read", false), entry("write", true)] {
        world.db.store().create_scope(&scope).await.unwrap();
    }
    let begun = world.begin(&app, &[("scope", "read write")]).await.unwrap();
    let question = world.db.store().request(&begun.request.id, Some(world.person)).await.unwrap().unwrap();
    let chosen =
        |before: &str, ticked: &[&str]| chosen(&question, &before.parse().unwrap(), ticked.iter().copied()).to_string();
    assert_eq!(chosen("", &[]), "read");
    assert_eq!(chosen("", &["write", "admin"]), "read write");
    assert_eq!(chosen("write", &[]), "read write", "it was allowed before and had no box");
}

async fn next(world: &World, app: &Client, scope: &str, user: Option<UserId>) -> Interaction {
    let begun = world.begin(app, &[("scope", scope)]).await.unwrap();
    let question = world.db.store().request(&begun.request.id, user).await.unwrap().unwrap();
    interaction(&world.ctx(), &question, user)
}

fn ready(scope: &str) -> Interaction {
    Interaction::Ready { scope: scope.parse().unwrap() }
}

async fn allow_as(world: &World, app: &Client, request: &AuthorizationRequest, scope: &Scope) -> Answered {
    allow(&world.ctx(), &world.db, app, request, world.allowed(scope)).await.unwrap()
}
