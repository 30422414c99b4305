use oauth::model::Logo;
use oauth::store::StoreError;
use oauth::types::ClientId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use crate::convert::backend;
use crate::entity::logo::{self, Column};
use crate::store::{Connections, SqlStore};

impl<C: Connections> SqlStore<C> {
    pub(super) async fn replace_logo(&self, id: &ClientId, logo: &Logo) -> Result<(), StoreError> {
        let row = logo::Model { client_id: id.as_str().to_owned(), hash: logo.hash.clone(), png: logo.png.clone() };
        let replace = OnConflict::column(Column::ClientId).update_columns([Column::Hash, Column::Png]).to_owned();
        logo::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }

    pub(super) async fn remove_logo(&self, id: &ClientId) -> Result<(), StoreError> {
        logo::Entity::delete_by_id(id.as_str()).exec(self.writer()).await.map_err(backend)?;
        Ok(())
    }

    pub(super) async fn find_logo(&self, hash: &str) -> Result<Option<Logo>, StoreError> {
        let found = logo::Entity::find().filter(Column::Hash.eq(hash)).one(self.reader()).await.map_err(backend)?;
        Ok(found.map(|row| Logo { hash: row.hash, png: row.png }))
    }
}
