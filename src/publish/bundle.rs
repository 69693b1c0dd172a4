//! How does the site open without a server, from a folder or a USB stick? Every link becomes
//! relative and names its file, and what scripts read, the search index and the list of what is
//! printed, comes as scripts itself, because a page opened so (`file:`) may run scripts and may not
//! fetch files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::base::artifact::Artifact;
use crate::site::route;

/// The attributes that hold the address of a page or a file.
const ADDRESSES: [&str; 4] = ["href", "src", "action", "data-script"];
/// Those that hold the address of a folder.
const FOLDERS: [&str; 2] = ["data-index", "data-root"];

/// What of a site is different in a copy that is opened from a folder. `base_path` is what its
/// addresses begin with: empty, or `/folder`.
pub fn for_folder(artifact: Artifact, base_path: &str) -> Artifact {
    let Artifact { path, bytes, made_from } = artifact;
    if path.ends_with(".html") {
        let html = String::from_utf8_lossy(&bytes);
        return Artifact::new(
            path.clone(),
            relative(&html, &path, base_path).into_bytes(),
            &made_from,
        );
    }
    let is_index = path.starts_with("search/") && path.ends_with(".bin");
    if is_index || (route::is_catalogue(&path) && path.ends_with(".json")) {
        let script = format!("wuzhaFile('{}');\n", STANDARD.encode(&bytes));
        return Artifact::new(format!("{path}.js"), script.into_bytes(), &made_from);
    }
    Artifact { path, bytes, made_from }
}

/// A page whose links lead from its own place to the other files.
fn relative(html: &str, path: &str, base_path: &str) -> String {
    let rewrite = |element: &mut Element| {
        for name in ADDRESSES {
            let address = element.get_attribute(name);
            if let Some(address) = address.and_then(|address| from_page(&address, path, base_path))
            {
                element.set_attribute(name, &address)?;
            }
        }
        for name in FOLDERS {
            if let Some(folder) =
                element.get_attribute(name).and_then(|folder| to_root(&folder, path, base_path))
            {
                element.set_attribute(name, &folder)?;
            }
        }
        // A redirect.
        let content = element.get_attribute("content").filter(|_| element.tag_name() == "meta");
        if let Some((delay, address)) =
            content.as_deref().and_then(|content| content.split_once("url="))
            && let Some(address) = from_page(address, path, base_path)
        {
            element.set_attribute("content", &format!("{delay}url={address}"))?;
        }
        // Files of a folder have no made_from that could vouch for them, and need no copy of
        // themselves.
        for name in ["integrity", "data-integrity", "crossorigin", "data-worker"] {
            element.remove_attribute(name);
        }
        Ok(())
    };
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", rewrite));
    rewrite_str(html, settings).expect("no handler fails, and a page of this site fits into memory")
}

/// `/en/scams/?q=x` seen from `scams/romance/index.html` is `../../en/scams/index.html?q=x`; none
/// for what leads elsewhere.
fn from_page(address: &str, page: &str, base_path: &str) -> Option<String> {
    let address = to_root(address, page, base_path)?;
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (file, rest) = address.split_at(end);
    let index = if file.is_empty() || file.ends_with('/') { "index.html" } else { "" };
    Some(format!("{file}{index}{rest}"))
}

/// The same without the name of the file.
fn to_root(address: &str, page: &str, base_path: &str) -> Option<String> {
    let address =
        address.strip_prefix(base_path)?.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    Some(format!("{}{address}", "../".repeat(page.matches('/').count())))
}
