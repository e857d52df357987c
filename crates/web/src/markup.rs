//! Remarks of the source as safe HTML: a handful of elements without attributes, links to other sites, all else text.
//!
//! Remarks on activities, agenda items and decisions are pieces of HTML out of an editor: `<strong>`, `<br />`, lists,
//! spans with styles, links into the House's own network. What comes out holds only elements of [`keep`], all closed,
//! and text that is escaped; a template may print it as it is. Linear in its input, and bounded.

/// Remarks longer than this are cut, in bytes; the longest seen is 12 kB.
const LONGEST: usize = 64_000;
/// Tags longer than this are text, in characters: a bound on looking for their end.
const LONGEST_TAG: usize = 1_000;
/// Elements that are open at the same time; deeper ones are left out.
const DEEPEST: usize = 12;

/// A remark as HTML that is safe to print unescaped. Empty for a remark without text.
pub fn safe(remark: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = cut(remark);
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(tag) = Tag::read(rest) else {
            writer.text("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if matches!(tag.name.as_str(), "script" | "style" | "head" | "title") && !tag.closing {
            rest = after_end(rest, &tag.name);
            continue;
        }
        writer.tag(&tag);
    }
    writer.text(rest);
    writer.finish()
}

/// A remark as one line of plain text.
pub fn plain(remark: &str) -> String {
    let html = safe(remark);
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        out.push_str(&decoded(&rest[..at]));
        out.push(' ');
        rest = rest[at..].split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(&decoded(rest));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What stands behind the end of an element whose content is no text.
fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

struct Tag {
    name: String,
    closing: bool,
    /// Where a link leads.
    href: Option<String>,
    /// Bytes of it, brackets included.
    length: usize,
}

impl Tag {
    /// Reads what begins with `<`; none if it is no tag.
    fn read(text: &str) -> Option<Tag> {
        let inner = &text[1..];
        let closing = inner.starts_with('/');
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let name: String =
            named.chars().take(12).take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        // a `>` inside quotes does not end the tag
        let mut quote = None;
        let mut end = None;
        for (at, letter) in text.char_indices().take(LONGEST_TAG) {
            match (quote, letter) {
                (None, '>') => {
                    end = Some(at);
                    break;
                }
                (None, '"' | '\'') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                _ => {}
            }
        }
        // a quote that is never closed does not swallow the rest
        let unquoted = || text.char_indices().take(LONGEST_TAG).find(|(_, letter)| *letter == '>');
        let end = end.or_else(|| Some(unquoted()?.0))?;
        let href = (name == "a" && !closing).then(|| attribute(&text[..end], "href")).flatten();
        Some(Tag { name, closing, href, length: end + 1 })
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(at..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '/']).next()?,
    };
    Some(decoded(value.trim()))
}

/// Elements that stay, with the name they get.
fn keep(name: &str) -> Option<&'static str> {
    Some(match name {
        "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "strong",
        "i" | "em" => "em",
        "u" => "u",
        "ul" => "ul",
        "ol" => "ol",
        "li" => "li",
        "p" | "div" | "tr" => "p",
        "sup" => "sup",
        "sub" => "sub",
        "a" => "a",
        _ => return None,
    })
}

/// Links into the network of the House lead nowhere for others.
fn leads_somewhere(href: &str) -> bool {
    let rest = href.strip_prefix("https://").or(href.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase());
    host.is_some_and(|host| host.contains('.') && !host.starts_with("parlisweb") && !host.contains('@'))
}

