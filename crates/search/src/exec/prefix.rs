//! Beginnings: every term whose word form begins with the given letters.

use tantivy_fst::Automaton;

use crate::analysis::{MAX_STEM_TAIL, STEM_END};

/// Finds terms (see [`crate::analysis::encode_term`]) by the beginning of their word form.
///
/// A term starts with its stem, and a stem may leave the word form by at most [`MAX_STEM_TAIL`] bytes; so the search
/// leaves a branch of the dictionary as soon as the stem has gone further astray.
pub(crate) struct FormBegins {
    beginning: Vec<u8>,
}

impl FormBegins {
    pub fn new(beginning: &str) -> FormBegins {
        FormBegins { beginning: beginning.as_bytes().to_owned() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// In the stem: bytes equal to the beginning so far, bytes read since they differ.
    Stem { same: usize, astray: usize },
    /// The stem has ended; the number of its bytes that the form takes over comes next.
    Shared { same: usize },
    /// In the rest of the form: bytes of the beginning that are found.
    Rest { found: usize },
    /// Found.
    Yes,
    /// Cannot be.
    No,
}

impl Automaton for FormBegins {
    type State = State;

    fn start(&self) -> State {
        State::Stem { same: 0, astray: 0 }
    }

    fn is_match(&self, state: &State) -> bool {
        *state == State::Yes
    }

    fn can_match(&self, state: &State) -> bool {
        *state != State::No
    }

    fn will_always_match(&self, state: &State) -> bool {
        *state == State::Yes
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let wanted = &self.beginning;
        match *state {
            State::Stem { same, astray: _ } if byte == STEM_END as u8 => State::Shared { same },
            State::Stem { same, astray: 0 } if same == wanted.len() => State::Stem { same, astray: 0 },
            State::Stem { same, astray: 0 } if wanted[same] == byte => {
                State::Stem { same: same + 1, astray: 0 }
            }
            State::Stem { same: 0, .. } => State::No,
            State::Stem { astray, .. } if astray >= MAX_STEM_TAIL => State::No,
            State::Stem { same, astray } => State::Stem { same, astray: astray + 1 },
            State::Shared { same } => {
                let shared = (byte as usize).saturating_sub(1);
                if shared >= wanted.len() && same == wanted.len() {
                    State::Yes
                } else if shared > same {
                    State::No
                } else {
                    State::Rest { found: shared }
                }
            }
            State::Rest { found } if wanted.get(found) == Some(&byte) => {
                if found + 1 == wanted.len() {
                    State::Yes
                } else {
                    State::Rest { found: found + 1 }
                }
            }
            State::Yes => State::Yes,
            State::Rest { .. } | State::No => State::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::term_of;

    fn begins(beginning: &str, word: &str) -> bool {
        let automaton = FormBegins::new(beginning);
        let mut state = automaton.start();
        for byte in term_of(word).bytes() {
            state = automaton.accept(&state, byte);
            if !automaton.can_match(&state) {
                return false;
            }
        }
        automaton.is_match(&state)
    }

    #[test]
    fn forms_are_found_whatever_their_stem() {
        let words = [
            "huizen",
            "huis",
            "leden",
            "steden",
            "bomen",
            "boom",
            "kamervragen",
            "mogelijkheden",
            "e",
            "wetten",
        ];
        for word in words {
            for length in 1..=word.len() {
                assert!(begins(&word[..length], word), "{} of {word}", &word[..length]);
            }
            assert!(!begins(&format!("{word}x"), word));
        }
        assert!(!begins("lid", "leden"));
        assert!(!begins("huis", "huizen"));
        assert!(!begins("boo", "bomen"));
    }

    proptest::proptest! {
        #[test]
        fn a_form_begins_as_it_is_written(word in "[a-z]{1,14}(en|e|s|heden|t)?", other in "[a-z]{1,4}") {
            for length in 1..=word.len() {
                assert!(begins(&word[..length], &word));
            }
            assert_eq!(begins(&other, &word), word.starts_with(&other));
        }
    }
}
