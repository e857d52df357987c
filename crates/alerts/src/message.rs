//! The words of a mail: text and HTML from one struct, and the headers that belong to it.
//!
//! No picture, no style sheet, no address of anybody else: nothing tells whether a mail was read. How a mail becomes
//! bytes and where it goes is the business of a channel (`src/channels/`).

use askama::Template;
use jiff::Timestamp;

use crate::digest::{Digest, Named};
use crate::{Email, Lang};

/// Entries above which a subject counts instead of naming.
const LONGEST_SUBJECT: usize = 140;

/// A mail as a channel gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// Subject, on one line.
    pub subject: String,
    /// The part of its id before the `@`: the same whenever it is sent again.
    pub id: String,
    /// Ids of what it belongs to, so that mail programs keep what is said of a thing together.
    pub references: Vec<String>,
    /// Where one click ends it, if it can be ended.
    pub unsubscribe: Option<String>,
    /// When it was made.
    pub date: Timestamp,
    /// Its text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// What every mail of a site needs to know.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Address of the site, without a slash at its end.
    pub site: String,
    /// Language of the reader.
    pub lang: Lang,
}

/// A block of a mail: a heading with its entries.
struct Block {
    why: String,
    url: String,
    unsubscribe: String,
    entries: Vec<Line>,
}

/// An entry of a mail.
struct Line {
    words: String,
    title: String,
    meta: String,
    passage: String,
    url: String,
    also: String,
}

#[derive(Template)]
#[template(path = "digest.html")]
struct DigestHtml<'m> {
    lang: Lang,
    site: &'m str,
    heading: &'m str,
    blocks: &'m [Block],
    footer: &'m str,
    unsubscribe: &'m str,
}

#[derive(Template)]
#[template(path = "digest.txt", escape = "none")]
struct DigestText<'m> {
    lang: Lang,
    site: &'m str,
    heading: &'m str,
    blocks: &'m [Block],
    footer: &'m str,
    unsubscribe: &'m str,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInHtml<'m> {
    lang: Lang,
    site: &'m str,
    lines: &'m [String],
    link: &'m str,
    label: &'m str,
}

/// The mail of a digest. `unsubscribe` gives the address that ends one watch, or with none all mail.
pub fn digest(
    letterhead: &Letterhead,
    to: &Email,
    id: &str,
    digest: &Digest,
    date: Timestamp,
    unsubscribe: &dyn Fn(Option<&Named>) -> String,
) -> Mail {
    let lang = letterhead.lang;
    let site = letterhead.site.as_str();
    let blocks: Vec<Block> = digest
        .groups
        .iter()
        .map(|group| Block {
            why: group.watch.why.clone(),
            url: format!("{site}{}", group.watch.url),
            unsubscribe: unsubscribe(Some(&group.watch)),
            entries: group
                .entries
                .iter()
                .map(|entry| {
                    let news = &entry.event.news;
                    let shown = &news.shown;
                    let meta = [shown.what.clone(), shown.number.clone(), lang.day(&shown.date)];
                    let meta: Vec<String> = meta.into_iter().filter(|part| !part.is_empty()).collect();
                    let also: Vec<&str> =
                        entry.watches.iter().skip(1).map(|watch| watch.label.as_str()).collect();
                    Line {
                        words: news.words(lang),
                        title: one_line(&shown.title),
                        meta: meta.join(" · "),
                        passage: one_line(&entry.passage),
                        url: format!("{site}{}", shown.url),
                        also: match also.as_slice() {
                            [] => String::new(),
                            names => format!(
                                "{}: {}",
                                lang.t("Ook gevonden door", "Also found by"),
                                names.join("; ")
                            ),
                        },
                    }
                })
                .collect(),
        })
        .collect();
    let watches = digest.watches();
    // one watch can be ended by a click; a mail of several ends all
    let end = match watches.as_slice() {
        [one] => unsubscribe(Some(one)),
        _ => unsubscribe(None),
    };
    let heading = heading(digest, lang);
    let footer = lang.t(
        "U krijgt dit bericht omdat u zich hiervoor op deze site hebt aangemeld.",
        "You get this message because you asked for it on this site.",
    );
    let things: Vec<&str> = digest.entries().map(|entry| entry.event.news.shown.url.as_str()).collect();
    let references = match things.as_slice() {
        [first, rest @ ..] if rest.iter().all(|url| url == first) => vec![thread(first)],
        _ => watches.iter().take(1).map(|watch| format!("watch-{}", watch.id)).collect(),
    };
    let (heading, blocks, unsubscribe) = (heading.as_str(), blocks.as_slice(), end.as_str());
    Mail {
        to: to.clone(),
        subject: heading.to_owned(),
        id: id.to_owned(),
        references,
        date,
        text: DigestText { lang, site, heading, blocks, footer, unsubscribe }.render().unwrap_or_default(),
        html: DigestHtml { lang, site, heading, blocks, footer, unsubscribe }.render().unwrap_or_default(),
        unsubscribe: Some(end.clone()),
    }
}

