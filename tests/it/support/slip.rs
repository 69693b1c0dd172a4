//! A theme that prints one small sheet.

/// A theme with one form of each scam, on which a text of more than ten lines does not fit.
pub const SLIP: &str = r#"-- themes/default/theme.toml --
[print.fonts]
default = ["Noto Sans CJK SC"]
[print.formats.slip]
template = "print/slip.typ"
paper = "phone"
kinds = ["scams"]
sections = ["flags"]
-- themes/default/print/slip.typ --
#import "base.typ": *
#set page(width: 60mm, height: 60mm, margin: 5mm)
#set document(title: data.title)
#title()
#for section in data.sections { blocks(section.content) }
"#;
pub const NAMES_ZH: &str = "[format]\nslip = \"纸条\"\n[format_use]\nslip = \"夹在书里\"\n";
pub const NAMES_EN: &str = "[format]\nslip = \"Slip\"\n[format_use]\nslip = \"For a book\"\n";
