//! Answers that go out smaller, to browsers that can read them so.
//!
//! The length of what was compressed tells whoever watches the line how much of it repeats. Beside a secret,
//! what somebody else has put into the same page finds it out guess by guess (BREACH). So a page goes out as it
//! is, unless the table of addresses says that no secret stands in it.

use std::io::{self, Write as _};

use actix_web::HttpRequest;
use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, AcceptEncoding, CONTENT_TYPE, ContentEncoding, Encoding, Header as _};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Told with everything that might have gone out otherwise.
pub const VARY: (HeaderName, HeaderValue) = (header::VARY, HeaderValue::from_static("accept-encoding"));

/// How hard is tried.
#[derive(Clone, Copy, Debug)]
pub enum Effort {
    /// As hard as can be: it is kept.
    Once,
    /// A page of 47 KB becomes 6.8 KB in a fifth of a millisecond, by brotli as by gzip. One step more costs
    /// brotli half as much time again for 5% less, and gzip a tenth for nothing.
    EachTime,
}

/// Whether so many bytes are worth it: less goes out in one packet anyway.
pub fn pays(length: usize) -> bool {
    length >= 1024
}

/// What the browser would rather have of what we can make; as it is where it says nothing of the kind.
pub fn accepted(request: &HttpRequest) -> ContentEncoding {
    let ours = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    match AcceptEncoding::parse(request).ok().and_then(|said| said.negotiate(ours.iter())) {
        Some(Encoding::Known(coding)) => coding,
        // Who takes nothing at all gets it as it is, rather than 406.
        Some(Encoding::Unknown(_)) | None => ContentEncoding::Identity,
    }
}

/// `plain` made smaller; `None` where it is not worth it.
pub fn compress(plain: &[u8], coding: ContentEncoding, effort: Effort) -> Option<Bytes> {
    if !pays(plain.len()) {
        return None;
    }
    let small = match (coding, effort) {
        (ContentEncoding::Brotli, Effort::Once) => brotli(plain, 11),
        (ContentEncoding::Brotli, Effort::EachTime) => brotli(plain, 3),
        (ContentEncoding::Gzip, Effort::Once) => gzip(plain, 9),
        (ContentEncoding::Gzip, Effort::EachTime) => gzip(plain, 4),
        _ => return None,
    };
    small.ok().filter(|small| small.len() < plain.len()).map(Bytes::from)
}

fn brotli(plain: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    // What repeats is found within 256 KB, all of the longest pages.
    let how = BrotliEncoderParams { quality, lgwin: 18, size_hint: plain.len(), ..BrotliEncoderParams::default() };
    let mut small = Vec::with_capacity(plain.len() / 4);
    brotli::BrotliCompress(&mut &*plain, &mut small, &how)?;
    Ok(small)
}

fn gzip(plain: &[u8], level: u32) -> io::Result<Vec<u8>> {
    let mut small = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(level));
    small.write_all(plain)?;
    small.finish()
}

/// A page that may be compressed, as the browser would have it. What is no page, or is still being written, stays
/// as it is.
pub fn page(mut answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let is_html = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/html");
    let is_page = answer.headers().get(CONTENT_TYPE).is_some_and(is_html);
    let is_worth_it = |length: u64| usize::try_from(length).is_ok_and(pays);
    if !is_page || !matches!(answer.response().body().size(), BodySize::Sized(length) if is_worth_it(length)) {
        return answer;
    }
    let (name, value) = VARY;
    answer.headers_mut().append(name, value);
    let coding = accepted(answer.request());
    answer.map_body(|head, body| {
        let plain = match body.try_into_bytes() {
            Ok(plain) => plain,
            Err(body) => return body,
        };
        match compress(&plain, coding, Effort::EachTime) {
            Some(small) => {
                head.headers_mut().insert(header::CONTENT_ENCODING, coding.to_header_value());
                BoxBody::new(small)
            }
            None => BoxBody::new(plain),
        }
    })
}

#[cfg(test)]
mod tests {
    use actix_web::HttpResponse;
    use actix_web::http::StatusCode;
    use actix_web::test::TestRequest;

    use super::*;

    fn sent(kind: &'static str, body: BoxBody) -> ServiceResponse<BoxBody> {
        let request = TestRequest::get().insert_header(("accept-encoding", "br, gzip")).to_srv_request();
        page(request.into_response(HttpResponse::Ok().insert_header((CONTENT_TYPE, kind)).body(body)))
    }

    fn is_as_it_was(answer: &ServiceResponse<BoxBody>) -> bool {
        !answer.headers().contains_key(header::CONTENT_ENCODING) && !answer.headers().contains_key(header::VARY)
    }

    #[test]
    fn only_whole_pages_of_some_length_are_compressed() {
        let html = "text/html; charset=utf-8";
        let of = |length: usize| BoxBody::new("<p>".repeat(length / 3 + 1)[..length].to_owned());
        assert!(is_as_it_was(&sent(html, of(1023))));
        let small = sent(html, of(1024));
        assert_eq!(small.headers().get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes), Some(&b"br"[..]));
        assert!(matches!(small.response().body().size(), BodySize::Sized(1..100)));
        assert!(is_as_it_was(&sent("text/csv; charset=utf-8", of(5000))));
        assert!(is_as_it_was(&sent("application/octet-stream", of(5000))));
        let parts = async_stream::stream! { yield Ok::<_, io::Error>(Bytes::from_static(&[b'x'; 5000])) };
        assert!(is_as_it_was(&sent(html, BoxBody::new(actix_web::body::BodyStream::new(Box::pin(parts))))));
        assert!(is_as_it_was(&sent(html, BoxBody::new(()))));
        let led = TestRequest::get().insert_header(("accept-encoding", "br")).to_srv_request();
        assert!(is_as_it_was(&page(led.into_response(HttpResponse::new(StatusCode::SEE_OTHER)))));
    }

    #[test]
    fn what_would_grow_stays_as_it_is() {
        let next = |last: &u64| Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        let noise: Vec<u8> = std::iter::successors(Some(1), next).map(|n: u64| n.to_be_bytes()[0]).take(4096).collect();
        for coding in [ContentEncoding::Brotli, ContentEncoding::Gzip] {
            assert_eq!(compress(&noise, coding, Effort::EachTime), None);
            assert_eq!(compress(&noise, coding, Effort::Once), None);
        }
    }
}
