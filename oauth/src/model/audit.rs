use time::OffsetDateTime;

use super::AskedFrom;
use super::words::words;
use crate::types::{ClientId, UserId};

/// One line of the audit log: who did what, when, from where, to whom, with which application. Lines are added and never
/// changed; **no secret is ever in one**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: OffsetDateTime,
    pub event: AuditEvent,
    pub actor: Actor,
    /// Whom it is about, or in whose name it was done. They may be gone by now.
    pub user_id: Option<UserId>,
    /// Which application had a part in it. It may be gone by now.
    pub client_id: Option<ClientId>,
    pub from: AskedFrom,
    /// What else is worth knowing: which grant, which field, which key.
    pub detail: Option<String>,
}

/// A line with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: i64,
    pub entry: AuditEntry,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Person(UserId),
    /// The application named in the entry, by itself.
    App,
    /// Whoever may run commands on the server's machine.
    CommandLine,
    /// Somebody who is not signed in.
    Nobody,
}

/// Which lines to read: newest first, or after one, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only what stands before this one.
    pub before: Option<i64>,
    /// Only what stands after this one, and then the oldest first.
    pub after: Option<i64>,
    /// Only what happened then or later.
    pub since: Option<OffsetDateTime>,
    /// Only what this person did or what is about them.
    pub user_id: Option<UserId>,
    pub client_id: Option<ClientId>,
    pub event: Option<AuditEvent>,
    pub limit: u64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditEvent {
    SignIn,
    SignInFailed,
    SignOut,
    SessionsEnded,
    SignUpAsked,
    AccountCreated,
    AccountDeleted,
    ProfileChanged,
    EmailChangeAsked,
    EmailChanged,
    PasswordChanged,
    PasswordResetAsked,
    PasswordReset,
    AccountSuspended,
    AccountResumed,
    AdminGranted,
    AdminWithdrawn,
    ConsentGiven,
    ConsentRefused,
    ConsentRevoked,
    DeviceApproved,
    DeviceRefused,
    TokensIssued,
    TokensRevoked,
    CodeReplayed,
    RefreshTokenReused,
    ClientAuthenticationFailed,
    ClientCreated,
    ClientChanged,
    ClientSecretRotated,
    ClientPaused,
    ClientSuspended,
    ClientResumed,
    ClientVerified,
    ClientDeleted,
    ApiKeyCreated,
    ApiKeyRevoked,
    SigningKeyAdded,
    SigningKeysRotated,
    SigningKeyRemoved,
    ScopeCreated,
    ScopeChanged,
    ScopeDeleted,
}

impl AuditEvent {
    /// Every kind of event, in the order of a person's life with the server.
    pub const ALL: [Self; 43] = [
        Self::SignIn,
        Self::SignInFailed,
        Self::SignOut,
        Self::SessionsEnded,
        Self::SignUpAsked,
        Self::AccountCreated,
        Self::AccountDeleted,
        Self::ProfileChanged,
        Self::EmailChangeAsked,
        Self::EmailChanged,
        Self::PasswordChanged,
        Self::PasswordResetAsked,
        Self::PasswordReset,
        Self::AccountSuspended,
        Self::AccountResumed,
        Self::AdminGranted,
        Self::AdminWithdrawn,
        Self::ConsentGiven,
        Self::ConsentRefused,
        Self::ConsentRevoked,
        Self::DeviceApproved,
        Self::DeviceRefused,
        Self::TokensIssued,
        Self::TokensRevoked,
        Self::CodeReplayed,
        Self::RefreshTokenReused,
        Self::ClientAuthenticationFailed,
        Self::ClientCreated,
        Self::ClientChanged,
        Self::ClientSecretRotated,
        Self::ClientPaused,
        Self::ClientSuspended,
        Self::ClientResumed,
        Self::ClientVerified,
        Self::ClientDeleted,
        Self::ApiKeyCreated,
        Self::ApiKeyRevoked,
        Self::SigningKeyAdded,
        Self::SigningKeysRotated,
        Self::SigningKeyRemoved,
        Self::ScopeCreated,
        Self::ScopeChanged,
        Self::ScopeDeleted,
    ];
}

words!(AuditEvent, "an event of the audit log", {
    SignIn => "sign_in",
    SignInFailed => "sign_in_failed",
    SignOut => "sign_out",
    SessionsEnded => "sessions_ended",
    SignUpAsked => "sign_up_asked",
    AccountCreated => "account_created",
    AccountDeleted => "account_deleted",
    ProfileChanged => "profile_changed",
    EmailChangeAsked => "email_change_asked",
    EmailChanged => "email_changed",
    PasswordChanged => "password_changed",
    PasswordResetAsked => "password_reset_asked",
    PasswordReset => "password_reset",
    AccountSuspended => "account_suspended",
    AccountResumed => "account_resumed",
    AdminGranted => "admin_granted",
    AdminWithdrawn => "admin_withdrawn",
    ConsentGiven => "consent_given",
    ConsentRefused => "consent_refused",
    ConsentRevoked => "consent_revoked",
    DeviceApproved => "device_approved",
    DeviceRefused => "device_refused",
    TokensIssued => "tokens_issued",
    TokensRevoked => "tokens_revoked",
    CodeReplayed => "code_replayed",
    RefreshTokenReused => "refresh_token_reused",
    ClientAuthenticationFailed => "client_authentication_failed",
    ClientCreated => "client_created",
    ClientChanged => "client_changed",
    ClientSecretRotated => "client_secret_rotated",
    ClientPaused => "client_paused",
    ClientSuspended => "client_suspended",
    ClientResumed => "client_resumed",
    ClientVerified => "client_verified",
    ClientDeleted => "client_deleted",
    ApiKeyCreated => "api_key_created",
    ApiKeyRevoked => "api_key_revoked",
    SigningKeyAdded => "signing_key_added",
    SigningKeysRotated => "signing_keys_rotated",
    SigningKeyRemoved => "signing_key_removed",
    ScopeCreated => "scope_created",
    ScopeChanged => "scope_changed",
    ScopeDeleted => "scope_deleted"
});
