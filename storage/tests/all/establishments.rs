//! Establishments on real databases: SQLite always, the servers where a URL names one (see `contract`).

use oauth::store::Database as _;
use oauth::store::contract::support::{NOON, at, person};
use oauth::types::UserId;
use storage::SqlDatabase;
use storage::establishment::{Cursor, Establishment, Establishments, Owned, Page, Sheet, SheetChange, Wanted};
use tempfile::tempdir;
use tokio::task::JoinSet;

use crate::support::{empty_mysql, empty_postgres, migrated, sqlite_url};

/// Two people and what they present.
struct Town {
    database: SqlDatabase,
    all: Establishments,
    zoe: UserId,
    other: UserId,
}

impl Town {
    async fn at(url: &str) -> Self {
        let database = migrated(url).await;
        let zoe = database.store().create_user(person("zoe@example.com")).await.unwrap().id;
        let other = database.store().create_user(person("other@example.com")).await.unwrap().id;
        Self { all: Establishments::new(database.clone()), database, zoe, other }
    }

    async fn create(&self, name: &str) -> Establishment {
        let sheet = Sheet {
            name: name.to_owned(),
            description: "Du pain ✓".to_owned(),
            address: "1 rue de l’Église".to_owned(),
            opening_hours: serde_json::from_str(r#"{"monday":[{"from":"07:00","to":"01:30"}]}"#).unwrap(),
            ..Sheet::default()
        };
        self.all.create(self.zoe, sheet, NOON).await.unwrap()
    }

    async fn publish(&self, name: &str, second: i64) -> Establishment {
        let new = self.create(name).await;
        self.all.publish(self.zoes(&new), at(second)).await.unwrap().unwrap()
    }

    fn zoes(&self, establishment: &Establishment) -> Owned {
        Owned { owner: self.zoe, id: establishment.id }
    }

    async fn found(&self, query: &str) -> Vec<String> {
        names(&self.all.search(query, Wanted { after: None, limit: 100 }).await.unwrap())
    }
}

fn names(page: &Page) -> Vec<String> {
    page.establishments.iter().map(|establishment| establishment.sheet.name.clone()).collect()
}

async fn somebody_elses_is_not_there(town: Town) {
    let zoes = town.publish("Zoë's", 1).await;
    let foreign = Owned { owner: town.other, id: zoes.id };
    let change = SheetChange { name: Some("Mine".to_owned()), ..SheetChange::default() };
    assert_eq!(town.all.owned(foreign).await.unwrap(), None);
    assert_eq!(town.all.update(foreign, &change, at(2)).await.unwrap(), None);
    assert_eq!(town.all.update(foreign, &SheetChange::default(), at(2)).await.unwrap(), None);
    assert_eq!(town.all.publish(foreign, at(2)).await.unwrap(), None);
    assert_eq!(town.all.unpublish(foreign).await.unwrap(), None);
    assert!(!town.all.delete(foreign).await.unwrap());
    assert_eq!(town.all.owned(town.zoes(&zoes)).await.unwrap(), Some(zoes));
}

async fn a_sheet_comes_back_as_it_was_written_and_changed(town: Town) {
    let new = town.create("Bakery").await;
    assert_eq!((new.published_at, new.created_at, new.updated_at), (None, NOON, NOON));
    assert_eq!(town.all.owned(town.zoes(&new)).await.unwrap().as_ref(), Some(&new));
    let change = SheetChange { name: Some("Boulangerie".to_owned()), ..SheetChange::default() };
    let changed = town.all.update(town.zoes(&new), &change, at(5)).await.unwrap().unwrap();
    let sheet = Sheet { name: "Boulangerie".to_owned(), ..new.sheet.clone() };
    assert_eq!(changed, Establishment { sheet, updated_at: at(5), ..new });
    assert_eq!(town.all.owned(town.zoes(&changed)).await.unwrap().as_ref(), Some(&changed));
    assert!(town.all.delete(town.zoes(&changed)).await.unwrap());
    assert!(!town.all.delete(town.zoes(&changed)).await.unwrap());
}

async fn publication_happens_once_and_can_be_taken_back(town: Town) {
    let new = town.create("Bakery").await;
    assert_eq!(town.all.published(new.id).await.unwrap(), None);
    for second in [1, 2] {
        let published = town.all.publish(town.zoes(&new), at(second)).await.unwrap().unwrap();
        assert_eq!((published.published_at, published.updated_at), (Some(at(1)), NOON));
    }
    assert_eq!(town.all.count_published().await.unwrap(), 1);
    assert!(town.all.published(new.id).await.unwrap().is_some());
    for _ in 0..2 {
        assert_eq!(town.all.unpublish(town.zoes(&new)).await.unwrap().unwrap().published_at, None);
    }
    assert_eq!((town.all.published(new.id).await.unwrap(), town.all.count_published().await.unwrap()), (None, 0));
}

async fn a_change_during_publication_keeps_both(town: Town) {
    let new = town.create("Bakery").await;
    let owned = town.zoes(&new);
    let mut tasks = JoinSet::new();
    for change in [
        SheetChange { phone: Some("1".to_owned()), ..SheetChange::default() },
        SheetChange { website: Some("https://x.example".to_owned()), ..SheetChange::default() },
        SheetChange { name: Some("Boulangerie".to_owned()), ..SheetChange::default() },
    ] {
        let all = town.all.clone();
        tasks.spawn(async move { all.update(owned, &change, at(1)).await.unwrap().unwrap() });
    }
    let all = town.all.clone();
    tasks.spawn(async move { all.publish(owned, at(2)).await.unwrap().unwrap() });
    tasks.join_all().await;
    let sheet =
        Sheet { name: "Boulangerie".into(), phone: "1".into(), website: "https://x.example".into(), ..new.sheet };
    let expected = Establishment { sheet, published_at: Some(at(2)), updated_at: at(1), ..new };
    assert_eq!(town.all.owned(owned).await.unwrap(), Some(expected));
}

async fn every_word_is_found_whatever_its_case_and_accents(town: Town) {
    for (second, name) in ["Café de l’Étoile", "100% naturel", "Snake_case", "Wow!", "CREPERIE"].into_iter().enumerate()
    {
        town.publish(name, second as i64).await;
    }
    town.create("Café secret").await;
    for (query, expected) in [
        ("cafe", &["Café de l’Étoile"][..]),
        ("ETOILE CAFÉ", &["Café de l’Étoile"]),
        ("l'étoile pain", &["Café de l’Étoile"]),
        ("crêperie", &["CREPERIE"]),
        ("%", &["100% naturel"]),
        ("_", &["Snake_case"]),
        ("!", &["Wow!"]),
        ("\\", &[]),
        ("'; DROP TABLE establishments; --", &[]),
        ("cafe secret", &[]),
        ("", &["CREPERIE", "Wow!", "Snake_case", "100% naturel", "Café de l’Étoile"]),
        ("église", &["CREPERIE", "Wow!", "Snake_case", "100% naturel", "Café de l’Étoile"]),
    ] {
        assert_eq!(town.found(query).await, expected, "{query}");
    }
    let changed = SheetChange { description: Some("Des galettes".to_owned()), ..SheetChange::default() };
    let page = town.all.search("creperie", Wanted { after: None, limit: 1 }).await.unwrap();
    town.all.update(town.zoes(&page.establishments[0]), &changed, at(9)).await.unwrap();
    assert_eq!((town.found("galette").await, town.found("creperie pain").await), (vec!["CREPERIE".to_owned()], vec![]));
}

async fn a_list_is_walked_without_missing_or_repeating(town: Town) {
    // Three at the same instant, where a page ends among them.
    for (name, second) in [("a", 1), ("b", 2), ("c", 2), ("d", 2), ("e", 3)] {
        town.publish(name, second).await;
    }
    let (mut after, mut walked) = (None::<Cursor>, Vec::new());
    loop {
        let page = town.all.search("", Wanted { after, limit: 2 }).await.unwrap();
        walked.push(names(&page));
        // What was read goes away, and the place in the list stays.
        town.all.unpublish(town.zoes(page.establishments.last().unwrap())).await.unwrap();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(walked, [vec!["e", "d"], vec!["c", "b"], vec!["a"]]);
    let mine = town.all.owned_by(town.zoe, Wanted { after: None, limit: 5 }).await.unwrap();
    assert_eq!((names(&mine).concat(), mine.next), ("edcba".to_owned(), None));
    assert_eq!(names(&town.all.owned_by(town.other, Wanted { after: None, limit: 5 }).await.unwrap()).len(), 0);
}

async fn what_a_person_presents_goes_with_them(town: Town) {
    town.publish("Bakery", 1).await;
    assert!(town.database.store().delete_user(town.zoe).await.unwrap());
    assert_eq!(town.all.count_published().await.unwrap(), 0);
}

macro_rules! on_every_database {
    ($($sentence:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $sentence() {
                let directory = super::tempdir().unwrap();
                super::$sentence(super::Town::at(&super::sqlite_url(&directory)).await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs SESAME_TEST_POSTGRES"]
            async fn $sentence() {
                super::$sentence(super::Town::at(&super::empty_postgres().await.url()).await).await;
            })+
        }
        mod mysql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs SESAME_TEST_MYSQL"]
            async fn $sentence() {
                super::$sentence(super::Town::at(&super::empty_mysql().await.url()).await).await;
            })+
        }
    };
}

on_every_database! {
    somebody_elses_is_not_there,
    a_sheet_comes_back_as_it_was_written_and_changed,
    publication_happens_once_and_can_be_taken_back,
    a_change_during_publication_keeps_both,
    every_word_is_found_whatever_its_case_and_accents,
    a_list_is_walked_without_missing_or_repeating,
    what_a_person_presents_goes_with_them,
}
