//! How the database came to look as it does, one step per file, for SQLite, PostgreSQL and MySQL alike. A step that
//! has been released never changes; a new one follows it.

mod schema;

mod m20261121_000001_create_users;
mod m20261121_000002_create_clients;
mod m20261121_000003_create_scopes;
mod m20261121_000004_seed_scopes;
mod m20261121_000005_create_consents;
mod m20261121_000006_create_authorization_requests;
mod m20261121_000007_create_authorization_codes;
mod m20261121_000008_create_device_authorizations;
mod m20261121_000009_create_grants;
mod m20261121_000010_create_access_tokens;
mod m20261121_000011_create_refresh_tokens;
mod m20261121_000012_create_signing_keys;
mod m20261121_000013_create_throttles;
mod m20261121_000014_create_facts;
mod m20261121_000015_create_sessions;
mod m20261121_000016_create_api_keys;
mod m20261121_000017_create_establishments;
mod m20261122_000001_extend_users;
mod m20261122_000002_extend_clients;
mod m20261122_000003_extend_consents;
mod m20261122_000004_extend_scopes;
mod m20261122_000005_extend_authorization_codes;
mod m20261122_000006_extend_grants;
mod m20261122_000007_create_logos;
mod m20261122_000008_create_client_problems;
mod m20261122_000009_create_tickets;
mod m20261122_000010_create_audit_log;
mod m20261123_000001_index_what_ends;
mod m20261124_000001_index_who_is_named;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_users::Migration),
            Box::new(m20261121_000002_create_clients::Migration),
            Box::new(m20261121_000003_create_scopes::Migration),
            Box::new(m20261121_000004_seed_scopes::Migration),
            Box::new(m20261121_000005_create_consents::Migration),
            Box::new(m20261121_000006_create_authorization_requests::Migration),
            Box::new(m20261121_000007_create_authorization_codes::Migration),
            Box::new(m20261121_000008_create_device_authorizations::Migration),
            Box::new(m20261121_000009_create_grants::Migration),
            Box::new(m20261121_000010_create_access_tokens::Migration),
            Box::new(m20261121_000011_create_refresh_tokens::Migration),
            Box::new(m20261121_000012_create_signing_keys::Migration),
            Box::new(m20261121_000013_create_throttles::Migration),
            Box::new(m20261121_000014_create_facts::Migration),
            Box::new(m20261121_000015_create_sessions::Migration),
            Box::new(m20261121_000016_create_api_keys::Migration),
            Box::new(m20261121_000017_create_establishments::Migration),
            Box::new(m20261122_000001_extend_users::Migration),
            Box::new(m20261122_000002_extend_clients::Migration),
            Box::new(m20261122_000003_extend_consents::Migration),
            Box::new(m20261122_000004_extend_scopes::Migration),
            Box::new(m20261122_000005_extend_authorization_codes::Migration),
            Box::new(m20261122_000006_extend_grants::Migration),
            Box::new(m20261122_000007_create_logos::Migration),
            Box::new(m20261122_000008_create_client_problems::Migration),
            Box::new(m20261122_000009_create_tickets::Migration),
            Box::new(m20261122_000010_create_audit_log::Migration),
            Box::new(m20261123_000001_index_what_ends::Migration),
            Box::new(m20261124_000001_index_who_is_named::Migration),
        ]
    }
}

pub use sea_orm_migration::MigrationStatus;
