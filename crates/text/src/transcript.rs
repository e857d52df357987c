//! VLOS transcript XML of a meeting (published with two namespaces: read by local names).
//!
//! Activities and their parts become headings, each turn a [`Speech`] over its paragraphs. The label of a turn
//! ("De **voorzitter**:") is dropped from the text: the speech names the speaker. Text of motions follows a heading
//! "Motie"; results of votes are written out in a sentence per side.

use model::Span;
use model::text::{ParagraphKind, Speech};

use crate::charset;
use crate::draft::{Block, Draft};
use crate::limits::Limits;
use crate::sniff;
use crate::xml::{Node, Xml};

/// XML whose root is a VLOS document.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    matches!(sniff::root_name(bytes).as_deref(), Some("vloscoredocument" | "vlosdocument"))
}

/// A turn that is open: the speaker of a `woordvoerder` or `interrumpant`.
#[derive(Default)]
struct Turn {
    speech: Option<Speech>,
    interruption: bool,
    /// Whether its label was met.
    labelled: bool,
}

/// Reads a transcript.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let text = charset::decode(bytes, &mut draft.ledger);
    let mut xml = Xml::new(&text, limits);
    let mut reader = Reader {
        draft,
        path: Vec::new(),
        turns: Vec::new(),
        activity: None,
        last: None,
        votes: Vec::new(),
        outcome: None,
        vote: None,
    };
    while let Some(node) = xml.next() {
        if xml.late(reader.draft) || reader.draft.full() {
            break;
        }
        match node {
            Node::Open(element) => reader.open(element.name(), element.attribute("type"), &mut xml),
            Node::Close(name) => reader.close(name.name()),
            Node::Text(_) => {}
        }
    }
    reader.end_speech();
    xml.tell(draft);
}

/// A speech under way, with the paragraphs it covers.
struct Open {
    speech: Speech,
    from: usize,
    /// Depth of its turn among the open turns.
    turn: usize,
}

struct Reader<'d> {
    draft: &'d mut Draft,
    path: Vec<String>,
    turns: Vec<Turn>,
    activity: Option<String>,
    last: Option<Open>,
    votes: Vec<(String, String)>,
    outcome: Option<String>,
    vote: Option<String>,
}

