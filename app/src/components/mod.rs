//! The pieces pages share.

mod alert;
mod app_identity;
mod document;
mod facts;
mod form;
mod icon;
mod scope_list;
mod signed_in_as;

pub(crate) use self::{
    alert::{Alert, Tone},
    app_identity::{AppHeadline, AppIdentityCard},
    document::Document,
    facts::Facts,
    form::{Choice, Choices, PostForm},
    icon::{Icon, Shape},
    scope_list::ScopeList,
    signed_in_as::SignedInAs,
};
pub use self::{app_identity::AppIdentity, scope_list::ScopeLine};
