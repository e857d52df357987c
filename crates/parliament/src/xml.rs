//! The spelling of one entity: prefixes, nulls, references and the three ways of writing a moment.

use std::fmt::{Display, Write};

use jiff::civil::Date;

use crate::calendar::offset_hours;
use crate::category::{Category, TimeStyle};
use crate::identity::Guid;

const NAMESPACE: &str = "http://www.tweedekamer.nl/xsd/tkData/v1-0";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What a file of an entity is, as the feed tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileFacts {
    pub(crate) content_type: &'static str,
    pub(crate) length: u32,
    pub(crate) extension: &'static str,
}

/// How the elements of an entity are prefixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prefix {
    /// Default namespace, attributes with `tk:`.
    Default,
    /// `tk:` everywhere.
    Tk,
    /// `ns1:` everywhere: commitments, meetings, reports.
    Ns1,
}

/// The frame of an entity.
pub(crate) struct Frame {
    pub(crate) guid: Guid,
    pub(crate) category: Category,
    pub(crate) prefix: Prefix,
    pub(crate) day: Date,
    /// The day on which the feed shows it: later than `day` when it is shown again as it was.
    pub(crate) shown: Date,
    /// Seconds after nine in the morning, Amsterdam time.
    pub(crate) seconds: u32,
    pub(crate) deleted: bool,
    pub(crate) file: Option<FileFacts>,
}

/// Writes the elements of one entity.
pub(crate) struct Xml<'o> {
    out: &'o mut String,
    prefix: &'static str,
    style: TimeStyle,
    /// 0 for the first state of the entity, 1 after its change.
    pub(crate) revision: u8,
}

impl Frame {
    /// Appends the whole entity; an entity without body is written as an empty element.
    pub(crate) fn write(&self, out: &mut String, revision: u8, body: impl FnOnce(&mut Xml)) {
        let term = self.category.term();
        let (prefix, attribute) = match self.prefix {
            Prefix::Default => ("", "tk:"),
            Prefix::Tk => ("tk:", "tk:"),
            Prefix::Ns1 => ("ns1:", "ns1:"),
        };
        out.push('<');
        out.push_str(prefix);
        out.push_str(term);
        match self.prefix {
            Prefix::Default => {
                let _ =
                    write!(out, " xmlns:tk=\"{NAMESPACE}\" xmlns:xsi=\"{INSTANCE}\" xmlns=\"{NAMESPACE}\"");
            }
            Prefix::Tk => {
                let _ = write!(out, " xmlns:tk=\"{NAMESPACE}\" xmlns:xsi=\"{INSTANCE}\"");
            }
            Prefix::Ns1 => {
                let _ = write!(out, " xmlns:xsi=\"{INSTANCE}\" xmlns:ns1=\"{NAMESPACE}\"");
            }
        }
        out.push_str(" id=\"");
        self.guid.write(out);
        out.push_str("\" ");
        out.push_str(attribute);
        out.push_str("bijgewerkt=\"");
        self.updated(out);
        // capitals were seen on persons
        let truth = match (self.deleted, self.category == Category::Persoon && self.seconds.is_multiple_of(3))
        {
            (true, true) => "True",
            (true, false) => "true",
            (false, true) => "False",
            (false, false) => "false",
        };
        let _ = write!(out, "\" {attribute}verwijderd=\"{truth}\"");
        if let Some(file) = &self.file {
            let _ = write!(
                out,
                " {attribute}contentType=\"{}\" {attribute}contentLength=\"{}\"",
                file.content_type, file.length
            );
        }
        let start = out.len();
        out.push('>');
        body(&mut Xml { out, prefix, style: self.category.time_style(), revision });
        if out.len() == start + 1 {
            out.truncate(start);
            out.push_str(" />");
        } else {
            out.push_str("</");
            out.push_str(prefix);
            out.push_str(term);
            out.push('>');
        }
    }

    /// `bijgewerkt`, in the style of the source system.
    fn updated(&self, out: &mut String) {
        let fraction = (self.seconds.wrapping_mul(7919)) % 1000;
        let style = self.category.time_style();
        let clock = if style == TimeStyle::Utc { 9 - offset_hours(self.day) } else { 9 };
        clocktime(out, self.day, clock * 3600 + self.seconds);
        match style {
            TimeStyle::Utc => out.push('Z'),
            TimeStyle::Local => {
                let _ = write!(out, ".{fraction:03}0000");
            }
            TimeStyle::Offset => {
                let _ = write!(out, ".{fraction:03}0000+{:02}:00", offset_hours(self.day));
            }
        }
    }

    /// The `updated` of the feed's entry: UTC, a second later.
    pub(crate) fn published(&self, out: &mut String) {
        clocktime(out, self.shown, (9 - offset_hours(self.shown)) * 3600 + self.seconds + 1);
        let _ = write!(out, ".{:07}Z", (self.seconds.wrapping_mul(104_729)) % 10_000_000);
    }
}

fn clocktime(out: &mut String, day: Date, seconds: u32) {
    civil(out, day);
    let (h, m, s) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let digits = [h / 10, h % 10, m / 10, m % 10, s / 10, s % 10].map(|d| char::from(b'0' + d as u8));
    out.extend(['T', digits[0], digits[1], ':', digits[2], digits[3], ':', digits[4], digits[5]]);
}

