//! How do pages become a booklet? Two to a side, in the order that comes right when the sheets are
//! folded.
//!
//! The sheets are printed on both sides, flipped on the short edge, laid on each other, folded once
//! and stapled in the fold.
//!
//! The file is copied object by object from its catalog on. Only what names a page or a place on
//! one is rewritten on the way: a page becomes a form XObject on its sheet, keeping its
//! `/StructParents`, so that the structure tree finds the same marked content there (ISO 32000-1,
//! 14.7.4.2), and links, targets and bounding boxes move along. Objects are numbered as they are
//! met: the same file gives the same bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Stream};
use hayro_syntax::page::{Page, Rotation};
use pdf_writer::types::TabOrder;
use pdf_writer::{Finish, Obj, Rect, Ref, Settings, Str};
use sha2::{Digest, Sha256};

/// Imposes a tagged PDF two-up for saddle stitching, with blank pages at the end up to a multiple
/// of four.
///
/// The file must be as typst-pdf writes it, and its pages all of one size; a sheet is twice as
/// wide. Page labels are dropped, since a side shows two pages.
pub fn booklet(pdf: &[u8]) -> Result<Vec<u8>, String> {
    let old = Pdf::new(pdf.to_vec()).map_err(|_| "The PDF for the booklet cannot be read")?;
    let size = page_size(&old)?;
    let mut out = pdf_writer::Pdf::with_settings(Settings { pretty: false });
    out.set_version(1, 7);
    let mut imposition = Imposition::new(&old)?;
    let sides = imposition.lay_out(size)?;
    let tree = imposition.pages(&mut out, &sides, size);
    let instance = format!("{:x}", Sha256::digest(pdf))[..32].to_owned();
    let (metadata, document) = imposition.metadata(&mut out, sides.len(), &instance)?;
    out.set_file_id((document.into_bytes(), instance.into_bytes()));
    imposition.catalog(&mut out, tree, metadata);
    imposition.info(&mut out);
    imposition.rest(&mut out)?;
    Ok(out.finish())
}

/// In points.
#[derive(Clone, Copy)]
struct Size {
    width: f64,
    height: f64,
}

fn page_size(pdf: &Pdf) -> Result<Size, String> {
    let mut sizes = pdf.pages().iter().map(|page| {
        let [media, crop] = [page.media_box(), page.crop_box()].map(|r| [r.x0, r.y0, r.x1, r.y1]);
        match (media, page.rotation()) {
            ([0.0, 0.0, width, height], Rotation::None) if media == crop => Some((width, height)),
            _ => None,
        }
    });
    let first = sizes.next().ok_or("The PDF for the booklet has no pages")?;
    match first {
        Some((width, height)) if sizes.all(|size| size == first) => Ok(Size { width, height }),
        Some(_) => Err("The pages of a booklet must all have the same size".to_owned()),
        None => Err("The pages of a booklet must be neither cropped nor rotated".to_owned()),
    }
}

/// The pages on each side of each sheet, left and right, counted from 0: `[7, 0], [1, 6], [5, 2],
/// [3, 4]`.
fn saddle_stitch(pages: usize) -> impl Iterator<Item = [usize; 2]> {
    let last = pages.next_multiple_of(4) - 1;
    // Fronts have the lower page on the right, backs on the left.
    (0..last / 2 + 1)
        .map(move |side| if side % 2 == 0 { [last - side, side] } else { [side, last - side] })
}

/// One side of a sheet.
struct Side<'a> {
    id: Ref,
    /// In their order; none for a blank side.
    pages: Vec<(Slot, &'a Page<'a>)>,
}

/// Where a page has gone.
#[derive(Clone, Copy)]
struct Slot {
    side: Ref,
    form: Ref,
    /// How far to the right, in points.
    shift: f64,
}

/// One file on its way.
struct Imposition<'a> {
    old: &'a Pdf,
    root: Dict<'a>,
    next: Ref,
    /// By the number of the old page.
    slots: BTreeMap<i32, Slot>,
    /// By the number of the old annotation, how far it moves.
    annotations: BTreeMap<i32, f64>,
    /// By old number, the new one.
    numbers: BTreeMap<i32, Ref>,
    /// What has a number and is still to be written.
    waiting: VecDeque<ObjRef>,
    /// Whether marked content was found of which nothing says on which page it is.
    astray: bool,
}

impl<'a> Imposition<'a> {
    fn new(old: &'a Pdf) -> Result<Self, String> {
        let root =
            old.xref().get(old.xref().root_id()).ok_or("The PDF for the booklet has no catalog")?;
        let (slots, annotations, numbers, waiting) = Default::default();
        Ok(Imposition {
            old,
            root,
            next: Ref::new(1),
            slots,
            annotations,
            numbers,
            waiting,
            astray: false,
        })
    }

