//! An application's mistakes, noted for its developer to read: the rule a refused request broke, what came, and what
//! would have been right. **Secrets are never in it**: only parameters that anybody may see are repeated.

use crate::context::Ctx;
use crate::error::Refusal;
use crate::model::{Client, ClientProblem, Endpoint};
use crate::request::Params;
use crate::store::{Store, StoreError};
use crate::types::ClientId;

/// What came may be shown of these alone: they travel in the open, or are no secret by themselves.
const SHOWN: [&str; 7] = [
    "redirect_uri",
    "scope",
    "response_type",
    "response_mode",
    "grant_type",
    "code_challenge",
    "code_challenge_method",
];
/// Longer values are cut: the beginning tells.
const MAX_SHOWN: usize = 300;

/// A refused request.
#[derive(Clone, Copy)]
pub struct Refused<'a> {
    pub endpoint: Endpoint,
    pub params: &'a Params,
    pub refusal: &'a dyn Refusal,
}

/// Notes why a request of this client was refused, if the application is to blame.
pub async fn note(ctx: &Ctx<'_>, store: &dyn Store, client: &Client, refused: Refused<'_>) -> Result<(), StoreError> {
    let Refused { endpoint, params, refusal } = refused;
    let Some(section) = refusal.section() else { return Ok(()) };
    let parameter = refusal.parameter();
    let problem = ClientProblem {
        client_id: client.id.clone(),
        endpoint,
        error: refusal.code().as_str().to_owned(),
        rule: refusal.to_string(),
        received: parameter.and_then(|name| received(params, name)),
        registered: parameter.and_then(|name| registered(client, name)),
        section: Some(section.to_owned()),
        first_at: ctx.now,
        last_at: ctx.now,
        count: 1,
    };
    store.note_problem(&problem).await
}

/// [`note`] for a request whose client has not proved who it is, or could not.
pub async fn note_for(ctx: &Ctx<'_>, store: &dyn Store, id: &str, refused: Refused<'_>) -> Result<(), StoreError> {
    // A device that polls in time is refused as well, and asks often: the client is not looked up for that.
    if refused.refusal.section().is_none() {
        return Ok(());
    }
    let Ok(id) = id.parse::<ClientId>() else { return Ok(()) };
    match store.client(&id).await? {
        Some(client) => note(ctx, store, &client, refused).await,
        None => Ok(()),
    }
}

fn received(params: &Params, name: &str) -> Option<String> {
    let value = params.get(name).filter(|_| SHOWN.contains(&name))?;
    Some(value.chars().filter(|c| !c.is_control()).take(MAX_SHOWN).collect())
}

fn registered(client: &Client, name: &str) -> Option<String> {
    let list = |texts: Vec<String>| texts.join("\n");
    Some(match name {
        "redirect_uri" => list(client.redirect_uris.iter().map(ToString::to_string).collect()),
        "scope" => client.scope.to_string(),
        "grant_type" => list(client.grant_types.iter().map(ToString::to_string).collect()),
        "response_type" => "code".to_owned(),
        "response_mode" => "query".to_owned(),
        "code_challenge_method" => "S256".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Clients as _;
    use crate::testing::{World, refresh_token};

    async fn problems(world: &World, client: &Client) -> Vec<ClientProblem> {
        world.db.problems_of(&client.id).await.unwrap()
    }

    #[tokio::test]
    async fn a_refused_authorization_request_is_noted_with_what_came_and_what_is_registered() {
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        for _ in 0..2 {
            let _ = world.begin(&app, &[("redirect_uri", "https://app.example/cb/")]).await.unwrap_err();
        }
        let _ = world.begin(&app, &[("scope", "read admin")]).await.unwrap_err();
        let noted = problems(&world, &app).await;
        let wrong_uri = noted.iter().find(|problem| problem.received.as_deref() == Some("https://app.example/cb/"));
        let wrong_uri = wrong_uri.expect("the wrong redirect URI is noted");
        assert_eq!(wrong_uri.registered.as_deref(), Some("https://app.example/cb"));
        assert_eq!((wrong_uri.count, wrong_uri.section.as_deref()), (2, Some("RFC 9700 §4.1.3")));
        let wide = noted.iter().find(|problem| problem.error == "invalid_scope").unwrap();
        assert_eq!((wide.received.as_deref(), wide.registered.as_deref()), (Some("read admin"), Some("read write")));
        assert_eq!(noted.len(), 2);
    }

    #[tokio::test]
    async fn no_secret_is_noted_and_what_is_nobodys_mistake_is_not() {
        // row 108
        let world = World::new().await;
        let app = world.register(world.app("app")).await;
        let minted = world.redeem(&app, &world.code(&app, &[]).await).await.unwrap();
        let token = refresh_token(&minted);
        let params = crate::testing::params(&[("refresh_token", &token), ("grant_type", "refresh_token")]);
        let mistakes: [&dyn Refusal; 3] = [
            &crate::grant::refresh_token::Error::Expired,
            &crate::grant::password::Error::WrongCredentials,
            &crate::grant::device_code::Error::AuthorizationPending,
        ];
        for refusal in mistakes {
            let refused = Refused { endpoint: Endpoint::Token, params: &params, refusal };
            note(&world.ctx(), &world.db, &app, refused).await.unwrap();
        }
        let noted = problems(&world, &app).await;
        assert_eq!(noted.len(), 1);
        assert_eq!((&*noted[0].error, &noted[0].received), ("invalid_grant", &None));
        assert!(!format!("{noted:?}").contains(&token));
    }
}
