/// `/demo`: a small third-party app that starts each flow for real, and the same by hand.
#[derive(Clone, Debug)]
pub struct DemoView {
    pub issuer: String,
    /// The demo person's e-mail and password.
    pub person: (String, String),
    pub clients: Vec<DemoClient>,
    /// `GET`: sends the browser to `/oauth/authorize`.
    pub web_href: String,
    /// `POST`: asks for a device code.
    pub device_action: String,
    pub curl: Vec<CurlStep>,
}

/// One row of the table of demo clients.
#[derive(Clone, Debug)]
pub struct DemoClient {
    pub id: String,
    pub secret: Option<String>,
    pub grants: Vec<String>,
    pub scopes: Vec<String>,
}

/// One command to copy, under its topic; steps of a topic stand in the order given.
#[derive(Clone, Debug)]
pub struct CurlStep {
    pub topic: CurlTopic,
    pub command: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurlTopic {
    DeviceAsk,
    DevicePoll,
    CurrentUser,
    Refresh,
    ClientCredentials,
    Password,
    ApiKey,
    Revoke,
    Introspect,
    Metadata,
}
