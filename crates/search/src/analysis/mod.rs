//! The analysis of Dutch text: the same for what is indexed and for what is asked.
//!
//! Text is cut into words ([`tokens`]), each is folded ([`fold`]) and gets a stem ([`stem`]); compounds are taken apart
//! ([`compound`]); what means the same is found when a query is read ([`synonyms`]). The index holds one
//! term per word form, made of both ([`Term`]), so that a stem, an exact form and a beginning are all found in one
//! list of postings. Start with [`tokens::Tokens`] and [`encode_term`].

pub(crate) mod compound;
pub(crate) mod fold;
pub(crate) mod stem;
pub(crate) mod synonyms;
pub(crate) mod tokens;

/// The version of the analysis. An index of another version is rebuilt (see [`crate::Writer::renew`]).
///
/// Raise it with every change of tokens, stems, compounds or of the way terms are written.
pub const ANALYSIS_VERSION: u32 = 2;

/// Ends the stem in a term.
pub(crate) const STEM_END: char = '\0';

/// Most bytes of a stem that its word does not begin with: `steden` and `stad` differ in two. The first letter is always
/// shared. A stem further away is not used.
///
/// The search for beginnings relies on it to leave most of the dictionary unread (`exec::prefix`).
pub(crate) const MAX_STEM_TAIL: usize = 2;

/// Appends the term of a word form: its stem, then how the form follows from it.
///
/// `huizen` is `huis\0\u{3}zen`: the first three bytes of `huis`, then `zen`. All forms of a stem stand together in
/// the term dictionary, and the form can be read back ([`decode_term`]).
pub(crate) fn encode_term(surface: &str, stem: &str, out: &mut String) {
    let mut shared = surface.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
    while !surface.is_char_boundary(shared) || !stem.is_char_boundary(shared) {
        shared -= 1;
    }
    let (stem, shared) = if stem.len() - shared > MAX_STEM_TAIL || shared == 0 || shared > 120 {
        let mut whole = surface.len().min(120);
        while !surface.is_char_boundary(whole) {
            whole -= 1;
        }
        (surface, whole)
    } else {
        (stem, shared)
    };
    out.push_str(stem);
    out.push(STEM_END);
    out.push((shared as u8 + 1) as char);
    out.push_str(&surface[shared..]);
}

/// The stem and the word form of a term; none for bytes that are no term.
pub(crate) fn decode_term(term: &[u8]) -> Option<(&str, String)> {
    let term = std::str::from_utf8(term).ok()?;
    let (stem, form) = term.split_once(STEM_END)?;
    let mut chars = form.chars();
    let shared = (chars.next()? as usize).checked_sub(1)?;
    Some((stem, format!("{}{}", stem.get(..shared)?, chars.as_str())))
}

/// The term of a folded word.
pub(crate) fn term_of(surface: &str) -> String {
    let mut term = String::with_capacity(surface.len() + 8);
    encode_term(surface, &stem::stem(surface), &mut term);
    term
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_holds_stem_and_form() {
        for (surface, stem) in [("huizen", "huis"), ("huis", "huis"), ("leden", "lid"), ("ёлка", "ёлка")]
        {
            let term = {
                let mut term = String::new();
                encode_term(surface, stem, &mut term);
                term
            };
            assert_eq!(decode_term(term.as_bytes()), Some((stem, surface.to_owned())));
        }
        assert_eq!(term_of("huizen"), "huis\0\u{4}zen");
    }

    proptest::proptest! {
        #[test]
        fn every_term_reads_back(surface in "[a-zë€😀']{1,60}", stem in "[a-zë]{1,60}") {
            let mut term = String::new();
            encode_term(&surface, &stem, &mut term);
            assert_eq!(decode_term(term.as_bytes()).unwrap().1, surface);
        }
    }
}
