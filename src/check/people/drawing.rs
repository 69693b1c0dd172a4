//! The words of a drawing: texts, titles, descriptions, comments, instructions and attributes of an
//! SVG file, without the numbers of its shapes.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Attributes that hold numbers of shapes, colours and times, or addresses.
const SHAPES: [&str; 66] = [
    "d",
    "points",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "dx",
    "dy",
    "width",
    "height",
    "viewBox",
    "transform",
    "gradientTransform",
    "patternTransform",
    "style",
    "fill",
    "stroke",
    "opacity",
    "offset",
    "values",
    "version",
    "rotate",
    "textLength",
    "xmlns",
    "href",
    "stdDeviation",
    "baseFrequency",
    "seed",
    "tableValues",
    "kernelMatrix",
    "dur",
    "begin",
    "end",
    "keyTimes",
    "keySplines",
    "path",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "orient",
    "result",
    "in",
    "in2",
    "mode",
    "type",
    "operator",
    "scale",
    "color",
    "enable-background",
    "preserveAspectRatio",
    "overflow",
    "display",
    "visibility",
    "space",
    "base",
    "filter",
];
/// How other attributes of that kind begin.
const SHAPE_PREFIXES: [&str; 8] =
    ["fill-", "stroke-", "stop-", "font-", "clip", "mask", "inkscape:", "sodipodi:"];

/// The words of a drawing, piece by piece; if it cannot be parsed, those before the fault. Last
/// come the words of all its texts together, as whoever sees it may read them, each digit of a
/// number in a text of its own.
pub(super) fn words(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let mut words = Words::default();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => words.push(&text),
            Ok(Event::CData(text)) => words.push(&text),
            // A character by its number, `&#49;` is 1, or by its name.
            Ok(Event::GeneralRef(name)) => {
                let character = name.resolve_char_ref().ok().flatten().unwrap_or(' ');
                words.push(character.encode_utf8(&mut [0; 4]));
            }
            Ok(Event::Comment(text)) => words.pieces.push(text.to_string()),
            Ok(Event::PI(text)) => words.pieces.push(text.to_string()),
            Ok(Event::Start(element)) => {
                words.begin(element.local_name().as_ref());
                words.pieces.extend(labels(&element));
            }
            Ok(Event::Empty(element)) => words.pieces.extend(labels(&element)),
            Ok(Event::End(element)) => words.end(element.local_name().as_ref()),
            Ok(Event::Eof) | Err(_) => return words.finish(),
            Ok(_) => {}
        }
    }
}

#[derive(Default)]
struct Words {
    pieces: Vec<String>,
    current: String,
    all: String,
}

impl Words {
    fn push(&mut self, text: &str) {
        self.current.push_str(text);
    }

    /// Parts of a text belong together, other elements do not.
    fn begin(&mut self, name: &str) {
        if !is_part(name) {
            self.flush();
        }
    }

    fn end(&mut self, name: &str) {
        if !is_part(name) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.current);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.all.push_str(&words);
            self.all.push(' ');
            self.pieces.push(text);
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        // Parts of a text may be on lines of their own in the file.
        let joined: String = self.all.split(' ').collect();
        self.pieces.extend([self.all, joined]);
        self.pieces
    }
}

fn is_part(name: &str) -> bool {
    matches!(name, "tspan" | "a" | "textPath" | "tref" | "altGlyph" | "b" | "i" | "flowSpan")
}

/// The attributes of an element that may hold words.
fn labels(element: &quick_xml::events::BytesStart) -> Vec<String> {
    let attributes = element.attributes().flatten();
    let words = attributes.filter(|attribute| {
        let (name, full) = (attribute.key.local_name(), attribute.key.as_ref());
        let (name, full): (&str, &str) = (name.as_ref(), full);
        !SHAPES.contains(&name)
            && !full.starts_with("xmlns")
            && !SHAPE_PREFIXES.iter().any(|prefix| full.starts_with(prefix) && name != "label")
    });
    words
        .map(|label| {
            quick_xml::escape::unescape(&label.value)
                .map_or_else(|_| label.value.to_string(), std::borrow::Cow::into_owned)
        })
        .collect()
}
