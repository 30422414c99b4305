use app::*;

pub fn api_doc() -> ApiDocView {
    let json = |name: &str| ApiBody {
        media_types: vec!["application/json".to_owned()],
        schema: ApiSchema::Named(name.to_owned()),
    };
    let answer = |status: &str, text: &str, headers: &[&str], body| ApiAnswer {
        status: status.to_owned(),
        text: text.to_owned(),
        headers: headers.iter().map(|&header| header.to_owned()).collect(),
        body,
    };
    let search = ApiOperation {
        id: "search".to_owned(),
        method: "GET".to_owned(),
        path: "/public/establishments".to_owned(),
        summary: "Search published establishments".to_owned(),
        text: "What is `null` is left out.".to_owned(),
        credentials: vec![vec!["api_key".to_owned(), "bearer".to_owned()], vec![]],
        parameters: vec![ApiParameter {
            name: "q".to_owned(),
            place: "query".to_owned(),
            required: true,
            text: "Words that stand in the sheet.".to_owned(),
        }],
        body: Some(ApiBody { schema: ApiSchema::Written("{\n  \"type\": \"string\"\n}".to_owned()), ..json("") }),
        answers: vec![
            answer("200", "A part of the list.", &[], Some(json("ListAnswer"))),
            answer("401", "`invalid_api_key`", &["WWW-Authenticate"], Some(json("ListAnswer"))),
        ],
    };
    ApiDocView {
        server: "http://127.0.0.1:3000".to_owned(),
        version: "0.1.0".to_owned(),
        text: "Every error is `{\"error\",\"error_description\"}`.".to_owned(),
        groups: vec![ApiGroup {
            name: "/public".to_owned(),
            text: "For applications with an API key.".to_owned(),
            operations: vec![search],
        }],
        schemas: vec![("ListAnswer".to_owned(), "{\n  \"type\": \"object\"\n}".to_owned())],
        document_href: "/api/openapi.json".to_owned(),
    }
}
