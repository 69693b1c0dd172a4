//! The drawings of the built-in theme: one family, one for everything that templates show.

use std::collections::BTreeMap;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::Event;
use walkdir::WalkDir;
use wuzha::base::vocabulary::{Audience, Channel, Kind, Payment, Vocabulary};

use crate::support::shipped::SITE;
use crate::support::site::{html, package, scam};
use crate::support::tags;

/// Bytes a sign may have: a home page shows more than thirty.
const LARGEST: usize = 1200;

/// The signs by `folder/id`.
fn signs() -> BTreeMap<String, String> {
    let folder = package().join("themes/default/signs");
    let paths = WalkDir::new(&folder).into_iter().map(|entry| entry.unwrap().into_path());
    let paths = paths.filter(|path| path.is_file());
    let named = |path: &std::path::Path| {
        let name = path.strip_prefix(&folder).unwrap().with_extension("");
        name.to_str().unwrap().replace('\\', "/")
    };
    paths.map(|path| (named(&path), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn everything_that_is_shown_has_a_sign() {
    let signs = signs();
    let all = |folder: &str, ids: &mut dyn Iterator<Item = String>| {
        ids.map(|id| format!("{folder}/{id}")).filter(|name| !signs.contains_key(name)).collect()
    };
    let missing: Vec<Vec<String>> = vec![
        all("channel", &mut Channel::ids().map(str::to_owned)),
        all("payment", &mut Payment::ids().map(str::to_owned)),
        all("audience", &mut Audience::ids().map(str::to_owned)),
        all("kind", &mut Kind::ids().map(str::to_owned)),
        all("scam", &mut SITE.pages.iter().filter(|p| p.kind == Kind::Scams).map(|p| p.id.clone())),
    ];
    assert_eq!(missing.concat(), Vec::<String>::new());
}

/// Elements with a shape of their own and no words; the renderer of the typesetter draws them all.
#[test]
fn signs_hold_simple_shapes_alone() {
    for (name, drawing) in signs() {
        assert!(drawing.len() <= LARGEST, "{name} has {} bytes", drawing.len());
        let size = if name.starts_with("scam/") { 96 } else { 48 };
        let view_box = format!(r#"width="{size}" height="{size}" viewBox="0 0 {size} {size}""#);
        assert!(drawing.contains(&view_box), "{name} is not {size} × {size}");
        let mut reader = Reader::from_str(&drawing);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(tag) | Event::Empty(tag) => {
                    let element = tag.name().as_ref().to_owned();
                    assert!(
                        ["svg", "g", "path", "circle", "rect"].contains(&&*element),
                        "{name} has <{element}>"
                    );
                    for attribute in tag.attributes().map(|attribute| attribute.unwrap()) {
                        let key = attribute.key.as_ref().to_owned();
                        let is_link = key.ends_with("href") || key == "id" || key == "style";
                        assert!(!is_link, "{name} has {key}");
                    }
                }
                Event::Text(text) => assert!(text.trim().is_empty(), "{name} has words"),
                Event::Eof => break,
                _ => {}
            }
        }
    }
}

#[test]
fn the_sheet_of_the_design_shows_every_sign() {
    let design = fs::read_to_string(package().join("themes/default/DESIGN.md")).unwrap();
    let missing: Vec<String> = signs()
        .into_keys()
        .filter(|name| !design.contains(&format!("(signs/{name}.svg)")))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_scam_shows_its_scene_and_one_without_shows_the_sign_of_its_kind() {
    let site = html(&format!("{}{}", scam("fake-police"), scam("brand-new")));
    for (path, size) in [("fake-police", 96), ("brand-new", 48)] {
        let scene = tags::classed(site.html(&format!("scams/{path}/index.html")), "scene");
        assert!(scene.contains(&format!(r#"viewBox="0 0 {size} {size}""#)), "{scene}");
    }
}
