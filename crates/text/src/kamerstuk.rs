//! Kamerstuk XML of the official publications (KOOP): headings, paragraphs, lists, tables, notes, signatures.

use model::text::ParagraphKind;

use crate::charset;
use crate::draft::{Block, Draft, NoteId};
use crate::limits::Limits;
use crate::prose::is_label;
use crate::sniff;
use crate::xml::{Node, Xml};

/// XML whose root is an official publication.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    matches!(
        sniff::root_name(bytes).as_deref(),
        Some(
            "officiele-publicatie"
                | "kamerstuk"
                | "kamervragen"
                | "aanhangsel"
                | "handelingen"
                | "kamerwrk"
                | "op-xml"
                | "vraagdoc"
        )
    )
}

/// Reads a publication.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let text = charset::decode(bytes, &mut draft.ledger);
    let mut xml = Xml::new(&text, limits);
    let mut reader = Reader { draft, path: Vec::new(), current: None, marker: None, note: None, row: None };
    while let Some(node) = xml.next() {
        if xml.late(reader.draft) || reader.draft.full() {
            break;
        }
        match node {
            Node::Open(element) => {
                let name = element.name();
                match name {
                    "metadata" | "processing-instruction" => xml.skip(),
                    "tekstregel"
                        if matches!(
                            element.attribute("inhoud").as_deref(),
                            Some("kamernummer" | "documenttype")
                        ) =>
                    {
                        xml.skip();
                        continue;
                    }
                    "meta" => {}
                    "noot" => reader.open_note(element.attribute("nr").unwrap_or_default()),
                    "noot.nr" => {
                        let label = xml.text();
                        if let Some((_, known, _)) = &mut reader.note {
                            *known = label.trim_end_matches(['.', ')']).to_owned();
                        }
                    }
                    "li.nr" => reader.marker = Some(xml.text()),
                    _ => reader.open(name),
                }
                if !matches!(name, "metadata" | "processing-instruction" | "noot.nr" | "li.nr") {
                    reader.path.push(name.to_owned());
                }
            }
            Node::Text(text) => reader.text(&text),
            Node::Close(name) => {
                if reader.path.last().is_some_and(|open| open == name.name()) {
                    reader.path.pop();
                }
                reader.close(name.name());
            }
        }
    }
    reader.flush();
    xml.tell(draft);
}

struct Reader<'d> {
    draft: &'d mut Draft,
    path: Vec<String>,
    current: Option<Block>,
    /// Number of the item that begins next.
    marker: Option<String>,
    /// The note that is open, its label and its text so far.
    note: Option<(NoteId, String, Block)>,
    /// The table row that is open, and its number of cells.
    row: Option<(Block, usize)>,
}

