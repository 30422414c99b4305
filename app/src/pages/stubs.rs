use super::*;
use crate::{Frame, Locale, Page};
use leptos::prelude::*;
macro_rules! stub { ($($t:ty),*) => {$(impl Page for $t {
    fn title(&self, _: Locale) -> String { String::new() }
    fn content(self, _: &Frame) -> AnyView { ().into_any() }
})*}}
stub!(ConsentView, DemoView, DemoDeviceView, DemoResultView, DemoRefusedView, DeviceConfirmView, DeviceDoneView, DeviceEntryView, HomeView, LoginView, LogoutView, SignedOutView, ProblemView);
