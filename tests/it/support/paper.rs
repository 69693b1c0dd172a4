//! The words of a laid-out document, their sizes and places, its images and QR codes.
//!
//! All lengths are points unless a name says millimetres.

use tiny_skia::Pixmap;
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::text::TextItem;
use typst::visualize::Geometry;
use typst_layout::Page;
use wuzha::render::print::Layout;

pub const MM: f64 = 72.0 / 25.4;

/// What readers see of a laid-out document.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// Width and height of each page.
    pub pages: Vec<(f64, f64)>,
    pub runs: Vec<Run>,
    pub images: Vec<Placed>,
    /// Straight lines.
    pub lines: Vec<Placed>,
}

/// Text set in one go, in one font and size.
#[derive(Clone, Debug)]
pub struct Run {
    /// From 0.
    pub page: usize,
    pub text: String,
    pub size: f64,
    /// The area of its ink; `None` where there is none.
    pub area: Option<Area>,
}

/// A picture or a line on a page.
#[derive(Clone, Debug)]
pub struct Placed {
    pub page: usize,
    pub area: Area,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    fn around(points: impl IntoIterator<Item = Point>) -> Area {
        let nothing = Area { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        points.into_iter().fold(nothing, |area, point| Area {
            left: area.left.min(point.x.to_pt()),
            top: area.top.min(point.y.to_pt()),
            right: area.right.max(point.x.to_pt()),
            bottom: area.bottom.max(point.y.to_pt()),
        })
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn is_within(&self, other: &Area) -> bool {
        // Less than this is rounding.
        let slack = 0.05;
        self.left >= other.left - slack
            && self.top >= other.top - slack
            && self.right <= other.right + slack
            && self.bottom <= other.bottom + slack
    }
}

impl Paper {
    pub fn read(layout: &Layout) -> Paper {
        let mut paper = Paper::default();
        for (number, page) in layout.document.pages().iter().enumerate() {
            paper.pages.push((page.frame.width().to_pt(), page.frame.height().to_pt()));
            paper.walk(&page.frame, number, Transform::identity());
        }
        paper
    }

    fn walk(&mut self, frame: &Frame, page: usize, outer: Transform) {
        for (place, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(place.x, place.y));
            match item {
                FrameItem::Text(text) => self.runs.push(run(text, page, here)),
                FrameItem::Image(_, size, _) => {
                    let area = Area::around(
                        corners(Point::zero(), size.to_point())
                            .map(|corner| corner.transform(here)),
                    );
                    self.images.push(Placed { page, area });
                }
                FrameItem::Shape(shape, _) => {
                    if let Geometry::Line(end) = shape.geometry {
                        let area =
                            Area::around([Point::zero(), end].map(|point| point.transform(here)));
                        self.lines.push(Placed { page, area });
                    }
                }
                FrameItem::Group(group) => {
                    self.walk(&group.frame, page, here.pre_concat(group.transform));
                }
                _ => {}
            }
        }
    }

    /// The page without a margin of so many millimetres.
    pub fn inside(&self, page: usize, millimetres: f64) -> Area {
        let (width, height) = self.pages[page];
        let margin = millimetres * MM;
        Area { left: margin, top: margin, right: width - margin, bottom: height - margin }
    }

    /// All text in the order in which it was set, without spaces, since line ends remove some.
    pub fn words(&self) -> String {
        words_of(&self.runs.iter().map(|run| &*run.text).collect::<String>())
    }
}

fn run(text: &TextItem, page: usize, here: Transform) -> Run {
    let scale = (here.sx.get() * here.sy.get() - here.kx.get() * here.ky.get()).abs().sqrt();
    let ink = text.bbox();
    let area = ink
        .min
        .x
        .to_pt()
        .is_finite()
        .then(|| Area::around(corners(ink.min, ink.max).map(|corner| corner.transform(here))));
    Run { page, text: text.text.to_string(), size: text.size.to_pt() * scale, area }
}

fn corners(a: Point, b: Point) -> [Point; 4] {
    [a, b, Point::new(a.x, b.y), Point::new(b.x, a.y)]
}

/// A text without its spaces.
pub fn words_of(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// A QR code that a phone would read.
#[derive(Clone, Debug)]
pub struct Code {
    pub text: String,
    /// The width of the symbol without its quiet zone, in points.
    pub width: f64,
    /// Whether the four modules around it are white.
    pub is_quiet: bool,
}

/// The QR code in an area of a page, if there is one. The area is the symbol with its quiet zone.
pub fn read_code(page: &Page, area: &Area) -> Option<Code> {
    // Pixels across; 320 are about 300 dots an inch for a code of 27 mm. Like a phone, this tries
    // several times.
    [320.0, 270.0, 370.0, 230.0].into_iter().find_map(|pixels| {
        let drawn = Raster::of(page, area, pixels / area.width());
        let (text, modules) = drawn.code()?;
        let module = drawn.width as f64 / (modules + 8) as f64;
        // An edge that falls between two pixels makes both grey.
        let is_quiet = drawn.has_white_border((module * 4.0) as usize - 1);
        Some(Code { text, width: area.width() * modules as f64 / (modules + 8) as f64, is_quiet })
    })
}

/// A drawing as grey pixels.
pub struct Raster {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Raster {
    /// An area of a page with everything drawn there.
    fn of(page: &Page, area: &Area, pixels_a_point: f64) -> Raster {
        let mut frame = Frame::hard(Size::new(Abs::pt(area.width()), Abs::pt(area.height())));
        frame.push_frame(Point::new(Abs::pt(-area.left), Abs::pt(-area.top)), page.frame.clone());
        let cut = Page { frame, ..page.clone() };
        let options = typst_render::RenderOptions {
            pixel_per_pt: pixels_a_point.into(),
            ..Default::default()
        };
        Raster::new(&typst_render::render(&cut, &options))
    }

    /// A PNG file, one pixel a point.
    pub fn of_png(bytes: &[u8]) -> Raster {
        Raster::new(&Pixmap::decode_png(bytes).expect("a picture"))
    }

    fn new(picture: &Pixmap) -> Raster {
        let weigh = |[r, g, b]: [u8; 3]| {
            (u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000
        };
        let grey = picture
            .pixels()
            .iter()
            .map(|pixel| weigh([pixel.red(), pixel.green(), pixel.blue()]) as u8);
        Raster {
            width: picture.width() as usize,
            height: picture.height() as usize,
            grey: grey.collect(),
        }
    }

    /// The text of the only QR code, and its width in modules.
    pub fn code(&self) -> Option<(String, usize)> {
        let grey = |x: usize, y: usize| self.grey[y * self.width + x];
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, grey);
        let grids = image.detect_grids();
        let [grid] = &grids[..] else { return None };
        let (meta, text) = grid.decode().ok()?;
        Some((text, meta.version.0 * 4 + 17))
    }

    fn has_white_border(&self, pixels: usize) -> bool {
        let is_border = |place: usize, length: usize| place < pixels || place + pixels >= length;
        let mut border = self.grey.iter().enumerate().filter(|(index, _)| {
            is_border(index % self.width, self.width) || is_border(index / self.width, self.height)
        });
        border.all(|(_, &grey)| grey > 250)
    }
}
