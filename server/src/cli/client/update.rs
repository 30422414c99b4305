use clap::Args;
use oauth::model::{AuditEntry, ClientKind, ClientState, TokenFormat};
use oauth::registration::{Changes, ClientChanges, change};
use serde::Serialize;
use time::Duration;

use super::super::CliError;
use super::super::answer::{Answer, count};
use super::super::instance::{Instance, client_named};
use super::view::ClientView;
use super::{kinds, lifetime, replace_client, token_formats};
use crate::changed;

/// Change an application
#[derive(Debug, Args)]
pub(in crate::cli) struct Update {
    /// Its client_id
    identifier: String,
    /// What people see
    #[arg(long)]
    name: Option<String>,
    #[arg(long, value_name = "URI")]
    add_redirect_uri: Vec<String>,
    #[arg(long, value_name = "URI")]
    remove_redirect_uri: Vec<String>,
    /// Where refusals and errors go instead; "" for nowhere else
    #[arg(long, value_name = "URI")]
    failure_redirect_uri: Option<String>,
    #[arg(long, value_name = "GRANT")]
    add_grant_type: Vec<String>,
    #[arg(long, value_name = "GRANT")]
    remove_grant_type: Vec<String>,
    #[arg(long, value_name = "SCOPE")]
    add_scope: Vec<String>,
    #[arg(long, value_name = "SCOPE")]
    remove_scope: Vec<String>,
    /// All that it gets when it asks for nothing; repeat it for several
    #[arg(long, value_name = "SCOPE")]
    default_scope: Option<Vec<String>>,
    /// Let it act again
    #[arg(long, conflicts_with = "deactivate")]
    activate: bool,
    /// Let it act no more: its tokens are revoked
    #[arg(long)]
    deactivate: bool,
    /// What it is
    #[arg(long, value_parser = kinds())]
    kind: Option<ClientKind>,
    /// An app of the house: people are not asked
    #[arg(long, conflicts_with = "no_trusted")]
    trusted: bool,
    #[arg(long)]
    no_trusted: bool,
    /// Somebody knows who is behind it
    #[arg(long, conflicts_with = "no_verified")]
    verified: bool,
    #[arg(long)]
    no_verified: bool,
    #[arg(long, conflicts_with = "no_require_pkce")]
    require_pkce: bool,
    /// An old app that cannot do PKCE
    #[arg(long)]
    no_require_pkce: bool,
    /// How long an access token lives
    #[arg(long, value_name = "TIME", value_parser = lifetime)]
    access_token_ttl: Option<Duration>,
    /// How long a refresh token may rest unused; "default" for the server's setting
    #[arg(long, value_name = "TIME", value_parser = refresh_lifetime)]
    refresh_token_ttl: Option<RefreshLifetime>,
    /// The form of its access tokens
    #[arg(long, value_parser = token_formats())]
    token_format: Option<TokenFormat>,
    /// Its web site; "" for none
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
    /// What it does, in a sentence; "" for none
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// `None` is the server's setting.
#[derive(Clone, Copy, Debug)]
struct RefreshLifetime(Option<Duration>);

fn refresh_lifetime(text: &str) -> Result<RefreshLifetime, &'static str> {
    if text == "default" { Ok(RefreshLifetime(None)) } else { lifetime(text).map(|time| RefreshLifetime(Some(time))) }
}

#[derive(Serialize)]
struct Updated {
    #[serde(flatten)]
    client: ClientView,
    /// Approvals whose tokens died of it.
    revoked_grants: u64,
}

impl Update {
    pub(super) async fn run(self: Box<Self>, instance: &Instance) -> Result<Answer, CliError> {
        let (identifier, changes) = self.changes();
        if changes == ClientChanges::default() {
            return Err(CliError::Usage("nothing to change: sesame client update --help shows what can be".to_owned()));
        }
        let transaction = instance.begin().await?;
        let scopes = transaction.scopes().await?;
        let before = client_named(&*transaction, &identifier).await?;
        let client = change(&instance.registrar(&scopes), &before, &changes)?;
        replace_client(&*transaction, &before, &client).await?;
        let revoked_grants = match changes.state {
            Some(ClientState::Suspended) => transaction.revoke_grants_of_client(&client.id, instance.now()).await?,
            _ => 0,
        };
        transaction.commit().await?;
        let view = ClientView::of(&client);
        let note = match changes.state {
            Some(ClientState::Suspended) => {
                format!(
                    "\nIt is suspended: the tokens of {} are revoked.",
                    count(revoked_grants, "approval", "approvals")
                )
            }
            _ => String::new(),
        };
        let human = format!("Updated {}.\n\n{}{note}", client.name, view.facts());
        let deeds = changed::events(&before, &client)
            .into_iter()
            .map(|(event, detail)| AuditEntry { detail, ..instance.deed(event).client(&client.id) });
        Ok(deeds.fold(Answer::new(human, &Updated { client: view, revoked_grants }), Answer::logged))
    }

    fn changes(self) -> (String, ClientChanges) {
        let changes = ClientChanges {
            name: self.name,
            kind: self.kind,
            grant_types: Changes { add: self.add_grant_type, remove: self.remove_grant_type },
            scopes: Changes { add: self.add_scope, remove: self.remove_scope },
            default_scopes: self.default_scope,
            redirect_uris: Changes { add: self.add_redirect_uri, remove: self.remove_redirect_uri },
            failure_redirect_uri: self.failure_redirect_uri,
            require_pkce: either(self.require_pkce, self.no_require_pkce),
            token_format: self.token_format,
            access_token_lifetime: self.access_token_ttl,
            refresh_token_lifetime: self.refresh_token_ttl.map(|RefreshLifetime(lifetime)| lifetime),
            site_url: self.site_url,
            description: self.description,
            trusted: either(self.trusted, self.no_trusted),
            verified: either(self.verified, self.no_verified),
            state: match either(self.activate, self.deactivate) {
                Some(true) => Some(ClientState::Active),
                Some(false) => Some(ClientState::Suspended),
                None => None,
            },
        };
        (self.identifier, changes)
    }
}

/// What a pair of opposite flags says.
fn either(yes: bool, no: bool) -> Option<bool> {
    (yes || no).then_some(yes)
}
