//! What the library does not write for old engines: lists in `:is()`, the gaps of flex boxes, layouts
//! by the width of a container.

use lightningcss::declaration::DeclarationBlock;
use lightningcss::error::PrinterError;
use lightningcss::properties::Property;
use lightningcss::rules::container::ContainerRule;
use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::PrinterOptions;
use lightningcss::traits::ToCss;

use super::{TARGETS, selectors};

/// Holds where flex boxes have gaps. No condition asks for that: `gap` is older in grids. Chromium
/// has both gaps and `ruby-position` from 84 on, Safari gaps and `inset` from 14.1 on; Firefox 66 has
/// all of them.
const HAS_GAPS: &str = "(ruby-position: over) or (inset: 0)";
const HAS_CONTAINERS: &str = "(container-type: inline-size)";
const HAS_MIN: &str = "(width: min(1px, 2px))";

/// The rules as text. Each that an old engine would not read has another behind it that says the same
/// in older words.
pub(super) fn spell_out(rules: &CssRuleList) -> Result<String, PrinterError> {
    let mut text = String::new();
    for rule in &rules.0 {
        match rule {
            CssRule::Style(style) => text.push_str(&of_style(style)?),
            CssRule::Container(container) => text.push_str(&of_container(container)?),
            CssRule::Media(media) => {
                let query = print(&media.query)?;
                text.push_str(&format!("@media {query} {{ {} }}", spell_out(&media.rules)?));
            }
            CssRule::Supports(supports) => {
                let condition = print(&supports.condition)?;
                text.push_str(&format!(
                    "@supports {condition} {{ {} }}",
                    spell_out(&supports.rules)?
                ));
            }
            other => text.push_str(&print(other)?),
        }
        text.push('\n');
    }
    Ok(text)
}

fn print(value: &impl ToCss) -> Result<String, PrinterError> {
    value.to_css_string(PrinterOptions { targets: TARGETS, ..PrinterOptions::default() })
}

/// A layout by the width of a container, and the same by the width of the window.
fn of_container(container: &ContainerRule) -> Result<String, PrinterError> {
    let name = match &container.name {
        Some(name) => format!("{} ", print(name)?),
        None => String::new(),
    };
    let condition = match &container.condition {
        Some(condition) => print(condition)?,
        None => String::new(),
    };
    let rules = spell_out(&container.rules)?;
    let mut text = format!("@container {name}{condition} {{ {rules} }}");
    if condition.starts_with('(') {
        text.push_str(&format!(
            "@supports not {HAS_CONTAINERS} {{ @media {condition} {{ {rules} }} }}"
        ));
    }
    Ok(text)
}

fn of_style(style: &StyleRule) -> Result<String, PrinterError> {
    let selectors = selectors::spell_out(&style.selectors);
    let list = print(&selectors)?;
    let (plain, computed) = declarations(&style.declarations)?;
    let mut text = format!("{list} {{ {plain} {} }}", spell_out(&style.rules)?);
    if !computed.is_empty() {
        text.push_str(&format!("@supports {HAS_MIN} {{ {list} {{ {computed} }} }}"));
    }
    if let Some(margins) = margins(style)? {
        let mut fitting = Vec::new();
        for selector in selectors.0.iter().filter(|selector| !selectors::is_part(selector)) {
            fitting.push(format!("{} {}", print(selector)?, margins.behind));
        }
        if !fitting.is_empty() {
            let children = fitting.join(", ");
            text.push_str(&format!(
                "@supports not ({HAS_GAPS}) {{ {children} {{ {} }} }}",
                margins.declarations
            ));
        }
    }
    Ok(text)
}

