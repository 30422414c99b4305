//! The pieces pages share.

mod alert;
mod app_identity;
mod audit;
mod badge;
mod choice;
mod code;
mod document;
mod empty;
mod facts;
mod field;
mod form;
mod help;
mod icon;
mod menu;
mod new_password;
mod notice;
mod pager;
mod scope_list;
mod search;
mod section;
mod signed_in_as;
mod summary;
mod table;

pub(crate) use self::{
    alert::{Alert, Tone},
    app_identity::{AppHeadline, AppIdentityCard, AppLogo},
    audit::{AuditList, audit_sentence},
    badge::Badge,
    choice::{Card, CheckCards, Checkbox, RadioCards},
    code::{CodeLine, Listing},
    document::Document,
    empty::Empty,
    facts::Facts,
    field::{FieldText, FileField, Kind, Select, TextArea, TextField},
    form::{Choice, Choices, PostForm},
    icon::{Icon, Shape},
    new_password::NewPassword,
    notice::Notice,
    pager::Pager,
    scope_list::ScopeList,
    search::SearchForm,
    section::{NavItem, Panel, SectionNav},
    signed_in_as::SignedInAs,
    summary::ErrorSummary,
    table::{Entry, Table},
};
pub use self::{
    app_identity::AppIdentity,
    audit::{AuditActor, AuditLine, Named, audit_events},
    new_password::NewPasswordProblem,
    scope_list::ScopeLine,
};
use self::{
    help::{Hint, Problems, described_by},
    menu::Menu,
};
