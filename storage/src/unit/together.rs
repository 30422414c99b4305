//! Units as one statement, as PostgreSQL takes it. Several that are alike share its journey, its commit and, where they
//! insert into the same table, most of its plan.

use sea_orm::sea_query::{
    Expr, InsertStatement, PostgresQueryBuilder, Query, SelectStatement, SimpleExpr, SqlWriterValues, UnionType,
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::{Ready, Row, Unit, Write, finished, put, text_for};

/// How long several wait together for a row that somebody else holds: until the end of this statement, and asked for before
/// it takes any. Then it is refused, and each goes alone, so that only those wait on whom it is. That is shorter than
/// PostgreSQL waits before it looks for deadlocks: it is not the other who is ended, either.
const LOCKS: &str = "500ms";

/// Writes units which [are alike](Unit::is_like). Needs no transaction around it. Says of each whether it happened.
pub(crate) async fn write_together(connection: &impl ConnectionTrait, units: Vec<Unit>) -> Result<Vec<bool>, DbErr> {
    let mut happened = vec![false; units.len()];
    for row in connection.query_all_raw(as_one(units)).await? {
        let number: i32 = row.try_get_by_index(0)?;
        if let Some(happened) = usize::try_from(number).ok().and_then(|number| happened.get_mut(number)) {
            *happened = true;
        }
    }
    Ok(happened)
}

impl Unit {
    /// Whether it may be written by one statement with others, which changes a row once at most: so it writes only what
    /// is new, or it can happen only once, anyway.
    pub fn is_sociable(&self) -> bool {
        self.spends.is_some() || self.asks_nothing()
    }

    /// Whether it writes to the same tables in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.spends, self.rest.len()) == (&other.spends, other.rest.len())
            && self.all().zip(other.all()).all(|(one, other)| one.is_like(other))
    }

    /// Whether nothing that is there decides about it.
    fn asks_nothing(&self) -> bool {
        self.all().all(|write| matches!(write, Write::Insert(row) if row.for_each.is_none() && !row.unless_there))
    }
}

impl Write {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Insert(one), Self::Insert(other)) => {
                (&one.table, &one.columns, one.unless_there) == (&other.table, &other.columns, other.unless_there)
                    && one.for_each.is_some() == other.for_each.is_some()
            }
            (Self::Update(_), Self::Update(_)) => true,
            (Self::Insert(_), Self::Update(_)) | (Self::Update(_), Self::Insert(_)) => false,
        }
    }

    fn into_row(self) -> Option<Row> {
        match self {
            Self::Insert(row) => Some(*row),
            Self::Update(_) => None,
        }
    }
}

fn as_one(mut units: Vec<Unit>) -> Statement {
    let mut text = Text::new();
    if let [unit] = units.as_slice()
        && unit.is_one()
    {
        units.remove(0).first.deciding().build_into(PostgresQueryBuilder, &mut text.text);
        return finished(DbBackend::Postgres, text.text);
    }
    let (many, ask_nothing) = (units.len(), units.iter().all(Unit::asks_nothing));
    for (place, writes) in by_place(units).into_iter().enumerate() {
        if ask_nothing {
            text.with(&format!("w{place}"), &insert_all(writes));
        } else if place == 0 {
            for (number, write) in writes.into_iter().enumerate() {
                text.with(&decision(number), &write.deciding());
            }
        } else if writes.iter().all(|write| matches!(write, Write::Insert(row) if row.for_each.is_none())) {
            text.with(&format!("w{place}"), &insert_what_happens(writes));
        } else {
            for (number, write) in writes.into_iter().enumerate() {
                text.with(&format!("w{place}_{number}"), &write.ready(Some(happens(number))));
            }
        }
    }
    if many > 1 {
        put(&mut text.text, format_args!(" SELECT -length(set_config('lock_timeout', '{LOCKS}', true)) UNION ALL"));
    }
    for number in 0..many {
        let from = if ask_nothing { String::new() } else { format!(" FROM {}", decision(number)) };
        let union = if number == 0 { "" } else { "UNION ALL " };
        put(&mut text.text, format_args!(" {union}SELECT {number}{from}"));
    }
    finished(DbBackend::Postgres, text.text)
}

