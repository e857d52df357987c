//! What a simulated parliament is made from.

use jiff::civil::{Date, date};

/// The day the simulation was written for: the story and the demo's screenshots fit it best.
pub const TODAY: Date = date(2026, 11, 20);

/// Everything that decides what the parliament holds; equal settings give equal bytes.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Decides all choices.
    pub seed: u64,
    /// How much there is.
    pub size: Size,
    /// The last day of the simulation: planned meetings lie after it, all else before.
    pub today: Date,
    /// Faulty answers of the server; `None` for a server that always works.
    pub faults: Option<Faults>,
    /// Whether a first part is served until [`crate::Parliament::advance`] releases more.
    pub grow: Grow,
    /// Oddities in the feed's content.
    pub oddities: Oddities,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            seed: 1,
            size: Size::documents(200),
            today: TODAY,
            faults: None,
            grow: Grow::All,
            oddities: Oddities::default(),
        }
    }
}

/// How much a parliament holds. The chamber itself and the story are always there (about 3,300 entries).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub(crate) Measure);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Documents(u64),
    Records(u64),
}

impl Size {
    /// At least so many documents.
    pub fn documents(count: u64) -> Size {
        Size(Measure::Documents(count))
    }

    /// At least so many entries in the whole feed, deletes and re-emissions included.
    pub fn records(count: u64) -> Size {
        Size(Measure::Records(count))
    }
}

/// How much of the feed is released at the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grow {
    /// Everything.
    All,
    /// The first nine tenths, and at least the whole story; the rest holds changes of what was shown before.
    NineTenths,
    /// So many entries.
    Entries(u64),
}

/// Faulty answers, chosen by seed, address and how often the address was asked, so that runs repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults {
    /// Decides which answers are faulty.
    pub seed: u64,
    /// The part of the answers that is faulty, 0 to 1.
    pub rate: f64,
    /// The kinds to choose from.
    pub kinds: Vec<Fault>,
    /// How long a stalled answer keeps the connection.
    pub stall: std::time::Duration,
}

impl Faults {
    /// All kinds, stalls of 30 seconds.
    pub fn new(seed: u64, rate: f64) -> Faults {
        Faults { seed, rate, kinds: Fault::ALL.to_vec(), stall: std::time::Duration::from_secs(30) }
    }

    /// Reads `SEED:RATE`, as in `7:0.1`.
    ///
    /// # Errors
    /// A sentence when the text has another form or the rate is not between 0 and 1.
    pub fn parse(text: &str) -> Result<Faults, String> {
        let wrong = || format!("faults {text:?}: expected SEED:RATE such as 7:0.1");
        let (seed, rate) = text.split_once(':').ok_or_else(wrong)?;
        let seed = seed.parse().map_err(|_| wrong())?;
        let rate = rate.parse().map_err(|_| wrong())?;
        if !(0.0..=1.0).contains(&rate) {
            return Err(wrong());
        }
        Ok(Faults::new(seed, rate))
    }
}

/// A way in which an answer fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Status 500.
    Error500,
    /// Half of the body, then the connection is closed.
    Truncated,
    /// Half of the body, then nothing for a while.
    Stalled,
    /// The declared length is a tenth too small, and the body is cut to it.
    WrongLength,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Fault; 4] = [Fault::Error500, Fault::Truncated, Fault::Stalled, Fault::WrongLength];
}

/// Oddities in the content of the feed, seen in the real one unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oddities {
    /// Some cases carry an element that no schema knows.
    pub unknown_element: bool,
    /// The content of one case is not well-formed (not seen in the real feed).
    pub broken_xml: bool,
}

impl Default for Oddities {
    fn default() -> Oddities {
        Oddities { unknown_element: true, broken_xml: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_on_the_command_line() {
        let faults = Faults::parse("7:0.1").unwrap();
        assert_eq!((faults.seed, faults.rate), (7, 0.1));
        for wrong in ["7", "x:0.1", "7:2", "7:-1", ""] {
            assert!(Faults::parse(wrong).is_err(), "{wrong}");
        }
    }
}
