//! A site with quick print formats: pages of every printed kind, campaigns, a quiz.

use std::sync::LazyLock;

use wuzha::base::vocabulary::Kind;

use crate::support::site::{
    self, Built, HTML_AND_PRINT, Page, config, guide, page, plain, run, scam,
};

/// The default theme with few formats, and campaigns.
const FORMATS: &str = r#"-- themes/default/theme.toml --
[print.fonts]
default = ["Noto Sans CJK SC"]
[print.uses]
preview = "share-card"
square = "share-card-square"
code = "qr-card"
kit = ["trifold", "sheet-a4"]
[print.formats.sheet-a4]
template = "print/one.typ"
paper = "a4"
kinds = ["scams", "guides", "letters"]
[print.formats.trifold]
template = "print/one.typ"
paper = "a4"
kinds = ["scams", "audiences"]
[print.formats.bilingual-sheet]
template = "print/one.typ"
paper = "a4"
kinds = ["scams"]
bilingual = true
[print.formats.slides]
template = "print/two.typ"
paper = "screen"
kinds = ["scams"]
output = "both"
pages = 2
[print.formats.handbook-a5]
template = "print/one.typ"
paper = "a5"
kinds = ["site"]
[print.formats.share-card]
template = "print/one.typ"
paper = "phone"
kinds = ["scams", "guides", "site"]
output = "images"
options = { width = 120, height = 63 }
[print.formats.share-card-square]
template = "print/one.typ"
paper = "phone"
kinds = ["scams", "guides", "site"]
output = "images"
options = { width = 60, height = 60 }
[print.formats.qr-card]
template = "print/code.typ"
paper = "phone"
kinds = ["scams", "guides"]
output = "images"
options = { width = 90, height = 120 }
-- themes/default/print/one.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set text(font: data.fonts, lang: data.language)
#set page(width: 120pt, height: 80pt, margin: 4pt)
#data.title
-- themes/default/print/code.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set page(width: 300pt, height: 400pt, margin: 4pt)
#image("/qr.svg", width: 280pt, alt: data.title)
-- themes/default/print/two.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set text(font: data.fonts, lang: data.language)
#set page(width: 160pt, height: 90pt, margin: 4pt)
#data.title
#pagebreak()
#data.title
-- content/campaigns.toml --
[[campaign]]
id = "term-start"
name = { zh = "开学季", en = "Start of term" }
months = [8, 9, 12]
audiences = ["students"]
pages = ["scams/romance", "letters/to-parents", "quizzes/quiz", "scams/fake-police"]
formats = ["sheet-a4", "trifold", "quiz-paper"]
[[campaign]]
id = "any-time"
name = { zh = "平时", en = "Any time" }
audiences = ["students"]
pages = ["scams/romance"]
formats = ["trifold"]
[[campaign]]
id = "new-year"
name = { zh = "过年", en = "New year" }
months = [1, 2]
audiences = ["students"]
pages = ["scams/romance"]
formats = ["trifold"]
"#;

/// The text of the site. Two pages fill a list, and `untranslated` is in Chinese only.
pub fn printed() -> String {
    let scam = |id: &str| scam(id).facts("audiences = [\"elderly\"]");
    let pages = [
        scam("fake-police").title("zh", "冒充公检法诈骗").title("en", "Fake police"),
        scam("romance"),
        page(Kind::Scams, "task-rebate"),
        guide("already-paid"),
        guide("untranslated").without("en").facts("audiences = [\"elderly\"]"),
        page(Kind::Audiences, "elderly").facts("audiences = [\"elderly\"]"),
        page(Kind::Letters, "to-parents"),
        page(Kind::Sessions, "lesson"),
        quiz(),
        plain("for-branches"),
    ];
    let pages = site::site(pages).replace("q1 = \"b\"", "q1 = \"bc\"");
    config("page_size = 2") + FORMATS + &pages
}

fn quiz() -> Page {
    let zh = "有人叫你保密。[^1]\n\n1. 照做\n2. 不照做\n3. 告诉家人\n\n\
              > 先**停**下。\n\n[^1]: 注";
    let en = "Someone says keep it secret.[^1]\n\n1. Do it\n2. Do not\n3. Tell the family\n\n\
              > Pause **first**.\n\n[^1]: note";
    page(Kind::Quizzes, "quiz").section("zh", "q1", zh).section("en", "q1", en)
}

/// HTML and print.
pub static PRINTED: LazyLock<Built> =
    LazyLock::new(|| run(site::sources(&printed()), HTML_AND_PRINT).clean());
