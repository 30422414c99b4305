//! The document as a page of ours: `/api/doc` reads what programs read, so it cannot say anything else.

use app::{ApiAnswer, ApiBody, ApiDocView, ApiGroup, ApiOperation, ApiParameter, ApiSchema};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::error::ServerError;

/// In the order people look for them.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub fn view(document: &OpenApi) -> Result<ApiDocView, ServerError> {
    let document = serde_json::to_value(document).map_err(|error| ServerError::Internal(error.to_string()))?;
    let operations = operations(&document);
    let groups = list(&document["tags"]).map(|tag| ApiGroup {
        name: text(&tag["name"]),
        text: text(&tag["description"]),
        operations: operations.iter().filter(|(group, _)| *group == tag["name"]).map(|(_, one)| one.clone()).collect(),
    });
    let schemas = pairs(&document["components"]["schemas"]).map(|(name, schema)| (name.clone(), pretty(schema)));
    Ok(ApiDocView {
        server: text(&document["servers"][0]["url"]),
        version: text(&document["info"]["version"]),
        text: text(&document["info"]["description"]),
        groups: groups.collect(),
        schemas: schemas.collect(),
        document_href: "/api/openapi.json".to_owned(),
    })
}

/// Each operation with the group it belongs to.
fn operations(document: &Value) -> Vec<(String, ApiOperation)> {
    let described = |path: &str, method: &'static str, operation: &Value| {
        let parameters = list(&operation["parameters"]).map(|parameter| ApiParameter {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            required: parameter["required"] == true,
            text: text(&parameter["description"]),
        });
        let answers =
            pairs(&operation["responses"]).map(|(status, answer)| self::answer(status, resolved(document, answer)));
        ApiOperation {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            text: text(&operation["description"]),
            credentials: list(&operation["security"]).map(credentials).collect(),
            parameters: parameters.collect(),
            body: body(&operation["requestBody"]),
            answers: answers.collect(),
        }
    };
    let all = pairs(&document["paths"])
        .flat_map(|(path, item)| METHODS.into_iter().filter_map(move |method| Some((path, method, item.get(method)?))));
    all.map(|(path, method, operation)| (text(&operation["tags"][0]), described(path, method, operation))).collect()
}

/// What is shown together; nothing for the way that shows nothing.
fn credentials(requirement: &Value) -> Vec<String> {
    let named = pairs(requirement).map(|(scheme, scopes)| {
        let scopes: Vec<_> = list(scopes).map(text).collect();
        if scopes.is_empty() { scheme.clone() } else { format!("{scheme} ({})", scopes.join(" ")) }
    });
    named.collect()
}

fn body(body: &Value) -> Option<ApiBody> {
    let content = pairs(&body["content"]);
    let media_types: Vec<_> = content.map(|(media_type, _)| media_type.clone()).collect();
    let (_, first) = pairs(&body["content"]).next()?;
    Some(ApiBody { media_types, schema: schema(&first["schema"]) })
}

fn answer(status: &str, answer: &Value) -> ApiAnswer {
    ApiAnswer {
        status: status.to_owned(),
        text: text(&answer["description"]),
        headers: pairs(&answer["headers"]).map(|(name, _)| name.clone()).collect(),
        body: body(answer),
    }
}

fn schema(schema: &Value) -> ApiSchema {
    match schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        Some(name) => ApiSchema::Named(name.to_owned()),
        None => ApiSchema::Written(pretty(schema)),
    }
}

/// What a reference stands for; anything else stands for itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn pairs(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
