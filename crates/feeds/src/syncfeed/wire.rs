//! The frame of a feed page: where its entries begin and end, and which links it carries.
//!
//! Entries are cut out by their tags before anything is parsed, so that one entry with broken XML costs that entry
//! and not the page. What is inside an entry is read by [`super::read`].

use std::ops::Range;

use memchr::memmem;

/// Why a body is not a whole page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// It does not begin as a feed does.
    #[error("the answer is no Atom feed; it begins with {0:?}")]
    NoFeed(String),
    /// It ends before `</feed>`.
    #[error("the page ends early, after {entries} whole entries")]
    CutOff {
        /// Entries that are there in full.
        entries: usize,
    },
}

/// The parts of a page body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Byte ranges of the entries, from `<entry` to `</entry>`.
    pub entries: Vec<Range<usize>>,
    /// Whether there is a feed-level `rel="next"`.
    pub has_next: bool,
}

/// Finds the entries of a page, or says why it is not whole.
pub fn frame(body: &str) -> Result<Frame, Incomplete> {
    let start =
        body.find("<feed").ok_or_else(|| Incomplete::NoFeed(body.trim_start().chars().take(60).collect()))?;
    let entries =
        entries(&body[start..]).into_iter().map(|at| at.start + start..at.end + start).collect::<Vec<_>>();
    if !body.trim_end().ends_with("</feed>") && !is_empty_feed(body) {
        return Err(Incomplete::CutOff { entries: entries.len() });
    }
    let head_end = entries.first().map_or(body.len(), |first| first.start);
    let tail_start = entries.last().map_or(body.len(), |last| last.end);
    let has_next = has_next(&body[start..head_end]) || has_next(&body[tail_start..]);
    Ok(Frame { entries, has_next })
}

/// The whole entries of a body that ends early.
pub fn entries(body: &str) -> Vec<Range<usize>> {
    let opens = memmem::Finder::new("<entry");
    let closes = memmem::Finder::new("</entry>");
    let bytes = body.as_bytes();
    let mut found = Vec::with_capacity(super::PAGE_SIZE);
    let mut at = 0;
    while let Some(open) = opens.find(&bytes[at..]).map(|found| found + at) {
        let after = bytes.get(open + "<entry".len()).copied().unwrap_or(0);
        if !matches!(after, b'>' | b' ' | b'\t' | b'\r' | b'\n') {
            at = open + 1;
            continue;
        }
        let Some(close) = closes.find(&bytes[open..]).map(|found| found + open + "</entry>".len()) else {
            break;
        };
        found.push(open..close);
        at = close;
    }
    found
}

/// The position in the entry's own `rel="next"` link.
pub fn entry_token(entry: &str) -> Option<u64> {
    let end = entry.find("<content").unwrap_or(entry.len());
    links(&entry[..end])
        .find(|link| link.contains("rel=\"next\"") || link.contains("rel='next'"))
        .and_then(skiptoken)
}

/// The id that the frame of an entry names in its title or id.
pub fn entry_id(entry: &str) -> Option<&str> {
    let at = entry.find("/Entiteiten/")? + "/Entiteiten/".len();
    let rest = &entry[at..];
    let end = rest.find(|c: char| !c.is_ascii_hexdigit() && c != '-').unwrap_or(rest.len());
    Some(&rest[..end])
}

/// When an entry was published: its `<updated>`, UTC.
pub fn entry_published(entry: &str) -> Option<&str> {
    let frame = &entry[..entry.find("<content").unwrap_or(entry.len())];
    let start = frame.find("<updated>")? + "<updated>".len();
    Some(frame[start..start + frame[start..].find('<')?].trim())
}

/// The content of an entry: what stands between `<content …>` and `</content>`.
pub fn entry_content(entry: &str) -> Option<&str> {
    let open = entry.find("<content")?;
    let start = open + entry[open..].find('>')? + 1;
    let end = entry.rfind("</content>")?;
    entry.get(start..end)
}

fn is_empty_feed(body: &str) -> bool {
    body.trim_end().ends_with("/>") && body.matches('<').count() <= 2
}

fn has_next(part: &str) -> bool {
    links(part).any(|link| link.contains("rel=\"next\"") || link.contains("rel='next'"))
}

fn links(part: &str) -> impl Iterator<Item = &str> {
    part.match_indices("<link").map(move |(at, _)| {
        let rest = &part[at..];
        &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)]
    })
}

fn skiptoken(link: &str) -> Option<u64> {
    let at = link.find("skiptoken=")? + "skiptoken=".len();
    let digits = &link[at..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"<entry><title>45d46c2d-aece-47b0-8358-523f5a56c1ee</title><id>https://bron.example/SyncFeed/2.0/Entiteiten/45d46c2d-aece-47b0-8358-523f5a56c1ee</id><link rel="next" href="https://bron.example/SyncFeed/2.0/Feed?skiptoken=3547906&amp;category=Stemming" /><content type="application/xml"><x/></content></entry>"#;

    fn page(entries: &str, link: &str) -> String {
        format!(
            r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="{link}" href="?skiptoken=9"/>{entries}</feed>"#
        )
    }

    #[test]
    fn entries_are_cut_out_and_carry_their_position_and_id() {
        let body = page(&ENTRY.repeat(3), "next");
        let frame = frame(&body).unwrap();
        assert_eq!(frame.entries.len(), 3);
        assert!(frame.has_next);
        let entry = &body[frame.entries[2].clone()];
        assert_eq!(entry_token(entry), Some(3547906));
        assert_eq!(entry_id(entry), Some("45d46c2d-aece-47b0-8358-523f5a56c1ee"));
        assert_eq!(entry_content(entry), Some("<x/>"));
    }

    #[test]
    fn a_resume_link_means_caught_up_though_entries_have_their_own_next() {
        assert!(!frame(&page(ENTRY, "resume")).unwrap().has_next);
    }

    #[test]
    fn a_body_that_ends_early_says_how_much_is_whole() {
        let body = page(&ENTRY.repeat(2), "next");
        let cut = &body[..body.len() - 40];
        assert_eq!(frame(cut), Err(Incomplete::CutOff { entries: 1 }));
    }

    #[test]
    fn a_page_of_html_is_no_feed() {
        assert!(matches!(frame("<html><body>Onderhoud</body></html>"), Err(Incomplete::NoFeed(_))));
        assert!(matches!(frame(""), Err(Incomplete::NoFeed(_))));
    }
}
