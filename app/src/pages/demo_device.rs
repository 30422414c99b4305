/// The demo app as it would look on a television.
#[derive(Clone, Debug)]
pub struct DemoDeviceView {
    pub user_code: String,
    pub verification_uri: String,
    pub verification_uri_complete: String,
    pub state: DemoDeviceState,
    /// The screen reloads itself, which is how it polls without a script.
    pub refresh_seconds: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoDeviceState {
    Waiting,
    Refused,
    Expired,
}
