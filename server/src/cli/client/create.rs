use std::convert::Infallible;

use clap::Args;
use oauth::model::{AuditEvent, ClientKind, TokenFormat};
use oauth::registration::{Authentication, NewClient, Registered, register};
use oauth::types::Secret;
use time::Duration;

use super::super::CliError;
use super::super::answer::Answer;
use super::super::instance::Instance;
use super::view::ClientView;
use super::{kinds, lifetime, token_formats};

/// Register an application
#[derive(Debug, Args)]
pub(in crate::cli) struct Create {
    /// What people see
    name: String,
    /// Its client_id [default: 32 random hexadecimal digits]
    identifier: Option<String>,
    /// Its client_secret [default: a random one]. Whoever lists processes sees it: leave it out where you can
    #[arg(value_parser = secret)]
    secret: Option<Secret>,
    /// Where a person comes back to; repeat it for several
    #[arg(long, value_name = "URI")]
    redirect_uri: Vec<String>,
    /// Where refusals and errors go instead
    #[arg(long, value_name = "URI")]
    failure_redirect_uri: Option<String>,
    /// authorization_code, refresh_token, client_credentials, device_code or password; repeat it for several
    /// [default: those of its kind]
    #[arg(long, value_name = "GRANT")]
    grant_type: Vec<String>,
    /// What it may ask for; repeat it for several [default: what every new application may]
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<String>,
    /// What it gets when it asks for nothing; repeat it for several
    #[arg(long, value_name = "SCOPE")]
    default_scope: Vec<String>,
    /// It cannot keep a secret and has none
    #[arg(long)]
    public: bool,
    /// What it is [default: what it looks like]. native and device are public unless a secret is given
    #[arg(long, value_parser = kinds())]
    kind: Option<ClientKind>,
    /// An app of the house: people are not asked
    #[arg(long)]
    trusted: bool,
    /// An old app that cannot do PKCE
    #[arg(long)]
    no_require_pkce: bool,
    /// How long an access token lives [default: 2h]
    #[arg(long, value_name = "TIME", value_parser = lifetime)]
    access_token_ttl: Option<Duration>,
    /// How long a refresh token may rest unused [default: the server's setting]
    #[arg(long, value_name = "TIME", value_parser = lifetime)]
    refresh_token_ttl: Option<Duration>,
    /// The form of its access tokens [default: jwt]
    #[arg(long, value_parser = token_formats())]
    token_format: Option<TokenFormat>,
    /// Its web site
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
    /// What it does, in a sentence
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// What 128 bits of chance take at least, written in base64.
const LONG_ENOUGH: usize = 22;

fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::from(text.to_owned()))
}

impl Create {
    pub(super) async fn run(self: Box<Self>, instance: &Instance) -> Result<Answer, CliError> {
        let is_short = self.secret.as_ref().is_some_and(|secret| secret.expose().len() < LONG_ENOUGH);
        let scopes = instance.store().scopes().await?;
        let Registered { client, secret } = register(&instance.registrar(&scopes), &self.asked())?;
        instance.store().create_client(&client).await?;
        let view = ClientView::of(&client).with_secret(secret.as_ref());
        let note = match (&secret, is_short) {
            (None, _) => "",
            (Some(_), false) => "\nThe secret is shown this once: only its hash is kept.",
            (Some(_), true) => {
                "\nThe secret is short: whoever reads the database can guess it from its hash. \
                 sesame client rotate-secret makes a random one."
            }
        };
        let answer = Answer::new(format!("Registered {}.\n\n{}{note}", client.name, view.facts()), &view);
        Ok(answer.logged(instance.deed(AuditEvent::ClientCreated).client(&client.id)))
    }

    fn asked(self) -> NewClient {
        NewClient {
            name: self.name,
            id: self.identifier,
            authentication: match (self.public, self.secret) {
                (true, Some(_)) => Authentication::PublicWithSecret,
                (true, None) => Authentication::Public,
                (false, Some(secret)) => Authentication::Secret(secret),
                (false, None) => Authentication::AsItsKind,
            },
            kind: self.kind,
            grant_types: self.grant_type,
            scopes: self.scope,
            default_scopes: self.default_scope,
            redirect_uris: self.redirect_uri,
            failure_redirect_uri: self.failure_redirect_uri,
            without_pkce: self.no_require_pkce,
            token_format: self.token_format,
            access_token_lifetime: self.access_token_ttl,
            refresh_token_lifetime: self.refresh_token_ttl,
            site_url: self.site_url,
            description: self.description,
            trusted: self.trusted,
            // The operator knows who is behind it.
            verified: true,
            owner: None,
        }
    }
}
