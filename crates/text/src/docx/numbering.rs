//! Numbers of lists: which number or bullet Word prints before a paragraph.

use std::collections::HashMap;

use crate::limits::Limits;
use crate::xml::{Node, Xml};

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, Vec<Level>>,
    numbers: HashMap<String, (String, HashMap<usize, u32>)>,
    counted: HashMap<String, Vec<Option<u32>>>,
    begun: HashMap<(String, usize), ()>,
}

const LEVELS: usize = 9;

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(part: &str, limits: &Limits) -> Self {
        let mut out = Numbering::default();
        let mut xml = Xml::new(part, limits);
        let (mut list, mut number, mut level, mut in_override) =
            (String::new(), String::new(), 0usize, false);
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => {
                    let value = || element.attribute("val").unwrap_or_default();
                    let at = || {
                        element.attribute("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0).min(LEVELS - 1)
                    };
                    match element.name() {
                        "abstractNum" => {
                            list = element.attribute("abstractNumId").unwrap_or_default();
                            number.clear();
                            out.lists.insert(list.clone(), vec![Level::default(); LEVELS]);
                        }
                        "num" => {
                            number = element.attribute("numId").unwrap_or_default();
                        }
                        "abstractNumId" => {
                            out.numbers.insert(number.clone(), (value(), HashMap::new()));
                        }
                        "lvlOverride" => {
                            level = at();
                            in_override = true;
                        }
                        "startOverride" => {
                            if let (Some((_, starts)), Ok(start)) =
                                (out.numbers.get_mut(&number), value().parse())
                            {
                                starts.insert(level, start);
                            }
                        }
                        "lvl" => level = at(),
                        name @ ("numFmt" | "lvlText" | "start") if !in_override => {
                            if let Some(level) =
                                out.lists.get_mut(&list).and_then(|levels| levels.get_mut(level))
                            {
                                match name {
                                    "numFmt" => level.format = value(),
                                    "lvlText" => level.text = value(),
                                    _ => level.start = value().parse().unwrap_or(1),
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Node::Close(name) if name.name() == "lvlOverride" => in_override = false,
                _ => {}
            }
        }
        out
    }

    /// What is printed before the next paragraph of this list and level; none for lists without numbers.
    pub fn next(&mut self, number: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (list, overrides) = self.numbers.get(number)?;
        let levels = self.lists.get(list)?;
        let counted = self.counted.entry(list.clone()).or_insert_with(|| vec![None; LEVELS]);
        if let Some(start) = overrides.get(&level)
            && self.begun.insert((number.to_owned(), level), ()).is_none()
        {
            counted[level] = Some(start.saturating_sub(1));
        }
        let this = &levels[level];
        let begin = |level: usize| levels[level].start.max(u32::from(levels[level].format != "none"));
        counted[level] = Some(counted[level].map_or(begin(level), |n| n.saturating_add(1)));
        for deeper in &mut counted[level + 1..] {
            *deeper = None;
        }
        match this.format.as_str() {
            "bullet" => return Some("•".to_owned()),
            "none" => return (!this.text.is_empty() && !this.text.contains('%')).then(|| this.text.clone()),
            _ => {}
        }
        let mut out = String::new();
        let mut chars = this.text.chars();
        while let Some(c) = chars.next() {
            match (c, chars.as_str().chars().next().and_then(|d| d.to_digit(10))) {
                ('%', Some(d)) if d >= 1 => {
                    chars.next();
                    let at = (d as usize - 1).min(LEVELS - 1);
                    let n = counted[at].unwrap_or_else(|| begin(at));
                    out.push_str(&printed(n, &levels[at].format));
                }
                _ => out.push(c),
            }
        }
        (!out.trim().is_empty()).then(|| out.trim().to_owned())
    }
}

/// A number as Word prints it in this format.
pub(crate) fn printed(n: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(n, b'a'),
        "upperLetter" => letters(n, b'A'),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        _ => n.to_string(),
    }
}

/// a … z, aa, bb …
fn letters(n: u32, first: u8) -> String {
    let n = n.max(1) - 1;
    let letter = char::from(first + (n % 26) as u8);
    std::iter::repeat_n(letter, (n / 26 + 1).min(8) as usize).collect()
}

/// Roman numerals in lower case.
pub(crate) fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut n = n.min(3999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_levels_letters_and_restarts() {
        let part = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
            </w:numbering>"#;
        let mut numbering = Numbering::read(part, &Limits::default());
        let got: Vec<String> =
            [("5", 0), ("5", 1), ("5", 1), ("5", 2), ("5", 0), ("5", 1), ("6", 0), ("6", 0)]
                .iter()
                .filter_map(|(number, level)| numbering.next(number, *level))
                .collect();
        assert_eq!(got, ["1.", "1a)", "1b)", "•", "2.", "2a)", "7.", "8."]);
        assert_eq!(numbering.next("99", 0), None);
    }

    #[test]
    fn formats() {
        assert_eq!(
            [printed(4, "lowerRoman"), printed(27, "upperLetter"), printed(3, "decimal")],
            ["iv", "AA", "3"]
        );
    }
}
