use oauth::store::StoreError;
use oauth::types::UserId;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _, NotSet,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use time::OffsetDateTime;

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{Establishment, EstablishmentId, OpeningHours, Sheet, SheetChange};
use crate::convert::{backend, instant, instant_opt, millis};
use crate::search::{has_words, searched};
use crate::store::SqlDatabase;

const WHAT: &str = "establishment";

/// The establishments of this database. Cloning shares its connections.
#[derive(Clone, Debug)]
pub struct Establishments {
    database: SqlDatabase,
}

/// An establishment as its owner names it. Somebody else's is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    pub owner: UserId,
    pub id: EstablishmentId,
}

/// Which part of a list, newest first.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Where the part before ended.
    pub after: Option<Cursor>,
    /// One at least.
    pub limit: u16,
}

/// A place in a list. It stays where it is when what stood there goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at_millis: i64,
    pub id: i64,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub establishments: Vec<Establishment>,
    /// Where the next part begins, when there is one.
    pub next: Option<Cursor>,
}

impl TryFrom<Model> for Establishment {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let opening_hours: OpeningHours =
            serde_json::from_str(&row.opening_hours).map_err(|_| StoreError::Corrupt(WHAT))?;
        Ok(Self {
            id: EstablishmentId(row.id),
            owner: UserId(row.owner_id),
            sheet: Sheet {
                name: row.name,
                description: row.description,
                address: row.address,
                phone: row.phone,
                website: row.website,
                opening_hours,
            },
            published_at: instant_opt(row.published_at, WHAT)?,
            created_at: instant(row.created_at, WHAT)?,
            updated_at: instant(row.updated_at, WHAT)?,
        })
    }
}

fn row_of(establishment: &Establishment, revision: i64) -> Result<Model, StoreError> {
    let Establishment { id, owner, sheet, published_at, created_at, updated_at } = establishment;
    let opening_hours = serde_json::to_string(&sheet.opening_hours).map_err(|_| StoreError::Corrupt(WHAT))?;
    Ok(Model {
        id: id.0,
        owner_id: owner.0,
        name: sheet.name.clone(),
        description: sheet.description.clone(),
        address: sheet.address.clone(),
        phone: sheet.phone.clone(),
        website: sheet.website.clone(),
        opening_hours,
        searched: searched(&[sheet.name.as_str(), &sheet.description, &sheet.address]),
        revision,
        published_at: published_at.map(millis),
        created_at: millis(*created_at),
        updated_at: millis(*updated_at),
    })
}

/// What its owner does with it. `None` and `false`: it is not there, or somebody else's.
impl Establishments {
    pub fn new(database: SqlDatabase) -> Self {
        Self { database }
    }

    /// A new one, which its owner alone sees.
    pub async fn create(&self, owner: UserId, sheet: Sheet, now: OffsetDateTime) -> Result<Establishment, StoreError> {
        let (id, published_at) = (EstablishmentId(0), None);
        let mut new = Establishment { id, owner, sheet, published_at, created_at: now, updated_at: now };
        let row = ActiveModel { id: NotSet, ..row_of(&new, 0)?.into_active_model() };
        let inserted = Entity::insert(row).exec(self.database.writer()).await.map_err(backend)?;
        new.id = EstablishmentId(inserted.last_insert_id);
        Ok(new)
    }

    pub async fn owned(&self, owned: Owned) -> Result<Option<Establishment>, StoreError> {
        read(find(owned).one(self.database.reader()).await.map_err(backend)?)
    }

    /// Everything of this person's, by when it was made.
    pub async fn owned_by(&self, owner: UserId, wanted: Wanted) -> Result<Page, StoreError> {
        self.page(Entity::find().filter(Column::OwnerId.eq(owner.0)), &BY_CREATION, wanted).await
    }

    pub async fn update(
        &self,
        owned: Owned,
        change: &SheetChange,
        now: OffsetDateTime,
    ) -> Result<Option<Establishment>, StoreError> {
        if *change == SheetChange::default() {
            return self.owned(owned).await;
        }
        // Look, change, and write only over what was looked at; whoever comes second looks again. So of two changes
        // of different fields both are kept.
        loop {
            let found = find(owned).one(self.database.writer()).await.map_err(backend)?;
            let Some(row) = found else { return Ok(None) };
            let revision = row.revision;
            let mut changed = Establishment::try_from(row)?;
            changed.sheet = changed.sheet.with(change.clone());
            changed.updated_at = now;
            if self.write_over(revision, &changed).await? {
                return Ok(Some(changed));
            }
        }
    }

