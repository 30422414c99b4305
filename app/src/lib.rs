//! What people see: every page of Sésame, in English and in French.
//!
//! A page is a plain view struct in [`pages`] that says *what* is shown; its [`Page`] implementation says *how*. The
//! server decides, fills the struct and calls [`Page::html`] with a [`Frame`]: who is looking, in which language, and
//! where the stylesheet lives. Nothing here knows a database or HTTP.
//!
//! Reading order: [`page`] (the trait and the document around every page), one file of [`pages`], [`components`] (the
//! pieces they share), [`i18n`] (words, dates, durations), [`islands`] (what scripts make nicer).
//!
//! **Every page works without JavaScript, and a page without an island ships none.** The WASM build compiles
//! [`islands`] alone, so that neither the texts nor the pages travel to the browser.

#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod i18n;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
pub use self::{
    components::{AppIdentity, AuditActor, AuditLine, Named, NewPasswordProblem, ScopeLine, audit_events},
    i18n::Locale,
    page::{Assets, Frame, IslandScript, Page, Person},
    pages::*,
};
