//! The order of names: marks on letters do not count, `ij` is two letters, what stands behind the comma comes last.

/// What a listed name (`Öztürk, Selçuk`) is sorted by.
pub fn key(listed: &str) -> String {
    let mut key = String::with_capacity(listed.len());
    for letter in listed.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' | 'ā' | 'ă' | 'ą' => key.push('a'),
            'æ' => key.push_str("ae"),
            'ç' | 'ć' | 'č' => key.push('c'),
            'ď' | 'đ' | 'ð' => key.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => key.push('e'),
            'ğ' | 'ģ' => key.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => key.push('i'),
            'ĳ' => key.push_str("ij"),
            'ł' | 'ľ' | 'ĺ' => key.push('l'),
            'ñ' | 'ń' | 'ň' => key.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => key.push('o'),
            'œ' => key.push_str("oe"),
            'ř' => key.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => key.push('s'),
            'ß' => key.push_str("ss"),
            'ť' | 'ţ' | 'ț' => key.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => key.push('u'),
            'ý' | 'ÿ' => key.push('y'),
            'ź' | 'ż' | 'ž' => key.push('z'),
            // the comma sorts before every letter and space
            ',' => key.push('\u{1}'),
            '\'' | '’' | '-' | '\u{300}'..='\u{36f}' => {}
            letter => key.push(letter),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_their_surname_without_marks() {
        let mut names = [
            "Zand, Jan van 't",
            "Öztürk, Selçuk",
            "Ossenaar, Piet",
            "Aa, Bo van der",
            "Oztar, An",
            "Zandberg, Eva",
        ];
        names.sort_by_key(|name| key(name));
        assert_eq!(
            names,
            [
                "Aa, Bo van der",
                "Ossenaar, Piet",
                "Oztar, An",
                "Öztürk, Selçuk",
                "Zand, Jan van 't",
                "Zandberg, Eva"
            ]
        );
    }
}
