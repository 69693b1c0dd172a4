//! A picture as grey pixels, and the codes in it.

use image::DynamicImage;

use crate::base::narrow::to_u8;

/// Pixels from 0, black, to 255, white, row by row.
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pixels: Vec<u8>,
}

/// Pixels of a picture that is also read at twice its size: a code of a screen shot may have modules
/// of one pixel.
const SMALL: usize = 1 << 20;

/// The side, in pixels, below which no code can be read.
const LEAST: usize = 21;

impl Grey {
    /// Where the picture is transparent, it has the shade of what it lies on, `ground`.
    pub fn of(picture: &DynamicImage, ground: u8) -> Grey {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let over = |shade: u32, alpha: u8| {
            let alpha = u32::from(alpha);
            to_u8((shade * alpha + u32::from(ground) * (255 - alpha)) / 255)
        };
        let shade = |red: u8, green: u8, blue: u8| {
            (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
        };
        let pixels = match picture {
            DynamicImage::ImageLuma8(picture) => picture.as_raw().clone(),
            DynamicImage::ImageLumaA8(picture) => {
                picture.pixels().map(|pixel| over(pixel.0[0].into(), pixel.0[1])).collect()
            }
            DynamicImage::ImageRgb8(picture) => picture
                .pixels()
                .map(|pixel| to_u8(shade(pixel.0[0], pixel.0[1], pixel.0[2])))
                .collect(),
            other => {
                let picture = other.to_rgba8();
                let grey =
                    |[red, green, blue, alpha]: [u8; 4]| over(shade(red, green, blue), alpha);
                picture.pixels().map(|pixel| grey(pixel.0)).collect()
            }
        };
        Grey { width, height, pixels }
    }

    /// The texts of all codes of a picture: as it is and turned to its negative, on white and on
    /// black, and in several sizes, since a phone comes as near as it needs.
    pub fn codes_of(picture: &DynamicImage) -> Vec<String> {
        let grounds: &[u8] = if picture.color().has_alpha() { &[255, 0] } else { &[255] };
        let mut codes = Vec::new();
        for &ground in grounds {
            let whole = Grey::of(picture, ground);
            if whole.width * whole.height <= SMALL {
                codes.extend(whole.doubled().both());
            }
            let mut picture = whole;
            while picture.width.min(picture.height) >= LEAST {
                codes.extend(picture.both());
                picture = picture.halved();
            }
        }
        codes
    }

    /// The same as it is and at half its size only: for the many pictures that a build makes.
    pub fn quick_codes_of(picture: &DynamicImage) -> Vec<String> {
        let whole = Grey::of(picture, 255);
        let mut codes = whole.both();
        if whole.width.min(whole.height) >= 2 * LEAST {
            codes.extend(whole.halved().both());
        }
        codes
    }

    /// The codes of the picture and of its negative.
    fn both(&self) -> Vec<String> {
        let mut codes = self.codes();
        let pixels = self.pixels.iter().map(|pixel| 255 - pixel).collect();
        codes.extend(Grey { pixels, ..*self }.codes());
        codes
    }

    /// Each pixel the mean of four.
    pub fn halved(&self) -> Grey {
        let (width, height) = (self.width / 2, self.height / 2);
        let pixel = |x: usize, y: usize| u32::from(self.pixels[y * self.width + x]);
        let mean = |x: usize, y: usize| {
            (pixel(x, y) + pixel(x + 1, y) + pixel(x, y + 1) + pixel(x + 1, y + 1)) / 4
        };
        let row = |y: usize| (0..width).map(move |x| to_u8(mean(2 * x, 2 * y)));
        Grey { width, height, pixels: (0..height).flat_map(row).collect() }
    }

    /// Each pixel as four.
    fn doubled(&self) -> Grey {
        let (width, height) = (self.width * 2, self.height * 2);
        let pixel = |x: usize, y: usize| self.pixels[y / 2 * self.width + x / 2];
        let row = |y: usize| (0..width).map(move |x| pixel(x, y));
        Grey { width, height, pixels: (0..height).flat_map(row).collect() }
    }

    /// The texts of the codes in it, dark on light.
    pub fn codes(&self) -> Vec<String> {
        let pixel = |x: usize, y: usize| self.pixels[y * self.width + x];
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, pixel);
        let grids = image.detect_grids();
        grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
    }
}
