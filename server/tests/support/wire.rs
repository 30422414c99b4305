use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use oauth2::reqwest;
use tower::ServiceExt as _;

use super::Answer;

/// The way to a server. The one helper through which every actor's requests go.
#[derive(Clone)]
pub struct Wire {
    to: To,
    /// Who the server thinks is calling.
    peer: SocketAddr,
}

#[derive(Clone)]
enum To {
    /// A call into the router. A restarted server puts its new router here.
    Router(Arc<Mutex<Router>>),
    /// A process that listens; the URL it listens at.
    Process(String, reqwest::Client),
}

impl Wire {
    pub fn to_router(router: Router) -> Self {
        Self { to: To::Router(Arc::new(Mutex::new(router))), peer: ([198, 51, 100, 7], 40_000).into() }
    }

    pub fn to_process(base: String) -> Self {
        let client = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { to: To::Process(base, client), peer: ([127, 0, 0, 1], 0).into() }
    }

    /// The same server, called from another address.
    pub fn from(&self, address: &str) -> Self {
        Self { peer: SocketAddr::new(address.parse().unwrap(), 40_000), ..self.clone() }
    }

    /// Whoever holds this wire reaches the other one's server from now on.
    pub fn take_over(&self, other: &Wire) {
        let (To::Router(old), To::Router(new)) = (&self.to, &other.to) else { panic!("only routers are swapped") };
        let new = new.lock().unwrap().clone();
        *old.lock().unwrap() = new;
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        match &self.to {
            To::Router(router) => {
                let router = router.lock().unwrap().clone();
                request.extensions_mut().insert(ConnectInfo(self.peer));
                let response = router.oneshot(request).await.unwrap();
                let (parts, body) = response.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                Answer { status: parts.status, headers: parts.headers, body: body.to_vec() }
            }
            To::Process(base, client) => {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                let call = client.request(parts.method, format!("{base}{}", parts.uri)).headers(parts.headers);
                let response = call.body(body.to_vec()).send().await.unwrap();
                let (status, headers) = (response.status(), response.headers().clone());
                Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
            }
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }
}

/// A form as apps and browsers send it.
pub fn form(path: &str, pairs: &[(&str, &str)]) -> Request<Body> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body)).unwrap()
}

/// A form with a file in it, as browsers send one: the field, the name and the bytes of the file. Where none was chosen
/// both are empty.
pub fn multipart(path: &str, pairs: &[(&str, &str)], (field, file_name, bytes): (&str, &str, &[u8])) -> Request<Body> {
    const BOUNDARY: &str = "----sesame-test-boundary";
    let part = |head: String| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}");
    let mut body: Vec<u8> = pairs
        .iter()
        .flat_map(|(name, value)| part(format!("name=\"{name}\"\r\n\r\n{value}\r\n")).into_bytes())
        .collect();
    body.extend(part(format!("name=\"{field}\"; filename=\"{file_name}\"\r\nContent-Type: image/png\r\n\r\n")).bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    Request::post(path).header(header::CONTENT_TYPE, content_type).body(Body::from(body)).unwrap()
}

/// A JSON body, well-formed or not.
pub fn json(path: &str, body: impl ToString) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}
