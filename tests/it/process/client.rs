//! Somebody at a browser, over a real connection to this machine, and nowhere else.

use std::time::Duration;

use ureq::Agent;
use url::form_urlencoded::Serializer;

/// One browser; a copy of it shares connections and session.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    address: String,
    cookie: Option<String>,
    /// As whom a proxy in front announces it.
    forwarded: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub location: String,
    pub retry_after: String,
    cookie: Option<String>,
    pub body: String,
}

impl Client {
    /// Nobody is signed in.
    pub fn new(address: &str) -> Self {
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        let settings = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(Duration::from_mins(1)));
        Self { agent: settings.build().into(), address: address.to_owned(), cookie: None, forwarded: None }
    }

    /// Somebody is signed in.
    pub fn sign_in(address: &str, email: &str, password: &str) -> Self {
        let client = Self::new(address);
        let reply = client.post("/sign-in", &[("email", email), ("password", password)]).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        Self { cookie: reply.cookie, ..client }
    }

    /// Whoever was let in by this answer.
    pub fn signed_in_by(address: &str, reply: &Reply) -> Self {
        Self { cookie: reply.cookie.clone(), ..Self::new(address) }
    }

    /// The same session at another server.
    pub fn at(&self, address: &str) -> Self {
        Self { cookie: self.cookie.clone(), ..Self::new(address) }
    }

    /// Announced by a proxy as coming from `forwarded`.
    pub fn forwarded(address: &str, forwarded: String) -> Self {
        Self { forwarded: Some(forwarded), ..Self::new(address) }
    }

    /// The session, as the browser sends it.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.clone()
    }

    pub fn get(&self, path: &str) -> Result<Reply, ureq::Error> {
        let mut request = self.agent.get(format!("{}{path}", self.address));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        Reply::read(request.call()?)
    }

    /// The page at `path`, which must be there.
    pub fn visit(&self, path: &str) -> String {
        let reply = self.get(path).unwrap();
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.body
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Reply, ureq::Error> {
        let mut request = self.agent.post(format!("{}{path}", self.address));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = request.header("sec-fetch-site", "same-origin");
        Reply::read(request.header("content-type", "application/x-www-form-urlencoded").send(&body)?)
    }

    /// Sends a form with a file, as a browser does.
    pub fn upload(&self, path: &str, file_name: &str, file: &[u8]) -> Result<Reply, ureq::Error> {
        const EDGE: &str = "----a-form-of-a-test";
        let mut request = self.agent.post(format!("{}{path}", self.address));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), file, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat();
        let request = request.header("sec-fetch-site", "same-origin");
        let kind = format!("multipart/form-data; boundary={EDGE}");
        Reply::read(request.header("content-type", kind).send(&body[..])?)
    }

    fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let forwarded = self.forwarded.as_deref().map(|address| ("x-forwarded-for", address));
        self.cookie.as_deref().map(|cookie| ("cookie", cookie)).into_iter().chain(forwarded)
    }
}

impl Reply {
    fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<Self, ureq::Error> {
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let cookies = response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next());
        let cookie = pairs.find(|pair| pair.starts_with("partnerdesk=")).map(str::to_owned);
        let (location, retry_after) = (header("location"), header("retry-after"));
        Ok(Self {
            status: response.status().as_u16(),
            location,
            retry_after,
            cookie,
            body: response.body_mut().read_to_string()?,
        })
    }
}
