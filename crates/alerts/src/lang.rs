//! The two languages of a message.

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }

    /// The language of a code; Dutch for any other.
    pub fn of(code: &str) -> Lang {
        if code == "en" { Lang::En } else { Lang::Nl }
    }

    /// One of two texts.
    pub fn t<T>(self, dutch: T, english: T) -> T {
        match self {
            Lang::Nl => dutch,
            Lang::En => english,
        }
    }

    /// A day as people write it: `28 januari 2026`. What is no day stays as it is.
    pub fn day(self, day: &str) -> String {
        const MONTHS: [(&str, &str); 12] = [
            ("januari", "January"),
            ("februari", "February"),
            ("maart", "March"),
            ("april", "April"),
            ("mei", "May"),
            ("juni", "June"),
            ("juli", "July"),
            ("augustus", "August"),
            ("september", "September"),
            ("oktober", "October"),
            ("november", "November"),
            ("december", "December"),
        ];
        let short: String = day.chars().take(10).collect();
        let Ok(date) = short.parse::<jiff::civil::Date>() else { return day.to_owned() };
        let (dutch, english) = MONTHS[date.month() as usize - 1];
        format!("{} {} {}", date.day(), self.t(dutch, english), date.year())
    }
}
