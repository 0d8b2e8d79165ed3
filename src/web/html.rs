//! Sentences with people's text in them, safe to stand in a page.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::domain::message::Message;
use crate::words::Words;

/// A piece of a page whose text is escaped already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Stand for the tags around a person's text until everything is escaped. Private use: they have
/// no meaning, and are taken out of the text itself.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The sentence of `message`; each text of a person's stands in `<bdi>`, so that a name written
/// from right to left does not turn the sentence around.
pub fn sentence(words: &Words, message: &Message) -> Html {
    let told = words.say_with(message, |text| format!("{OPEN}{}{CLOSE}", text.replace([OPEN, CLOSE], "")));
    let mut html = String::with_capacity(told.len() + 32);
    for c in told.chars() {
        match c {
            OPEN => html.push_str("<bdi>"),
            CLOSE => html.push_str("</bdi>"),
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    Html(html)
}

/// The page without what only readers of its template need: of the space between a line and a tag,
/// one line break is left. askama can take away what stands beside its own tags, and most of it stands
/// beside HTML. A person's text is escaped, so it is no tag; what was typed in a `textarea` stays.
pub fn without_indentation(page: &str) -> String {
    let mut lean = String::with_capacity(page.len());
    let mut is_typed = false;
    for piece in page.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        let inner = text.trim_ascii();
        if is_typed {
            lean.push_str(text);
        } else if inner.is_empty() {
            lean.push_str(gap(text));
        } else {
            lean.push_str(gap(&text[..text.len() - text.trim_ascii_start().len()]));
            lean.push_str(inner);
            lean.push_str(gap(&text[text.trim_ascii_end().len()..]));
        }
        lean.push_str(tag);
        is_typed = tag.starts_with("<textarea");
    }
    lean
}

fn gap(space: &str) -> &str {
    if space.contains('\n') { "\n" } else { space }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn of_the_space_beside_a_tag_a_line_break_is_left_and_what_was_typed_stays() {
        let page = "<ul>\n  \n    <li>a  b</li> <li>\n  c\n  d\n  </li>\n</ul>\n<textarea>\n\n  &#62;\n</textarea>\n";
        let lean = "<ul>\n<li>a  b</li> <li>\nc\n  d\n</li>\n</ul>\n<textarea>\n\n  &#62;\n</textarea>\n";
        assert_eq!(without_indentation(page), lean);
    }

    #[test]
    fn a_name_is_escaped_and_isolated() {
        let words = Words::new(Language::English, chrono_tz::UTC);
        let message = Message::new("refusal-user-name-taken").text("name", "<b>\u{e000}x");
        assert!(sentence(&words, &message).to_string().contains("<bdi>&lt;b&gt;x</bdi>"));
    }
}
