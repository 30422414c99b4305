use crate::{
    AppIdentity, Frame, Locale, Page, Person, ScopeLine,
    components::{Alert, AppHeadline, AppIdentityCard, Choice, Choices, Facts, PostForm, ScopeList, SignedInAs, Tone},
    i18n::t,
};
use leptos::prelude::*;

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

impl Page for DeviceConfirmView {
    const NAMES_PERSON: bool = true;

    fn title(&self, locale: Locale) -> String {
        t!(locale, "device-confirm-title", app = self.app.name.clone())
    }

    fn content(self, frame: &Frame) -> AnyView {
        let locale = frame.locale;
        let csrf = frame.csrf.clone();
        view! {
            <AppHeadline
                heading=self.title(locale)
                lead=t!(locale, "device-confirm-question")
                name=self.app.name.clone()
                logo_href=self.app.logo_href.clone()
            />
            <p class="user-code">{self.user_code.clone()}</p>
            <Origin asked=self.asked locale />
            <Alert
                tone=Tone::Warning
                heading=t!(locale, "device-warning")
                text=t!(locale, "device-warning.text")
            />
            <AppIdentityCard app=self.app locale />
            <SignedInAs person=self.person switch_account=self.switch_account csrf=csrf.clone() locale />
            <PostForm action="/oauth/device/confirm" csrf hidden=vec![("user_code".to_owned(), self.user_code)]>
                <ScopeList scopes=self.scopes locale />
                <Choices
                    refuse=Choice { value: "refuse", label: t!(locale, "device-refuse") }
                    accept=Choice { value: "connect", label: t!(locale, "device-connect") }
                />
            </PostForm>
        }
        .into_any()
    }
}

/// When and from where the device asked: what tells one's own television from a stranger's.
#[component]
fn Origin(asked: Asked, locale: Locale) -> impl IntoView {
    let or_unknown = |fact: Option<String>| fact.unwrap_or_else(|| t!(locale, "device-asked-unknown"));
    let facts = [
        (t!(locale, "device-asked"), locale.ago(asked.seconds_ago)),
        (t!(locale, "device-asked-from"), or_unknown(asked.user_agent)),
        (t!(locale, "device-asked-address"), or_unknown(asked.address)),
    ];
    view! { <Facts facts=facts.into() /> }
}
