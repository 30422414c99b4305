//! The trait every page implements, and what the server tells every page.

use crate::{Locale, components::Document};
use leptos::prelude::*;

/// A view struct that can be drawn as a whole document.
pub trait Page: Sized {
    /// How much room the content takes.
    const WIDTH: Width = Width::Card;

    /// Whether the content itself says who is signed in, so that the header need not.
    const NAMES_PERSON: bool = false;

    /// Where the person is, without the brand: "Allow Movie Box?".
    fn title(&self, locale: Locale) -> String;

    /// Whether [`Assets::island_script`] is of any use. **A page without an island ships no script at all.**
    fn has_islands(&self) -> bool {
        false
    }

    /// Whether the content draws a form, which then needs [`Frame::csrf`]. **A page without a form needs no token, and
    /// its visitor no session and no cookie.** What surrounds the content never draws one.
    fn has_forms(&self) -> bool {
        true
    }

    /// For screens that reload themselves.
    fn refresh_seconds(&self) -> Option<u64> {
        None
    }

    /// What stands inside `<main>`, its `<h1>` included.
    fn content(self, frame: &Frame) -> AnyView;

    /// The whole document as a view.
    fn render(self, frame: Frame) -> AnyView {
        let locale = frame.locale;
        let head = Head {
            title: self.title(locale),
            refresh_seconds: self.refresh_seconds(),
            island_script: frame.assets.island_script.clone().filter(|_| self.has_islands()),
            width: Self::WIDTH,
            names_person: Self::NAMES_PERSON,
        };
        let content = self.content(&frame);
        view! { <Document frame head>{content}</Document> }.into_any()
    }

    /// The whole document as text. Pages await nothing, so there is nothing to stream.
    fn html(self, frame: Frame) -> String {
        Owner::new_root(None).with(|| self.render(frame).to_html())
    }
}

/// What a page tells its document.
pub(crate) struct Head {
    pub title: String,
    pub refresh_seconds: Option<u64>,
    pub island_script: Option<IslandScript>,
    pub width: Width,
    pub names_person: bool,
}

/// How much room a page takes on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Card,
    Wide,
}

/// What surrounds a page: who is looking, in which language, with which assets.
#[derive(Clone, Debug)]
pub struct Frame {
    pub locale: Locale,
    pub title_brand: String,
    /// This very page in each language.
    pub language_links: Vec<(Locale, String)>,
    pub person: Option<Person>,
    /// Value of the `csrf_token` field of every form.
    pub csrf: Option<String>,
    pub assets: Assets,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            locale: Locale::default(),
            title_brand: "Sésame".to_owned(),
            language_links: Vec::new(),
            person: None,
            csrf: None,
            assets: Assets::default(),
        }
    }
}

/// Addresses of the files a document refers to.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub stylesheet: String,
    pub icon: String,
    pub logo: String,
    /// Absent when the frontend was not built.
    pub island_script: Option<IslandScript>,
}

#[derive(Clone, Debug)]
pub struct IslandScript {
    pub js_href: String,
    pub wasm_href: String,
    /// The same as in the page's Content-Security-Policy.
    pub nonce: String,
}

/// Whoever is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub email: String,
    /// May go to the administrators' pages.
    pub admin: bool,
}
