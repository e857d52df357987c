//! What the styles of a document say: which are headings, which carry a list, the depth of each.

use std::collections::HashMap;

use crate::limits::Limits;
use crate::xml::{Node, Xml};

/// What a paragraph style means to us.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Style {
    /// Depth of the heading, 1 the highest.
    pub heading: Option<u8>,
    /// List and level.
    pub list: Option<(String, usize)>,
    /// Whether its letters are bold.
    pub bold: bool,
    /// The style it inherits from.
    pub based_on: Option<String>,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(part: &str, limits: &Limits) -> Self {
        let mut styles = HashMap::new();
        let mut xml = Xml::new(part, limits);
        let (mut id, mut style) = (String::new(), Style::default());
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => {
                    let value = || element.attribute("val").unwrap_or_default();
                    match element.name() {
                        "style" => {
                            id = element.attribute("styleId").unwrap_or_default();
                            style = Style::default();
                        }
                        "name" => style.heading = heading_by_name(&value()).or(style.heading),
                        "basedOn" => style.based_on = Some(value()),
                        "outlineLvl" => {
                            let level: Option<u8> = value().parse().ok().filter(|level| *level < 9);
                            style.heading = style.heading.or(level.map(|level| level + 1));
                        }
                        "numId" => style.list = Some((value(), style.list.map_or(0, |(_, level)| level))),
                        "ilvl" => {
                            let level = value().parse().unwrap_or(0);
                            style.list = Some((style.list.map_or_else(String::new, |(list, _)| list), level));
                        }
                        "b" => style.bold = value() != "0" && value() != "false",
                        _ => {}
                    }
                }
                Node::Close(name) if name.name() == "style" => {
                    styles.insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                _ => {}
            }
        }
        Styles(styles)
    }

    /// What a style means, with what it inherits.
    pub fn resolve(&self, id: &str) -> Style {
        let mut out = self.0.get(id).cloned().unwrap_or_default();
        let mut next = out.based_on.clone();
        for _ in 0..10 {
            let Some(base) = next.and_then(|id| self.0.get(&id)) else { break };
            out.heading = out.heading.or(base.heading);
            out.list = out.list.or_else(|| base.list.clone());
            out.bold |= base.bold;
            next = base.based_on.clone();
        }
        out.heading = out.heading.or_else(|| heading_by_name(id));
        out
    }
}

/// `heading 1`, `Kop1`, `Titel`: Word writes names in English and ids in the writer's language.
pub(crate) fn heading_by_name(name: &str) -> Option<u8> {
    let lower = name.to_lowercase();
    let depth = |rest: &str| rest.trim().parse::<u8>().ok().filter(|depth| (1..=9).contains(depth));
    match lower.as_str() {
        "title" | "titel" => Some(1),
        "subtitle" | "ondertitel" => Some(2),
        _ => lower.strip_prefix("heading").or_else(|| lower.strip_prefix("kop")).and_then(depth),
    }
}

/// Whether the id alone says that a style is no heading and carries no list, so that the styles need not be read.
pub(super) fn is_plain(id: &str) -> bool {
    matches!(id, "" | "Normal" | "Standaard" | "NoSpacing" | "Geenafstand" | "FootnoteText" | "Voetnoottekst")
}
