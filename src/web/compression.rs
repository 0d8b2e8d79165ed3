//! Answers that go out smaller, to browsers that can read them so.

use std::io::{self, Write as _};

use actix_web::HttpRequest;
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header as _};
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
        (ContentEncoding::Gzip, Effort::Once) => gzip(plain, 9),
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
