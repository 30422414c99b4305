use url::Url;
use url::form_urlencoded::Serializer;

/// The parameters of a request, to be sent right or bent for a test.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// With this value, whatever there was.
    #[must_use]
    pub fn set(self, name: &str, value: &str) -> Self {
        self.without(name).also(name, value)
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// With this value beside any other of the same name.
    #[must_use]
    pub fn also(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn query(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// As a JSON object, repetitions kept.
    pub fn json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let members: Vec<_> = self.0.iter().map(|(name, value)| format!("{}:{}", text(name), text(value))).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// The parameters in the query of an absolute URL.
pub fn query_of(url: &str) -> Params {
    Params(Url::parse(url).unwrap_or_else(|error| panic!("{error}: {url}")).query_pairs().into_owned().collect())
}
