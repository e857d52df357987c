//! The dossier that tells a story end to end: medical evacuations of children from the invented Noordland.

use jiff::civil::Date;

use crate::cases::Rules;
use crate::cases::rows::{DocumentRow, Extent, Signer};
use crate::emission::Emission;
use crate::papers::Paper;
use crate::world::{Case, World};

/// Number of the dossier.
pub(crate) const DOSSIER: u32 = 29_995;
/// Title of the dossier.
pub(crate) const TITLE: &str = "De situatie in Noordland";
/// First number in the dossier that the story uses.
pub(crate) const FIRST_PAPER: u32 = 40;
/// Last one.
pub(crate) const LAST_PAPER: u32 = 58;
/// The motion.
pub(crate) const MOTION_PAPER: u32 = 42;
/// Numbers of documents, cases, activities and agenda items that no other case may take, ascending.
pub(crate) const RESERVED: [&[u32]; 4] = [&[], &[], &[], &[]];

/// A day of the story, moved by whole years so that the story lies before today.
pub(crate) fn day(_today: Date, year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

pub(crate) struct Story;

impl Rules for Story {
    fn documents(&self, _: &World, _: &Case) -> u16 {
        0
    }
    fn papers(&self, _: &World, _: &Case) -> u16 {
        0
    }
    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [0, 0, 0]
    }
    fn row(&self, _: &World, c: &Case, _: u16) -> DocumentRow {
        DocumentRow::new("Motie", String::new(), c.date, Extent::Short)
    }
    fn signers(&self, _: &World, _: &Case, _: u16) -> Vec<Signer> {
        Vec::new()
    }
    fn paper(&self, _: &World, _: &Case, _: u16, _: u8) -> Paper {
        Paper::default()
    }
    fn emit(&self, _: &World, _: &Case, _: &mut Emission) {}
}
