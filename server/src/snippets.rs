//! Lines to copy that connect one application: the right flow for its kind, with its own id, addresses and scopes.
//! The secret is never among them: `CLIENT_SECRET` stands in its place.

use app::{Snippet, SnippetLanguage};
use oauth::model::{Client, ClientKind};
use oauth::types::Issuer;
use url::form_urlencoded::Serializer;

/// The flow of an application in each language.
pub fn snippets(issuer: &Issuer, client: &Client) -> Vec<Snippet> {
    let [curl, javascript, python] = match client.kind {
        ClientKind::Web => {
            [include_str!("snippets/code.sh"), include_str!("snippets/web.js"), include_str!("snippets/code.py")]
        }
        ClientKind::Native => {
            [include_str!("snippets/code.sh"), include_str!("snippets/native.js"), include_str!("snippets/code.py")]
        }
        ClientKind::Device => {
            [include_str!("snippets/device.sh"), include_str!("snippets/device.js"), include_str!("snippets/device.py")]
        }
        ClientKind::Service => [
            include_str!("snippets/service.sh"),
            include_str!("snippets/service.js"),
            include_str!("snippets/service.py"),
        ],
    };
    let app = App { issuer: issuer.as_str(), client };
    vec![
        Snippet { language: SnippetLanguage::Curl, text: app.filled(curl, "") },
        Snippet { language: SnippetLanguage::JavaScript, text: app.filled(javascript, " // ") },
        Snippet { language: SnippetLanguage::Python, text: app.filled(python, "  # ") },
    ]
}

/// What the gaps of a template are filled from.
struct App<'a> {
    issuer: &'a str,
    client: &'a Client,
}

impl App<'_> {
    /// The template with its gaps filled. A value is never read for gaps again.
    fn filled(&self, template: &str, comment: &str) -> String {
        let mut parts = template.split("{{");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (gap, rest) = part.split_once("}}").unwrap_or((part, ""));
            text += &self.value(gap, comment);
            text += rest;
        }
        text.trim_end().to_owned()
    }

    fn value(&self, gap: &str, comment: &str) -> String {
        let id = self.client.id.as_str();
        let redirect_uri = self.client.redirect_uris.first().map_or("", |uri| uri.as_str());
        let scope = self.client.scope.to_string();
        let url = |path: &str| quoted(&format!("{}{path}", self.issuer));
        match gap {
            "issuer" => literal(self.issuer),
            "redirect_uri" => literal(redirect_uri),
            "scope" => literal(&scope),
            "credentials" if self.client.is_public() => format!(r#"{{ "client_id": {} }}"#, literal(id)),
            "credentials" => format!(r#"{{ "client_id": {}, "client_secret": "CLIENT_SECRET" }}"#, literal(id)),
            "secret_note" if self.client.is_public() => String::new(),
            "secret_note" => format!("{comment}the secret: from your environment, never in the code"),
            "auth" if self.client.is_public() => format!("-d {}", quoted(&format!("client_id={id}"))),
            "auth" => format!("-u {}", quoted(&format!("{id}:CLIENT_SECRET"))),
            "authorize_url" => {
                authorize_url(self.issuer, &[("client_id", id), ("redirect_uri", redirect_uri), ("scope", &scope)])
            }
            "redirect_uri_pair" => quoted(&format!("redirect_uri={redirect_uri}")),
            "scope_pair" => quoted(&format!("scope={scope}")),
            "device_url" => url("/oauth/authorize_device"),
            "token_url" => url("/oauth/token"),
            "user_url" => url("/api/v1/users/current_user"),
            "stats_url" => url("/api/v1/stats"),
            // No template has another one: a test looks for what was left open.
            other => format!("{{{{{other}}}}}"),
        }
    }
}

/// The beginning of the address; state and challenge come from the shell.
fn authorize_url(issuer: &str, params: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new())
        .append_pair("response_type", "code")
        .extend_pairs(params)
        .append_pair("code_challenge_method", "S256")
        .finish();
    format!("{issuer}/oauth/authorize?{query}")
}

/// One word of a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A string of JavaScript and of Python: what JSON writes means the same in both.
fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    const KINDS: [ClientKind; 4] = [ClientKind::Web, ClientKind::Native, ClientKind::Device, ClientKind::Service];

    fn client(kind: ClientKind) -> Client {
        let mut client = Client::new("app-1".parse().unwrap(), "App", kind, OffsetDateTime::UNIX_EPOCH);
        client.redirect_uris = vec!["https://app.example/it's?a=\"b\"&c={{issuer}}$HOME".parse().unwrap()];
        client.scope = "read it's".parse().unwrap();
        client
    }

    fn texts(kind: ClientKind) -> [String; 3] {
        let issuer = "https://id.example/tenant".parse().unwrap();
        let texts: Vec<_> = snippets(&issuer, &client(kind)).into_iter().map(|snippet| snippet.text).collect();
        texts.try_into().unwrap()
    }

    #[test]
    fn every_gap_is_filled_for_every_kind() {
        for kind in KINDS {
            for text in texts(kind) {
                assert!(text.contains("https://id.example/tenant") && text.contains("app-1"), "{text}");
                // The one that stands in the redirect URI is the app's own and stays.
                assert!(!text.replace("c={{issuer}}", "").contains("{{"), "{text}");
            }
        }
    }

    #[test]
    fn what_an_app_registered_cannot_leave_its_quotes() {
        let [curl, javascript, python] = texts(ClientKind::Web);
        assert!(curl.contains(r#"'redirect_uri=https://app.example/it'\''s?a="b"&c={{issuer}}$HOME'"#), "{curl}");
        assert!(
            curl.contains(
                "redirect_uri=https%3A%2F%2Fapp.example%2Fit%27s%3Fa%3D%22b%22%26c%3D%7B%7Bissuer%7D%7D%24HOME"
            )
        );
        for text in [javascript, python] {
            assert!(text.contains(r#""https://app.example/it's?a=\"b\"&c={{issuer}}$HOME""#), "{text}");
        }
    }
}