    /// Gives every page its place.
    fn lay_out(&mut self, size: Size) -> Result<Vec<Side<'a>>, String> {
        let pages = self.old.pages();
        let mut sides = Vec::new();
        for [left, right] in saddle_stitch(pages.len()) {
            let mut side = Side { id: self.next.bump(), pages: Vec::new() };
            let mut halves = [(left, 0.0), (right, size.width)];
            // Painted in the order of the pages, for readers that do not heed the structure.
            halves.sort_by_key(|&(number, _)| number);
            for (number, shift) in halves {
                // Past the end are the blank pages.
                let Some(page) = pages.get(number) else { continue };
                let slot = Slot { side: side.id, form: self.next.bump(), shift };
                let id = page
                    .raw()
                    .obj_id()
                    .ok_or("The PDF for the booklet has a page without a number")?;
                self.slots.insert(id.obj_number, slot);
                self.annotations
                    .extend(annotations(page).map(|annotation| (annotation.obj_number, shift)));
                side.pages.push((slot, page));
            }
            sides.push(side);
        }
        Ok(sides)
    }

    /// Writes the page tree with all sides.
    fn pages(&mut self, out: &mut pdf_writer::Pdf, sides: &[Side], size: Size) -> Ref {
        let tree = self.next.bump();
        out.pages(tree).kids(sides.iter().map(|side| side.id)).count(sides.len() as i32);
        for side in sides {
            self.side(out, side, tree, size);
            for &(slot, page) in &side.pages {
                self.form(out, slot, page, size);
            }
        }
        tree
    }

    fn side(&mut self, out: &mut pdf_writer::Pdf, side: &Side, tree: Ref, size: Size) {
        let contents = self.next.bump();
        let sheet = Rect::new(0.0, 0.0, (2.0 * size.width) as f32, size.height as f32);
        let mut page = out.page(side.id);
        page.parent(tree).media_box(sheet).contents(contents).tab_order(TabOrder::StructureOrder);
        let names = ["Page0", "Page1"];
        let forms = names.into_iter().zip(side.pages.iter().map(|(slot, _)| slot.form));
        page.resources().x_objects().pairs(forms.clone().map(|(name, form)| (key(name), form)));
        let annotations =
            side.pages.iter().flat_map(|(_, page)| annotations(page)).map(|old| self.follow(old));
        let annotations: Vec<Ref> = annotations.collect();
        if !annotations.is_empty() {
            page.annotations(annotations);
        }
        page.finish();
        let drawing: String = forms.map(|(name, _)| format!("/{name} Do\n")).collect();
        out.stream(contents, drawing.as_bytes());
    }

    fn form(&mut self, out: &mut pdf_writer::Pdf, slot: Slot, page: &Page, size: Size) {
        let contents = page.raw().get::<Stream>("Contents");
        // Contents in several streams can only be joined unpacked.
        let joined = || Cow::from(page.page_stream().unwrap_or_default());
        let data = contents.as_ref().map_or_else(joined, Stream::raw_data);
        let mut form = out.form_xobject(slot.form, &data);
        form.bbox(Rect::new(0.0, 0.0, size.width as f32, size.height as f32));
        form.matrix([1.0, 0.0, 0.0, 1.0, slot.shift as f32, 0.0]);
        for name in ["Resources", "StructParents", "Group"] {
            if let Some(value) = page.raw().get_raw::<Object>(name) {
                self.item(form.insert(key(name)), value);
            }
        }
        if let Some(contents) = contents {
            self.entries(&mut form, contents.dict(), &["Length"]);
        }
    }

    /// Writes the XMP metadata; also returns the document's own identifier, common to all its
    /// renditions.
    fn metadata(
        &mut self,
        out: &mut pdf_writer::Pdf,
        pages: usize,
        instance: &str,
    ) -> Result<(Ref, String), String> {
        let old = self.root.get::<Stream>("Metadata").and_then(|stream| stream.decoded().ok());
        let xmp = old.and_then(|bytes| String::from_utf8(bytes.into_owned()).ok());
        let mut xmp = xmp.ok_or("The PDF for the booklet has no readable metadata")?;
        set(&mut xmp, "xmpTPg:NPages", &pages.to_string());
        set(&mut xmp, "xmpMM:InstanceID", instance);
        let id = self.next.bump();
        out.stream(id, xmp.as_bytes())
            .pair(key("Type"), key("Metadata"))
            .pair(key("Subtype"), key("XML"));
        let document = element(&xmp, "xmpMM:DocumentID").map_or(instance, |range| &xmp[range]);
        Ok((id, document.to_owned()))
    }

    fn catalog(&mut self, out: &mut pdf_writer::Pdf, tree: Ref, metadata: Ref) {
        let root = self.root.clone();
        let mut catalog = out.catalog(self.next.bump());
        catalog.pages(tree).pair(key("Metadata"), metadata);
        self.entries(
            &mut catalog,
            &root,
            &["Type", "Pages", "Metadata", "PageLabels", "ViewerPreferences"],
        );
        let mut preferences = catalog.insert(key("ViewerPreferences")).dict();
        self.entries(
            &mut preferences,
            &root.get("ViewerPreferences").unwrap_or_default(),
            &["Duplex"],
        );
        preferences.pair(key("Duplex"), key("DuplexFlipShortEdge"));
    }

    /// Writes the document information, but for its dates.
    fn info(&mut self, out: &mut pdf_writer::Pdf) {
        let old = self.old.metadata();
        let mut info = out.document_info(self.next.bump());
        let fields = [("Title", &old.title), ("Author", &old.author), ("Subject", &old.subject)];
        let more =
            [("Keywords", &old.keywords), ("Creator", &old.creator), ("Producer", &old.producer)];
        let fields = fields.into_iter().chain(more);
        info.pairs(fields.filter_map(|(name, text)| Some((key(name), Str(text.as_ref()?)))));
    }

    /// Writes what has been named so far, and what that names in turn.
    fn rest(&mut self, out: &mut pdf_writer::Pdf) -> Result<(), String> {
        while let Some(object) = self.waiting.pop_front() {
            self.object(out, object);
        }
        let astray =
            "The PDF for the booklet has marked content in its structure that is on no page";
        if self.astray { Err(astray.to_owned()) } else { Ok(()) }
    }

    fn object(&mut self, out: &mut pdf_writer::Pdf, old: ObjRef) {
        let id = self.numbers[&old.obj_number];
        match (self.old.xref().get::<Object>(old.into()), self.annotations.get(&old.obj_number)) {
            (Some(Object::Stream(stream)), _) => {
                self.entries(&mut out.stream(id, &stream.raw_data()), stream.dict(), &["Length"]);
            }
            (Some(Object::Dict(dict)), Some(&shift)) => {
                self.moved(out.indirect(id), &dict, shift, &["Rect", "QuadPoints"]);
            }
            (Some(object), _) => self.item(out.indirect(id), MaybeRef::NotRef(object)),
            (None, _) => out.indirect(id).primitive(pdf_writer::Null),
        }
    }

    /// The new number of an object: for a page, its side of a sheet.
    fn follow(&mut self, old: ObjRef) -> Ref {
        if let Some(slot) = self.slots.get(&old.obj_number) {
            return slot.side;
        }
        *self.numbers.entry(old.obj_number).or_insert_with(|| {
            self.waiting.push_back(old);
            self.next.bump()
        })
    }

    fn item(&mut self, out: Obj, item: MaybeRef<Object>) {
        match item {
            MaybeRef::Ref(old) => out.primitive(self.follow(old)),
            MaybeRef::NotRef(Object::Null(_) | Object::Stream(_)) => {
                out.primitive(pdf_writer::Null)
            }
            MaybeRef::NotRef(Object::Boolean(value)) => out.primitive(value),
            MaybeRef::NotRef(Object::Number(value)) => number(out, value.as_f64()),
            MaybeRef::NotRef(Object::String(value)) => out.primitive(Str(&value)),
            MaybeRef::NotRef(Object::Name(value)) => out.primitive(pdf_writer::Name(&value)),
            MaybeRef::NotRef(Object::Array(array)) => {
                let shift = self.target(&array).unwrap_or_default();
                self.shifted(out, &array, shift, |index| index == 2);
            }
            MaybeRef::NotRef(Object::Dict(dict)) => match dict.get::<Name>("Type").as_deref() {
                Some(b"StructElem") => self.structure(out, &dict),
                _ => self.entries(&mut out.dict(), &dict, &[]),
            },
        }
    }

    /// Writes all entries of a dictionary, but for some.
    fn entries(&mut self, out: &mut pdf_writer::Dict, old: &Dict, but: &[&str]) {
        for (name, value) in old.entries().filter(|(name, _)| !but.contains(&name.as_str())) {
            self.item(out.insert(pdf_writer::Name(&name)), value);
        }
    }

    /// If an array is where a link or bookmark leads (`[page /XYZ left top zoom]`), how far that
    /// has moved.
    fn target(&self, array: &Array) -> Option<f64> {
        let mut items = array.raw_iter();
        let slot = self.slots.get(&items.next()?.as_obj_ref()?.obj_number)?;
        let MaybeRef::NotRef(Object::Name(view)) = items.next()? else { return None };
        (&*view == b"XYZ").then_some(slot.shift)
    }

    /// Writes an array, moving those of its numbers to the right that lie across the page.
    fn shifted(&mut self, out: Obj, old: &Array, shift: f64, across: impl Fn(usize) -> bool) {
        let mut out = out.array();
        for (index, item) in old.raw_iter().enumerate() {
            match item {
                MaybeRef::NotRef(Object::Number(value)) if across(index) => {
                    number(out.push(), value.as_f64() + shift)
                }
                item => self.item(out.push(), item),
            }
        }
    }

    /// Writes a dictionary, moving those of its entries that are arrays of x and y by turns.
    fn moved(&mut self, out: Obj, old: &Dict, shift: f64, places: &[&str]) {
        let mut out = out.dict();
        self.entries(&mut out, old, places);
        for place in places {
            if let Some(array) = old.get::<Array>(place) {
                self.shifted(out.insert(key(place)), &array, shift, |index| index % 2 == 0);
            }
        }
    }

    fn structure(&mut self, out: Obj, old: &Dict) {
        let mut out = out.dict();
        self.entries(&mut out, old, &["K", "A"]);
        let list = old.get::<Array>("K").map(|kids| MaybeRef::NotRef(Object::Array(kids)));
        if let Some(kids) = list.or_else(|| old.get_raw("K")) {
            self.kids(out.insert(key("K")), kids, self.page(old));
        }
        if let Some(attributes) = old.get::<Object>("A") {
            let shift = self.slot(old).map_or(0.0, |slot| slot.shift);
            self.attributes(out.insert(key("A")), attributes, shift);
        }
    }

    /// Writes the children of a structure element on a page. A bare number would mean marked
    /// content in the contents of the page itself; now it is in a form.
    fn kids(&mut self, out: Obj, kids: MaybeRef<Object>, page: Option<Slot>) {
        match kids {
            MaybeRef::NotRef(Object::Number(id)) => self.marked(out, id.as_i64(), page),
            MaybeRef::NotRef(Object::Dict(kid))
                if kid.contains_key("MCID") && !kid.contains_key("Stm") =>
            {
                self.marked(out, kid.get("MCID").unwrap_or_default(), self.page(&kid).or(page));
            }
            MaybeRef::NotRef(Object::Array(kids)) => {
                let mut out = out.array();
                kids.raw_iter().for_each(|kid| self.kids(out.push(), kid, page));
            }
            kid => self.item(out, kid),
        }
    }

    fn marked(&mut self, out: Obj, id: i64, page: Option<Slot>) {
        let Some(slot) = page else {
            self.astray = true;
            return out.primitive(pdf_writer::Null);
        };
        let mut out = out.dict();
        out.pair(key("Type"), key("MCR")).pair(key("Pg"), slot.side).pair(key("Stm"), slot.form);
        out.pair(key("MCID"), id as i32);
    }

    fn attributes(&mut self, out: Obj, old: Object, shift: f64) {
        match old {
            Object::Dict(attributes) => self.moved(out, &attributes, shift, &["BBox"]),
            Object::Array(all) => {
                let mut out = out.array();
                all.iter::<Object>()
                    .for_each(|attributes| self.attributes(out.push(), attributes, shift));
            }
            other => self.item(out, MaybeRef::NotRef(other)),
        }
    }

    /// Where the page that a dictionary names has gone.
    fn page(&self, old: &Dict) -> Option<Slot> {
        self.slots.get(&old.get_ref("Pg")?.obj_number).copied()
    }

    /// Where the page that a structure element begins on has gone.
    fn slot(&self, element: &Dict) -> Option<Slot> {
        let below = || match element.get::<Object>("K")? {
            Object::Dict(kid) => self.slot(&kid),
            Object::Array(kids) => {
                kids.iter::<Object>().find_map(|kid| self.slot(&kid.into_dict()?))
            }
            _ => None,
        };
        self.page(element).or_else(below)
    }
}

/// Those that are objects of their own, as everything is that the structure names.
fn annotations<'a>(page: &Page<'a>) -> impl Iterator<Item = ObjRef> + use<'a> {
    page.raw()
        .get::<Array>("Annots")
        .unwrap_or_default()
        .raw_iter()
        .filter_map(|item| item.as_obj_ref())
}

fn key(name: &str) -> pdf_writer::Name<'_> {
    pdf_writer::Name(name.as_bytes())
}

fn number(out: Obj, value: f64) {
    if value.fract() == 0.0 { out.primitive(value as i32) } else { out.primitive(value as f32) }
}

/// Where the text of an XMP element stands.
fn element(xmp: &str, name: &str) -> Option<Range<usize>> {
    let start = xmp.find(&format!("<{name}>"))? + name.len() + 2;
    Some(start..start + xmp[start..].find('<')?)
}

fn set(xmp: &mut String, name: &str, text: &str) {
    if let Some(range) = element(xmp, name) {
        xmp.replace_range(range, text);
    }
}
