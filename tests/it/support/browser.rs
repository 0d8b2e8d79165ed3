//! A browser without a screen: it keeps cookies and says where it comes from.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;

use actix_http::Request;
use actix_web::body::{BoxBody, to_bytes};
use actix_web::cookie::Cookie;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HOST as HOST_HEADER, HeaderMap, LOCATION};
use actix_web::test;
use actix_web::web::Bytes;
use partnerdesk::app::App;
use partnerdesk::web;

use super::{HOST, Page};

type Call = Rc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = ServiceResponse<BoxBody>>>>>;

#[derive(Clone)]
pub struct Browser {
    call: Call,
    cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(String, String)>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    /// As it came.
    pub bytes: Bytes,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> String {
        self.headers.get(LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn page(&self) -> Page {
        Page::new(&self.body)
    }
}

impl Browser {
    pub async fn new(app: App) -> Self {
        let service = Rc::new(test::init_service(web::site(app)).await);
        let call: Call = Rc::new(move |request| {
            let service = Rc::clone(&service);
            Box::pin(async move { service.call(request).await.unwrap().map_into_boxed_body() })
        });
        Self { call, cookies: BTreeMap::new(), headers: vec![("origin".into(), format!("http://{HOST}"))] }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.request(Method::GET, path, None).await
    }

    /// The page at `path`, which must be there.
    pub async fn visit(&mut self, path: &str) -> Page {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.page()
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.request(Method::POST, path, Some(body)).await
    }

    /// Sends a form and goes where the answer leads.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.page().text());
        let next = answer.location();
        self.visit(&next).await
    }

    /// Sends a form with a file, as a browser does.
    pub async fn upload(&mut self, path: &str, file_name: &str, file: &[u8], fields: &[(&str, &str)]) -> Answer {
        const EDGE: &str = "----a-form-of-a-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = ("content-type", format!("multipart/form-data; boundary={EDGE}"));
        let length = ("content-length", body.len().to_string());
        let request = self.prepared(Method::POST, path).insert_header(kind).insert_header(length).set_payload(body);
        self.sent(request.to_request()).await
    }

    /// Sends a form without its last bytes, and these when `meanwhile` is over. Gives whether the form
    /// was read at all.
    pub async fn post_slowly(
        &mut self,
        path: &str,
        body: String,
        meanwhile: impl Future<Output = ()> + 'static,
    ) -> (Answer, bool) {
        let was_read = Rc::new(std::cell::Cell::new(false));
        let read = Rc::clone(&was_read);
        let stream = async_stream::stream! {
            let mut bytes = Bytes::from(body);
            let last = bytes.split_off(bytes.len().saturating_sub(5));
            yield Ok::<_, actix_http::error::PayloadError>(bytes);
            read.set(true);
            meanwhile.await;
            yield Ok(last);
        };
        let form = ("content-type", "application/x-www-form-urlencoded");
        let request = self.prepared(Method::POST, path).insert_header(form).to_request();
        let payload: actix_http::BoxedPayloadStream = Box::pin(stream);
        let (request, _) = request.replace_payload(actix_http::Payload::Stream { payload });
        let answer = self.sent(request).await;
        (answer, was_read.get())
    }

    pub async fn request(&mut self, method: Method, path: &str, body: Option<String>) -> Answer {
        let mut request = self.prepared(method, path);
        if let Some(body) = body {
            request = request.insert_header(("content-type", "application/x-www-form-urlencoded")).set_payload(body);
        }
        self.sent(request.to_request()).await
    }

    fn prepared(&self, method: Method, path: &str) -> test::TestRequest {
        let mut request = test::TestRequest::with_uri(path).method(method).insert_header((HOST_HEADER, HOST));
        for (name, value) in &self.headers {
            request = request.insert_header((name.as_str(), value.as_str()));
        }
        for (name, value) in &self.cookies {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        request
    }

    async fn sent(&mut self, request: Request) -> Answer {
        let answer = (self.call)(request).await;
        for cookie in answer.response().cookies() {
            if cookie.max_age().is_some_and(actix_web::cookie::time::SignedDuration::is_zero)
                || cookie.value().is_empty()
            {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let bytes = to_bytes(answer.into_body()).await.unwrap();
        Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
}
