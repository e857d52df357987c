//! Rows of tables: many only lay out a page.

use model::text::ParagraphKind;

use crate::draft::Block;

/// A row under construction: the paragraphs of each of its cells.
#[derive(Default)]
pub(crate) struct Row {
    cells: Vec<Vec<Block>>,
}

/// Puts a paragraph into the cell that is open, else into the document.
pub(crate) fn place(block: Block, rows: &mut [Row], out: &mut Vec<Block>) {
    match rows.last_mut() {
        Some(row) => row.add(block),
        None => out.push(block),
    }
}

impl Row {
    /// Begins a cell.
    pub fn open_cell(&mut self) {
        self.cells.push(Vec::new());
    }

    /// Adds a paragraph to the cell that is open.
    pub fn add(&mut self, block: Block) {
        match self.cells.last_mut() {
            Some(cell) => cell.push(block),
            None => self.cells.push(vec![block]),
        }
    }

    /// A row of short cells is one paragraph with tabs; a row that only lays out a page gives its paragraphs.
    pub fn layout(self) -> Vec<Block> {
        let filled: Vec<&Vec<Block>> =
            self.cells.iter().filter(|cell| cell.iter().any(|b| !b.is_blank())).collect();
        let large = filled.iter().any(|cell| {
            cell.iter().filter(|block| !block.is_blank()).count() > 3
                || cell.iter().map(|block| block.text().len()).sum::<usize>() > 1_000
                || cell.iter().any(|block| block.kind == ParagraphKind::TableRow)
        });
        if filled.len() < 2 || large {
            return self.cells.into_iter().flatten().collect();
        }
        let mut row = Block::new(ParagraphKind::TableRow, None);
        for (at, cell) in self.cells.iter().enumerate() {
            if at > 0 {
                row.cell();
            }
            for (at, block) in cell.iter().filter(|block| !block.is_blank()).enumerate() {
                if at > 0 {
                    row.push(" ");
                }
                row.push_marked(block.text());
            }
        }
        vec![row]
    }
}
