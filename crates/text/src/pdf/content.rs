//! The content of a page → pieces of text with their places. Drawing and pictures are skipped.

use std::collections::HashMap;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};

use crate::draft::Draft;
use crate::pdf::font::Font;

/// A run of letters on one baseline in one font, in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub text: String,
    /// Letters whose font does not say what they are.
    pub unknown: u32,
}

/// Fonts of a document, read once.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: Vec<Font>,
    by_object: HashMap<(u32, i32), usize>,
}

impl Fonts {
    fn get(&mut self, dict: &Dict<'_>) -> usize {
        let key = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(at) = key.and_then(|key| self.by_object.get(&key)) {
            return *at;
        }
        self.fonts.push(Font::read(dict));
        if let Some(key) = key {
            self.by_object.insert(key, self.fonts.len() - 1);
        }
        self.fonts.len() - 1
    }

    /// Names of the fonts, for a problem.
    pub fn name(&self) -> String {
        self.fonts
            .iter()
            .map(|font| font.name.as_str())
            .filter(|name| !name.is_empty())
            .take(3)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// `[a b c d e f]`
type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `m` first, then `n`.
fn multiply(m: &Matrix, n: &Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<usize>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// Forms inside forms, at most.
const DEEPEST: usize = 12;
/// Saved states, at most.
const MOST_STATES: usize = 512;
/// Operators of one page, forms included, at most.
const MOST_OPERATORS: u32 = 5_000_000;

struct Interpreter<'f, 'd> {
    fonts: &'f mut Fonts,
    draft: &'d mut Draft,
    pieces: Vec<Piece>,
    state: State,
    stack: Vec<State>,
    matrix: Matrix,
    line: Matrix,
    /// Text given by the file in place of the letters shown; taken by the first letter.
    actual: Vec<Option<Option<String>>>,
    operators: u32,
    stop: bool,
    /// Letters of lines that do not run from left to right.
    turned: String,
}

/// The pieces of a page, and what stands on it turned.
pub(super) fn read(page: &Page<'_>, fonts: &mut Fonts, draft: &mut Draft) -> (Vec<Piece>, String) {
    let crop = page.intersected_crop_box();
    let (x, y) = (crop.x0 as f32, crop.y0 as f32);
    let (width, height) = ((crop.x1 - crop.x0) as f32, (crop.y1 - crop.y0) as f32);
    let ctm = match page.rotation() {
        Rotation::None => [1.0, 0.0, 0.0, 1.0, -x, -y],
        Rotation::Horizontal => [0.0, -1.0, 1.0, 0.0, -y, width + x],
        Rotation::Flipped => [-1.0, 0.0, 0.0, -1.0, width + x, height + y],
        Rotation::FlippedHorizontal => [0.0, 1.0, -1.0, 0.0, height + y, -x],
    };
    let state = State {
        ctm,
        font: None,
        size: 0.0,
        letter_space: 0.0,
        word_space: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut interpreter = Interpreter {
        fonts,
        draft,
        pieces: Vec::new(),
        state,
        stack: Vec::new(),
        matrix: IDENTITY,
        line: IDENTITY,
        actual: Vec::new(),
        operators: 0,
        stop: false,
        turned: String::new(),
    };
    interpreter.run(page.typed_operations(), page.resources(), 0);
    (interpreter.pieces, interpreter.turned)
}

impl Interpreter<'_, '_> {
    fn run(&mut self, mut operations: TypedIter<'_>, resources: &Resources<'_>, depth: usize) {
        let floor = self.stack.len();
        while let Some(operation) = operations.next() {
            self.operators += 1;
            if self.stop || self.operators > MOST_OPERATORS {
                return;
            }
            if self.operators.is_multiple_of(50_000) && self.draft.late() {
                self.stop = true;
                return;
            }
            self.step(operation, resources, depth, floor);
        }
        self.stack.truncate(self.stack.len().max(floor));
        if self.stack.len() > floor {
            self.state = self.stack[floor].clone();
            self.stack.truncate(floor);
        }
    }

    fn step(
        &mut self,
        operation: TypedInstruction<'_, '_>,
        resources: &Resources<'_>,
        depth: usize,
        floor: usize,
    ) {
        match operation {
            TypedInstruction::SaveState(_) if self.stack.len() >= MOST_STATES => {}
            TypedInstruction::SaveState(_) => self.stack.push(self.state.clone()),
            TypedInstruction::RestoreState(_) => {
                if self.stack.len() > floor
                    && let Some(state) = self.stack.pop()
                {
                    self.state = state;
                }
            }
            TypedInstruction::Transform(t) => {
                let m = [t.0.as_f32(), t.1.as_f32(), t.2.as_f32(), t.3.as_f32(), t.4.as_f32(), t.5.as_f32()];
                self.state.ctm = multiply(&m, &self.state.ctm);
            }
            TypedInstruction::BeginText(_) => (self.matrix, self.line) = (IDENTITY, IDENTITY),
            TypedInstruction::CharacterSpacing(n) => self.state.letter_space = n.0.as_f32(),
            TypedInstruction::WordSpacing(n) => self.state.word_space = n.0.as_f32(),
            TypedInstruction::HorizontalScaling(n) => self.state.scale = n.0.as_f32() / 100.0,
            TypedInstruction::TextLeading(n) => self.state.leading = n.0.as_f32(),
            TypedInstruction::TextRise(n) => self.state.rise = n.0.as_f32(),
            TypedInstruction::TextFont(font) => {
                self.state.font = resources.get_font(font.0).map(|dict| self.fonts.get(&dict));
                self.state.size = font.1.as_f32();
            }
            TypedInstruction::NextLine(t) => self.next_line(t.0.as_f32(), t.1.as_f32()),
            TypedInstruction::NextLineAndSetLeading(t) => {
                self.state.leading = -t.1.as_f32();
                self.next_line(t.0.as_f32(), t.1.as_f32());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::SetTextMatrix(t) => {
                self.line =
                    [t.0.as_f32(), t.1.as_f32(), t.2.as_f32(), t.3.as_f32(), t.4.as_f32(), t.5.as_f32()];
                self.matrix = self.line;
            }
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.state.word_space = text.0.as_f32();
                self.state.letter_space = text.1.as_f32();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            TypedInstruction::ShowTexts(texts) => self.show_all(texts.0),
            TypedInstruction::XObject(object) => {
                if depth < DEEPEST
                    && let Some(form) = resources.get_x_object(object.0)
                {
                    self.form(&form, resources, depth);
                }
            }
            TypedInstruction::BeginMarkedContent(_) => self.begin_marked(None),
            TypedInstruction::BeginMarkedContentWithProperties(marked) => {
                let text = match marked.1 {
                    Object::Dict(dict) => actual_text(dict),
                    Object::Name(name) => {
                        resources.properties.get::<Dict<'_>>(name.clone()).as_ref().and_then(actual_text)
                    }
                    _ => None,
                };
                self.begin_marked(text);
            }
            TypedInstruction::EndMarkedContent(_) => drop(self.actual.pop()),
            _ => {}
        }
    }

    fn begin_marked(&mut self, text: Option<String>) {
        if self.actual.len() < MOST_STATES {
            self.actual.push(text.map(Some));
        }
    }

    fn form(&mut self, form: &Stream<'_>, outer: &Resources<'_>, depth: usize) {
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return;
        }
        let Ok(data) = form.decoded_data() else { return };
        let saved = (self.state.clone(), self.matrix, self.line);
        let matrix: Vec<f32> =
            dict.get::<Array<'_>>("Matrix").iter().flat_map(|m| m.iter::<f32>()).take(6).collect();
        if let Ok(matrix) = Matrix::try_from(matrix.as_slice()) {
            self.state.ctm = multiply(&matrix, &self.state.ctm);
        }
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        self.run(TypedIter::new(&data), own.as_ref().unwrap_or(outer), depth + 1);
        (self.state, self.matrix, self.line) = saved;
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.matrix = self.line;
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for item in texts.iter::<Object<'_>>() {
            match item {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(n) => {
                    let shift = -n.as_f32() / 1000.0 * self.state.size * self.state.scale;
                    self.advance(shift);
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, x: f32) {
        self.matrix[4] += x * self.matrix[0];
        self.matrix[5] += x * self.matrix[1];
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(at) = self.state.font else { return };
        let state = &self.state;
        let whole = multiply(&self.matrix, &state.ctm);
        // size of an em across the baseline, and the way that the pen moves
        let size = state.size.abs() * (whole[2] * whole[2] + whole[3] * whole[3]).sqrt();
        let (step_x, step_y) = (whole[0], whole[1]);
        let mut x = whole[4] + state.rise * whole[2];
        let mut y = whole[5] + state.rise * whole[3];
        let font = &mut self.fonts.fonts[at];
        let turned = step_y.abs() > step_x.abs() * 0.2 || step_x * state.size.signum() < 0.0;
        let (bold, italic) = (font.bold, font.italic);
        let mut moved = 0.0;
        let (pieces, turned_text) = (&mut self.pieces, &mut self.turned);
        let replaced = self.actual.iter_mut().rev().find_map(Option::as_mut);
        let mut replaced = replaced;
        font.codes(bytes, |glyph, space| {
            let width = glyph.width * state.size * state.scale;
            let spacing = state.letter_space + if space { state.word_space } else { 0.0 };
            let letters = match replaced.as_deref_mut() {
                Some(text) => Some(text.take().unwrap_or_default().into_boxed_str()),
                None => glyph.letters.clone(),
            };
            if turned {
                if turned_text.len() < 2_000 {
                    turned_text.push_str(letters.as_deref().unwrap_or(""));
                }
            } else if size > 0.5 && size.is_finite() && x.is_finite() && y.is_finite() {
                let end = x + width * step_x;
                add(pieces, x, end, y, size, (bold, italic), letters.as_deref());
            }
            let advance = width + spacing * state.scale;
            moved += advance;
            x += advance * step_x;
            y += advance * step_y;
            // the pen counts letter spacing, so that spaced-out words stay whole
            if !turned
                && let Some(piece) = pieces.last_mut()
                && state.letter_space > 0.0
            {
                piece.x1 = piece.x1.max(x - if space { state.word_space * step_x } else { 0.0 });
            }
        });
        self.advance(moved);
    }
}

/// Adds letters to the last piece if they follow on it, else begins a new one.
fn add(
    pieces: &mut Vec<Piece>,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
    look: (bool, bool),
    letters: Option<&str>,
) {
    let nothing = letters == Some(""); // the text given for it was told with the letter before
    let blank = letters.is_some_and(|letters| letters.chars().all(char::is_whitespace));
    if let Some(last) = pieces.last_mut()
        && (last.y - y).abs() < size * 0.05
        && (last.size - size).abs() < size * 0.05
        && (last.bold, last.italic) == look
    {
        let gap = x - last.x1;
        if gap > -size * 0.4 && gap < size * 0.9 {
            if blank {
                if !nothing && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
            } else {
                if gap > size * 0.16 && !last.text.ends_with(' ') && !torn(&last.text, gap / size, letters) {
                    last.text.push(' ');
                }
                last.text.push_str(letters.unwrap_or(""));
            }
            last.unknown += u32::from(letters.is_none());
            last.x1 = if blank && !nothing { last.x1.max(end.min(x + size * 0.5)) } else { last.x1.max(end) };
            return;
        }
    }
    if blank || pieces.len() > 400_000 {
        return;
    }
    pieces.push(Piece {
        x0: x,
        x1: end,
        y,
        size,
        bold: look.0,
        italic: look.1,
        text: letters.unwrap_or("").to_owned(),
        unknown: u32::from(letters.is_none()),
    });
}

/// Whether a lone capital is torn off its word by too wide a step, `P agina`: no space that is meant is that narrow.
fn torn(text: &str, gap: f32, letters: Option<&str>) -> bool {
    let mut back = text.chars().rev();
    gap < 0.2
        && back.next().is_some_and(char::is_uppercase)
        && back.next().is_none_or(char::is_whitespace)
        && letters.is_some_and(|letters| letters.starts_with(char::is_lowercase))
}

/// `/ActualText`: what the author says stands here.
fn actual_text(dict: &Dict<'_>) -> Option<String> {
    let text = dict.get::<hayro_syntax::object::String<'_>>("ActualText")?;
    Some(super::text_string(text.as_bytes()))
}
