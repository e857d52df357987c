//! `/over`: what this is. `/over/privacy`: what is kept of readers. `/over/data`: every list as a table, feed or
//! calendar, and how they are made.

use std::time::Duration;

use askama::Template;
use serde_json::{Value, json};

use crate::error::Error;
use crate::files::opml::LISTS;
use crate::frame::Frame;
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED};
use crate::{App, Lang};

/// One of the pages about the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Site,
    Privacy,
    Data,
}

/// A page about the site.
#[derive(Template)]
#[template(path = "about.html")]
pub struct AboutPage {
    lang: Lang,
    frame: Frame,
    about: About,
}

impl Page for AboutPage {
    const ADDRESSES: &'static [&'static str] = &["/over", "/over/privacy", "/over/data"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let about = match ask.path.as_str() {
            "/over/privacy" => About::Privacy,
            "/over/data" => About::Data,
            _ => About::Site,
        };
        Ok(Loaded::page(AboutPage { lang: ask.lang, frame: ask.frame(app), about }))
    }

    fn json(&self) -> Value {
        let lists = LISTS.iter().map(|(path, dutch, english)| {
            json!({
                "name": self.lang.t(dutch, english),
                "url": path,
                "json": Format::Json.address(path),
                "csv": Format::Csv.address(path),
                "atom": Format::Atom.address(path),
            })
        });
        json!({
            "name": "Kamerspoor",
            "license": "CC0 1.0",
            "source": "https://opendata.tweedekamer.nl",
            "lists": lists.collect::<Vec<_>>(),
        })
    }
}

impl AboutPage {
    fn lists(&self) -> Vec<(&'static str, String, String, String)> {
        let row = |(path, dutch, english): &(&'static str, &'static str, &'static str)| {
            let at = |format: Format| self.lang.href(format.address(path));
            let name = match self.lang {
                Lang::Nl => *dutch,
                Lang::En => *english,
            };
            (name, self.lang.href(path), at(Format::Csv), at(Format::Atom))
        };
        LISTS.iter().map(row).collect()
    }

    fn is(&self, name: &str) -> bool {
        match self.about {
            About::Site => name == "site",
            About::Privacy => name == "privacy",
            About::Data => name == "data",
        }
    }

    fn heading(&self) -> &'static str {
        match self.about {
            About::Site => self.lang.t("Over Kamerspoor", "About Kamerspoor"),
            About::Privacy => self.lang.t("Privacy", "Privacy"),
            About::Data => self.lang.t("Data en feeds", "Data and feeds"),
        }
    }
}