#[derive(Default)]
struct Writer {
    out: String,
    open: Vec<&'static str>,
    /// Line breaks that were asked for and not written yet.
    breaks: usize,
    /// Whether text was written since the last block began.
    inked: bool,
    /// Whether anything was written that can be read.
    said: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = decoded(text);
        if text.trim().is_empty() {
            if self.inked && self.breaks == 0 && !self.out.ends_with(' ') {
                self.out.push(' ');
            }
            return;
        }
        // text straight in a list is an item of it
        if matches!(self.open.last(), Some(&("ul" | "ol"))) {
            self.push("li", "<li>");
        }
        if self.inked {
            for _ in 0..self.breaks.min(2) {
                self.out.push_str("<br>");
            }
        }
        self.breaks = 0;
        self.inked = true;
        self.said |= text.contains(char::is_alphanumeric);
        for letter in text.chars() {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                letter if letter.is_control() && letter != '\n' && letter != '\t' => {}
                letter => self.out.push(letter),
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.breaks += 1,
            "td" | "th" if tag.closing => self.text(" "),
            name => match (keep(name), tag.closing) {
                (Some(name), false) => self.begin(name, tag.href.as_deref()),
                (Some(name), true) => self.end(name),
                (None, _) => {}
            },
        }
    }

    fn begin(&mut self, name: &'static str, href: Option<&str>) {
        match name {
            "p" => {
                self.close_to(&["p"]);
                // inside an item a paragraph is a line
                if self.open.contains(&"li") {
                    self.breaks += 1;
                    return;
                }
                self.push("p", "<p>");
            }
            "ul" | "ol" => {
                self.close_to(&["p"]);
                if matches!(self.open.last(), Some(&("ul" | "ol"))) {
                    self.push("li", "<li>");
                }
                self.close_inline();
                self.push(name, if name == "ul" { "<ul>" } else { "<ol>" });
            }
            "li" => {
                if !self.open.iter().any(|open| matches!(*open, "ul" | "ol")) {
                    self.breaks += 1;
                    return;
                }
                while !matches!(self.open.last(), Some(&("ul" | "ol"))) {
                    self.pop();
                }
                self.push("li", "<li>");
            }
            "a" => {
                let Some(href) = href.filter(|href| leads_somewhere(href)) else { return };
                if self.open.contains(&"a") {
                    return;
                }
                self.text_breaks();
                let href = href.replace('&', "&amp;").replace('"', "%22").replace(['<', '>'], "");
                self.push("a", &format!("<a href=\"{href}\" rel=\"external noopener nofollow\">"));
            }
            _ => {
                if matches!(self.open.last(), Some(&("ul" | "ol"))) {
                    return;
                }
                self.text_breaks();
                self.push(name, &format!("<{name}>"));
            }
        }
    }

    /// Breaks stand before an element, not in it.
    fn text_breaks(&mut self) {
        if matches!(self.open.last(), Some(&("ul" | "ol"))) {
            self.push("li", "<li>");
        }
        if self.inked {
            for _ in 0..self.breaks.min(2) {
                self.out.push_str("<br>");
            }
        }
        self.breaks = 0;
    }

    fn end(&mut self, name: &'static str) {
        if let Some(at) = self.open.iter().rposition(|open| *open == name) {
            // the end of an inline element does not close the blocks in it
            let crosses = self.open[at + 1..].iter().any(|open| matches!(*open, "ul" | "ol" | "li" | "p"));
            if crosses && !matches!(name, "ul" | "ol" | "li" | "p") {
                return;
            }
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn close_inline(&mut self) {
        while self.open.last().is_some_and(|open| !matches!(*open, "ul" | "ol" | "li" | "p")) {
            self.pop();
        }
    }

    fn close_to(&mut self, blocks: &[&str]) {
        self.close_inline();
        if self.open.last().is_some_and(|open| blocks.contains(open)) {
            self.pop();
        }
    }

    fn push(&mut self, name: &'static str, written: &str) {
        if self.open.len() >= DEEPEST {
            return;
        }
        if matches!(name, "ul" | "ol" | "li" | "p") {
            self.breaks = 0;
            self.inked = false;
        }
        self.out.push_str(written);
        self.open.push(name);
    }

    fn pop(&mut self) {
        let Some(name) = self.open.pop() else { return };
        self.out.push_str(&format!("</{name}>"));
        if matches!(name, "ul" | "ol" | "p") {
            self.breaks = 0;
            self.inked = false;
        }
    }

    fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.pop();
        }
        let html = self.out.trim();
        // an editor leaves empty paragraphs behind
        let html = html.replace("<p></p>", "").replace("<li></li>", "").replace("<strong></strong>", "");
        if self.said { html } else { String::new() }
    }
}