    /// From now on everybody sees it; one that is published already stays as it was.
    pub async fn publish(&self, owned: Owned, now: OffsetDateTime) -> Result<Option<Establishment>, StoreError> {
        self.publish_at(owned, Some(now), Column::PublishedAt.is_null()).await
    }

    /// From now on its owner alone sees it.
    pub async fn unpublish(&self, owned: Owned) -> Result<Option<Establishment>, StoreError> {
        self.publish_at(owned, None, Column::PublishedAt.is_not_null()).await
    }

    pub async fn delete(&self, owned: Owned) -> Result<bool, StoreError> {
        let delete = Entity::delete_many().filter(is(owned));
        Ok(delete.exec(self.database.writer()).await.map_err(backend)?.rows_affected == 1)
    }

    async fn publish_at(
        &self,
        owned: Owned,
        at: Option<OffsetDateTime>,
        guard: Expr,
    ) -> Result<Option<Establishment>, StoreError> {
        let writer = self.database.writer();
        let publish = Entity::update_many().col_expr(Column::PublishedAt, Expr::value(at.map(millis)));
        publish.filter(is(owned)).filter(guard).exec(writer).await.map_err(backend)?;
        read(find(owned).one(writer).await.map_err(backend)?)
    }

    /// Writes a sheet unless the row has changed since it was read. Whether it is published, it leaves alone.
    async fn write_over(&self, revision: i64, establishment: &Establishment) -> Result<bool, StoreError> {
        let row = row_of(establishment, revision + 1)?;
        let row = ActiveModel { id: NotSet, published_at: NotSet, ..row.into_active_model().reset_all() };
        let owned = Owned { owner: establishment.owner, id: establishment.id };
        let write = Entity::update_many().set(row).filter(is(owned)).filter(Column::Revision.eq(revision));
        Ok(write.exec(self.database.writer()).await.map_err(backend)?.rows_affected == 1)
    }
}

/// What everybody may see.
impl Establishments {
    pub async fn published(&self, id: EstablishmentId) -> Result<Option<Establishment>, StoreError> {
        let found = published().filter(Column::Id.eq(id.0)).one(self.database.reader()).await;
        read(found.map_err(backend)?)
    }

    /// Those in whose name, description or address every word of the query stands, whatever its case and accents; by
    /// when they were published.
    pub async fn search(&self, query: &str, wanted: Wanted) -> Result<Page, StoreError> {
        self.page(published().filter(has_words(Column::Searched, query)), &BY_PUBLICATION, wanted).await
    }

    pub async fn count_published(&self) -> Result<u64, StoreError> {
        published().count(self.database.reader()).await.map_err(backend)
    }
}

/// By what a list is ordered.
struct Order {
    column: Column,
    at_millis: fn(&Model) -> i64,
}

const BY_CREATION: Order = Order { column: Column::CreatedAt, at_millis: |row| row.created_at };
const BY_PUBLICATION: Order =
    Order { column: Column::PublishedAt, at_millis: |row| row.published_at.unwrap_or_default() };

impl Establishments {
    async fn page(&self, all: Select<Entity>, order: &Order, wanted: Wanted) -> Result<Page, StoreError> {
        let reader = self.database.reader();
        let limit = usize::from(wanted.limit);
        let after = wanted.after.map(|Cursor { at_millis, id }| {
            let same_time = order.column.eq(at_millis).and(Column::Id.lt(id));
            Condition::any().add(order.column.lt(at_millis)).add(same_time)
        });
        let rows = match after {
            Some(after) => all.filter(after),
            None => all,
        };
        let rows = rows
            .order_by_desc(order.column)
            // Two of the same time have an order too.
            .order_by_desc(Column::Id)
            // One more than asked tells whether there are more.
            .limit(limit as u64 + 1)
            .all(reader)
            .await
            .map_err(backend)?;
        let more = rows.len() > limit;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| more);
        let next = last.map(|row| Cursor { at_millis: (order.at_millis)(row), id: row.id });
        let establishments = rows.into_iter().take(limit).map(Establishment::try_from).collect::<Result<_, _>>()?;
        Ok(Page { establishments, next })
    }
}

fn published() -> Select<Entity> {
    Entity::find().filter(Column::PublishedAt.is_not_null())
}

fn find(owned: Owned) -> Select<Entity> {
    Entity::find().filter(is(owned))
}

fn is(Owned { owner, id }: Owned) -> Condition {
    Condition::all().add(Column::Id.eq(id.0)).add(Column::OwnerId.eq(owner.0))
}

fn read(row: Option<Model>) -> Result<Option<Establishment>, StoreError> {
    row.map(Establishment::try_from).transpose()
}
