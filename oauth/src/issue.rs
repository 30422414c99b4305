//! Minting: the one path every grant's tokens take.

use time::{Duration, OffsetDateTime};

use crate::audit;
use crate::context::Ctx;
use crate::error::{ErrorCode, OAuthError, Refusal};
use crate::jwt;
use crate::model::{AccessToken, Actor, AuditEntry, AuditEvent, Client, Grant, RefreshToken, TokenFormat};
use crate::store::{Family, Issue, Spent, Store};
use crate::types::{GrantId, GrantType, Scope, Secret, Subject, TokenId};

/// A successful token answer (RFC 6749 §5.1), not yet written as JSON.
#[derive(Debug)]
pub struct Minted {
    pub access_token: Secret,
    /// Seconds.
    pub expires_in: i64,
    pub refresh_token: Option<Secret>,
    /// Always told, also when it is what was asked (§5.1 allows leaving it out; clients are simpler if we do not).
    pub scope: Scope,
    pub created_at: OffsetDateTime,
}

/// How often the use of a family is noted at most: being seen is not worth a write on every call.
pub const USED_EVERY: Duration = Duration::minutes(10);

/// A family of this client that begins now and can be refreshed as long as the settings say.
pub(crate) fn new_family(ctx: &Ctx<'_>, client: &Client, origin: GrantType, subject: Subject, scope: Scope) -> Grant {
    Grant {
        id: GrantId::generate(ctx.entropy, ctx.now),
        client_id: client.id.clone(),
        subject,
        scope,
        origin,
        created_at: ctx.now,
        expires_at: ctx.now + ctx.config.grant_lifetime,
        revoked_at: None,
        asked_from: ctx.from.clone(),
        last_used_at: ctx.now,
        last_used_from: ctx.from.address.clone(),
    }
}

/// The person who allowed this may no longer be acted for: gone, or suspended since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the person who allowed this can no longer be acted for")]
pub struct PersonGone;

impl Refusal for PersonGone {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidGrant
    }
}

/// Begins a family, spending what it costs, and mints its first tokens. `None` when that was spent before, when the person
/// may no longer be acted for (between their yes and this request, an administrator may have suspended them), or when the
/// password that was given is no longer theirs.
pub(crate) async fn first_tokens(
    ctx: &Ctx<'_>,
    store: &dyn Store,
    client: &Client,
    grant: &Grant,
    spent: Spent<'_>,
) -> Result<Option<Minted>, OAuthError> {
    let line = audit::entry(ctx, AuditEvent::TokensIssued).by(Actor::App).client(&client.id);
    let line = AuditEntry { user_id: grant.subject.user(), ..line }.detail(grant.origin.as_str());
    // An application acting as itself can always ask again (RFC 6749 §4.4.3).
    let refreshable = grant.origin != GrantType::ClientCredentials && client.may_use(GrantType::RefreshToken);
    let refresh_token = refreshable.then(|| Secret::generate(ctx.entropy));
    let tokens = tokens(ctx, client, grant, Wanted { scope: grant.scope.clone(), refresh_token })?;
    let issued = store.issue(&tokens.issue(spent, Family::Begins { grant, line: &line })).await?;
    Ok(issued.then_some(tokens.minted))
}

/// What a family's next tokens shall be.
pub(crate) struct Wanted {
    /// The grant's scope or less.
    pub scope: Scope,
    /// The refresh token to hand out with it, already chosen.
    pub refresh_token: Option<Secret>,
}

/// Tokens of a living family that nobody has yet, and their rows that the store has not yet.
pub(crate) struct Tokens {
    pub minted: Minted,
    access_token: AccessToken,
    refresh_token: Option<RefreshToken>,
}

impl Tokens {
    /// What the store is to write.
    pub(crate) fn issue<'a>(&'a self, spent: Spent<'a>, family: Family<'a>) -> Issue<'a> {
        Issue { spent, family, access_token: &self.access_token, refresh_token: self.refresh_token.as_ref() }
    }
}

/// Mints tokens of a living family.
pub(crate) fn tokens(ctx: &Ctx<'_>, client: &Client, grant: &Grant, wanted: Wanted) -> Result<Tokens, OAuthError> {
    let lifetime = client.refresh_token_lifetime.unwrap_or(ctx.config.refresh_token_lifetime);
    let refresh_token = wanted.refresh_token.as_ref().map(|token| RefreshToken {
        token: token.hash(),
        grant_id: grant.id.clone(),
        created_at: ctx.now,
        // Idle and absolute end, whichever comes first (RFC 9700 §4.14.2).
        expires_at: (ctx.now + lifetime).min(grant.expires_at),
        used_at: None,
    });
    let (presented, access_token) = access_token(ctx, client, grant, wanted.scope.clone())?;
    let minted = Minted {
        access_token: presented,
        expires_in: client.access_token_lifetime.whole_seconds(),
        refresh_token: wanted.refresh_token,
        scope: wanted.scope,
        created_at: ctx.now,
    };
    Ok(Tokens { minted, access_token, refresh_token })
}

/// What the application gets, and its row.
fn access_token(
    ctx: &Ctx<'_>,
    client: &Client,
    grant: &Grant,
    scope: Scope,
) -> Result<(Secret, AccessToken), OAuthError> {
    let opaque = (client.token_format == TokenFormat::Opaque).then(|| Secret::generate(ctx.entropy));
    let id = match &opaque {
        Some(token) => TokenId::from_stored(token.hash().as_str().to_owned()),
        None => TokenId::generate(ctx.entropy, ctx.now),
    };
    let row = AccessToken {
        id,
        grant_id: grant.id.clone(),
        client_id: client.id.clone(),
        subject: grant.subject.clone(),
        scope,
        created_at: ctx.now,
        expires_at: ctx.now + client.access_token_lifetime,
        revoked_at: None,
        last_used_at: ctx.now,
    };
    let presented = match opaque {
        Some(token) => token,
        None => jwt::sign(ctx, &row)?,
    };
    Ok((presented, row))
}
