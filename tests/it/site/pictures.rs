//! Do the pictures of the site tell nothing but what they show?

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wuzha::site::metadata::{Refused, strip};

use crate::support::site::{self, HTML, plain, run};

/// With Exif (a place, a time, a maker), XMP and a comment; each names “Wang”.
const JPEG: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/4QCURXhpZgAATU0AKgAAAAgAAwEPAAIAAAAPAAAAMgEyAAIAAAAUAAAAQoglAAQAAAABAAAAVgAAAABDYW\
     1lcmEgb2YgV2FuZwAAMjAyNjowMTowMiAwMzowNDowNQAAAgABAAIAAAACTgAAAAACAAUAAAADAAAAdAAAAAAAAAAmAAAAAQAAABwAAAABAAAA\
     bwAAAAL/4QBmaHR0cDovL25zLmFkb2JlLmNvbS94YXAvMS4wLwA8eDp4bXBtZXRhIHhtbG5zOng9ImFkb2JlOm5zOm1ldGEvIj48d2hvPldhbm\
     cgYXQgaG9tZTwvd2hvPjwveDp4bXBtZXRhPv/+ABFXYW5nIHdyb3RlIHRoaXP/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9V\
     XVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpK\
     SkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIE\
     AwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWm\
     NkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP0\
     9fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFE\
     KRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaX\
     mJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDOoooqzlP/2Q==";

/// With texts, XMP and Exif.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAC3RFWHRBdXRob3IAV2FuZ0+4bh8AAABdaVRYdFhNTDpjb20uYWRvYmUueG1wAA\
     AAAAA8eDp4bXBtZXRhIHhtbG5zOng9ImFkb2JlOm5zOm1ldGEvIj48d2hvPldhbmcgYXQgaG9tZTwvd2hvPjwveDp4bXBtZXRhPjGZDO8AAACM\
     ZVhJZk1NACoAAAAIAAMBDwACAAAADwAAADIBMgACAAAAFAAAAEKIJQAEAAAAAQAAAFYAAAAAQ2FtZXJhIG9mIFdhbmcAADIwMjY6MDE6MDIgMD\
     M6MDQ6MDUAAAIAAQACAAAAAk4AAAAAAgAFAAAAAwAAAHQAAAAAAAAAJgAAAAEAAAAcAAAAAQAAAG8AAAACBRfLmQAAABRJREFUeJxjFImKYsAG\
     mLCKkiUBAE4+ANAwAX7NAAAAAElFTkSuQmCC";

/// With Exif and XMP.
const WEBP: &str = "UklGRiIBAABXRUJQVlA4WAoAAAAMAAAABwAAAwAAVlA4ICAAAABwAQCdASoIAAQAB0CWJaACdAFAAAD+533Zbg0Cf7wAAEVYSUaMAAAATU0AKg\
     AAAAgAAwEPAAIAAAAPAAAAMgEyAAIAAAAUAAAAQoglAAQAAAABAAAAVgAAAABDYW1lcmEgb2YgV2FuZwAAMjAyNjowMTowMiAwMzowNDowNQAA\
     AgABAAIAAAACTgAAAAACAAUAAAADAAAAdAAAAAAAAAAmAAAAAQAAABwAAAABAAAAbwAAAAJYTVAgRwAAADx4OnhtcG1ldGEgeG1sbnM6eD0iYW\
     RvYmU6bnM6bWV0YS8iPjx3aG8+V2FuZyBhdCBob21lPC93aG8+PC94OnhtcG1ldGE+AA==";

/// A JPEG that only its Exif turns upright.
const TURNED: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKF\
     E6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSk\
     pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8\
     QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdI\
     SUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+\
     Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJB\
     UQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhY\
     aHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDO\
     oooqzlP/2Q==";

fn bytes(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).expect("base64")
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn metadata_is_removed_from_images() {
    for (picture, extension) in [(JPEG, "jpg"), (JPEG, "jpeg"), (PNG, "png"), (WEBP, "webp")] {
        let own = bytes(picture);
        let stripped = strip(&own, extension).expect("stripped");
        assert!(holds(&own, "Wang"), "{extension}");
        for trace in
            ["Wang", "Camera", "2026:01:02", "xmpmeta", "Exif\0", "EXIF", "eXIf", "tEXt", "iTXt"]
        {
            assert!(!holds(&stripped, trace), "{extension}: {trace}");
        }
        let size = imagesize::blob_size(&stripped).expect("a picture");
        assert_eq!((size.width, size.height), (8, 4), "{extension}");
        assert_eq!(strip(&stripped, extension).expect("stripped again"), stripped, "{extension}");
        if extension == "png" {
            let mut reader =
                png::Decoder::new(std::io::Cursor::new(&stripped)).read_info().expect("a PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("pixels");
            assert_eq!(pixels[..3], [20, 90, 90]);
        }
    }
}

#[test]
fn rotated_and_broken_images_are_rejected() {
    assert_eq!(strip(&bytes(TURNED), "jpg"), Err(Refused::Turned));
    assert_eq!(strip(&bytes(JPEG), "png"), Err(Refused::Unreadable));
    assert_eq!(strip(b"", "webp"), Err(Refused::Unreadable));
}

#[test]
fn static_images_are_published_without_metadata() {
    let mut sources = site::sources(&plain("about").to_string());
    sources.insert("static/hall.jpg", bytes(JPEG));
    sources.insert("static/notes.txt", b"Wang".to_vec());
    let built = run(sources.clone(), HTML).clean();
    let published = |path: &str| built.outcome.artifacts.get(path).expect(path).bytes.clone();
    assert!(!holds(&published("hall.jpg"), "Wang"));
    assert_eq!(&*published("notes.txt"), b"Wang");
    for (name, picture) in [("side.jpg", bytes(TURNED)), ("odd.png", bytes(JPEG))] {
        let mut sources = sources.clone();
        sources.insert(&format!("static/{name}"), picture);
        let found = run(sources, HTML);
        assert_eq!((found.codes(), found.paths().len()), (vec!["bad-image"], 0), "{name}");
    }
}

#[test]
fn texts_of_svg_files_are_checked_and_their_paths_are_not() {
    let drawing = |inner: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
    };
    let codes = |path: &str, inner: &str| -> Vec<String> {
        let mut sources = site::sources(&plain("about").to_string());
        sources.insert(path, drawing(inner).into_bytes());
        run(sources, HTML).codes().into_iter().map(str::to_owned).collect()
    };
    for path in ["static/map.svg", "content/branches/east.svg"] {
        assert_eq!(
            codes(path, "<path d=\"M13900000000 13900000000 6222020000000000000\"/>"),
            Vec::<String>::new()
        );
        for inner in [
            "<text>13900000000</text>",
            "<text>&#49;3900000000</text>",
            "<title>拨 139 0000 0000</title>",
            "<!-- 13900000000 -->",
            "<g aria-label=\"13900000000\"/>",
        ] {
            assert_eq!(codes(path, inner), ["phone-number"], "{path}: {inner}");
        }
    }
}
