//! Entity ids that can be read back: a guid hides the place of its entity, so no table of ids is needed.
//!
//! Looks like a version 4 guid. Start at [`Place::guid`] and [`Guid::place`].

use std::fmt;

use crate::category::Category;
use crate::random::{hash, mix, unmix};

/// An entity's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(u128);

/// Where an entity is made: its owner (0 the chamber itself, else 1 + case), its kind and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) owner: u32,
    pub(crate) category: Category,
    pub(crate) local: u16,
}

/// The owner of ids that refer to nothing.
const NOBODY: u32 = u32::MAX;

impl Place {
    pub(crate) fn new(owner: u32, category: Category, local: u16) -> Place {
        Place { owner, category, local }
    }

    pub(crate) fn guid(self, seed: u64) -> Guid {
        let payload =
            u64::from(self.owner) << 32 | u64::from(self.category as u8) << 16 | u64::from(self.local);
        let mixed = mix(payload ^ mix(seed ^ 0x6775_6964));
        let tail = hash(seed, mixed) >> 6;
        let high = (mixed >> 16) << 16 | 0x4000 | (mixed >> 4) & 0xfff;
        let low = 0b10 << 62 | (mixed & 0xf) << 58 | tail;
        Guid(u128::from(high) << 64 | u128::from(low))
    }
}

impl Guid {
    /// An id that names no entity, as dangling references do.
    pub(crate) fn dangling(seed: u64, category: Category, number: u16) -> Guid {
        Place::new(NOBODY, category, number).guid(seed)
    }

    /// The place behind the id; `None` when this parliament did not make it.
    pub(crate) fn place(self, seed: u64) -> Option<Place> {
        let (high, low) = ((self.0 >> 64) as u64, self.0 as u64);
        let mixed = high & 0xffff_ffff_ffff_0000 | (high & 0xfff) << 4 | (low >> 58) & 0xf;
        let payload = unmix(mixed) ^ mix(seed ^ 0x6775_6964);
        let category = Category::from_index((payload >> 16) as u8)?;
        let place = Place::new((payload >> 32) as u32, category, payload as u16);
        (place.guid(seed) == self).then_some(place)
    }

    /// Whether the id was made to refer to nothing.
    pub(crate) fn is_dangling(self, seed: u64) -> bool {
        self.place(seed).is_some_and(|place| place.owner == NOBODY)
    }

    /// Reads `8-4-4-4-12` hexadecimal digits.
    pub fn parse(text: &str) -> Option<Guid> {
        let shape = |(i, c): (usize, char)| match i {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        };
        if text.len() != 36 || !text.chars().enumerate().all(shape) {
            return None;
        }
        u128::from_str_radix(&text.replace('-', ""), 16).ok().map(Guid)
    }

    /// Appends the id's text; the hot path of a page.
    pub(crate) fn write(self, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut shift = 128;
        for (i, byte) in text.iter_mut().enumerate() {
            if !matches!(i, 8 | 13 | 18 | 23) {
                shift -= 4;
                *byte = DIGITS[(self.0 >> shift) as usize & 0xf];
            }
        }
        out.push_str(std::str::from_utf8(&text).unwrap_or_default());
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(36);
        self.write(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_place() {
        for owner in [0, 1, 77, 1_000_000] {
            for local in [0, 149, u16::MAX] {
                let place = Place::new(owner, Category::Stemming, local);
                let guid = place.guid(5);
                assert_eq!(guid.place(5), Some(place));
                assert_eq!(Guid::parse(&guid.to_string()), Some(guid));
                assert_eq!(guid.to_string().as_bytes()[14], b'4');
                assert_eq!(guid.place(6), None, "another parliament");
            }
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        assert_eq!(Guid::parse("zaak"), None);
        assert_eq!(Guid::parse("0006f304-7f6f-45f7-923e-9975c29d77cé"), None);
        assert_eq!(Guid::parse("0006f304-7f6f-45f7-923e-9975c29d77c6").and_then(|g| g.place(1)), None);
    }
}
