use crate::{AppIdentity, Person, ScopeLine};

/// `/oauth/device`, step 2: is this device really yours?
#[derive(Clone, Debug)]
pub struct DeviceConfirmView {
    pub user_code: String,
    pub app: AppIdentity,
    pub scopes: Vec<ScopeLine>,
    pub asked: Asked,
    pub person: Person,
    /// Hidden fields posted to `/logout`, so that somebody else comes back here.
    pub switch_account: Vec<(String, String)>,
}

/// Where the device's request came from.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Browser and system in short, as the device itself told them.
    pub user_agent: Option<String>,
    pub address: Option<String>,
    pub seconds_ago: i64,
}