impl Reader<'_> {
    fn inside(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    /// Right inside a question or answer, where its number stands.
    fn within_question(&self) -> bool {
        self.path.last().is_some_and(|open| open == "vraag" || open == "antwoord")
    }

    fn begin(&mut self, kind: ParagraphKind) {
        self.flush();
        self.current = Some(Block::new(kind, None));
    }

    fn flush(&mut self) {
        if let Some(mut block) = self.current.take() {
            if block.kind == ParagraphKind::Body && is_label(block.text()) {
                block.kind = ParagraphKind::Heading(4);
            }
            self.draft.add(block);
        }
    }

    fn open(&mut self, name: &str) {
        if self.row.is_some() || self.note.is_some() {
            match (name, &mut self.row) {
                ("entry" | "td" | "th", Some((row, cells))) => {
                    if *cells > 0 {
                        row.cell();
                    }
                    *cells += 1;
                }
                ("al" | "noot.al" | "noot.lijst", _) => self.text(" "),
                _ => {}
            }
            return;
        }
        match name {
            // names inside a running description: «Vragen van het lid <naam>…</naam> over …»
            "naam" | "functie" | "organisatie" if self.inside("kamervraagomschrijving") => self.text(" "),
            "kamervraagomschrijving" | "kamervraagnummer" | "kamervraagkop" => {
                self.begin(ParagraphKind::Body);
            }
            "nr" if self.within_question() => self.begin(ParagraphKind::Heading(4)),
            "al" | "datumtekst" | "wie" | "plaats" | "functie" | "naam" | "organisatie" | "gegeven" => {
                let signing = self.inside("ondertekening")
                    || self.inside("handtekening")
                    || self.inside("ondertekenaar");
                if signing && self.current.is_some() {
                    self.current.iter_mut().for_each(Block::line_break);
                } else if let Some(marker) = self.marker.take() {
                    self.begin(ParagraphKind::ListItem);
                    self.text(&format!("{marker} "));
                } else {
                    self.begin(ParagraphKind::Body);
                }
            }
            "li" => self.flush(),
            "kop" => {
                let depth = self
                    .path
                    .iter()
                    .filter(|open| {
                        ["divisie", "tekst", "hoofdstuk", "paragraaf", "vrije-tekst"].contains(&open.as_str())
                    })
                    .count();
                self.begin(ParagraphKind::Heading((depth as u8).clamp(1, 6)));
            }
            "label"
            | "nr"
            | "subtitel"
            | "voornaam"
            | "achternaam"
            | "begrotingshoofdstuk"
            | "rijkswetnr"
            | "ondernummer" => self.text(" "),
            "raadnr" => {
                if let Some(block) = &mut self.current {
                    while block.text().ends_with(' ') {
                        block.pop();
                    }
                }
                self.text("-");
            }
            "titel"
                if self.inside("kop")
                    || self
                        .current
                        .as_ref()
                        .is_some_and(|block| matches!(block.kind, ParagraphKind::Heading(_))) =>
            {
                self.text(" ")
            }
            "titel" => self.begin(ParagraphKind::Heading(1)),
            "dossier" => self.begin(ParagraphKind::Heading(2)),
            "stuk" | "stuknr" => self.begin(ParagraphKind::Heading(1)),
            "tussenkop" => self.begin(ParagraphKind::Heading(3)),
            "kamerstukkop" => self.begin(ParagraphKind::Body),
            "tekstregel" => self.current.iter_mut().for_each(Block::line_break),
            "tekst" | "ondertekening" | "vraag" | "antwoord" => self.flush(),
            "row" | "tr" => {
                self.flush();
                self.row = Some((Block::new(ParagraphKind::TableRow, None), 0));
            }
            "br" => self.current.iter_mut().for_each(Block::line_break),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "noot" => {
                if let Some((id, label, block)) = self.note.take() {
                    self.draft.set_note(id, &label, block);
                }
            }
            "row" | "tr" => {
                if let Some((row, _)) = self.row.take() {
                    self.draft.add(row);
                }
            }
            "nr" if self.within_question() => self.flush(),
            "al"
            | "kop"
            | "dossier"
            | "tussenkop"
            | "kamerstukkop"
            | "datumtekst"
            | "ondertekening"
            | "kamervraagomschrijving"
            | "kamervraagnummer"
            | "kamervraagkop"
                if self.note.is_none() && self.row.is_none() =>
            {
                let signing = self.inside("ondertekening") || self.inside("ondertekenaar");
                if !signing {
                    self.flush();
                }
            }
            "titel" if !self.inside("kop") && !self.inside("dossier") => self.flush(),
            _ => {}
        }
    }

    fn open_note(&mut self, label: String) {
        let id = self.draft.reserve_note();
        match (&mut self.row, &mut self.current) {
            (Some((row, _)), _) => row.mark(id),
            (None, Some(block)) => block.mark(id),
            (None, None) => {}
        }
        self.note = Some((id, label, Block::new(ParagraphKind::Note, None)));
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, block)) = &mut self.note {
            block.push(text);
        } else if let Some((row, _)) = &mut self.row {
            row.push(text);
        } else if let Some(block) = &mut self.current {
            block.push(text);
        } else if !text.trim().is_empty() {
            self.begin(ParagraphKind::Body);
            self.text(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn check(inner: &str, expected: &[(ParagraphKind, &str)]) {
        let input = format!(
            "<?xml version=\"1.0\"?>\n<officiele-publicatie><metadata><meta name=\"x\" content=\"y\"/></metadata><kamerstuk>{inner}</kamerstuk></officiele-publicatie>"
        );
        let text = read(input.as_bytes(), &Limits::default());
        let got: Vec<(ParagraphKind, String)> =
            text.paragraphs.iter().map(|p| (p.kind, p.span.of(&text.text))).collect();
        let expected: Vec<(ParagraphKind, String)> =
            expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
        assert_eq!(got, expected);
    }

    use ParagraphKind::{Body, Heading, ListItem, Note, TableRow};

    #[test]
    fn a_motion_with_its_head() {
        check(
            "<kamerstukkop><tekstregel>Vergaderjaar 2031-2032</tekstregel>\n<tekstregel>Tweede Kamer</tekstregel></kamerstukkop><dossier><dossiernummer><dossiernr>99 501</dossiernr><raadnr>02</raadnr></dossiernummer> <titel>Raad voor Dijken</titel></dossier><stuk><stuknr>Nr. <ondernummer>7</ondernummer></stuknr><titel>MOTIE VAN HET LID JANSEN</titel><datumtekst>Voorgesteld <datum>3 maart 2031</datum></datumtekst><algemeen><vrije-tekst><tekst><al>De Kamer,</al><al>verzoekt.</al></tekst></vrije-tekst></algemeen></stuk>",
            &[
                (Body, "Vergaderjaar 2031-2032\nTweede Kamer"),
                (Heading(2), "99 501-02 Raad voor Dijken"),
                (Heading(1), "Nr. 7 MOTIE VAN HET LID JANSEN"),
                (Body, "Voorgesteld 3 maart 2031"),
                (Body, "De Kamer,"),
                (Body, "verzoekt."),
            ],
        );
    }

    #[test]
    fn questions_with_their_answers() {
        let input = "<?xml version=\"1.0\"?>\n<officiele-publicatie><kamervragen><kamervraagkop><tekstregel inhoud=\"vergaderjaar\">Vergaderjaar 2031-2032</tekstregel><tekstregel inhoud=\"titel\">Aanhangsel van de Handelingen</tekstregel></kamervraagkop>\n<kamervraagnummer>100</kamervraagnummer>\n<kamervraagomschrijving type=\"vraag\">Vragen van het lid <naam><achternaam>Van Dijken</achternaam></naam> (XYZ) over <kamervraagonderwerp>het bericht «Dijk»</kamervraagonderwerp> (ingezonden 3 mei 2031).</kamervraagomschrijving>\n<vraag><nr>Vraag 1</nr><al>Is dit zo?</al></vraag>\n<antwoord><nr>Antwoord 1</nr><al>Ja.</al><al>Zeker.</al></antwoord></kamervragen></officiele-publicatie>";
        let text = read(input.as_bytes(), &Limits::default());
        let got: Vec<(ParagraphKind, String)> =
            text.paragraphs.iter().map(|p| (p.kind, p.span.of(&text.text))).collect();
        let expected = [
            (Body, "Vergaderjaar 2031-2032\nAanhangsel van de Handelingen"),
            (Body, "100"),
            (Body, "Vragen van het lid Van Dijken (XYZ) over het bericht «Dijk» (ingezonden 3 mei 2031)."),
            (Heading(4), "Vraag 1"),
            (Body, "Is dit zo?"),
            (Heading(4), "Antwoord 1"),
            (Body, "Ja."),
            (Body, "Zeker."),
        ];
        assert_eq!(got, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn lists_notes_tables_and_signatures() {
        check(
            "<tekst><al>Zie<noot id=\"n1\" nr=\"1\"><noot.nr>1</noot.nr><noot.al>Kamerstuk 99 999.</noot.al></noot> hier:</al><lijst><li><li.nr>a.</li.nr><al>een;</al></li></lijst><table><row><entry><al>Jaar</al></entry><entry><al>12</al></entry></row></table><ondertekening><functie>De Minister van Waterstaat,</functie><naam><voornaam>A.B.</voornaam><achternaam>de Vries</achternaam></naam></ondertekening></tekst>",
            &[
                (Body, "Zie hier:"),
                (ListItem, "a. een;"),
                (TableRow, "Jaar\t12"),
                (Body, "De Minister van Waterstaat,\nA.B. de Vries"),
                (Note, "1 Kamerstuk 99 999."),
            ],
        );
    }
}
