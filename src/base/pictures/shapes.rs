//! Drawings (SVG): what of them would take without end to draw, and the codes in them.

use std::collections::HashMap;
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, RgbaImage};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use resvg::{tiny_skia, usvg};

use super::decoded::{PictureFault, size};
use super::grey::Grey;
use crate::base::limits;

/// The side of a drawing in pixels, when codes are looked for.
const SIDE: u32 = 1200;

/// Bytes of stack to read and draw with; what may be nested is [`limits::DRAWING_DEPTH`] deep.
const STACK: usize = 32 << 20;

/// Elements that take as long as one with a layer of its own.
const LAYER: usize = 20;

/// Bytes of a drawing in which marks are drawn at every corner of a line.
const MARKED: usize = 256 << 10;

/// Why a drawing is not drawn, as a sentence; none where it can be.
pub fn refused_in_drawing(svg: &str) -> Option<String> {
    let mut count = Count::default();
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if let Some(what) = count.element(&tag) {
                    return Some(what);
                }
                count.open.push(count.ids.len());
                count.begin(&tag);
            }
            Ok(Event::Empty(tag)) => {
                if let Some(what) = count.element(&tag) {
                    return Some(what);
                }
                count.begin(&tag);
                count.end();
            }
            Ok(Event::End(_)) => {
                count.open.pop();
                count.end();
            }
            Ok(Event::Text(text)) if has_filter(&text) && count.is_style => {
                return Some(filter());
            }
            Ok(Event::DocType(_)) => return Some("It has a document type of its own".to_owned()),
            // What is not well-formed is a mistake of its own.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if count.open.len() > limits::DRAWING_DEPTH {
            return Some("Its groups lie in each other too deeply".to_owned());
        }
    }
    let total = count.weight(0, count.elements, 0);
    let is_much = total > limits::DRAWING_ELEMENTS || count.has_marker && svg.len() > MARKED;
    is_much.then(|| format!("It draws more than {} things", limits::DRAWING_ELEMENTS))
}

fn filter() -> String {
    "It uses a filter, which can take minutes to draw".to_owned()
}

fn has_filter(style: &str) -> bool {
    properties(style).any(|(name, value)| name == "filter" && value != "none")
}

