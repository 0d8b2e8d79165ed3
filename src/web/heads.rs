//! A connection whose heads are looked at before they are parsed: a line that ends in LF without CR is
//! refused. The parser would take it, where a proxy before us may not, and then both see different
//! requests (RFC 9112, 2.2).
//!
//! What is refused gets a byte that no head may hold, so the parser answers 400 and ends the connection.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::rt::net::{ActixStream, Ready, TcpStream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// No line that tells how long a body is needs more.
const LOOKED_AT: usize = 256;

/// A connection.
#[derive(Debug)]
pub struct Checked {
    pub socket: TcpStream,
    heads: Heads,
}

impl Checked {
    pub fn new(socket: TcpStream) -> Self {
        Self { socket, heads: Heads::default() }
    }
}

/// Where in a connection's requests we are.
#[derive(Debug, Default)]
struct Heads {
    place: Place,
    /// The line so far, without its end; the beginning of a long one.
    line: Vec<u8>,
    after_cr: bool,
    /// What the head says of its body.
    length: u64,
    is_chunked: bool,
    /// Something was refused where the parser reads nothing.
    is_lost: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before a request's first line.
    #[default]
    Between,
    Head,
    Body(u64),
    ChunkSize,
    Chunk(u64),
    /// The end of the line after a chunk.
    AfterChunk,
    Trailer,
    /// Something was refused; what follows is nothing to us.
    Over,
}

impl Heads {
    /// Looks at what came, and spoils what is refused.
    fn check(&mut self, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            let passed = match self.place {
                Place::Over => return,
                Place::Body(left) | Place::Chunk(left) => self.pass(left, bytes.len()),
                _ => {
                    self.look(&mut bytes[0]);
                    1
                }
            };
            bytes = &mut bytes[passed..];
        }
    }

    fn pass(&mut self, left: u64, there: usize) -> usize {
        let passed = usize::try_from(left).unwrap_or(usize::MAX).min(there);
        let left = left - passed as u64;
        self.place = match self.place {
            Place::Body(_) if left == 0 => Place::Between,
            Place::Body(_) => Place::Body(left),
            _ if left == 0 => Place::AfterChunk,
            _ => Place::Chunk(left),
        };
        passed
    }

    fn look(&mut self, byte: &mut u8) {
        match (*byte, self.after_cr) {
            (b'\n', true) => {
                self.end_line();
                self.line.clear();
            }
            (b'\n', false) => {
                *byte = 0;
                self.is_lost = self.place == Place::Trailer;
                self.place = Place::Over;
            }
            (b'\r', _) => {}
            (other, _) if self.line.len() < LOOKED_AT => self.line.push(other),
            _ => {}
        }
        self.after_cr = *byte == b'\r';
    }

    fn end_line(&mut self) {
        let is_empty = self.line.is_empty();
        self.place = match self.place {
            Place::Between if is_empty => Place::Between,
            Place::Between => {
                (self.length, self.is_chunked) = (0, false);
                Place::Head
            }
            Place::Head if !is_empty => {
                self.note_length();
                Place::Head
            }
            Place::Head if self.is_chunked => Place::ChunkSize,
            Place::Head if self.length > 0 => Place::Body(self.length),
            Place::ChunkSize => match self.chunk_size() {
                Some(0) => Place::Trailer,
                Some(size) => Place::Chunk(size),
                None => Place::Over,
            },
            Place::AfterChunk => Place::ChunkSize,
            Place::Trailer if !is_empty => Place::Trailer,
            _ => Place::Between,
        };
    }

    fn note_length(&mut self) {
        let line = String::from_utf8_lossy(&self.line).to_ascii_lowercase();
        let Some((name, value)) = line.split_once(':') else { return };
        match name {
            "content-length" => self.length = value.trim().parse().unwrap_or_default(),
            "transfer-encoding" => self.is_chunked = value.contains("chunked"),
            _ => {}
        }
    }

    fn chunk_size(&self) -> Option<u64> {
        let line = std::str::from_utf8(&self.line).ok()?;
        u64::from_str_radix(line.split(';').next()?.trim(), 16).ok()
    }
}

impl AsyncRead for Checked {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.socket).poll_read(context, buf))?;
        self.heads.check(&mut buf.filled_mut()[before..]);
        if self.heads.is_lost {
            return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Checked {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }
}

impl ActixStream for Checked {
    fn poll_read_ready(&self, context: &mut Context<'_>) -> Poll<io::Result<Ready>> {
        ActixStream::poll_read_ready(&self.socket, context)
    }

    fn poll_write_ready(&self, context: &mut Context<'_>) -> Poll<io::Result<Ready>> {
        ActixStream::poll_write_ready(&self.socket, context)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the parser gets to see, when it comes in parts of this length.
    fn seen(sent: &[u8], part: usize) -> Vec<u8> {
        let mut heads = Heads::default();
        let mut seen = sent.to_vec();
        for part in seen.chunks_mut(part) {
            heads.check(part);
        }
        seen
    }

    const FINE: [&str; 6] = [
        "GET / HTTP/1.1\r\nhost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\nGET /b HTTP/1.1\r\nhost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\na\nb\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\na\nb\r\n0\r\nt: u\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n",
    ];

    #[test]
    fn bodies_may_hold_what_heads_may_not() {
        for sent in FINE {
            for part in [1, 2, 3, 7, 1000] {
                assert_eq!(seen(sent.as_bytes(), part), sent.as_bytes(), "{sent:?}");
            }
        }
    }

    #[test]
    fn a_line_that_ends_in_lf_alone_is_refused_wherever_it_stands() {
        let refused = [
            "GET / HTTP/1.1\nhost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\n\n",
            "\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\nx: y\n\r\n",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\na\nGET / HTTP/1.1\n\n",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\na\nb\r\n",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\n",
        ];
        for sent in refused {
            for part in [1, 2, 3, 7, 1000] {
                assert!(seen(sent.as_bytes(), part).contains(&0), "{sent:?}");
            }
        }
    }

    proptest! {
        /// However it is cut, the same is refused.
        #[test]
        fn parts_make_no_difference(at in 0..FINE.len(), flips in prop::collection::vec((0..200usize, any::<u8>()), 0..4), part in 1..40usize) {
            let mut sent = FINE[at].as_bytes().to_vec();
            for (place, byte) in flips {
                let place = place % sent.len();
                sent[place] = byte;
            }
            prop_assert_eq!(seen(&sent, part), seen(&sent, 10_000));
        }
    }
}
