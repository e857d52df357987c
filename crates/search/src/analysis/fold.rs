//! Folding: one letter for all its accents, cases and ligatures.

/// Appends the folded form of a letter or digit; nothing for marks that only decorate.
pub(crate) fn fold_into(char: char, out: &mut String) {
    if char.is_ascii() {
        out.push(char.to_ascii_lowercase());
        return;
    }
    match char {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' => out.push('a'),
        'Æ' | 'æ' => out.push_str("ae"),
        'Ç' | 'ç' | 'Ć'..='č' => out.push('c'),
        'Ď'..='đ' | 'Ð' | 'ð' => out.push('d'),
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => out.push('e'),
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => out.push('g'),
        'Ĥ'..='ħ' => out.push('h'),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ǐ' | 'ǐ' => out.push('i'),
        'Ĳ' | 'ĳ' => out.push_str("ij"),
        'Ĵ' | 'ĵ' => out.push('j'),
        'Ķ'..='ĸ' => out.push('k'),
        'Ĺ'..='ł' => out.push('l'),
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => out.push('n'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ǒ' | 'ǒ' => out.push('o'),
        'Œ' | 'œ' => out.push_str("oe"),
        'Ŕ'..='ř' => out.push('r'),
        'Ś'..='š' | 'Ș' | 'ș' => out.push('s'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'Ţ'..='ŧ' | 'Ț' | 'ț' => out.push('t'),
        'Þ' | 'þ' => out.push_str("th"),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ǔ' | 'ǔ' => out.push('u'),
        'Ŵ' | 'ŵ' => out.push('w'),
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => out.push('y'),
        'Ź'..='ž' => out.push('z'),
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        'ﬅ' | 'ﬆ' => out.push_str("st"),
        '¹' => out.push('1'),
        '²' => out.push('2'),
        '³' => out.push('3'),
        _ if is_ignorable(char) => {}
        _ => out.extend(char.to_lowercase()),
    }
}

/// Marks inside a word that are not part of its spelling: accents put on afterwards, soft hyphens, joiners.
pub(crate) fn is_ignorable(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The folded form of a whole text.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|char| fold_into(char, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected);
    }

    #[test]
    fn accents_case_and_ligatures_are_one() {
        check("Oekraïne", "oekraine");
        check("COÖRDINATIE", "coordinatie");
        check("co\u{308}ordinatie", "coordinatie");
        check("Ĳmuiden", "ijmuiden");
        check("eﬀecten", "effecten");
        check("Yeşilgöz-Zegerius", "yesilgoz-zegerius");
        check("Łódź", "lodz");
        check("maat\u{ad}regel", "maatregel");
        check("Киев", "киев");
    }
}