/// The characters that entities stand for; unknown ones stay as they are written.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(10).find(|(_, letter)| *letter == ';').map(|(end, _)| end);
        let found = end.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (letter, length) = found.unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| !letter.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "euro" => '€',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "eacute" => 'é',
        "egrave" => 'è',
        "euml" => 'ë',
        "iuml" => 'ï',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "ccedil" => 'ç',
        "agrave" => 'à',
        "aacute" => 'á',
        "oacute" => 'ó',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(remark: &str, expected: &str) {
        assert_eq!(safe(remark), expected, "{remark:?}");
    }

    #[test]
    fn emphasis_and_lists_stay_without_their_styles() {
        check("<STRONG style=\"x\">Let op</STRONG>: <u>nu</u>", "<strong>Let op</strong>: <u>nu</u>");
        check("<ul class=a><li>een</li><li>twee</ul>drie", "<ul><li>een</li><li>twee</li></ul>drie");
        check("<p>a</p><p>b", "<p>a</p><p>b</p>");
    }

    #[test]
    fn breaks_are_at_most_two_and_none_at_the_ends() {
        check("<br /><br>a<br/> <br /> <br />b<br />", "a<br><br>b");
    }

    #[test]
    fn scripts_and_handlers_do_not_survive() {
        check("a<script>alert('<b>')</script>b", "ab");
        check("<img src=x onerror=alert(1)>tekst", "tekst");
        check("<a href=\"javascript:alert(1)\" onclick='x'>klik</a>", "klik");
        check("<b onmouseover=\"a>b\">x</b>", "<strong>x</strong>");
        check("<scr<script>ipt>x", "ipt&gt;x");
        check("<style>p{}</style><!-- <b> -->x", "x");
        check("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    #[test]
    fn links_lead_to_other_sites_and_not_into_the_house() {
        check(
            "<a href=\"https://voorbeeld.example/?a=1&amp;b=2\">hier</a>",
            "<a href=\"https://voorbeeld.example/?a=1&amp;b=2\" rel=\"external noopener nofollow\">hier</a>",
        );
        check("<a href=\"https://parlisweb.tweedekamer.nl/x\">daar</a>", "daar");
        check("<a href=\"https://parlisweb/parlis/x\">daar</a>", "daar");
        check("<a href='file:///C:/x.pdf'>lijst</a>", "lijst");
        check(
            "<a href=\"https://a.example/\" x=\"\"><a href=\"https://b.example/\">x</a></a>",
            "<a href=\"https://a.example/\" rel=\"external noopener nofollow\">x</a>",
        );
    }

    #[test]
    fn a_sign_that_is_no_tag_is_text() {
        check("3 < 4 & 5 > 2", "3 &lt; 4 &amp; 5 &gt; 2");
        check("<", "");
        check("a <b", "a &lt;b");
        check("&onbekend; &nbsp;€", "&amp;onbekend;  €");
    }

    #[test]
    fn elements_are_always_closed_in_order() {
        check("<strong><ul><li>a</strong></ul>b", "<ul><li>a</li></ul>b");
        check("<li>los", "los");
        check("<b><i>x</b></i>", "<strong><em>x</em></strong>");
        check("<ul>tekst<ul><li>diep</li></ul></ul>", "<ul><li>tekst<ul><li>diep</li></ul></li></ul>");
        let deep = format!("{}x", "<ul><li>".repeat(10_000));
        assert_eq!(safe(&deep).matches("<ul>").count(), safe(&deep).matches("</ul>").count());
    }

    #[test]
    fn a_remark_of_markup_only_is_empty() {
        check("<p>&nbsp;</p><br /><ul><li></li></ul>", "");
        assert_eq!(plain("<ul><li>een &amp; twee</li></ul><b>drie</b>"), "een & twee drie");
    }
}
