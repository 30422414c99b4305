//! What requests and answers look like where no type of the code says it whole: parameters are read one by one, because
//! their rules are the protocol's and not a parser's. **`null` is the same as leaving a parameter out**, in JSON.

use serde::{Deserialize, Serialize};
use utoipa::openapi::Object;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::{IntoParams, ToSchema};

/// What the token endpoint exchanges, by its `grant_type`. A client that does not use HTTP Basic says who it is in the
/// body as well: `client_id`, and `client_secret` if it has one.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "grant_type")]
pub enum TokenBody {
    #[serde(rename = "authorization_code")]
    AuthorizationCode {
        code: String,
        /// The same as in the authorization request.
        redirect_uri: Option<String>,
        /// What `code_challenge` was made from (RFC 7636).
        code_verifier: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
    },
    #[serde(rename = "urn:ietf:params:oauth:grant-type:device_code")]
    DeviceCode { device_code: String, client_id: Option<String>, client_secret: Option<String> },
    #[serde(rename = "refresh_token")]
    RefreshToken {
        refresh_token: String,
        /// Narrows the access token, and only that.
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
    },
    #[serde(rename = "client_credentials")]
    ClientCredentials { scope: Option<String>, client_id: Option<String>, client_secret: Option<String> },
    #[serde(rename = "password")]
    Password {
        /// The person's e-mail, in any case.
        username: String,
        password: String,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
    },
}

/// What a device asks its codes with (RFC 8628 §3.1).
#[derive(Serialize, Deserialize, ToSchema)]
pub struct DeviceBody {
    /// Here or by HTTP Basic.
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
    /// Names with spaces between them; left out, the client's own default.
    pub scope: Option<String>,
}

/// A token to be revoked or looked at (RFC 7009 §2.1, RFC 7662 §2.1).
#[derive(Serialize, Deserialize, ToSchema)]
pub struct AboutTokenBody {
    #[schema(schema_with = text)]
    pub token: String,
    /// Changes nothing: both kinds are looked for.
    #[schema(schema_with = optional_text)]
    pub token_type_hint: Option<String>,
    /// Here or by HTTP Basic.
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
}

/// A text. In JSON, an integer stands for its digits.
fn text() -> Object {
    ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Integer])).build()
}

/// As [`text`], where it may be left out.
fn optional_text() -> Object {
    ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Integer, Type::Null])).build()
}

/// A number, or nothing at all: a parameter without a value counts as left out (RFC 6749 §3.1).
fn limit() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Integer, Type::String]))
        .minimum(Some(1))
        .maximum(Some(100))
        .max_length(Some(0))
        .build()
}

/// What the API key's application exchanges for tokens.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "grant_type")]
pub enum PublicTokenBody {
    #[serde(rename = "password")]
    Password {
        /// The person's e-mail, in any case.
        username: String,
        password: String,
    },
    #[serde(rename = "refresh_token")]
    RefreshToken { refresh_token: String },
}

/// The names of the signed-in person. What is not named stays.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct NamesBody {
    #[schema(nullable = false, min_length = 1, max_length = 100)]
    pub firstname: Option<String>,
    #[schema(nullable = false, min_length = 1, max_length = 100)]
    pub lastname: Option<String>,
}

/// A whole sheet. What is not named is empty.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct SheetBody {
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    #[serde(flatten)]
    #[schema(inline)]
    pub details: SheetDetails,
}

/// What changes of a sheet. What is not named stays (RFC 7396).
#[derive(Serialize, Deserialize, ToSchema)]
pub struct SheetChangeBody {
    #[schema(nullable = false, min_length = 1, max_length = 100)]
    pub name: Option<String>,
    #[serde(flatten)]
    #[schema(inline)]
    pub details: SheetDetails,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct SheetDetails {
    #[schema(max_length = 2000)]
    pub description: Option<String>,
    #[schema(max_length = 300)]
    pub address: Option<String>,
    /// Digits, spaces and `+ - . ( ) /`.
    #[schema(max_length = 40)]
    pub phone: Option<String>,
    /// `https://` or `http://`, in ASCII.
    #[schema(max_length = 500)]
    pub website: Option<String>,
    /// The whole week: it takes the place of the hours before.
    pub opening_hours: Option<Week>,
}

/// Hours by the day. A day that is not named is closed.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Week {
    #[schema(nullable = false, max_items = 6)]
    pub monday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub tuesday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub wednesday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub thursday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub friday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub saturday: Option<Vec<Hours>>,
    #[schema(nullable = false, max_items = 6)]
    pub sunday: Option<Vec<Hours>>,
}

/// Open from one time to another; when `to` comes before `from`, it is the next day's.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Hours {
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:00")]
    pub from: String,
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "12:30")]
    pub to: String,
}

/// Public keys (RFC 7517 §5).
#[derive(Serialize, Deserialize, ToSchema)]
pub struct KeySet {
    /// One object per key: `kty`, `alg`, `use`, `kid` and the key's own numbers.
    pub keys: Vec<serde_json::Map<String, serde_json::Value>>,
}

/// Which part of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// `next_cursor` of the part before; left out, the first part.
    #[param(nullable = false)]
    pub cursor: Option<String>,
    /// At most so many, 20 when left out.
    #[param(schema_with = limit)]
    pub limit: Option<u16>,
}

/// Which part of a feed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeedPart {
    /// From the link to the next document; left out, the newest sheets.
    #[param(nullable = false)]
    pub cursor: Option<String>,
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Sought {
    /// Words that stand in the sheet; left out, everything.
    #[param(nullable = false, max_length = 200)]
    pub q: Option<String>,
}

/// An authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3).
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuthorizationParams {
    /// `code`.
    pub response_type: String,
    pub client_id: String,
    /// One of the client's own; needed when it has several.
    #[param(nullable = false)]
    pub redirect_uri: Option<String>,
    #[param(nullable = false)]
    pub scope: Option<String>,
    /// Comes back as it is.
    #[param(nullable = false)]
    pub state: Option<String>,
    /// Needed unless the client's record says otherwise.
    #[param(nullable = false)]
    pub code_challenge: Option<String>,
    /// `S256`.
    #[param(nullable = false)]
    pub code_challenge_method: Option<String>,
}