/// The mail with a link to sign in. It holds the only copy of the token.
pub fn sign_in(
    letterhead: &Letterhead,
    to: &Email,
    id: &str,
    link: &str,
    minutes: u64,
    date: Timestamp,
) -> Mail {
    let lang = letterhead.lang;
    let site = letterhead.site.as_str();
    let lines = match lang {
        Lang::Nl => [
            "Iemand, waarschijnlijk u, wil zich met dit adres aanmelden bij Kamerspoor.".to_owned(),
            format!("De link werkt één keer en {minutes} minuten lang. Daarna bevestigt u met een knop."),
            "Was u dit niet? Dan hoeft u niets te doen: zonder die bevestiging gebeurt er niets.".to_owned(),
        ],
        Lang::En => [
            "Somebody, probably you, wants to sign in to Kamerspoor with this address.".to_owned(),
            format!("The link works once, for {minutes} minutes. You then confirm with a button."),
            "Was it not you? Then you need do nothing: without that confirmation nothing happens.".to_owned(),
        ],
    };
    let label = lang.t("Aanmelden bij Kamerspoor", "Sign in to Kamerspoor");
    let text = format!("{}\n\n{link}\n\n{}\n\n{}\n\n-- \n{site}\n", lines[0], lines[1], lines[2]);
    let html = SignInHtml { lang, site, lines: &lines, link, label };
    Mail {
        to: to.clone(),
        subject: label.to_owned(),
        id: id.to_owned(),
        references: Vec::new(),
        unsubscribe: None,
        date,
        html: html.render().unwrap_or_default(),
        text,
    }
}

/// What the subject line and the top of a digest say.
fn heading(digest: &Digest, lang: Lang) -> String {
    let mut entries = digest.entries();
    let Some(first) = entries.next() else { return String::new() };
    let first_line = format!("{}: {}", first.event.news.words(lang), one_line(&first.event.news.shown.title));
    match digest.len() {
        1 => shortened(&first_line),
        count => {
            let watches = digest.watches();
            let about = match watches.as_slice() {
                [one] => one.label.clone(),
                several => {
                    format!("{} {}", several.len(), lang.t("gevolgde onderwerpen", "followed subjects"))
                }
            };
            shortened(&format!("{count} {} · {}", lang.t("berichten", "messages"), one_line(&about)))
        }
    }
}

/// The id that messages about one page share.
fn thread(url: &str) -> String {
    let plain: String =
        url.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).take(80).collect();
    format!("thing{plain}")
}

/// Text on one line: no sign of it can begin another line or header.
pub fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() || sign.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_SUBJECT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST_SUBJECT - 2).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::tests::hit;

    fn mail(hits: Vec<crate::Hit>) -> Mail {
        let letterhead = Letterhead { site: "https://kamerspoor.example".into(), lang: Lang::Nl };
        let to = Email::parse("lezer@voorbeeld.example").unwrap();
        let end = |watch: Option<&Named>| match watch {
            Some(watch) => format!("https://kamerspoor.example/afmelden/{}", watch.id),
            None => "https://kamerspoor.example/afmelden/alles".to_owned(),
        };
        super::digest(&letterhead, &to, "d-1", &Digest::of(hits), Timestamp::UNIX_EPOCH, &end)
    }

    #[test]
    fn text_and_html_say_the_same() {
        let mail = mail(vec![hit(1, 5, "a"), hit(2, 5, "a"), hit(2, 6, "b")]);
        for words in [
            "Aangenomen met 90 tegen 60 stemmen",
            "De regering wordt verzocht de havens te verdiepen.",
            "https://kamerspoor.example/motie/36999-7",
            "U volgt motie volg 1",
            "Ook gevonden door: volg 2",
            "https://kamerspoor.example/afmelden/alles",
            "6 januari 2031",
        ] {
            assert!(mail.text.contains(words), "{words} is not in\n{}", mail.text);
            assert!(mail.html.contains(words), "{words} is not in\n{}", mail.html);
        }
        assert_eq!(mail.subject, "2 berichten · 2 gevolgde onderwerpen");
    }

    #[test]
    fn html_is_escaped_and_fetches_nothing() {
        let mail = mail(vec![hit(1, 5, "a")]);
        assert!(mail.html.contains("&#60;havens&#62;"), "{}", mail.html);
        for word in ["<img", "<script", "<link", "url(", "<havens>"] {
            assert!(!mail.html.contains(word), "{word}");
        }
    }

    #[test]
    fn a_mail_on_one_watch_ends_that_watch_and_its_subject_names_the_thing() {
        let mail = mail(vec![hit(7, 5, "a")]);
        assert_eq!(mail.unsubscribe.as_deref(), Some("https://kamerspoor.example/afmelden/7"));
        assert_eq!(mail.subject, "Aangenomen met 90 tegen 60 stemmen: Motie over <havens> a");
        assert_eq!(mail.references, ["thing-motie-36999-7"]);
    }

    #[test]
    fn no_title_begins_another_header() {
        let mut bad = hit(1, 5, "a");
        bad.event.news.shown.title = "Een\r\nBcc: iemand@voorbeeld.example\u{85}\u{2028}x".into();
        let subject = mail(vec![bad]).subject;
        assert!(
            !subject.chars().any(|sign| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}')),
            "{subject:?}"
        );
    }
}
