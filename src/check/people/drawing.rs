//! The words of a drawing: texts, titles, descriptions, comments and labels of an SVG file, without
//! the numbers of its shapes.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Attributes that contain words.
const LABELS: [&str; 4] = ["aria-label", "title", "label", "docname"];

/// The words of a drawing, piece by piece; if it cannot be parsed, those before the fault.
pub(super) fn words(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let mut words = vec![String::new()];
    let push = |text: &str, words: &mut Vec<String>| {
        words.last_mut().expect("it starts with one").push_str(text);
    };
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => push(&text, &mut words),
            Ok(Event::CData(text)) => push(&text, &mut words),
            // A character by its number: `&#49;` is 1.
            Ok(Event::GeneralRef(name)) => {
                let character = name.resolve_char_ref().ok().flatten().unwrap_or(' ');
                push(character.encode_utf8(&mut [0; 4]), &mut words);
            }
            Ok(Event::Comment(text)) => words.extend([text.to_string(), String::new()]),
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let labels = element.attributes().flatten();
                let labels = labels
                    .filter(|attribute| LABELS.contains(&attribute.key.local_name().as_ref()));
                words.extend(labels.map(|label| label.value.to_string()));
                words.push(String::new());
            }
            Ok(Event::End(_)) => words.push(String::new()),
            Ok(Event::Eof) | Err(_) => return words,
            Ok(_) => {}
        }
    }
}