/// What each of them writes first, then what each writes next.
fn by_place(units: Vec<Unit>) -> Vec<Vec<Write>> {
    let mut places = Vec::new();
    for unit in units {
        places.resize_with(1 + unit.rest.len(), Vec::new);
        for (place, write) in places.iter_mut().zip(std::iter::once(unit.first).chain(unit.rest)) {
            place.push(write);
        }
    }
    places
}

/// The part of the statement that decides about the unit of this number.
fn decision(number: usize) -> String {
    format!("w0_{number}")
}

/// That the unit of this number happens.
fn happens(number: usize) -> SimpleExpr {
    Expr::exists(Query::select().expr(Expr::cust("1")).from(decision(number)).take())
}

fn insert_all(writes: Vec<Write>) -> Ready {
    let mut all = InsertStatement::new();
    for (number, mut row) in writes.into_iter().filter_map(Write::into_row).enumerate() {
        if number == 0 {
            all = row.insert();
        }
        all.values(row.values).expect("a value for each column");
    }
    Ready::Insert(all)
}

fn insert_what_happens(writes: Vec<Write>) -> Ready {
    let (mut all, mut rows) = (InsertStatement::new(), SelectStatement::new());
    for (number, mut row) in writes.into_iter().filter_map(Write::into_row).enumerate() {
        if number == 0 {
            // No row of the table itself comes first: it tells of what types the values are.
            rows = Query::select()
                .columns(row.columns.clone())
                .from(row.table.clone())
                .and_where(Expr::cust("false"))
                .take();
            all = row.insert();
        }
        let one = Query::select().exprs(row.values).and_where(happens(number)).take();
        rows.union(UnionType::All, one);
    }
    all.select_from(rows).expect("a value for each column");
    Ready::Insert(all)
}

/// A statement that begins with others.
struct Text {
    text: SqlWriterValues,
    begun: bool,
}

impl Text {
    fn new() -> Self {
        Self { text: text_for(&PostgresQueryBuilder), begun: false }
    }

    fn with(&mut self, name: &str, part: &Ready) {
        let between = if self.begun { "," } else { "WITH" };
        self.begun = true;
        put(&mut self.text, format_args!("{between} {name} AS ("));
        part.build_into(PostgresQueryBuilder, &mut self.text);
        put(&mut self.text, format_args!(")"));
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{EntityTrait as _, QueryTrait as _, Set};

    use super::*;
    use crate::entity::{fact, throttle};

    fn row(id: &str) -> Row {
        Row::of(&fact::ActiveModel { name: Set(id.to_owned()), ..Default::default() })
    }

    fn plain(id: &str) -> Unit {
        Unit::new(row(id))
    }

    fn spending(id: &str) -> Unit {
        let update = throttle::Entity::update_many().col_expr(throttle::Column::Tries, Expr::value(1)).into_query();
        Unit::spending(throttle::Entity, update).and(row(id))
    }

    #[test]
    fn what_is_only_new_is_one_insert_of_several_rows() {
        let sql = as_one(vec![plain("a").and(row("x")), plain("b").and(row("y"))]).sql;
        assert!(sql.contains(r#"w0 AS (INSERT INTO "facts" ("name") VALUES ($1), ($2))"#), "{sql}");
        assert!(sql.ends_with("SELECT 0 UNION ALL SELECT 1"), "{sql}");
    }

    #[test]
    fn what_is_used_up_decides_for_its_own_unit_alone() {
        let sql = as_one(vec![spending("a"), spending("b")]).sql;
        for part in ["WITH w0_0 AS (UPDATE", ", w0_1 AS (UPDATE", r#"SELECT $3 WHERE EXISTS(SELECT 1 FROM "w0_0")"#] {
            assert!(sql.contains(part), "{part}: {sql}");
        }
        assert!(sql.ends_with("SELECT 0 FROM w0_0 UNION ALL SELECT 1 FROM w0_1"), "{sql}");
    }

    #[test]
    fn only_what_is_alike_goes_together() {
        assert!(plain("a").is_sociable() && spending("a").is_sociable());
        assert!(plain("a").is_like(&plain("b")) && spending("a").is_like(&spending("b")));
        assert!(!plain("a").is_like(&spending("b")) && !plain("a").is_like(&plain("b").and(row("x"))));
        assert!(!Unit::new(row("a").unless_there()).is_sociable());
    }
}
