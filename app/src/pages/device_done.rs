/// `/oauth/device`, step 3.
#[derive(Clone, Debug)]
pub struct DeviceDoneView {
    pub app_name: String,
    pub outcome: DeviceOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceOutcome {
    Connected,
    Refused,
}
