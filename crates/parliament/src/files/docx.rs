//! DOCX: own WordprocessingML in a zip, with real footnotes, a page header and a page number.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::papers::{Block, Paper, Run};
use crate::xml::escape;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// The file, exactly `length` bytes long; longer when the text does not fit.
pub(crate) fn bytes(paper: &Paper, length: usize, chance: u64) -> Vec<u8> {
    let parts = parts(paper, chance);
    let bare = archive(&parts, 0);
    let room = length.saturating_sub(bare.len());
    debug_assert!(bare.len() <= length, "a text of {} bytes is longer than promised", bare.len());
    if room == 0 { bare } else { archive(&parts, room) }
}

fn archive(parts: &[(&str, String)], padding: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let stored = packed.compression_method(CompressionMethod::Stored);
    // writing to memory does not fail
    for (name, content) in parts {
        let _ = zip.start_file(*name, packed);
        let _ = zip.write_all(content.as_bytes());
    }
    let _ = zip.start_file("word/media/letterhead.bin", stored);
    let _ = zip.write_all(&vec![b'.'; padding]);
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn parts(paper: &Paper, chance: u64) -> Vec<(&'static str, String)> {
    let mut body = Body { out: String::new(), notes: String::new(), count: 0, chance };
    for block in &paper.blocks {
        body.block(block);
    }
    let Body { out, notes, .. } = body;
    let mut header = format!(
        "{DECLARATION}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"
    );
    escape(&mut header, &paper.running);
    header.push_str("</w:t></w:r></w:p></w:hdr>");
    vec![
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/header1.xml", header),
        (
            "word/footer1.xml",
            format!(
                "{DECLARATION}<w:ftr {W}><w:p><w:r><w:t xml:space=\"preserve\">Pagina </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
            ),
        ),
        (
            "word/footnotes.xml",
            format!(
                "{DECLARATION}<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{notes}</w:footnotes>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "{DECLARATION}<w:document {W}><w:body>{out}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
            ),
        ),
    ]
}

struct Body {
    out: String,
    notes: String,
    count: usize,
    chance: u64,
}

impl Body {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.paragraph("Title", &[Run { text: text.clone(), ..Run::default() }]),
            Block::Heading(text) => {
                self.paragraph("Heading1", &[Run { text: text.clone(), ..Run::default() }])
            }
            Block::Paragraph(runs) => self.paragraph("Normal", runs),
            Block::Item(runs) => self.paragraph("ListParagraph", runs),
            Block::PageBreak => self.out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    fn paragraph(&mut self, style: &str, runs: &[Run]) {
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        // Word leaves bookmarks of its own behind
        self.chance = crate::random::mix(self.chance.wrapping_add(1));
        let marked = self.chance.is_multiple_of(9);
        if marked {
            let _ = write!(
                self.out,
                "<w:bookmarkStart w:id=\"{0}\" w:name=\"_Hlk{0}\"/>",
                self.chance % 900_000_000
            );
        }
        if style == "ListParagraph" {
            self.run("•\t", false);
        }
        for run in runs {
            self.run(&run.text, run.bold);
            if let Some(note) = &run.note {
                self.note(note);
            }
        }
        if marked {
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{}\"/>", self.chance % 900_000_000);
        }
        self.out.push_str("</w:p>");
    }

    fn run(&mut self, text: &str, bold: bool) {
        // Word breaks runs where somebody corrected something
        let middle = text.char_indices().nth(text.len() / 2).map_or(text.len(), |(i, _)| i);
        let pieces = if self.chance % 5 == 1 && text.len() > 40 {
            vec![&text[..middle], &text[middle..]]
        } else {
            vec![text]
        };
        for piece in pieces {
            self.out.push_str(if bold { "<w:r><w:rPr><w:b/></w:rPr>" } else { "<w:r>" });
            for (n, line) in piece.split('\n').enumerate() {
                if n > 0 {
                    self.out.push_str("<w:br/>");
                }
                for (m, cell) in line.split('\t').enumerate() {
                    if m > 0 {
                        self.out.push_str("<w:tab/>");
                    }
                    if !cell.is_empty() {
                        self.out.push_str("<w:t xml:space=\"preserve\">");
                        escape(&mut self.out, cell);
                        self.out.push_str("</w:t>");
                    }
                }
            }
            self.out.push_str("</w:r>");
        }
    }

    fn note(&mut self, text: &str) {
        self.count += 1;
        let id = self.count;
        let _ = write!(
            self.out,
            "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        );
        let _ = write!(
            self.notes,
            "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> "
        );
        escape(&mut self.notes, text);
        self.notes.push_str("</w:t></w:r></w:p></w:footnote>");
    }
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/><w:sz w:val="18"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="14"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="14"/></w:rPr></w:style></w:styles>"#;
