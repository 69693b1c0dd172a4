//! The audit of data for machines, JSON-LD and JSON Feed: whole, with addresses that lead where
//! they may.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::attributes::acts;
use super::links::{Linker, Use};
use super::texts;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Keys whose values only look like addresses, or are texts.
const NOT_ADDRESSES: [&str; 11] = [
    "id",
    "@context",
    "version",
    "title",
    "summary",
    "content_text",
    "description",
    "headline",
    "name",
    "alternateName",
    "text",
];

/// Checks JSON at the offset `at` of a file.
pub(super) fn audit_json(
    linker: &Linker,
    file: &Arc<str>,
    json: &str,
    at: usize,
) -> Vec<Diagnostic> {
    let (mut addresses, mut escaped, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = serde_json::Deserializer::from_str(json);
    let read = Seed {
        addresses: &mut addresses,
        escaped: &mut escaped,
        numbers: &mut numbers,
        key: Key::Text,
    }
    .deserialize(&mut reader);
    if let Err(error) = read.and_then(|()| reader.end()) {
        let what = format!("This is not the JSON it should be: {error}");
        let hint = "Fix the template that wrote it.";
        return vec![
            Diagnostic::new(Rule::MalformedOutput, file, Span::new(at..at), what).hint(hint),
        ];
    }
    let place = |address: &str| {
        let inside = (address.as_ptr() as usize).wrapping_sub(json.as_ptr() as usize);
        // An address with escapes is elsewhere in memory; it is shown at the beginning of the
        // JSON.
        if inside < json.len() {
            Span::new(at + inside..at + inside + address.len())
        } else {
            Span::new(at..at)
        }
    };
    let look_up =
        |address: &Cow<str>| linker.look_up_plain(address, Use::Link, file, place(address)).err();
    let mut found: Vec<Diagnostic> = addresses.iter().filter_map(look_up).collect();
    for number in numbers {
        found.extend(linker.telephone(&number, file, Span::new(at..at)).err());
    }
    // What is written with escapes, `https:\/\/`, is not found by looking at the file.
    for text in escaped {
        let live = texts::live(linker, file, &text).into_iter();
        found.extend(live.map(|found| Diagnostic { span: Span::new(at..at), ..found }));
    }
    found
}

/// Gathers the texts that are addresses.
struct Seed<'s, 'a> {
    addresses: &'s mut Vec<Cow<'a, str>>,
    /// Texts and keys that are written with escapes.
    escaped: &'s mut Vec<String>,
    /// Numbers that a telephone would call.
    numbers: &'s mut Vec<String>,
    key: Key,
}

/// What the value of a key is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Text,
    Address,
    Telephone,
}

impl<'s, 'a> Seed<'s, 'a> {
    fn take(&mut self, text: Cow<'a, str>) {
        let begins = |sign: &str| {
            text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
        };
        if self.key == Key::Telephone {
            self.numbers.push(text.into_owned());
        } else if self.key == Key::Address && (begins("http:") || begins("https:") || acts(&text)) {
            self.addresses.push(text);
        } else {
            self.note(text);
        }
    }
}

impl Seed<'_, '_> {
    /// Keeps a text that was written with escapes, if it holds what begins a host.
    fn note(&mut self, text: Cow<str>) {
        if let Cow::Owned(text) = text
            && (text.contains("//") || text.contains("：／／"))
        {
            self.escaped.push(text);
        }
    }
}

impl<'a> DeserializeSeed<'a> for Seed<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Seed<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(mut self, text: &'a str) -> Result<(), E> {
        self.take(Cow::Borrowed(text));
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.take(Cow::Owned(text.to_owned()));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while list
            .next_element_seed(Seed {
                addresses: &mut *self.addresses,
                escaped: &mut *self.escaped,
                numbers: &mut *self.numbers,
                key: self.key,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<str>>()? {
            let kind = match &*key {
                "telephone" | "faxNumber" => Key::Telephone,
                key if NOT_ADDRESSES.contains(&key) => Key::Text,
                _ => Key::Address,
            };
            self.note(key);
            let (addresses, escaped) = (&mut *self.addresses, &mut *self.escaped);
            let numbers = &mut *self.numbers;
            map.next_value_seed(Seed { addresses, escaped, numbers, key: kind })?;
        }
        Ok(())
    }
}
