/// What the demo app got: the token's answer and the person behind it.
#[derive(Clone, Debug)]
pub struct DemoResultView {
    pub flow: DemoFlow,
    pub token_json: String,
    pub user_json: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoFlow {
    Web,
    Device,
}

/// The demo app was sent back with an error.
#[derive(Clone, Debug)]
pub struct DemoRefusedView {
    pub error: String,
    pub description: String,
}
