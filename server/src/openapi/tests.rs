use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document;

fn read() -> Value {
    serde_json::to_value(document(&"https://id.example/path".parse().unwrap())).unwrap()
}

/// Every operation with its method and path.
fn operations(document: &Value) -> Vec<(String, &Map<String, Value>)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter().map(move |(method, operation)| (format!("{method} {path}"), operation.as_object().unwrap()))
    });
    all.collect()
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(target) => document.pointer(&target[1..]).unwrap_or_else(|| panic!("nothing at {target}")),
        None => value,
    }
}

fn each_reference(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(object) => {
            if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                found(target);
            }
            object.values().for_each(|inner| each_reference(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| each_reference(inner, found)),
        _ => {}
    }
}

#[test]
fn these_are_the_operations() {
    let document = read();
    let names: Vec<_> = operations(&document)
        .into_iter()
        .map(|(place, operation)| format!("{place}: {}", operation["operationId"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(names.join("\n"), @"
    get /.well-known/oauth-authorization-server: metadata
    get /api/v1/stats: stats
    get /api/v1/users/current_user: current_user
    get /ext/feeds/establishments.atom: atom_feed
    get /ext/feeds/establishments.json: json_feed
    get /oauth/authorize: authorize
    post /oauth/authorize_device: authorize_device
    post /oauth/introspect: introspect
    get /oauth/jwks: jwks
    post /oauth/revoke: revoke
    post /oauth/token: token
    get /pro/establishments: managed
    post /pro/establishments: add
    delete /pro/establishments/{id}: remove
    get /pro/establishments/{id}: managed_one
    patch /pro/establishments/{id}: change
    put /pro/establishments/{id}: replace
    delete /pro/establishments/{id}/publication: unpublish
    put /pro/establishments/{id}/publication: publish
    get /public/establishments: search
    get /public/establishments/{id}: published
    post /public/token: public_token
    get /user/me: me
    patch /user/me: rename_me
    ");
}

#[test]
fn the_document_is_of_its_version_and_its_server() {
    let document = read();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "https://id.example/path");
    for required in ["title", "version"] {
        assert!(document["info"][required].is_string(), "{required}");
    }
    let flows = &document["components"]["securitySchemes"]["oauth2"]["flows"];
    assert_eq!(flows["authorizationCode"]["tokenUrl"], "https://id.example/path/oauth/token");
    // OpenAPI 3.1 has four flows, and its schema refuses any other.
    let known = ["implicit", "password", "clientCredentials", "authorizationCode"];
    assert!(flows.as_object().unwrap().keys().all(|flow| known.contains(&flow.as_str())), "{flows}");
}

#[test]
fn nothing_refers_to_nothing_and_no_schema_is_left_over() {
    let document = read();
    let mut used = BTreeSet::new();
    each_reference(&document, &mut |target| {
        assert!(document.pointer(target.strip_prefix('#').unwrap()).is_some(), "{target}");
        used.insert(target.to_owned());
    });
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(used.contains(&format!("#/components/schemas/{name}")), "nothing refers to {name}");
    }
}

#[test]
fn every_operation_says_what_it_is() {
    let document = read();
    let tags: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    let mut ids = BTreeSet::new();
    for (place, operation) in operations(&document) {
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{place}: its id is another's too");
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{place}");
        assert!(operation["tags"].as_array().unwrap().iter().all(|tag| tags.contains(&tag)), "{place}");
        let in_path = place.matches('{').count();
        let parameters = operation.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
        let described =
            parameters.iter().filter(|parameter| parameter["in"] == "path" && parameter["required"] == true);
        assert_eq!(described.count(), in_path, "{place}");
        for requirement in operation.get("security").and_then(Value::as_array).into_iter().flatten() {
            for scheme in requirement.as_object().unwrap().keys() {
                assert!(document["components"]["securitySchemes"][scheme].is_object(), "{place}: {scheme}");
            }
        }
    }
}

#[test]
fn every_error_has_its_body_and_the_headers_that_come_with_it() {
    let document = read();
    for (place, operation) in operations(&document) {
        // What is wrong with an authorization request is shown to a person.
        if operation["operationId"] == "authorize" {
            continue;
        }
        let answers = operation["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{place}");
        for (status, answer) in answers.iter().filter(|(status, _)| status.as_str() >= "400") {
            let answer = resolve(&document, answer);
            let body = resolve(&document, &answer["content"]["application/json"]["schema"]);
            for key in ["error", "error_description"] {
                assert!(body["required"].as_array().unwrap().iter().any(|name| name == key), "{place} {status}");
            }
            let header = match status.as_str() {
                "401" | "403" => "WWW-Authenticate",
                "429" | "503" => "Retry-After",
                _ => continue,
            };
            assert!(answer["headers"][header].is_object(), "{place} {status}");
        }
    }
}

/// `routes!` takes a handler together with its description; a plain `.route(…)` takes one without.
#[test]
fn what_applications_call_is_routed_by_its_description_alone() {
    let router = include_str!("../router.rs");
    let (_, below) = router.split_once("fn clients(").unwrap();
    let (clients, _) = below.split_once("fn pages(").unwrap();
    let tiers = [
        include_str!("../routes/tiers/ext.rs"),
        include_str!("../routes/tiers/public.rs"),
        include_str!("../routes/tiers/user.rs"),
        include_str!("../routes/tiers/pro.rs"),
        include_str!("../routes/tiers/mod.rs"),
    ];
    let plain = |source: &str| -> Vec<String> {
        let routes = source.split(".route(").skip(1);
        routes.map(|rest| rest.split(',').next().unwrap_or_default().to_owned()).collect()
    };
    // What nobody knows, and the metadata's other address for an issuer with a path (RFC 8414 §3.1).
    assert_eq!(plain(clients), ["\"/api/{*unknown}\"", "&metadata_of_path"]);
    assert!(tiers.iter().all(|source| plain(source).is_empty()));
}
