//! The elements of an XML file.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::support::tags::unescape;

/// The text of every element of a name; fails where the file is not well-formed.
pub fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open, mut inside) = (Vec::new(), Vec::new(), false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_owned());
                inside = tag.name().as_ref() == name;
                if inside {
                    found.push(String::new());
                }
            }
            Event::End(tag) => {
                assert_eq!(open.pop().as_deref(), Some(tag.name().as_ref()));
                inside = false;
            }
            Event::Text(text) if inside => found.last_mut().expect("begun").push_str(&text),
            Event::GeneralRef(reference) if inside => {
                let name = format!("&{};", &*reference);
                found.last_mut().expect("begun").push_str(&unescape(&name));
            }
            Event::Eof => {
                assert!(open.is_empty());
                return found;
            }
            _ => {}
        }
    }
}