/// The declarations that every engine reads, and those of `min()`, `max()` and `clamp()` that stand
/// behind a plain one for the same property.
fn declarations(block: &DeclarationBlock) -> Result<(String, String), PrinterError> {
    let (mut plain, mut computed) = (String::new(), String::new());
    let mut names = Vec::new();
    for (property, is_important) in block.iter() {
        let name = property.property_id().name().to_owned();
        let value = property.value_to_css_string(PrinterOptions::default())?;
        let is_computed = computes(&value) && names.contains(&name);
        let to = if is_computed { &mut computed } else { &mut plain };
        let end = if is_important { " !important; " } else { "; " };
        match (sides(&name), property) {
            // The library does so itself, but not with a variable.
            (Some([first, second]), Property::Unparsed(_)) => {
                let is_line = name.starts_with("border");
                let (one, other) = if is_line { (value.clone(), value) } else { both(&value) };
                to.push_str(&format!("{first}: {one}{end}{second}: {other}{end}"));
            }
            _ => {
                to.push_str(&property.to_css_string(is_important, PrinterOptions::default())?);
                to.push_str("; ");
            }
        }
        names.push(name);
    }
    Ok((plain, computed))
}

fn computes(value: &str) -> bool {
    ["min(", "max(", "clamp("].iter().any(|function| value.contains(function))
}

/// The two properties of a logical shorthand, which is younger than they are.
fn sides(shorthand: &str) -> Option<[&'static str; 2]> {
    Some(match shorthand {
        "margin-inline" => ["margin-inline-start", "margin-inline-end"],
        "margin-block" => ["margin-block-start", "margin-block-end"],
        "padding-inline" => ["padding-inline-start", "padding-inline-end"],
        "padding-block" => ["padding-block-start", "padding-block-end"],
        "border-inline" => ["border-inline-start", "border-inline-end"],
        "border-block" => ["border-block-start", "border-block-end"],
        _ => return None,
    })
}

/// What stands for the gaps of a flex box.
struct Margins {
    /// Behind the selector of the box: the children that get margins.
    behind: &'static str,
    declarations: String,
}

/// The margins of what lies in a flex box, if the rule makes one and gives it gaps. Where lines can
/// break, each child has its margins behind it and half of them above and below, since none is known
/// to be the first of a line.
fn margins(style: &StyleRule) -> Result<Option<Margins>, PrinterError> {
    let (mut is_flex, mut is_column, mut wraps) = (false, false, false);
    let (mut row, mut column) = (String::from("0"), String::from("0"));
    for property in &style.declarations.declarations {
        let value = property.value_to_css_string(PrinterOptions::default())?;
        match property.property_id().name() {
            "display" => is_flex = value.ends_with("flex"),
            "flex-direction" => is_column = value.starts_with("column"),
            "flex-wrap" => wraps = value == "wrap",
            "flex-flow" => {
                is_column = value.contains("column");
                wraps = value.ends_with(" wrap") || value == "wrap";
            }
            "row-gap" => row = value,
            "column-gap" => column = value,
            "gap" => (row, column) = both(&value),
            _ => {}
        }
    }
    let (behind, declarations) = match (is_column, wraps) {
        _ if !is_flex => return Ok(None),
        (true, _) => ("> * + *", margin("margin-block-start", &row)),
        (false, false) => ("> * + *", margin("margin-inline-start", &column)),
        (false, true) => {
            let half = if row == "0" { row } else { format!("calc({row} / 2)") };
            let above = margin("margin-block-start", &half) + &margin("margin-block-end", &half);
            ("> *", above + &margin("margin-inline-end", &column))
        }
    };
    Ok((!declarations.is_empty()).then_some(Margins { behind, declarations }))
}

fn margin(property: &str, value: &str) -> String {
    if value == "0" { String::new() } else { format!("{property}: {value}; ") }
}

/// The gaps between rows and between columns: one value is for both.
fn both(gap: &str) -> (String, String) {
    let mut depth = 0;
    let between = gap.find(|character: char| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && character.is_whitespace()
    });
    match between {
        Some(at) => (gap[..at].to_owned(), gap[at..].trim().to_owned()),
        None => (gap.to_owned(), gap.to_owned()),
    }
}
