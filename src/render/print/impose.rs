//! Booklet imposition: two pages to a side, in the order for folding and stapling.
//!
//! The sheets are printed on both sides, flipped on the short edge, laid on each other, folded once
//! and stapled in the fold. Pages are composed before export, so the typesetter itself writes the
//! file, and links and bookmarks lead to the sides.

use typst::foundations::{NativeElement, Smart, Value};
use typst::introspection::{Location, MetadataElem, Tag, TagFlags};
use typst::layout::{Abs, Frame, FrameItem, FrameParent, GroupItem, Inherit, Point, Size};
use typst::model::{Destination, Document};
use typst::visualize::Curve;
use typst_layout::{Page, PagedDocument};

/// Imposes pages two-up for saddle stitching, with blank pages at the end up to a multiple of four.
///
/// The pages must all have one size; a side is twice as wide. What lies beyond the edge of a page
/// is cut off. Sides have no page labels, since each shows two pages.
pub(super) fn booklet(document: &PagedDocument) -> Result<PagedDocument, String> {
    let pages = document.pages();
    let size = pages.first().map(|page| page.frame.size()).unwrap_or_default();
    if pages.iter().any(|page| page.frame.size() != size) {
        return Err("The pages of a booklet must all have the same size".to_owned());
    }
    let count = pages.len().next_multiple_of(4);
    let mut sides = vec![Frame::hard(Size::new(2.0 * size.x, size.y)); count / 2];
    for (number, page) in pages.iter().enumerate() {
        let (location, start) = start_of(number);
        sides[0].push(Point::zero(), FrameItem::Tag(start));
        let mut frame = page.frame.clone();
        drop_links_by_page(&mut frame);
        if let Some(paint) = page.fill_or_transparent() {
            frame.fill(paint);
        }
        let half = GroupItem {
            clip: Some(Curve::rect(size)),
            parent: Some(FrameParent::new(location, Inherit::No)),
            ..GroupItem::new(frame)
        };
        // Counted from 0, the pages on the sides are 7 0, 1 6, 5 2, 3 4.
        let side = number.min(count - 1 - number);
        let left = if number.is_multiple_of(2) { size.x } else { Abs::zero() };
        sides[side].push(Point::with_x(left), FrameItem::Group(half));
    }
    let sides = sides.into_iter().zip(1..).map(|(frame, number)| Page {
        frame,
        bleed: Default::default(),
        fill: Smart::Auto,
        numbering: None,
        supplement: Default::default(),
        number,
    });
    Ok(PagedDocument::new(sides.collect(), document.info().clone()))
}

/// The location of an element that marks a page in reading order, and the tag that puts it
/// there.
///
/// Bookmarks come in the order of the document, which is now that of the sides. So all these
/// elements are put on the first side, in order, and each is the logical parent of its page.
fn start_of(page: usize) -> (Location, Tag) {
    let location = Location::new(page as u128);
    let mut element = MetadataElem::new(Value::None).pack();
    element.set_location(location);
    (location, Tag::Start(element, TagFlags { introspectable: true, tagged: false }))
}

/// Drops links to a page number and a point, which would lead to another page now. Links to an
/// element are resolved on export.
fn drop_links_by_page(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            drop_links_by_page(&mut group.frame);
            true
        }
        FrameItem::Link(Destination::Position(_), _) => false,
        _ => true,
    });
}
