//! The errors, each described once and referred to by the operations that answer it.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Components, ContentBuilder, Header, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

/// What every error says (RFC 6749 §5.2).
#[derive(Serialize, ToSchema)]
pub struct Error {
    /// A word for programs.
    #[schema(example = "invalid_request")]
    pub error: String,
    /// A sentence for developers.
    #[schema(example = "grant_type is required")]
    pub error_description: String,
}

/// As every error, with what is wrong beside each field's name.
#[derive(Serialize, ToSchema)]
pub struct FieldsError {
    pub error: String,
    pub error_description: String,
    pub fields: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Malformed,
    Client,
    Token,
    Key,
    KeyOrToken,
    Scope,
    NotFound,
    Method,
    TooLarge,
    MediaType,
    Fields,
    TooMany,
    OurFault,
    Busy,
}

impl Refusal {
    const ALL: [Self; 14] = [
        Self::Malformed,
        Self::Client,
        Self::Token,
        Self::Key,
        Self::KeyOrToken,
        Self::Scope,
        Self::NotFound,
        Self::Method,
        Self::TooLarge,
        Self::MediaType,
        Self::Fields,
        Self::TooMany,
        Self::OurFault,
        Self::Busy,
    ];

    fn status(self) -> &'static str {
        match self {
            Self::Malformed => "400",
            Self::Client | Self::Token | Self::Key | Self::KeyOrToken => "401",
            Self::Scope => "403",
            Self::NotFound => "404",
            Self::Method => "405",
            Self::TooLarge => "413",
            Self::MediaType => "415",
            Self::Fields => "422",
            Self::TooMany => "429",
            Self::OurFault => "500",
            Self::Busy => "503",
        }
    }

    /// Its name in the document.
    fn name(self) -> &'static str {
        match self {
            Self::Malformed => "Refused",
            Self::Client => "UnknownClient",
            Self::Token => "UnknownToken",
            Self::Key => "UnknownKey",
            Self::KeyOrToken => "UnknownKeyOrToken",
            Self::Scope => "InsufficientScope",
            Self::NotFound => "NotFound",
            Self::Method => "MethodNotAllowed",
            Self::TooLarge => "TooLarge",
            Self::MediaType => "UnsupportedMediaType",
            Self::Fields => "WrongFields",
            Self::TooMany => "TooManyTries",
            Self::OurFault => "OurFault",
            Self::Busy => "Busy",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Malformed => "The request is malformed, or a rule refuses it; `error` says which.",
            Self::Client => "`invalid_client`: the client is unknown, or its credentials are wrong.",
            Self::Token => "No access token, or `invalid_token`: it is wrong, expired or revoked.",
            Self::Key => "`invalid_api_key`: the API key is missing, wrong or revoked.",
            Self::KeyOrToken => "`invalid_api_key`, or `invalid_token`: also when they belong to two applications.",
            Self::Scope => "`insufficient_scope`: the token does not carry the scope, or no person gave it.",
            Self::NotFound => "It is not there, or not yours to see.",
            Self::Method => "The method is not for this address.",
            Self::TooLarge => "The body is larger than 64 KB.",
            Self::MediaType => "The body's Content-Type is not one of those listed.",
            Self::Fields => "Some fields are not as they must be; `fields` says what is wrong with each.",
            Self::TooMany => "`too_many_requests`: too many wrong tries.",
            Self::OurFault => "`server_error`: the fault is ours; the log knows it by the `x-request-id` header.",
            Self::Busy => "`temporarily_unavailable`: too many sign-ins at this moment.",
        }
    }

    fn header(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Client | Self::Token | Self::Key | Self::KeyOrToken | Self::Scope => {
                Some(("WWW-Authenticate", "The challenge: what to show, and what was wrong."))
            }
            Self::Method => Some(("Allow", "The methods that are.")),
            Self::TooMany | Self::Busy => Some(("Retry-After", "Seconds to wait.")),
            _ => None,
        }
    }

    fn response(self) -> Response {
        let body = if self == Self::Fields { "FieldsError" } else { "Error" };
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(body))).build();
        let response = ResponseBuilder::new().description(self.text()).content("application/json", content);
        let Some((name, about)) = self.header() else { return response.build() };
        let kind = if name == "Retry-After" { Type::Integer } else { Type::String };
        let mut header = Header::new(ObjectBuilder::new().schema_type(kind).build());
        header.description = Some(about.to_owned());
        response.header(name, header).build()
    }
}

/// Puts every error among what operations refer to.
pub fn describe(components: &mut Components) {
    components.schemas.insert(Error::name().into_owned(), Error::schema());
    components.schemas.insert(FieldsError::name().into_owned(), FieldsError::schema());
    let responses = Refusal::ALL.map(|refusal| (refusal.name().to_owned(), refusal.response().into()));
    components.responses.extend(responses);
}

pub fn refusals(all: &[Refusal]) -> BTreeMap<String, RefOr<Response>> {
    let refer = |refusal: &Refusal| {
        (refusal.status().to_owned(), Ref::new(format!("#/components/responses/{}", refusal.name())).into())
    };
    all.iter().map(refer).collect()
}

/// Names a set of refusals, to stand in the `responses(…)` of a handler.
macro_rules! sets {
    ($($(#[$about:meta])* $name:ident = [$($refusal:ident),+];)+) => {$(
        $(#[$about])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                refusals(&[$(Refusal::$refusal),+])
            }
        }
    )+};
}

sets! {
    /// Of the endpoints where a client shows who it is.
    ClientRefusals = [Malformed, Client, TooLarge, MediaType, TooMany, OurFault];
    /// Where a person's password is looked at.
    PasswordRefusals = [Busy];
    /// Where an access token is all that is needed.
    TokenRefusals = [Malformed, Token, Scope, OurFault];
    /// Where a query or a path is read.
    QueryRefusals = [Malformed];
    /// Where one thing is named.
    ThingRefusals = [NotFound];
    /// Where parameters are read, as a form or as JSON.
    ParamsRefusals = [Malformed, TooLarge, MediaType];
    /// Where JSON with fields is read.
    FieldsRefusals = [Malformed, TooLarge, MediaType, Fields];
    /// Where nothing but us can fail.
    NoRefusals = [OurFault];
}
