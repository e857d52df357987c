//! Plots drawn on the server: lines, steps and bars as SVG, always with the same figures as text beside them.

use jiff::civil::Date;

use crate::Lang;

/// Width of a drawing.
const WIDTH: f64 = 640.0;
/// Height of a drawing of lines.
const HEIGHT: f64 = 170.0;
/// Room for the figures on the left.
const LEFT: f64 = 34.0;
/// Room for the years below.
const BELOW: f64 = 22.0;

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// What it shows, for who cannot see it.
    pub label: String,
    /// Size of the drawing.
    pub size: (f64, f64),
    /// The path of the line.
    pub path: String,
    /// The area under it.
    pub area: String,
    /// Marks on the left: height and figure.
    pub heights: Vec<(f64, String)>,
    /// Marks below: place and word.
    pub years: Vec<(f64, String)>,
}

/// Steps over time: each value holds until the next, the last until today. None where there is nothing to draw.
pub fn steps(lang: Lang, what: &str, values: &[(Date, i64)], today: Date) -> Option<Plot> {
    let (first, last) = (values.first()?, values.last()?);
    let most = values.iter().map(|(_, value)| *value).max().filter(|most| *most > 0)?;
    let end = if last.0 > today { last.0 } else { today };
    let days = |day: Date| f64::from(first.0.until(day).map_or(0, |span| span.get_days()));
    let width = days(end).max(1.0);
    let x = |day: Date| LEFT + days(day) / width * (WIDTH - LEFT - 6.0);
    let y = |value: i64| (HEIGHT - BELOW) - value as f64 / most as f64 * (HEIGHT - BELOW - 12.0);
    let mut path = format!("M{:.1} {:.1}", x(first.0), y(first.1));
    for (day, value) in &values[1..] {
        path.push_str(&format!("H{:.1}V{:.1}", x(*day), y(*value)));
    }
    path.push_str(&format!("H{:.1}", x(end)));
    let area = format!("{path}V{:.1}H{:.1}Z", y(0), x(first.0));
    let mut years: Vec<(f64, String)> = Vec::new();
    for year in first.0.year() + 1..=end.year() {
        let Ok(day) = Date::new(year, 1, 1) else { continue };
        let at = x(day);
        if years.last().is_none_or(|(before, _)| at - before > 44.0) && at < WIDTH - 20.0 {
            years.push((at, year.to_string()));
        }
    }
    let middle = most / 2;
    let mut heights = vec![(y(0), "0".to_owned()), (y(most), lang.count(most))];
    if middle > 0 && middle < most {
        heights.push((y(middle), lang.count(middle)));
    }
    Some(Plot {
        label: format!(
            "{what}: {} {} {}, {} {} {}",
            first.1,
            lang.t("op", "on"),
            lang.day(&first.0.to_string()),
            last.1,
            lang.t("vanaf", "from"),
            lang.day(&last.0.to_string())
        ),
        size: (WIDTH, HEIGHT),
        path,
        area,
        heights,
        years,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let today = "2031-01-28".parse().unwrap();
        assert_eq!(steps(Lang::Nl, "Zetels", &[], today), None);
        assert_eq!(steps(Lang::Nl, "Zetels", &[(today, 0)], today), None);
    }

    #[test]
    fn a_step_holds_until_the_next() {
        let day = |day: &str| day.parse::<Date>().unwrap();
        let values = [(day("2030-01-01"), 4), (day("2030-07-02"), 2)];
        let plot = steps(Lang::Nl, "Zetels", &values, day("2031-01-01")).unwrap();
        assert_eq!(plot.label, "Zetels: 4 op 1 januari 2030, 2 vanaf 2 juli 2030");
        assert!(plot.path.starts_with("M34.0 12.0H333.2V80.0H"), "{}", plot.path);
        assert_eq!(plot.heights.len(), 3);
    }
}
