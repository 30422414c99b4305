//! What the load needs from a running Sésame, and every request of the load once, so that a run of refusals is not
//! taken for speed.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::http::{Answer, send};
use crate::requests::{
    CHALLENGE, CLIENT_CREDENTIALS, CURRENT_USER, EMAIL, INTROSPECT, KEPT_BACK, PASSWORD, PREPARED, TOKEN, code, device,
    introspect, password, refresh,
};

/// Access tokens to read.
const TOKENS: u32 = 1_000;

#[derive(clap::Args)]
pub struct Journey {
    /// Where Sésame listens
    #[arg(long)]
    host: String,
    /// Where to write access tokens, one a line
    #[arg(long)]
    tokens: PathBuf,
}

impl Journey {
    pub async fn run(self) -> Result<()> {
        let first = PREPARED - KEPT_BACK;
        let post = async |body: String| send(&self.host, &format!("POST {TOKEN}"), &[], &body).await;
        let mut tokens = Vec::new();
        for n in first..first + TOKENS {
            let answer = post(code(n)).await?.expect("code", 200, "refresh_token")?;
            tokens.push(access_token(&answer)?);
        }
        fs::write(&self.tokens, tokens.join("\n"))?;

        post(CLIENT_CREDENTIALS.to_owned()).await?.expect("client_credentials", 200, "access_token")?;
        post(refresh(first)).await?.expect("refresh", 200, "refresh_token")?;
        post(device(first)).await?.expect("device", 400, "authorization_pending")?;
        post(password(first)).await?.expect("password", 200, "access_token")?;
        let bearer = format!("Bearer {}", tokens[0]);
        let current_user = format!("GET {CURRENT_USER}");
        send(&self.host, &current_user, &[("Authorization", &bearer)], "").await?.expect("current_user", 200, EMAIL)?;
        let body = introspect(&tokens[0]);
        send(&self.host, &format!("POST {INTROSPECT}"), &[], &body).await?.expect(
            "introspect",
            200,
            "\"active\":true",
        )?;

        let (login, cookie, consent) = self.browse().await?;
        let page = send(&self.host, &format!("GET {consent}"), &[("Cookie", &cookie)], "").await?;
        let page = page.expect("consent", 200, "</form>")?;
        // The sign-in page is for who is not signed in, and this session is.
        let stranger = self.stranger().await?.1;
        println!(
            "{}",
            serde_json::json!({
                "signed_in": cookie, "stranger": stranger, "consent": consent,
                "login_bytes": login.body.len(), "consent_bytes": page.body.len(),
            })
        );
        Ok(())
    }

    /// A new browser at the sign-in page: the page and its cookie.
    async fn stranger(&self) -> Result<(Answer, String)> {
        let login = send(&self.host, "GET /login", &[], "").await?.expect("login", 200, "csrf_token")?;
        let cookie = cookie(&login, "visitor")?;
        Ok((login, cookie))
    }

    /// Signs in, and asks for something to consent to.
    async fn browse(&self) -> Result<(Answer, String, String)> {
        let (login, stranger) = self.stranger().await?;
        let csrf = field(&login.body, "csrf_token").ok_or("the sign-in form has no csrf_token")?;
        let (email, words) = (EMAIL.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let body = format!("csrf_token={csrf}&username={email}&password={words}");
        let answer =
            send(&self.host, "POST /login", &[("Cookie", &stranger)], &body).await?.expect("sign in", 303, "")?;
        let signed_in = cookie(&answer, "sid")?;
        let callback = format!("http%3A%2F%2F{}%2Fdemo%2Fcallback", self.host.replace(':', "%3A"));
        let authorize = format!(
            "GET /oauth/authorize?response_type=code&client_id=demo-web&redirect_uri={callback}&scope=read+write\
             &state=bench&code_challenge={CHALLENGE}&code_challenge_method=S256"
        );
        let answer = send(&self.host, &authorize, &[("Cookie", &signed_in)], "").await?.expect("authorize", 303, "")?;
        let consent = answer.headers("location").next().ok_or("no location")?.to_owned();
        Ok((login, signed_in, consent))
    }
}

fn access_token(answer: &Answer) -> Result<String> {
    let json: serde_json::Value = serde_json::from_str(&answer.body)?;
    Ok(json["access_token"].as_str().ok_or("no access token")?.to_owned())
}

/// The cookie of this name, as a browser sends it back.
fn cookie(answer: &Answer, name: &str) -> Result<String> {
    let mut pairs = answer.headers("set-cookie").filter_map(|line| line.split(';').next());
    Ok(pairs.find(|pair| pair.starts_with(&format!("{name}="))).ok_or("no cookie")?.to_owned())
}

/// The value of a hidden field.
fn field(html: &str, name: &str) -> Option<String> {
    let tag = html.split('<').find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned())
}
