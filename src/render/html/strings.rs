//! The texts of the interface as templates read them: `t.nav.home`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::parse::strings::Strings;

/// `{"nav.home": "Home"}` → `{"nav": {"home": "Home"}}`. Where one key is the beginning of
/// another, the longer one wins.
pub(super) fn nested(strings: &Strings) -> StringTree {
    let mut root = StringTree::default();
    for (key, text) in strings {
        let mut tree = &mut root;
        let (path, last) = key.rsplit_once('.').unwrap_or(("", key));
        for part in path.split('.').filter(|part| !part.is_empty()) {
            let entry =
                tree.0.entry(part.to_owned()).or_insert_with(|| Node::Tree(StringTree::default()));
            if let Node::Text(_) = entry {
                *entry = Node::Tree(StringTree::default());
            }
            let Node::Tree(inner) = entry else {
                unreachable!("a text was just replaced by a tree")
            };
            tree = inner;
        }
        tree.0.insert(last.to_owned(), Node::Text(text.clone()));
    }
    root
}

/// Texts and groups of texts by name.
#[derive(Default, Serialize)]
pub(super) struct StringTree(BTreeMap<String, Node>);

#[derive(Serialize)]
#[serde(untagged)]
enum Node {
    Text(String),
    Tree(StringTree),
}
