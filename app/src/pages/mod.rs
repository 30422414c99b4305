//! One page, one file: its view struct and the drawing of it.

mod api_doc;
mod consent;
mod demo;
mod demo_device;
mod demo_result;
mod device_confirm;
mod device_done;
mod device_entry;
mod home;
mod login;
mod logout;
mod problem;

pub use self::{
    api_doc::{ApiAnswer, ApiBody, ApiDocView, ApiGroup, ApiOperation, ApiParameter, ApiSchema},
    consent::{ConsentView, Lifetime},
    demo::{CurlStep, CurlTopic, DemoClient, DemoView},
    demo_device::{DemoDeviceState, DemoDeviceView},
    demo_result::{DemoFlow, DemoRefusedView, DemoResultView},
    device_confirm::{Asked, DeviceConfirmView},
    device_done::{DeviceDoneView, DeviceOutcome},
    device_entry::{CodeProblem, DeviceEntryView},
    home::HomeView,
    login::{Destination, LoginProblem, LoginView},
    logout::{LogoutView, SignedOutView},
    problem::{Action, ActionLabel, Problem, ProblemView},
};
