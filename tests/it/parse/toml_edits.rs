//! Changes to one key of a file, to the byte.

use wuzha::parse::toml_edits::{add_to_list, set_text};

/// The shapes a file may have: as it is, with the marks and line ends of Windows, with line ends of
/// Windows alone, with a mark alone.
fn shapes(text: &str) -> [String; 4] {
    let windows = text.replace('\n', "\r\n");
    [text.to_owned(), format!("\u{FEFF}{windows}"), windows, format!("\u{FEFF}{text}")]
}

fn assert_edits(cases: &[(&str, &str)], edit: impl Fn(&str) -> Result<String, &'static str>) {
    for (before, after) in cases {
        for (before, after) in shapes(before).iter().zip(shapes(after)) {
            assert_eq!(edit(before).as_ref(), Ok(&after), "{before:?}");
        }
    }
}

#[test]
fn a_text_is_set_and_nothing_else_changes() {
    let cases = [
        ("a = \"x\"\n", "a = \"0\"\n"),
        ("a = 'x' # why\n", "a = '0' # why\n"),
        ("\t a\t=\t\"x\"\t\n\n\n# end", "\t a\t=\t\"0\"\t\n\n\n# end"),
        ("\"a\" = \"\"\"\nx\ny\"\"\"\nb = 1\n", "\"a\" = \"0\"\nb = 1\n"),
        ("c = 1\nb = 2\n", "c = 1\nb = 2\na = \"0\"\n"),
        ("c = 1\nb = 2", "c = 1\nb = 2\na = \"0\""),
        ("b = 2 # 注\u{3000}释\n\n\n", "b = 2 # 注\u{3000}释\na = \"0\"\n\n\n"),
        // Before the first table, below the last key and its remark.
        (
            "b = 2 # [x]\n\n# of the table\n[short]\na = \"x\"\n",
            "b = 2 # [x]\na = \"0\"\n\n# of the table\n[short]\na = \"x\"\n",
        ),
        ("# top\n[short]\nb = 1\n", "a = \"0\"\n# top\n[short]\nb = 1\n"),
        ("  [[list]]\nb = 1\n[list.a]\n", "a = \"0\"\n  [[list]]\nb = 1\n[list.a]\n"),
        // What only looks like a table.
        (
            "b = \"\"\"\n[x]\na = 1\n\"\"\"\nc = [\n[1],\n[2],\n]\n",
            "b = \"\"\"\n[x]\na = 1\n\"\"\"\nc = [\n[1],\n[2],\n]\na = \"0\"\n",
        ),
        // Keys within keys.
        (
            "short.led = \"x\"\nshort.a = \"y\"\n[other]\n",
            "short.led = \"x\"\nshort.a = \"y\"\na = \"0\"\n[other]\n",
        ),
        ("b = { a = \"x\", c = [1, 2] }\n", "b = { a = \"x\", c = [1, 2] }\na = \"0\"\n"),
        ("c = 1\n[b]\nx.y = 1\n", "c = 1\na = \"0\"\n[b]\nx.y = 1\n"),
    ];
    assert_edits(&cases, |text| set_text(text, "a", "0"));
    // No line shows how lines end.
    assert_eq!(set_text("", "a", "0").as_deref(), Ok("a = \"0\"\n"));
    assert_eq!(set_text("# only", "a", "0").as_deref(), Ok("# only\na = \"0\""));
}

#[test]
fn a_list_grows_in_the_way_it_is_written() {
    let cases = [
        ("a = []\n", "a = [\"/x/\", \"/y/\"]\n"),
        ("a = [ ] # none\n", "a = [\"/x/\", \"/y/\"] # none\n"),
        ("a = [\"b\"] # one\n", "a = [\"b\", \"/x/\", \"/y/\"] # one\n"),
        ("a = [ \"b\", ]\n", "a = [ \"b\", \"/x/\", \"/y/\", ]\n"),
        ("a = ['b',\n  'c']\n", "a = ['b',\n  'c', \"/x/\", \"/y/\"]\n"),
        (
            "a = [\n\t\"b\", # first\n\t\"c\" # last, or not\n]\nd = 1",
            "a = [\n\t\"b\", # first\n\t\"c\", # last, or not\n\t\"/x/\",\n\t\"/y/\"\n]\nd = 1",
        ),
        (
            "a = [\n  \"b\",\n  # more\n]\n",
            "a = [\n  \"b\",\n  # more\n  \"/x/\",\n  \"/y/\",\n]\n",
        ),
        ("d = 1\n[t]\na = []\n", "d = 1\na = [\"/x/\", \"/y/\"]\n[t]\na = []\n"),
    ];
    let items = ["/x/".to_owned(), "/y/".to_owned()];
    assert_edits(&cases, |text| add_to_list(text, "a", &items));
}

#[test]
fn what_cannot_be_changed_is_refused() {
    let list = ["/x/".to_owned()];
    for text in ["a = 1\n", "[a]\nb = 1\n", "[[a]]\nb = 1\n", "a.b = 1\n"] {
        assert!(set_text(text, "a", "0").is_err(), "{text}");
        assert!(add_to_list(text, "a", &list).is_err(), "{text}");
    }
    // Old Macs, and a file that was cut off.
    for text in ["b = 1\ra = \"x\"\r", "b = \"", "b = 1\nb = 2\n"] {
        assert!(set_text(text, "a", "0").is_err(), "{text:?}");
        assert!(add_to_list(text, "a", &list).is_err(), "{text:?}");
    }
}
