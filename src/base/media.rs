//! What a file is, by the ending of its name.

/// Endings of files that are text; whatever else a site holds (PDF, PNG) is compressed already.
const TEXTS: [&str; 10] =
    ["css", "csv", "html", "js", "json", "svg", "txt", "webmanifest", "xml", "xsl"];

/// The ending of a file's name, without the dot.
pub fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Whether a file is text, which compression makes smaller.
pub fn is_text(path: &str) -> bool {
    TEXTS.contains(&&*ending(path).to_ascii_lowercase())
}

/// The media type, with the encoding of texts. What is not known is only offered for download:
/// nothing is guessed.
pub fn media_type(path: &str) -> &'static str {
    match &*ending(path).to_ascii_lowercase() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
