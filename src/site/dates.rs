//! Dates as readers of a language write them, by the patterns of its interface strings.

use jiff::civil::Date;

use crate::base::language::Language;
use crate::site::Site;

/// The pattern of a language: `{year}`, `{month}`, `{day}`, `{month_name}`.
#[derive(Clone, Debug)]
pub struct DateFormat {
    pattern: String,
    months: Vec<String>,
    /// How a month is named on its own: “{name} 月”.
    month: String,
}

impl DateFormat {
    pub fn new(site: &Site, language: Language) -> Self {
        let months = site.string(language, "date.months").split('|').map(str::to_owned).collect();
        let text = |key: &str| site.string(language, key).to_owned();
        DateFormat { pattern: text("date.format"), months, month: text("date.month") }
    }

    pub fn text(&self, date: Date) -> String {
        let number = usize::try_from(date.month()).unwrap_or(1);
        let month_name = self.months.get(number - 1).map_or("", String::as_str);
        let mut text = String::with_capacity(32);
        let mut rest = &*self.pattern;
        while let Some(at) = rest.find('{') {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            let (written, number): (&str, i16) = match rest.split_once('}') {
                Some(("{year", _)) => ("{year}", date.year()),
                Some(("{month", _)) => ("{month}", date.month().into()),
                Some(("{day", _)) => ("{day}", date.day().into()),
                Some(("{month_name", after)) => {
                    text.push_str(month_name);
                    rest = after;
                    continue;
                }
                _ => {
                    text.push('{');
                    rest = &rest[1..];
                    continue;
                }
            };
            text.push_str(&number.to_string());
            rest = &rest[written.len()..];
        }
        text.push_str(rest);
        text
    }

    /// The name of a month, 1 to 12, on its own.
    pub fn month(&self, number: i8) -> Option<String> {
        let name = self.months.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(self.month.replace("{name}", name))
    }
}
