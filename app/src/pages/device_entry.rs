/// `/oauth/device`, step 1: one field for the code on the device's screen.
#[derive(Clone, Debug, Default)]
pub struct DeviceEntryView {
    pub typed: String,
    pub problem: Option<CodeProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// Expired, already used or never given out: one answer for all three.
    Unknown,
    TooManyTries { wait_seconds: u64 },
    Malformed,
}
