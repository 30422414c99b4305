/// `GET /login`, and `POST /login` when it did not work out.
#[derive(Clone, Debug)]
pub struct LoginView {
    /// Hidden fields that bring the person back to what they were doing.
    pub carry: Vec<(String, String)>,
    pub destination: Destination,
    /// What was typed last time; the password is never given back.
    pub username: String,
    pub problem: Option<LoginProblem>,
    /// The variant where the password is shown as text.
    pub password_visible: bool,
    /// A GET of the other variant.
    pub toggle_href: String,
}

/// Where signing in leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    Home,
    App { name: String },
    Device,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginProblem {
    WrongCredentials,
    TooManyTries { wait_seconds: u64 },
    Busy,
    FormExpired,
    MissingFields,
}
