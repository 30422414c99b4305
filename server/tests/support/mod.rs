//! Actors and the server they meet.

mod answer;
mod api;
mod browser;
mod clients;
mod device;
mod letters;
mod page;
mod params;
mod server;
mod web_app;
mod wire;

pub use answer::Answer;
pub use api::{Api, Jwt};
pub use browser::Browser;
pub use clients::{confidential, console, phone_app, service, single_page_app, television, web_app};
pub use device::{Codes, Device};
pub use letters::Received;
pub use page::Page;
pub use params::{Params, query_of};
pub use server::{EMAIL, ISSUER, PASSWORD, Setup, TestServer};
pub use web_app::{Proof, Tokens, WebApp};
pub use wire::{Wire, form, json, multipart};
