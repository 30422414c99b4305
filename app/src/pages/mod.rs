//! One page, one file: its view struct and the drawing of it.

mod account;
pub mod admin;
mod api_doc;
mod confirm;
mod consent;
mod demo;
mod demo_device;
mod demo_result;
mod developer;
mod device_confirm;
mod device_done;
mod device_entry;
mod entry;
mod home;
mod login;
mod logout;
mod problem;

pub use self::{
    account::{
        AccountAct, AccountNotice, AccountView, ActivityView, AddressProblem, AppsView, ChangeEmailView, ConnectedApp,
        Connection, EmailSentView, How, NameProblem, PasswordView, Profile, SessionLine, SessionsView,
    },
    api_doc::{ApiAnswer, ApiBody, ApiDocView, ApiGroup, ApiOperation, ApiParameter, ApiSchema},
    confirm::{Act, ConfirmView, ConfirmWords, PasswordAsk},
    consent::{ConsentView, Lifetime},
    demo::{CurlStep, CurlTopic, DemoClient, DemoView},
    demo_device::{DemoDeviceState, DemoDeviceView},
    demo_result::{DemoFlow, DemoRefusedView, DemoResultView},
    developer::{
        AppAct, AppField, AppFormView, AppKind, AppKindsView, AppLine, AppNotice, AppProblemLine, AppProblemsView,
        AppPurpose, AppSecret, AppState, AppTyped, AppView, LogoMistake, Mistake, MyAppsView, NewSecretView,
        OldSecretChoice, OldSecretEnd, ProblemEndpoint, RedirectMistake, Registering, ScopeOption, Snippet,
        SnippetLanguage, TextMistake, rule_in,
    },
    device_confirm::{Asked, DeviceConfirmView},
    device_done::{DeviceDoneView, DeviceOutcome},
    device_entry::{CodeProblem, DeviceEntryView},
    entry::{
        AddressView, EmailFinishView, LetterSentView, LinkSpentView, Purpose, ResetFinishView, Sent, SignUpClosedView,
        SignUpFinishView,
    },
    home::HomeView,
    login::{Destination, LoginNotice, LoginProblem, LoginView},
    logout::{LogoutView, SignedOutView},
    problem::{Action, ActionLabel, Problem, ProblemView},
};
