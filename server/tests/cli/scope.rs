use super::Operator;

const WATER: [&str; 7] = [
    "scope",
    "create",
    "plants:water",
    "--description-en",
    "Water your plants",
    "--description-fr",
    "Arroser vos plantes",
];

#[test]
fn a_scope_is_described_in_both_languages_and_once() {
    let operator = Operator::new();
    operator.misused(&WATER[..5]);
    operator.misused(&["scope", "create", "no\"quote", "--description-en", "x", "--description-fr", "y"]);
    let empty = operator.refused(&["scope", "create", "x", "--description-en", " ", "--description-fr", "y"]);
    assert!(empty.ends_with("describe it in both languages"), "{empty}");
    assert_eq!(operator.says(&WATER), "Added the scope plants:water.\n");
    assert_eq!(operator.refused(&WATER), "this scope exists already");
}

#[test]
fn the_registry_is_listed() {
    let operator = Operator::new();
    let made = operator.json(&[&WATER[..], &["--default", "--sensitive", "--optional"]].concat());
    insta::assert_snapshot!(made, @r#"{"default":true,"description_en":"Water your plants","description_fr":"Arroser vos plantes","name":"plants:water","optional":true,"sensitive":true}"#);
    insta::assert_snapshot!(operator.says(&["scope", "list"]), @r"
    NAME                                        IN ENGLISH                                      IN FRENCH
    plants:water  default, sensitive, optional  Water your plants                               Arroser vos plantes
    read          default                       See your name and e-mail address                Voir votre nom et votre adresse e-mail
    stats                                       See how many people and applications there are  Voir combien il y a de personnes et d’applications
    user          sensitive                     Manage your account and your sheets             Gérer votre compte et vos fiches
    write         sensitive                     Change your name and your sheets                Modifier votre nom et vos fiches
    ");
    assert_eq!(operator.json(&["scope", "list"])[0], made);
    // New applications that name none get it.
    assert_eq!(operator.json(&["client", "create", "App"])["scope"], "plants:water read");
}

#[test]
fn a_scope_that_an_application_may_ask_for_stays() {
    let operator = Operator::new();
    operator.web_app("app");
    let refused = operator.refused(&["scope", "delete", "read"]);
    assert_eq!(refused, "app may ask for read: take it away first, with sesame client update --remove-scope");
    assert_eq!(
        operator.refused(&["scope", "delete", "nothing"]),
        "there is no scope nothing: sesame scope list shows them"
    );
    assert_eq!(operator.says(&["scope", "delete", "stats"]), "Deleted the scope stats.\n");
    assert_eq!(operator.json(&["scope", "delete", "write"]).to_string(), r#"{"deleted":"write"}"#);
    assert_eq!(operator.json(&["scope", "list"]).as_array().unwrap().len(), 2);
}
