//! What a database says of a statement.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use oauth::store::{Database as _, Store};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use storage::SqlDatabase;

/// Tables that nobody fills but administrators, one row at a time.
const SMALL: [&str; 3] = ["signing_keys", "scopes", "facts"];

/// Hears what is asked and has it explained.
pub struct Plans {
    database: SqlDatabase,
    heard: Arc<Mutex<Vec<Statement>>>,
    explainer: DatabaseConnection,
    said: Mutex<Said>,
}

#[derive(Default)]
struct Said {
    statements: usize,
    problems: Vec<String>,
    /// How many statements the last verb took.
    last: usize,
}

impl Plans {
    pub async fn of(database: SqlDatabase, url: &str) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        let database = database.overheard(move |statement| ear.lock().unwrap().push(statement.clone()));
        let mut one = sea_orm::ConnectOptions::new(url);
        let explainer = sea_orm::Database::connect(one.max_connections(1).to_owned()).await.unwrap();
        if explainer.get_database_backend() == DbBackend::Postgres {
            // It rightly reads a few thousand rows at one go. Let it think as it would with a few million.
            explainer.execute_unprepared("SET seq_page_cost = 1000").await.unwrap();
        }
        Self { database, heard, explainer, said: Mutex::default() }
    }

    pub fn database(&self) -> &SqlDatabase {
        &self.database
    }

    pub fn store(&self) -> &dyn Store {
        self.database.store()
    }

    /// How many statements were explained.
    pub fn count(&self) -> usize {
        self.said.lock().unwrap().statements
    }

    /// What reads a whole table, and why that is thought.
    pub fn problems(&self) -> Vec<String> {
        self.said.lock().unwrap().problems.clone()
    }

    /// [Hears](Self::hear) of verbs that go together: on PostgreSQL they are one statement.
    pub async fn hear_together<T, E: Debug>(&self, what: &str, verbs: impl Future<Output = Result<T, E>>) -> T {
        let answer = self.hear(what, verbs).await;
        if self.explainer.get_database_backend() == DbBackend::Postgres {
            assert_eq!(self.said.lock().unwrap().last, 1, "{what}");
        }
        answer
    }

    /// Lets a verb have its answer, and looks at how it was found.
    pub async fn hear<T, E: Debug>(&self, what: &str, verb: impl Future<Output = Result<T, E>>) -> T {
        self.heard.lock().unwrap().clear();
        let answer = verb.await.unwrap();
        let heard = std::mem::take(&mut *self.heard.lock().unwrap());
        assert!(!heard.is_empty(), "{what} asked nothing");
        self.said.lock().unwrap().last = heard.len();
        // An INSERT of values finds nothing but its own key.
        let asks = |part: &Statement| {
            let is = |what| part.sql.starts_with(what);
            !is("SAVEPOINT") && !is("RELEASE") && (!is("INSERT") || part.sql.contains(" FROM "))
        };
        for statement in heard.iter().flat_map(parts).filter(asks) {
            let (plan, whole) = self.explain(&statement).await;
            let mut said = self.said.lock().unwrap();
            said.statements += 1;
            for table in whole.iter().filter(|table| !SMALL.contains(&table.as_str())) {
                said.problems.push(format!("{what} reads all of {table}: {statement}\n{plan}\n"));
            }
        }
        answer
    }

    /// The plan, and the tables that are read as a whole.
    async fn explain(&self, statement: &Statement) -> (String, Vec<String>) {
        let backend = statement.db_backend;
        let ask = match backend {
            DbBackend::Sqlite => with_values(statement, "EXPLAIN QUERY PLAN"),
            DbBackend::Postgres => with_values(statement, "EXPLAIN (FORMAT JSON)"),
            _ => Statement::from_string(backend, format!("EXPLAIN FORMAT=JSON {statement}")),
        };
        let rows = self.explainer.query_all_raw(ask).await.unwrap();
        match backend {
            DbBackend::Sqlite => {
                let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
                (lines.join("\n"), lines.iter().filter_map(|line| scanned_by_sqlite(line)).collect())
            }
            DbBackend::Postgres => {
                let plan: Value = rows[0].try_get_by_index(0).unwrap();
                let mut whole = Vec::new();
                scanned_by_postgres(&plan, false, &mut whole);
                (format!("{plan:#}"), whole)
            }
            _ => {
                let plan: String = rows[0].try_get_by_index(0).unwrap();
                let mut whole = Vec::new();
                scanned_by_mysql(&serde_json::from_str(&plan).unwrap(), &mut whole);
                (plan, whole)
            }
        }
    }
}

/// SQLite takes several statements as one text. It explains the first alone.
fn parts(whole: &Statement) -> Vec<Statement> {
    if whole.db_backend != DbBackend::Sqlite {
        return vec![whole.clone()];
    }
    let mut values = whole.values.iter().flat_map(|values| values.0.clone());
    let part = |sql: &str| {
        let its: Vec<_> = values.by_ref().take(sql.matches('?').count()).collect();
        Statement::from_sql_and_values(DbBackend::Sqlite, sql, its)
    };
    whole.sql.split("; ").map(part).collect()
}

fn with_values(statement: &Statement, explain: &str) -> Statement {
    Statement { sql: format!("{explain} {}", statement.sql), ..statement.clone() }
}

/// `SCAN table`, with or without an index; `SEARCH` is what it says of everything else. What it made up itself stands
/// in parentheses.
fn scanned_by_sqlite(line: &str) -> Option<String> {
    let name = line.strip_prefix("SCAN ")?.split(' ').next()?;
    (!name.starts_with('(') && !["CONSTANT", "sub_query"].contains(&name)).then(|| name.to_owned())
}

/// A sequential scan, or one along an index that looks for nothing in it: unless it stops at a limit.
fn scanned_by_postgres(plan: &Value, limited: bool, whole: &mut Vec<String>) {
    let text = |key: &str| plan[key].as_str().unwrap_or_default();
    let idle = ["Index Scan", "Index Only Scan"].contains(&text("Node Type")) && plan["Index Cond"].is_null();
    if text("Node Type") == "Seq Scan" || (idle && !limited) {
        whole.push(text("Relation Name").to_owned());
    }
    let limited = limited || text("Node Type") == "Limit";
    match plan {
        Value::Array(all) => all.iter().for_each(|part| scanned_by_postgres(part, limited, whole)),
        Value::Object(all) => all.values().for_each(|part| scanned_by_postgres(part, limited, whole)),
        _ => {}
    }
}

/// `ALL` is the table, `index` the whole of an index.
fn scanned_by_mysql(plan: &Value, whole: &mut Vec<String>) {
    let name = plan["table_name"].as_str().filter(|name| !name.starts_with('<') && *name != "sub_query");
    if let (Some(name), Some("ALL" | "index")) = (name, plan["access_type"].as_str()) {
        whole.push(name.to_owned());
    }
    match plan {
        Value::Array(all) => all.iter().for_each(|part| scanned_by_mysql(part, whole)),
        Value::Object(all) => all.values().for_each(|part| scanned_by_mysql(part, whole)),
        _ => {}
    }
}
