//! What surrounds every page: language, search box, banner, addresses of style and script.

use crate::app::Banner;
use crate::assets;
use crate::mine::target;
use crate::page::{Ask, Format, json_address};
use crate::{App, Lang};

/// A name in Dutch and English, and an address.
type Place = (&'static str, &'static str, &'static str);

/// Names and addresses of the sections.
const SECTIONS: [Place; 9] = [
    ("Nieuwste", "Newest", "/"),
    ("Agenda", "Agenda", "/activiteiten"),
    ("Stemmingen", "Votes", "/stemmingen"),
    ("Verslagen", "Transcripts", "/verslagen"),
    ("Vragen", "Questions", "/vragen"),
    ("Moties", "Motions", "/moties"),
    ("Toezeggingen", "Commitments", "/toezeggingen"),
    ("Dossiers", "Dossiers", "/kamerstukdossiers"),
    ("Kamerleden", "Members", "/kamerleden"),
];

/// All there is, at the foot of every page.
const FOOT: [(&str, &str, &[Place]); 5] = [
    (
        "Stukken",
        "Papers",
        &[
            ("Nieuwste stukken", "Newest papers", "/"),
            ("Zoeken", "Search", "/zoeken"),
            ("Dossiers", "Dossiers", "/kamerstukdossiers"),
            ("Vragen en antwoorden", "Questions and answers", "/vragen"),
            ("Moties", "Motions", "/moties"),
            ("Toezeggingen", "Commitments", "/toezeggingen"),
        ],
    ),
    (
        "Vergaderingen",
        "Meetings",
        &[
            ("Agenda", "Agenda", "/activiteiten"),
            ("Nog zonder datum", "No date yet", "/ongeplande-activiteiten"),
            ("Stemmingen", "Votes", "/stemmingen"),
            ("Wie stemt gelijk?", "Who votes alike?", "/stemmingen/overeenkomst"),
            ("Besluiten", "Decisions", "/besluiten"),
            ("Verslagen", "Transcripts", "/verslagen"),
            ("Statistiek", "Statistics", "/statistiek"),
        ],
    ),
    (
        "Mensen",
        "People",
        &[
            ("Kamerleden", "Members", "/kamerleden"),
            ("Bewindspersonen", "Ministers", "/bewindspersonen"),
            ("Ministeries", "Ministries", "/ministeries"),
            ("Fracties", "Parties", "/fracties"),
            ("Commissies", "Committees", "/commissies"),
            ("Verjaardagen", "Birthdays", "/verjaardagen"),
        ],
    ),
    (
        "Registers",
        "Registers",
        &[
            ("Geschenken", "Gifts", "/geschenken"),
            ("Reizen", "Trips", "/reizen"),
            ("Nevenfuncties", "Side jobs", "/nevenfuncties"),
        ],
    ),
    (
        "Kamerspoor",
        "Kamerspoor",
        &[
            ("Over deze site", "About this site", "/over"),
            ("Dekking", "Coverage", "/dekking"),
            ("Data en feeds", "Data and feeds", "/over/data"),
            ("Privacy", "Privacy", "/over/privacy"),
        ],
    ),
];

/// What surrounds a page; the base template shows it.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Language of the page.
    pub lang: Lang,
    /// What stands in the search box.
    pub query: String,
    /// Address of this page in Dutch.
    pub dutch: String,
    /// Address of this page in English.
    pub english: String,
    /// Full address for other sites, if the site knows its own name.
    pub canonical: Option<String>,
    /// Address of its data; none for pages without.
    pub json: Option<String>,
    /// What else it can be had as: name for readers, media type, address.
    pub files: Vec<(&'static str, &'static str, String)>,
    /// Address that leads to following this page; none where nothing can be followed.
    pub follow: Option<String>,
    /// Address of what a reader follows; none on a site without readers that it knows.
    pub mine: Option<String>,
    /// Message at the top.
    pub banner: Option<Banner>,
    /// Address of the style sheet.
    pub style: &'static str,
    /// Address of the script.
    pub script: &'static str,
}

impl Frame {
    pub(crate) fn new(ask: &Ask, app: &App) -> Frame {
        let dutch = ask.query.address_with(&ask.path, &[]);
        let public = &app.settings.public_address;
        Frame {
            lang: ask.lang,
            query: String::new(),
            english: Lang::En.href(&dutch),
            canonical: (!public.is_empty()).then(|| format!("{public}{}", ask.lang.href(&dutch))),
            json: Some(ask.lang.href(json_address(&dutch))),
            files: ask.also.iter().map(|format| file(ask.lang, *format, &dutch)).collect(),
            follow: (app.has_accounts() && target::looks_followable(&ask.path, &ask.query))
                .then(|| ask.lang.href(crate::address::with("/volgen", &[("pagina", &dutch)]))),
            mine: app.has_accounts().then(|| ask.lang.href("/mijn")),
            banner: app.banner(),
            style: assets::style(),
            script: assets::script(),
            dutch,
        }
    }

    /// The sections of the site: name, address, whether this page is its list.
    pub fn sections(&self) -> Vec<(&'static str, String, bool)> {
        let path = self.dutch.split('?').next().unwrap_or_default();
        SECTIONS
            .iter()
            .map(|(dutch, english, address)| {
                (self.lang.t(dutch, english), self.lang.href(address), path == *address)
            })
            .collect()
    }

    /// All there is, in groups: heading, and name, address and whether this page is it.
    #[allow(clippy::type_complexity, reason = "read by one template")]
    pub fn foot(&self) -> Vec<(&'static str, Vec<(&'static str, String, bool)>)> {
        let path = self.dutch.split('?').next().unwrap_or_default();
        FOOT.iter()
            .map(|(dutch, english, places)| {
                let places = places.iter().map(|(dutch, english, address)| {
                    (self.lang.t(dutch, english), self.lang.href(address), path == *address)
                });
                (self.lang.t(dutch, english), places.collect())
            })
            .collect()
    }

    /// The same with a query in the search box.
    pub fn searching(mut self, query: &str) -> Frame {
        query.clone_into(&mut self.query);
        self
    }

    /// The same without data beside it.
    pub fn without_json(mut self) -> Frame {
        self.json = None;
        self.files.clear();
        self
    }
}

fn file(lang: Lang, format: Format, address: &str) -> (&'static str, &'static str, String) {
    let name = match format {
        Format::Html | Format::Json => "JSON",
        Format::Csv => "CSV",
        Format::Atom => "Atom",
        Format::Ics => "iCalendar",
    };
    let media_type = format.media_type().split(';').next().unwrap_or_default();
    (name, media_type, lang.href(format.address(&first_page(address))))
}

/// A feed or a table begins at the beginning, whatever page it is asked from.
fn first_page(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    crate::page::Query::read(query).address_with(path, &[("pagina", "")])
}

/// Where the title of a page for cards of other sites stands in the base template.
const CARD: &str = "<meta property=\"og:title\" content=\"\">";

/// Repeats the title of a page in its card. Text of a title is escaped, so it may stand between quotes as well.
pub(crate) fn card(html: String) -> String {
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once(" · Kamerspoor</title>"));
    let Some(title) = title.map(|(title, _)| title).filter(|title| !title.contains(['"', '<'])) else {
        return html;
    };
    let meta = format!("<meta property=\"og:title\" content=\"{title}\">");
    html.replacen(CARD, &meta, 1)
}
