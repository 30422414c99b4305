//! What is different about an application's record, for the audit log: the fields, not what stands in them.

use oauth::model::{AuditEvent, Client, ClientState};

/// The events that changing it amounts to, each with its detail. Nothing when nothing is different.
pub fn events(before: &Client, after: &Client) -> Vec<(AuditEvent, Option<String>)> {
    let state = (before.state != after.state).then_some(match after.state {
        ClientState::Active => AuditEvent::ClientResumed,
        ClientState::Paused => AuditEvent::ClientPaused,
        ClientState::Suspended => AuditEvent::ClientSuspended,
    });
    let verified = (!before.verified && after.verified).then_some(AuditEvent::ClientVerified);
    let secret = (before.authentication != after.authentication).then_some(AuditEvent::ClientSecretRotated);
    let fields = fields(before, after);
    let changed = (!fields.is_empty()).then_some((AuditEvent::ClientChanged, Some(fields)));
    state.into_iter().chain(verified).chain(secret).map(|event| (event, None)).chain(changed).collect()
}

/// The names of the fields that differ.
fn fields(before: &Client, after: &Client) -> String {
    let fields = [
        ("name", before.name != after.name),
        ("kind", before.kind != after.kind),
        ("grant_types", before.grant_types != after.grant_types),
        ("scope", before.scope != after.scope),
        ("default_scope", before.default_scope != after.default_scope),
        ("redirect_uris", before.redirect_uris != after.redirect_uris),
        ("failure_redirect_uri", before.failure_redirect_uri != after.failure_redirect_uri),
        ("require_pkce", before.require_pkce != after.require_pkce),
        ("token_format", before.token_format != after.token_format),
        ("access_token_lifetime", before.access_token_lifetime != after.access_token_lifetime),
        ("refresh_token_lifetime", before.refresh_token_lifetime != after.refresh_token_lifetime),
        ("site_url", before.site_url != after.site_url),
        ("description", before.description != after.description),
        ("logo", before.logo_url != after.logo_url),
        ("trusted", before.trusted != after.trusted),
        ("no longer verified", before.verified && !after.verified),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth::model::{ClientAuthentication, ClientKind};
    use time::macros::datetime;

    #[test]
    fn what_is_different_is_told_and_nothing_else() {
        let before = Client::new("app".parse().unwrap(), "App", ClientKind::Web, datetime!(2026-03-01 12:00 UTC));
        assert_eq!(events(&before, &before), []);
        let after = Client { name: "Other".to_owned(), trusted: true, ..before.clone() };
        assert_eq!(events(&before, &after), [(AuditEvent::ClientChanged, Some("name, trusted".to_owned()))]);
        let with_secret =
            Client { authentication: ClientAuthentication::Confidential { secrets: Vec::new() }, ..before.clone() };
        assert_eq!(events(&before, &with_secret), [(AuditEvent::ClientSecretRotated, None)]);
        let stopped = Client { state: ClientState::Suspended, verified: true, ..before.clone() };
        let stop = [(AuditEvent::ClientSuspended, None), (AuditEvent::ClientVerified, None)];
        assert_eq!(events(&before, &stopped), stop);
        let back =
            [(AuditEvent::ClientResumed, None), (AuditEvent::ClientChanged, Some("no longer verified".to_owned()))];
        assert_eq!(events(&stopped, &before), back);
    }
}