impl Reader<'_> {
    fn parent(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn open(&mut self, name: &str, kind: Option<String>, xml: &mut Xml<'_>) {
        let in_turn = matches!(self.parent(), "woordvoerder" | "interrumpant");
        match name {
            "alinea" | "lijst" => return self.paragraph(name, xml),
            "alineagroep" if kind.as_deref() == Some("Motietekst") => self.heading(4, "Motie"),
            "woordvoerder" | "interrumpant" => {
                self.turns.push(Turn { interruption: name == "interrumpant", ..Turn::default() });
            }
            "spreker" if in_turn => {
                let speech = speaker(xml);
                if let Some(turn) = self.turns.last_mut() {
                    turn.speech = Some(Speech { interruption: turn.interruption, ..speech });
                }
                return;
            }
            "markeertijdbegin" | "markeertijdeind" | "isvoorzitter" if in_turn => {
                let value = xml.text();
                let Some(speech) = self.turns.last_mut().map(|turn| turn.speech.get_or_insert_with(nobody))
                else {
                    return;
                };
                match name {
                    "markeertijdbegin" => speech.begin = Some(value).filter(|value| !value.is_empty()),
                    "markeertijdeind" => speech.end = Some(value).filter(|value| !value.is_empty()),
                    _ => speech.chair = value == "true",
                }
                return;
            }
            "titel" => {
                let depth = match self.parent() {
                    "vergadering" => Some(1),
                    "activiteit" => Some(2),
                    "activiteithoofd" => Some(3),
                    _ => None,
                };
                let title = xml.text();
                if let Some(depth) = depth {
                    self.end_speech();
                    self.heading(depth, &title);
                }
                return;
            }
            "onderwerp" => {
                let subject = xml.text();
                if self.parent() == "activiteit" && self.draft.last_text() != Some(subject.as_str()) {
                    self.plain(&subject);
                }
                return;
            }
            "parlisid" => {
                let number = xml.text();
                if self.parent() == "activiteit" {
                    self.activity = Some(number).filter(|number| !number.is_empty());
                }
                return;
            }
            "activiteit" => {
                self.end_speech();
                self.activity = None;
            }
            "sprekers" | "zaken" | "activiteitenindex" | "category" => return xml.skip(),
            "uitslag" => {
                self.outcome = Some(xml.text());
                return;
            }
            "fractie" | "persoon" | "spreker" if self.parent() == "stemming" => {
                self.vote = Some(xml.text());
                return;
            }
            "stem" => {
                let stem = xml.text();
                if let Some(who) = self.vote.take() {
                    self.votes.push((stem, who));
                }
                return;
            }
            _ => {}
        }
        self.path.push(name.to_owned());
    }

    fn close(&mut self, name: &str) {
        // unmatched ends of a damaged file must not empty the path
        if self.parent() == name {
            self.path.pop();
        }
        match name {
            "woordvoerder" | "interrumpant" => {
                if self.last.as_ref().is_some_and(|open| open.turn >= self.turns.len()) {
                    self.end_speech();
                }
                self.turns.pop();
            }
            "activiteititem" | "activiteitdeel" => self.tell_votes(),
            _ => {}
        }
    }

    fn heading(&mut self, depth: u8, text: &str) {
        // parts repeat the title of what they are part of
        if self.draft.last_text() == Some(text) {
            return;
        }
        let mut block = Block::new(ParagraphKind::Heading(depth), None);
        block.push(text);
        self.draft.add(block);
    }

    fn plain(&mut self, text: &str) {
        let mut block = Block::new(ParagraphKind::Body, None);
        block.push(text);
        self.draft.add(block);
    }

    /// Reads one `alinea` or `lijst` with its items.
    fn paragraph(&mut self, name: &str, xml: &mut Xml<'_>) {
        let floor = xml.depth();
        let mut blocks: Vec<Block> = Vec::new();
        let mut in_list = name == "lijst";
        let (mut item, mut bold) = (None::<String>, false);
        let mut label = None::<String>;
        let mut fresh = true;
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => match element.name() {
                    "alineaitem" => item = Some(String::new()),
                    "lijst" => (in_list, fresh) = (true, true),
                    "nadruk" => bold |= element.attribute("type").as_deref() == Some("Vet"),
                    _ => {}
                },
                Node::Text(text) => {
                    if let Some(item) = &mut item {
                        item.push_str(&text);
                    }
                }
                Node::Close(name) => {
                    match name.name() {
                        "alineaitem" => {
                            let text = item.take().unwrap_or_default();
                            let text = text.trim();
                            if bold
                                && label.is_none()
                                && blocks.is_empty()
                                && text.ends_with(':')
                                && text.len() < 160
                            {
                                label = Some(text.to_owned());
                            } else if in_list {
                                let mut block = Block::new(ParagraphKind::ListItem, None);
                                block.push("- ");
                                block.push(text.trim_start_matches(['-', '•', ' ']));
                                blocks.push(block);
                            } else if !text.is_empty() {
                                if fresh {
                                    blocks.push(Block::new(ParagraphKind::Body, None));
                                    fresh = false;
                                }
                                if let Some(block) = blocks.last_mut() {
                                    block.line_break();
                                    block.push(text);
                                }
                            }
                            bold = false;
                        }
                        "lijst" => (in_list, fresh) = (false, true),
                        _ => {}
                    }
                    if xml.depth() < floor {
                        break;
                    }
                }
            }
        }
        self.speak(label);
        for block in blocks {
            self.draft.add(block);
        }
    }

    /// Begins a speech if what follows is of another speaker than what came before.
    fn speak(&mut self, label: Option<String>) {
        let depth = self.turns.len();
        let first = self.turns.last().is_some_and(|turn| !turn.labelled);
        match label {
            Some(label) if !first => {
                self.end_speech();
                let speech = Speech { activity: self.activity.clone(), ..by_label(&label) };
                self.last = Some(Open { speech, from: self.draft.here(), turn: depth });
            }
            label => {
                if label.is_none() && self.last.as_ref().is_some_and(|open| open.turn == depth) {
                    return; // goes on
                }
                self.end_speech();
                let Some(turn) = self.turns.last_mut() else { return };
                turn.labelled |= label.is_some();
                let speech = turn.speech.clone().unwrap_or_else(|| by_label(label.as_deref().unwrap_or("")));
                let speech = Speech { activity: self.activity.clone(), ..speech };
                self.last = Some(Open { speech, from: self.draft.here(), turn: depth });
            }
        }
    }

    fn end_speech(&mut self) {
        if let Some(open) = self.last.take() {
            let here = self.draft.here();
            self.draft.add_speech(open.speech, open.from, here);
        }
    }

    fn tell_votes(&mut self) {
        if self.outcome.is_none() && self.votes.is_empty() {
            return;
        }
        self.end_speech();
        if let Some(outcome) = self.outcome.take() {
            self.plain(&format!("Uitslag van de stemming: {}.", outcome.to_lowercase()));
        }
        let mut sides: Vec<String> = Vec::new();
        for (side, _) in &self.votes {
            if !sides.contains(side) {
                sides.push(side.clone());
            }
        }
        let votes = std::mem::take(&mut self.votes);
        for side in sides {
            let who: Vec<&str> =
                votes.iter().filter(|(s, _)| *s == side).map(|(_, who)| who.as_str()).collect();
            self.plain(&format!("{side}: {}.", who.join(", ")));
        }
    }
}

