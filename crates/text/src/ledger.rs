//! Counts what was repaired, so that nothing is changed silently.

use std::collections::HashMap;

use model::text::{Repair, RepairKind};

/// Different repairs that are kept; the rest is counted under `…`.
const MOST: usize = 2_000;
/// Characters kept of each side.
const LONGEST: usize = 160;

/// The repairs of one document, in order of first appearance.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    repairs: Vec<Repair>,
    index: HashMap<(RepairKind, String), usize>,
}

impl Ledger {
    /// Counts one repair.
    pub fn add(&mut self, kind: RepairKind, from: &str, to: &str) {
        self.count(kind, format!("{}\0{}", clip(from), clip(to)), from, to);
    }

    /// Counts a line taken out; lines that differ only in their digits (page numbers) count as one.
    pub fn furniture(&mut self, line: &str) {
        let masked: String = clip(line).chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let mut key = masked;
        while key.contains("00") {
            key = key.replace("00", "0");
        }
        self.count(RepairKind::Furniture, key, line, "");
    }

    fn count(&mut self, kind: RepairKind, key: String, from: &str, to: &str) {
        if let Some(&at) = self.index.get(&(kind, key.clone())) {
            self.repairs[at].count += 1;
            return;
        }
        let (key, from, to) = if self.repairs.len() < MOST {
            (key, clip(from), clip(to))
        } else {
            if let Some(&at) = self.index.get(&(kind, "…".to_owned())) {
                self.repairs[at].count += 1;
                return;
            }
            ("…".to_owned(), "…".to_owned(), "…".to_owned())
        };
        self.index.insert((kind, key), self.repairs.len());
        self.repairs.push(Repair { kind, from, to, count: 1 });
    }

    /// The repairs, in order of first appearance.
    pub fn into_repairs(self) -> Vec<Repair> {
        self.repairs
    }
}

fn clip(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_count_as_one_repair() {
        let mut ledger = Ledger::default();
        for line in ["Pagina 9 van 12", "Pagina 10 van 12", "Voorblad"] {
            ledger.furniture(line);
        }
        let repairs = ledger.into_repairs();
        assert_eq!(repairs.len(), 2);
        assert_eq!((repairs[0].from.as_str(), repairs[0].count), ("Pagina 9 van 12", 2));
    }
}
