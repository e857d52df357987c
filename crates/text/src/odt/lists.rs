//! Numbers of list items in OpenDocument: by style and level, continued where a list says so.

use std::collections::HashMap;

use crate::docx::printed;
use crate::xml::Element;

/// Levels of a list, at most.
const LEVELS: usize = 10;

/// How a level of a style numbers its items.
#[derive(Clone)]
struct Level {
    /// In the words of [`printed`]; none for bullets.
    format: Option<&'static str>,
    start: u32,
    before: String,
    after: String,
}

/// A list that stands open.
struct Open {
    style: String,
    id: Option<String>,
    count: Option<u32>,
}

/// The list styles of a document and the lists that stand open.
#[derive(Default)]
pub(super) struct Lists {
    styles: HashMap<String, Vec<Option<Level>>>,
    style: String,
    open: Vec<Open>,
    /// Where the last list of a style and level, and each list with a name, ended.
    ended: HashMap<(String, usize), u32>,
    named: HashMap<String, u32>,
}

impl Lists {
    /// `list-style`: what follows describes its levels.
    pub(super) fn style(&mut self, element: &Element<'_>) {
        self.style = element.attribute("name").unwrap_or_default();
    }

    /// `list-level-style-number`, `list-level-style-bullet`.
    pub(super) fn level(&mut self, element: &Element<'_>) {
        let level = element.attribute("level").and_then(|level| level.parse::<usize>().ok()).unwrap_or(1);
        let format = match element.attribute("num-format").as_deref() {
            _ if element.name() == "list-level-style-bullet" => None,
            None | Some("") => None,
            Some("a") => Some("lowerLetter"),
            Some("A") => Some("upperLetter"),
            Some("i") => Some("lowerRoman"),
            Some("I") => Some("upperRoman"),
            Some(_) => Some("decimal"),
        };
        let known = Level {
            format,
            start: element.attribute("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
            before: element.attribute("num-prefix").unwrap_or_default(),
            after: element.attribute("num-suffix").unwrap_or_else(|| ".".to_owned()),
        };
        if !(1..=LEVELS).contains(&level) {
            return;
        }
        let levels = self.styles.entry(self.style.clone()).or_default();
        levels.resize(levels.len().max(level), None);
        levels[level - 1] = Some(known);
    }

    /// `list`: inside another it has the style of that one unless it names its own.
    pub(super) fn begin(&mut self, element: &Element<'_>) {
        let style = element
            .attribute("style-name")
            .or_else(|| self.open.last().map(|outer| outer.style.clone()))
            .unwrap_or_default();
        let depth = self.open.len();
        let goes_on = element.attribute("continue-numbering").is_some_and(|yes| yes == "true");
        let count = match element.attribute("continue-list") {
            Some(list) => self.named.get(&list).copied(),
            None if goes_on => self.ended.get(&(style.clone(), depth)).copied(),
            None => None,
        };
        self.open.push(Open { style, id: element.attribute("id"), count });
    }

    /// `list-item`: counted, from another number where it says so.
    pub(super) fn item(&mut self, element: &Element<'_>) {
        let start = self.known().map_or(1, |level| level.start);
        let own = element.attribute("start-value").and_then(|start| start.parse().ok());
        if let Some(list) = self.open.last_mut() {
            list.count =
                Some(own.unwrap_or_else(|| list.count.map_or(start, |count| count.saturating_add(1))));
        }
    }

    /// The end of a `list`.
    pub(super) fn end(&mut self) {
        let Some(list) = self.open.pop() else { return };
        let Some(count) = list.count else { return };
        if let Some(id) = list.id {
            self.named.insert(id, count);
        }
        self.ended.insert((list.style, self.open.len()), count);
    }

    /// Whether text stands in a list.
    pub(super) fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// What stands before the item that was counted last.
    pub(super) fn label(&self) -> String {
        let counted = self.open.last().and_then(|list| list.count);
        match (self.known(), counted) {
            (Some(Level { format: Some(format), before, after, .. }), Some(count)) => {
                format!("{before}{}{after} ", printed(count, format))
            }
            _ => "• ".to_owned(),
        }
    }

    /// The level of the innermost list.
    fn known(&self) -> Option<&Level> {
        let list = self.open.last()?;
        let levels = self.styles.get(&list.style)?;
        levels.get(self.open.len() - 1).and_then(Option::as_ref).or_else(|| levels.iter().flatten().next())
    }
}

#[cfg(test)]
mod tests {
    use crate::limits::Limits;
    use crate::read;

    fn items(styles: &str, body: &str) -> Vec<String> {
        let flat = format!(
            "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
        );
        let text = read(flat.as_bytes(), &Limits::default());
        text.text.split("\n\n").map(str::to_owned).collect()
    }

    fn list(attributes: &str, items: &[&str]) -> String {
        let items: String = items
            .iter()
            .map(|item| format!("<text:list-item><text:p>{item}</text:p></text:list-item>"))
            .collect();
        format!("<text:list {attributes}>{items}</text:list>")
    }

    const COUNTED: &str = "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style><text:list-style style:name=\"L3\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\" text:start-value=\"3\"/></text:list-style>";

    #[test]
    fn a_style_may_start_further_on() {
        assert_eq!(
            items(COUNTED, &list("text:style-name=\"L3\"", &["drie", "vier"])),
            ["3. drie", "4. vier"]
        );
    }

    #[test]
    fn a_list_goes_on_behind_a_paragraph() {
        let body = format!(
            "{}<text:p>Ja.</text:p>{}",
            list("text:style-name=\"L1\"", &["een"]),
            list("text:style-name=\"L1\" text:continue-numbering=\"true\"", &["twee"])
        );
        assert_eq!(items(COUNTED, &body), ["1. een", "Ja.", "2. twee"]);
    }

    #[test]
    fn a_list_goes_on_with_another_that_it_names() {
        let body = format!(
            "{}{}{}",
            list("xml:id=\"a\" text:style-name=\"L1\"", &["een"]),
            list("text:style-name=\"L1\"", &["anders"]),
            list("text:continue-list=\"a\" text:style-name=\"L1\"", &["twee"])
        );
        assert_eq!(items(COUNTED, &body), ["1. een", "1. anders", "2. twee"]);
    }

    #[test]
    fn inner_lists_have_letters_and_items_their_own_start() {
        let body = "<text:list text:style-name=\"L1\"><text:list-item text:start-value=\"7\"><text:p>zeven</text:p><text:list><text:list-item><text:p>onder</text:p></text:list-item></text:list></text:list-item></text:list>";
        assert_eq!(items(COUNTED, body), ["7. zeven", "a) onder"]);
    }
}
