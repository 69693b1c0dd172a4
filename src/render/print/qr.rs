//! QR codes of addresses.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// A QR code as SVG: error correction level M, black on white, a quiet zone of four modules
/// included.
///
/// `None` if the address is too long for any QR code.
pub(super) fn svg(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    // Level M and the four modules are what ISO/IEC 18004 asks of a code that is printed and
    // handled.
    Some(code.render::<svg::Color>().quiet_zone(true).module_dimensions(1, 1).build())
}
