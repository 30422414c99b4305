//! What an operator wants to know and to have: how large the tables are, and a copy.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use oauth::store::StoreError;
use sea_orm::{
    ConnectionTrait as _, DatabaseBackend, DbErr, EntityName, EntityTrait, FromQueryResult, PaginatorTrait as _,
    Statement,
};

use crate::convert::backend;
use crate::entity::{
    access_token, audit_line, authorization_code, authorization_request, client, client_problem, consent,
    device_authorization, grant, refresh_token, session, throttle, ticket, user,
};
use crate::link::Link;
use crate::store::SqlDatabase;

/// Why there is no copy. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("this copies SQLite files; for PostgreSQL use pg_dump, for MySQL and MariaDB their dump programs")]
    NotSqlite,
    #[error("{} is there already: name a file that is not", .0.display())]
    Exists(PathBuf),
    #[error("cannot write {}: {cause}", path.display())]
    File { path: PathBuf, cause: io::Error },
    #[error("the copy failed: {0}")]
    Copy(#[from] DbErr),
}

#[derive(FromQueryResult)]
struct Estimate {
    name: String,
    row_count: i64,
}

impl SqlDatabase {
    /// The tables that grow, with their rows: counted on SQLite, as the server's own statistics have it elsewhere.
    pub async fn table_rows(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let reader = self.reader();
        let estimates = match reader.get_database_backend() {
            DatabaseBackend::Postgres => {
                "SELECT relname AS name, GREATEST(reltuples, 0)::bigint AS row_count FROM pg_class \
                 WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            }
            DatabaseBackend::MySql => {
                "SELECT table_name AS name, CAST(COALESCE(table_rows, 0) AS SIGNED) AS row_count \
                 FROM information_schema.tables WHERE table_schema = DATABASE()"
            }
            _ => return counted(reader).await.map_err(backend),
        };
        let estimates = Statement::from_string(reader.get_database_backend(), estimates);
        let rows = Estimate::find_by_statement(estimates).all(reader).await.map_err(backend)?;
        Ok(rows.into_iter().map(|row| (row.name, row.row_count.unsigned_abs())).collect())
    }

    /// Writes a copy of a SQLite database as it is at this moment, while others go on reading and writing. Returns its
    /// size in bytes.
    pub async fn backup(&self, path: &Path) -> Result<u64, BackupError> {
        let writer = self.writer();
        if writer.get_database_backend() != DatabaseBackend::Sqlite {
            return Err(BackupError::NotSqlite);
        }
        let failed = |cause| BackupError::File { path: path.to_owned(), cause };
        // SQLite fills an empty file as gladly as it makes one, and this one is for its owner's eyes only.
        create_private(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
            _ => failed(cause),
        })?;
        let name = path.to_string_lossy().into_owned();
        let copy = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        writer.execute_raw(copy).await?;
        let copy = File::open(path).map_err(failed)?;
        copy.sync_all().map_err(failed)?;
        Ok(copy.metadata().map_err(failed)?.len())
    }
}

fn create_private(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}

async fn counted(reader: &Link) -> Result<Vec<(String, u64)>, DbErr> {
    Ok(vec![
        count(access_token::Entity, reader).await?,
        count(audit_line::Entity, reader).await?,
        count(authorization_code::Entity, reader).await?,
        count(authorization_request::Entity, reader).await?,
        count(client::Entity, reader).await?,
        count(client_problem::Entity, reader).await?,
        count(consent::Entity, reader).await?,
        count(device_authorization::Entity, reader).await?,
        count(grant::Entity, reader).await?,
        count(refresh_token::Entity, reader).await?,
        count(session::Entity, reader).await?,
        count(throttle::Entity, reader).await?,
        count(ticket::Entity, reader).await?,
        count(user::Entity, reader).await?,
    ])
}

async fn count<E>(table: E, reader: &Link) -> Result<(String, u64), DbErr>
where
    E: EntityTrait + EntityName,
    E::Model: Send + Sync,
{
    Ok((table.table_name().to_owned(), E::find().count(reader).await?))
}
