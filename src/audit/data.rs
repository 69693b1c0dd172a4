//! The audit of data for machines, JSON-LD and JSON Feed: whole, with addresses that lead where
//! they may.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::links::{Linker, Use};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Keys whose values only look like addresses, or are texts.
const NOT_ADDRESSES: [&str; 12] = [
    "id",
    "@id",
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
    let mut addresses = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(json);
    let read = Seed { addresses: &mut addresses, is_address: false }.deserialize(&mut reader);
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
    addresses.iter().filter_map(look_up).collect()
}

/// Gathers the texts that are addresses.
struct Seed<'s, 'a> {
    addresses: &'s mut Vec<Cow<'a, str>>,
    is_address: bool,
}

impl<'s, 'a> Seed<'s, 'a> {
    fn take(&mut self, text: Cow<'a, str>) {
        let begins = |sign: &str| {
            text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
        };
        if self.is_address
            && ["http:", "https:", "//", "javascript:", "data:"].iter().any(|sign| begins(sign))
        {
            self.addresses.push(text);
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
                is_address: self.is_address,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<str>>()? {
            let is_address = !NOT_ADDRESSES.contains(&&*key);
            map.next_value_seed(Seed { addresses: &mut *self.addresses, is_address })?;
        }
        Ok(())
    }
}