/// The properties of a style, and of the rules of a sheet.
fn properties(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = style.split([';', '{', '}']).filter_map(|rule| rule.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

/// Whether a property has a whole layer of its own drawn.
fn takes_layer((name, value): (&str, &str)) -> bool {
    match name {
        "opacity" => !matches!(value, "1" | "1.0" | "100%" | "inherit"),
        "mask" | "clip-path" => value != "none",
        "mix-blend-mode" | "isolation" => !matches!(value, "normal" | "auto"),
        _ => false,
    }
}

/// Why a picture that is written out in a drawing is not shown, as a sentence.
fn refused_picture(address: &str) -> Option<String> {
    let rest = address.trim_ascii_start();
    if !rest.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return None;
    }
    const KINDS: [&str; 5] = ["png", "jpeg", "jpg", "gif", "webp"];
    let data = rest.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    let data = data.filter(|(kind, _)| KINDS.contains(kind)).map(|(_, data)| data);
    let bytes = data
        .and_then(|data| STANDARD.decode(data.split_ascii_whitespace().collect::<String>()).ok());
    match bytes.map(|bytes| size(&bytes)) {
        Some(Ok(_)) => None,
        Some(Err(PictureFault::Large { .. })) => {
            Some("A picture within it is too large".to_owned())
        }
        _ => Some("It holds a picture or a file of an unusual kind".to_owned()),
    }
}

/// What a drawing holds, with what `<use>` draws again.
#[derive(Default)]
struct Count {
    elements: usize,
    /// The number of `ids` when each open element began.
    open: Vec<usize>,
    /// For each element that is open: its id, and its number.
    begun: Vec<(Option<String>, usize)>,
    /// The first and the last number of the elements within each id.
    ids: HashMap<String, (usize, usize)>,
    /// The elements that draw another again, by number.
    uses: Vec<(usize, String)>,
    is_style: bool,
    has_marker: bool,
}

impl Count {
    fn element(&mut self, tag: &BytesStart) -> Option<String> {
        let name = tag.local_name().into_inner();
        self.is_style = name == "style";
        if name == "filter" || name.starts_with("fe") && name.len() > 4 {
            return Some(filter());
        }
        self.has_marker |= name == "marker";
        for attribute in tag.attributes().flatten() {
            let key = attribute.key.local_name().into_inner();
            let is_filter = key == "filter" && attribute.value.trim() != "none";
            if is_filter || key == "style" && has_filter(&attribute.value) {
                return Some(filter());
            }
            if let Some(why) = refused_picture(&attribute.value).filter(|_| key == "href") {
                return Some(why);
            }
        }
        None
    }

    fn begin(&mut self, tag: &BytesStart) {
        let first = self.elements + 1;
        let is_layer = tag.attributes().flatten().any(|attribute| {
            let key = attribute.key.local_name().into_inner();
            takes_layer((key, attribute.value.trim()))
                || key == "style" && properties(&attribute.value).any(takes_layer)
        });
        self.elements += if is_layer { LAYER } else { 1 };
        let mut id = None;
        for attribute in tag.attributes().flatten() {
            match attribute.key.local_name().into_inner() {
                "id" => id = Some(attribute.value.to_string()),
                "href" => {
                    if let Some(target) = attribute.value.strip_prefix('#') {
                        self.uses.push((self.elements, target.to_owned()));
                    }
                }
                _ => {}
            }
        }
        self.begun.push((id, first));
    }

    fn end(&mut self) {
        if let Some((Some(id), first)) = self.begun.pop() {
            self.ids.entry(id).or_insert((first, self.elements));
        }
    }

    /// How many elements are drawn for those after `first`, up to `last`.
    fn weight(&self, first: usize, last: usize, depth: usize) -> usize {
        let mut total = last - first;
        let from = self.uses.partition_point(|(at, _)| *at <= first);
        for (_, target) in self.uses[from..].iter().take_while(|(at, _)| *at <= last) {
            let Some(&(start, end)) = self.ids.get(target) else { continue };
            if depth > 16 || total > limits::DRAWING_ELEMENTS {
                return limits::DRAWING_ELEMENTS + 1;
            }
            total += self.weight(start - 1, end, depth + 1);
        }
        total
    }
}

/// The texts of the codes of a drawing that [`refused_in_drawing`] finds nothing in; none where it
/// cannot be drawn.
pub fn codes_of_drawing(svg: &str) -> Vec<String> {
    let svg = svg.to_owned();
    let draw = move || draw(&svg).map(|picture| Grey::codes_of(&picture)).unwrap_or_default();
    let drawing = thread::Builder::new().stack_size(STACK).spawn(draw);
    let mut codes = drawing.ok().and_then(|drawing| drawing.join().ok()).unwrap_or_default();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn draw(svg: &str) -> Option<DynamicImage> {
    let mut options = usvg::Options::default();
    // Nothing is read from the disk.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_str(svg, &options).ok()?;
    let (whole, own) = (tree.size().to_int_size(), tree.size());
    let size = if whole.width() > whole.height() {
        whole.scale_to_width(SIDE)?
    } else {
        whole.scale_to_height(SIDE)?
    };
    let mut canvas = tiny_skia::Pixmap::new(size.width(), size.height())?;
    let (across, down) =
        (size.to_size().width() / own.width(), size.to_size().height() / own.height());
    resvg::render(&tree, tiny_skia::Transform::from_scale(across, down), &mut canvas.as_mut());
    let (width, height) = (canvas.width(), canvas.height());
    let pixels = canvas.take_demultiplied();
    RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
}
