use super::Params;

/// The parameters of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), before any of them is believed.
#[derive(Clone, Copy, Debug)]
pub struct AuthorizeRequest<'a> {
    pub client_id: Option<&'a str>,
    pub redirect_uri: Option<&'a str>,
    pub response_type: Option<&'a str>,
    pub response_mode: Option<&'a str>,
    pub scope: Option<&'a str>,
    pub state: Option<&'a str>,
    pub code_challenge: Option<&'a str>,
    pub code_challenge_method: Option<&'a str>,
}

impl<'a> AuthorizeRequest<'a> {
    /// Picks the parameters this endpoint knows.
    pub fn of(params: &'a Params) -> Self {
        Self {
            client_id: params.get("client_id"),
            redirect_uri: params.get("redirect_uri"),
            response_type: params.get("response_type"),
            response_mode: params.get("response_mode"),
            scope: params.get("scope"),
            state: params.get("state"),
            code_challenge: params.get("code_challenge"),
            code_challenge_method: params.get("code_challenge_method"),
        }
    }
}