fn nobody() -> Speech {
    Speech {
        speaker: String::new(),
        first_name: None,
        party: None,
        role: None,
        address: None,
        chair: false,
        interruption: false,
        begin: None,
        end: None,
        activity: None,
        span: Span::default(),
    }
}

/// A speaker known by the printed label only: `De voorzitter:`, `Mevrouw Jansen (D66):`.
fn by_label(label: &str) -> Speech {
    let label = label.trim_end_matches(':').trim();
    let (name, party) = match label.split_once('(') {
        Some((name, party)) => (name.trim(), Some(party.trim_end_matches(')').trim().to_owned())),
        None => (label, None),
    };
    let (address, name) = ["De heer", "Mevrouw", "De"]
        .iter()
        .find_map(|address| {
            Some((Some((*address).to_owned()), name.strip_prefix(address)?.strip_prefix(' ')?))
        })
        .unwrap_or((None, name));
    Speech { speaker: name.to_owned(), party, address, chair: name == "voorzitter", ..nobody() }
}

fn speaker(xml: &mut Xml<'_>) -> Speech {
    let floor = xml.depth();
    let mut speech = nobody();
    let mut surname = String::new();
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => {
                let field = element.name().to_owned();
                let value = xml.text();
                let given = Some(value.clone()).filter(|value| !value.is_empty());
                match field.as_str() {
                    "fractie" => speech.party = given,
                    "aanhef" => speech.address = given,
                    "verslagnaam" => speech.speaker = value,
                    "voornaam" => speech.first_name = given,
                    "achternaam" => surname = value,
                    "functie" => speech.role = given,
                    _ => {}
                }
            }
            Node::Close(_) if xml.depth() < floor => break,
            _ => {}
        }
    }
    if speech.speaker.is_empty() {
        speech.speaker = surname;
    }
    speech
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use model::text::Format;

    fn spoken(input: &str) -> Vec<(String, bool, String)> {
        let text = read(input.as_bytes(), &Limits::default());
        assert_eq!(text.format, Format::Transcript);
        text.speeches.iter().map(|s| (s.speaker.clone(), s.interruption, s.span.of(&text.text))).collect()
    }

    fn turn(kind: &str, name: &str, label: &str, text: &str, inner: &str) -> String {
        format!(
            "<{kind}><spreker soort=\"x\"><fractie>ABC</fractie><aanhef>De heer</aanhef><verslagnaam>{name}</verslagnaam><voornaam>Jan</voornaam><functie>lid</functie></spreker><markeertijdbegin>2031-01-02T10:00:00</markeertijdbegin><isvoorzitter>false</isvoorzitter><tekst><alinea><alineaitem>De heer <nadruk type=\"Vet\">{label}</nadruk> (ABC):</alineaitem><alineaitem>{text}</alineaitem></alinea></tekst>{inner}</{kind}>"
        )
    }

    fn meeting(inner: &str) -> String {
        format!(
            "\u{feff}<?xml version=\"1.0\"?><vlosCoreDocument xmlns=\"n\"><vergadering><titel>3e vergadering</titel><activiteit><titel>Dijken</titel><onderwerp>Dijken</onderwerp><parlisid>2031A00001</parlisid><activiteithoofd><titel>Termijn inbreng</titel>{inner}</activiteithoofd></activiteit></vergadering></vlosCoreDocument>"
        )
    }

    #[test]
    fn turns_and_interruptions_are_speeches_without_their_labels() {
        let inner = turn("interrumpant", "De Boer", "De Boer", "Waarom?", "");
        let input = meeting(&format!(
            "<activiteitdeel><titel>x</titel><activiteititem>{}</activiteititem></activiteitdeel>",
            turn("woordvoerder", "Jansen", "Jansen", "Dank u wel.", &inner)
        ));
        assert_eq!(
            spoken(&input),
            [
                ("Jansen".to_owned(), false, "Dank u wel.".to_owned()),
                ("De Boer".to_owned(), true, "Waarom?".to_owned())
            ]
        );
        let text = read(input.as_bytes(), &Limits::default());
        assert_eq!(text.text, "3e vergadering\n\nDijken\n\nTermijn inbreng\n\nDank u wel.\n\nWaarom?");
        let speech = &text.speeches[0];
        assert_eq!((speech.party.as_deref(), speech.activity.as_deref()), (Some("ABC"), Some("2031A00001")));
        assert_eq!((speech.begin.as_deref(), speech.chair), (Some("2031-01-02T10:00:00"), false));
    }

    #[test]
    fn a_motion_keeps_its_text_and_the_speech_goes_on() {
        let motion = "<draadboekfragment><tekst><alineagroep type=\"Motietekst\"><alinea><alineaitem>De Kamer,</alineaitem></alinea><alinea><alineaitem>verzoekt de regering te bouwen.</alineaitem></alinea></alineagroep><alineagroep type=\"Motieinfo\"><alinea><alineaitem>Zij krijgt nr. <stuknummer>7</stuknummer>.</alineaitem></alinea></alineagroep></tekst></draadboekfragment>";
        let input = meeting(&turn("woordvoerder", "Jansen", "Jansen", "Een motie.", motion));
        let spoken = spoken(&input);
        assert_eq!(spoken.len(), 1);
        assert_eq!(
            spoken[0].2,
            "Een motie.\n\nMotie\n\nDe Kamer,\n\nverzoekt de regering te bouwen.\n\nZij krijgt nr. 7."
        );
    }

    #[test]
    fn a_decision_is_spoken_by_the_chair_and_its_votes_are_written_out() {
        let input = meeting(
            "<activiteititem soort=\"Besluit\"><titel>Besluit</titel><tekst><alinea><alineaitem>De <nadruk type=\"Vet\">voorzitter</nadruk>:</alineaitem><alineaitem>Aangenomen.</alineaitem></alinea></tekst><uitslag>Aangenomen</uitslag><stemmingen><stemming><fractie>ABC</fractie><stem>Voor</stem></stemming><stemming><fractie>DEF</fractie><stem>Tegen</stem></stemming><stemming><fractie>GHI</fractie><stem>Voor</stem></stemming></stemmingen></activiteititem>",
        );
        assert_eq!(spoken(&input), [("voorzitter".to_owned(), false, "Aangenomen.".to_owned())]);
        let text = read(input.as_bytes(), &Limits::default()).text;
        assert!(
            text.ends_with("Uitslag van de stemming: aangenomen.\n\nVoor: ABC, GHI.\n\nTegen: DEF."),
            "{text}"
        );
    }

    #[test]
    fn the_other_namespace_and_root() {
        let input =
            meeting(&turn("woordvoerder", "A", "A", "Ja.", "")).replace("vlosCoreDocument", "v:vlosdocument");
        assert_eq!(spoken(&input).len(), 1);
    }
}
