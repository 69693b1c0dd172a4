//! Publishing: what is made from finished outputs (kits, the service worker, the copy for a USB
//! stick, response headers, compressed files).

pub mod kits;
pub mod service_worker;
pub mod headers;
pub mod folder_copy;
pub mod precompress;
