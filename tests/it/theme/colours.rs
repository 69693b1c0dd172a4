//! The contrast of the built-in theme's colours, as its `DESIGN.md` promises: light, dark, and with
//! more contrast.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../themes/default/static/styles/10-tokens.css");

type Colours = BTreeMap<String, [f64; 3]>;

/// The colours declared in each block whose line begins with `selector`, wherever it is.
fn blocks(selector: &str) -> Vec<Colours> {
    let begins = format!("{selector} {{\n");
    let bodies =
        TOKENS.split(&begins).skip(1).map(|rest| rest.split("}\n").next().expect("a block"));
    bodies.map(|body| body.lines().filter_map(declared).collect()).collect()
}

fn declared(line: &str) -> Option<(String, [f64; 3])> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
    let digits: Vec<u32> =
        value.split(';').next()?.chars().filter_map(|c| c.to_digit(16)).collect();
    let channel = |at: usize| match digits.len() {
        3 => digits[at] * 17,
        6 => digits[2 * at] * 16 + digits[2 * at + 1],
        _ => panic!("a colour of {} digits: {line}", digits.len()),
    };
    Some((name.to_owned(), [0, 1, 2].map(|at| f64::from(channel(at)) / 255.0)))
}

/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance =
        |[r, g, b]: [f64; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// A colour, the colours behind it, and the least contrast: usually, and where more is asked for.
const PROMISED: [(&str, &[&str], f64, f64); 8] = [
    (
        "ink",
        &["paper", "surface", "sunken", "brand-soft", "alarm-soft", "amber-soft", "mark"],
        7.0,
        8.0,
    ),
    ("soft", &["paper", "surface", "sunken"], 4.5, 9.0),
    ("brand", &["paper", "surface", "brand-soft"], 4.5, 9.0),
    ("alarm", &["paper", "surface", "alarm-soft"], 4.5, 8.0),
    ("amber", &["surface", "amber-soft"], 4.5, 7.0),
    ("on-brand", &["brand"], 4.5, 7.0),
    ("on-alarm", &["alarm"], 4.5, 7.0),
    ("edge", &["paper", "surface"], 3.0, 9.0),
];

#[test]
fn every_colour_has_the_contrast_it_promises() {
    let day = blocks(":root").remove(0);
    let night = blocks(":root[data-colours=\"dark\"]").remove(0);
    let over = |below: &Colours, above: &str| {
        let mut colours = below.clone();
        colours.extend(blocks(above).remove(0));
        colours
    };
    let looks = [
        ("day", day.clone(), false),
        ("night", over(&day, ":root[data-colours=\"dark\"]"), false),
        ("day, stronger", over(&day, ":root[data-contrast=\"more\"]"), true),
        (
            "night, stronger",
            {
                let mut colours = over(&day, ":root[data-colours=\"dark\"]");
                colours.extend(
                    blocks(":root[data-contrast=\"more\"][data-colours=\"dark\"]").remove(0),
                );
                colours
            },
            true,
        ),
    ];
    assert!(night.len() > 10);
    let mut weak = Vec::new();
    for (look, colours, is_stronger) in looks {
        for (colour, grounds, usual, stronger) in PROMISED {
            for ground in grounds {
                let found = contrast(colours[colour], colours[*ground]);
                if found < if is_stronger { stronger } else { usual } {
                    weak.push(format!("{look}: --{colour} on --{ground} is {found:.2}"));
                }
            }
        }
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn dark_colours_are_the_same_by_device_and_by_choice() {
    let device = blocks("  :root:not([data-colours=\"light\"])").remove(0);
    assert_eq!(device, blocks(":root[data-colours=\"dark\"]").remove(0));
    let stronger =
        blocks("  :root[data-contrast=\"more\"]:not([data-colours=\"light\"])").remove(0);
    assert_eq!(stronger, blocks(":root[data-contrast=\"more\"][data-colours=\"dark\"]").remove(0));
}
