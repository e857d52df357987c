//! What surrounds every page: language, search box, banner, addresses of style and script.

use crate::app::Banner;
use crate::assets;
use crate::page::{Ask, json_address};
use crate::{App, Lang};

/// Names and addresses of the sections.
const SECTIONS: [(&str, &str, &str); 5] = [
    ("Nieuwste", "Newest", "/"),
    ("Vragen", "Questions", "/vragen"),
    ("Moties", "Motions", "/moties"),
    ("Toezeggingen", "Commitments", "/toezeggingen"),
    ("Dossiers", "Dossiers", "/kamerstukdossiers"),
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

    /// The same with a query in the search box.
    pub fn searching(mut self, query: &str) -> Frame {
        query.clone_into(&mut self.query);
        self
    }

    /// The same without data beside it.
    pub fn without_json(mut self) -> Frame {
        self.json = None;
        self
    }
}
