/// `GET /logout` asks, `POST /logout` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogoutView {}

/// After `POST /logout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignedOutView {}
