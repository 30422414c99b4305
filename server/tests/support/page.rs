use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

use super::{Answer, Params};

/// What a browser shows: the last answer and the address it came from.
#[derive(Clone, Debug)]
pub struct Page {
    pub url: String,
    pub answer: Answer,
}

/// A form of a page.
pub struct Form {
    pub action: String,
    /// Every field with its value, hidden ones included, without the buttons.
    pub fields: Params,
    /// Names and values of the buttons.
    pub buttons: Vec<(String, String)>,
}

impl Page {
    /// Where the browser was sent, when it is another program's place and not ours.
    pub fn left_to(&self) -> Option<&str> {
        self.answer.status.is_redirection().then_some(&*self.url)
    }

    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    pub fn path(&self) -> &str {
        self.url.split('?').next().unwrap()
    }

    pub fn html(&self) -> Html {
        assert!(self.answer.header("content-type").starts_with("text/html"), "{}", self.answer);
        Html::parse_document(self.answer.text())
    }

    /// The forms that change something; a search changes nothing.
    pub fn forms(&self) -> Vec<Form> {
        self.select("form[method=post]", |form| Form {
            action: attribute(form, "action"),
            fields: form.select(&selector("input")).fold(Params::default(), |fields, input| {
                fields.also(&attribute(input, "name"), &attribute(input, "value"))
            }),
            buttons: form
                .select(&selector("button"))
                .map(|button| (attribute(button, "name"), attribute(button, "value")))
                .collect(),
        })
    }

    pub fn form(&self, action: &str) -> Form {
        let form = self.forms().into_iter().find(|form| form.action == action);
        form.unwrap_or_else(|| panic!("no form for {action}: {}", self.answer))
    }

    pub fn has_form(&self, action: &str) -> bool {
        self.forms().iter().any(|form| form.action == action)
    }

    pub fn is_login(&self) -> bool {
        self.left_to().is_none() && self.has_form("/login")
    }

    /// The words of the content, spaces and line breaks made one space.
    pub fn text(&self) -> String {
        if !self.answer.header("content-type").starts_with("text/html") {
            return self.answer.to_string();
        }
        let main = self.select("main", |main| main.text().collect::<Vec<_>>().join(" ")).join(" ");
        main.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn headline(&self) -> String {
        self.select("h1", |h1| h1.text().collect::<String>().trim().to_owned()).join(" ")
    }

    /// Status and, for a developer, the RFC's code and text.
    pub fn problem(&self) -> String {
        let details = self.select("details p", |p| p.text().collect::<String>()).join(" ");
        format!("{} {details}", self.status().as_u16())
    }

    /// Where the links of the content lead: the ways on.
    pub fn ways_on(&self) -> Vec<String> {
        self.select("main a", |link| attribute(link, "href"))
    }

    /// The words of each of these elements, spaces and line breaks made one space.
    pub fn texts(&self, elements: &str) -> Vec<String> {
        let words = |element: ElementRef<'_>| element.text().collect::<Vec<_>>().join(" ");
        let texts = self.select(elements, words).into_iter();
        texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// This attribute of all these elements.
    pub fn attributes(&self, elements: &str, name: &str) -> Vec<String> {
        self.select(elements, |element| attribute(element, name))
    }

    fn select<T>(&self, elements: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        self.html().select(&selector(elements)).map(read).collect()
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}
