use sea_orm_migration::prelude::*;

/// Name, what it means in English and in French, sensitive, given to new applications that name none.
type Scope = (&'static str, &'static str, &'static str, bool, bool);

const SCOPES: [Scope; 4] = [
    ("read", "See your name and e-mail address", "Voir votre nom et votre adresse e-mail", false, true),
    ("write", "Change your name and your sheets", "Modifier votre nom et vos fiches", true, false),
    ("user", "Manage your account and your sheets", "Gérer votre compte et vos fiches", true, false),
    (
        "stats",
        "See how many people and applications there are",
        "Voir combien il y a de personnes et d’applications",
        false,
        false,
    ),
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut scopes = Query::insert();
        scopes.into_table("scopes").columns(["name", "description_en", "description_fr", "sensitive", "is_default"]);
        for (name, english, french, sensitive, default) in SCOPES {
            scopes.values_panic([name.into(), english.into(), french.into(), sensitive.into(), default.into()]);
        }
        manager.execute(scopes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let names = SCOPES.map(|(name, ..)| name);
        manager
            .execute(Query::delete().from_table("scopes").cond_where(Expr::col("name").is_in(names)).to_owned())
            .await
    }
}