fn civil(out: &mut String, day: Date) {
    let (y, m, d) = (day.year() as u32, day.month() as u32, day.day() as u32);
    let digits = [y / 1000 % 10, y / 100 % 10, y / 10 % 10, y % 10, m / 10, m % 10, d / 10, d % 10]
        .map(|d| char::from(b'0' + d as u8));
    out.extend([
        digits[0], digits[1], digits[2], digits[3], '-', digits[4], digits[5], '-', digits[6], digits[7],
    ]);
}

/// Appends text with the five special characters escaped.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (i, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..i]);
        out.push_str(entity);
        from = i + 1;
    }
    out.push_str(&text[from..]);
}

/// The text with the special characters escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape(&mut out, text);
    out
}

impl Xml<'_> {
    fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.open(name);
        escape(self.out, value);
        self.close(name);
    }

    /// An element with a number or the like; nothing in it is escaped.
    pub(crate) fn plain(&mut self, name: &str, value: impl Display) {
        self.open(name);
        let _ = write!(self.out, "{value}");
        self.close(name);
    }

    pub(crate) fn nil(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push_str(" xsi:nil=\"true\" />");
    }

    pub(crate) fn nils(&mut self, names: &[&str]) {
        for name in names {
            self.nil(name);
        }
    }

    /// Text, or null.
    pub(crate) fn opt(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(name, value),
            None => self.nil(name),
        }
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) {
        self.text(name, if value { "true" } else { "false" });
    }

    pub(crate) fn reference(&mut self, name: &str, to: Guid) {
        self.out.push('<');
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push_str(" ref=\"");
        to.write(self.out);
        self.out.push_str("\" />");
    }

    /// A reference that says of which day its target is.
    pub(crate) fn dated_reference(&mut self, name: &str, to: Guid, day: Date) {
        let prefix = self.prefix;
        let _ = write!(self.out, "<{prefix}{name} ref=\"{to}\" {prefix}bijgewerkt=\"");
        clocktime(self.out, day, 12 * 3600);
        let _ = write!(self.out, "+{:02}:00\" />", offset_hours(day));
    }

    /// `ref=""`, as seen on commitments.
    pub(crate) fn empty_reference(&mut self, name: &str) {
        let _ = write!(self.out, "<{}{name} ref=\"\" />", self.prefix);
    }

    /// A date without a time, or null.
    pub(crate) fn date(&mut self, name: &str, day: Option<Date>) {
        let Some(day) = day else { return self.nil(name) };
        self.open(name);
        civil(self.out, day);
        self.close(name);
    }

    /// A moment in the style of the source, from minutes after midnight in Amsterdam.
    pub(crate) fn moment(&mut self, name: &str, day: Date, minutes: u32) {
        self.open(name);
        clocktime(self.out, day, minutes * 60);
        if self.style == TimeStyle::Offset {
            let _ = write!(self.out, "+{:02}:00", offset_hours(day));
        }
        self.close(name);
    }

    /// A day written as a moment.
    pub(crate) fn day(&mut self, name: &str, day: Date) {
        self.moment(name, day, 0);
    }

    /// A day written as a moment, or null.
    pub(crate) fn opt_day(&mut self, name: &str, day: Option<Date>) {
        match day {
            Some(day) => self.day(name, day),
            None => self.nil(name),
        }
    }

    /// Elements within an element.
    pub(crate) fn nested(&mut self, name: &str, body: impl FnOnce(&mut Xml)) {
        self.open(name);
        body(&mut Xml { out: self.out, prefix: self.prefix, style: self.style, revision: self.revision });
        self.close(name);
    }

    /// Raw characters: for the entry that is broken on purpose.
    pub(crate) fn raw(&mut self, xml: &str) {
        self.out.push_str(xml);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::identity::Place;

    fn frame(category: Category, prefix: Prefix) -> Frame {
        Frame {
            guid: Place::new(1, category, 0).guid(1),
            category,
            prefix,
            day: date(2026, 7, 1),
            shown: date(2026, 7, 1),
            seconds: 61,
            deleted: false,
            file: None,
        }
    }

    #[test]
    fn moments_in_the_style_of_their_source() {
        let check = |category, prefix, expected: &str| {
            let mut out = String::new();
            frame(category, prefix).write(&mut out, 0, |_| ());
            assert!(out.contains(expected), "{out}");
            assert!(out.ends_with(" />"));
        };
        check(Category::Zaak, Prefix::Default, " tk:bijgewerkt=\"2026-07-01T09:01:01.0590000\" ");
        check(Category::Commissie, Prefix::Default, " tk:bijgewerkt=\"2026-07-01T07:01:01Z\" ");
        check(Category::Verslag, Prefix::Ns1, " ns1:bijgewerkt=\"2026-07-01T09:01:01.0590000+02:00\" ");
    }

    #[test]
    fn text_is_escaped_and_nothing_is_null() {
        let mut out = String::new();
        frame(Category::Zaak, Prefix::Tk).write(&mut out, 0, |x| {
            x.text("onderwerp", "Grijs & Wijs < \"x\"");
            x.nil("titel");
        });
        assert!(out.contains("<tk:onderwerp>Grijs &amp; Wijs &lt; &quot;x&quot;</tk:onderwerp>"));
        assert!(out.ends_with("<tk:titel xsi:nil=\"true\" /></tk:zaak>"));
    }
}
