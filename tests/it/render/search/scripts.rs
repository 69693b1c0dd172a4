//! Words of other scripts than those of the two languages of this site.

use wuzha::base::vocabulary::Kind;
use wuzha::render::search::Record;
use wuzha::render::search::index::Index;

fn page(url: &str, title: &str, lead: &str) -> Record {
    Record { lead: lead.to_owned(), ..Record::new(url.to_owned(), title.to_owned(), Kind::Scams) }
}

/// The addresses of the pages that are found, in order.
fn found(pages: &[Record], query: &str) -> Vec<String> {
    let index = Index::build(pages.to_vec()).expect("indexed");
    let page = index.search(query, 10).expect("answered");
    page.results.into_iter().map(|hit| hit.url).collect()
}

#[test]
fn tibetan_is_found_by_syllable_and_by_word() {
    let pages = [
        page("/apart/", "ཁ་པར།", "དངུལ་མང་པོ་ཁང་པ་ཞིག་ལ།"),
        page("/word/", "གློག་འཕྲིན།", "ངའི་མིང་ལ་དངུལ་ཁང་གི་བྱང་བུ་ཡོད།"),
        page("/none/", "ལྟད་མོ།", "སློབ་གྲྭ་ཆེན་པོ།"),
    ];
    assert_eq!(found(&pages, "དངུལ").len(), 2, "a syllable");
    assert_eq!(found(&pages, "བྱང་བུ་"), ["/word/"], "a word");
    // Both hold the two syllables, one of them as a word.
    assert_eq!(found(&pages, "དངུལ་ཁང")[0], "/word/");
    assert_eq!(found(&pages, "དངུལ་ཁང་"), found(&pages, "དངུལ་ཁང།"));
    assert!(found(&pages, "ཉི་མ").is_empty());
}

#[test]
fn uyghur_is_found_however_it_is_encoded() {
    let pages = [
        page("/card/", "بانكا كارتىسى", "بانكا كارتىڭىزنى باشقىلارغا بەرمەڭ، ئالدانماڭ."),
        page("/phone/", "تېلېفون", "ناتونۇش ئادەم تېلېفون قىلدى."),
    ];
    for query in ["كارتىڭىزنى", "بانكا كارتىسى", "باشقىلارغا بەرمەڭ"]
    {
        assert_eq!(found(&pages, query), ["/card/"], "{query}");
    }
    // A hamza of its own, and a lengthened word.
    assert_eq!(found(&pages, "\u{64a}\u{654}ادەم"), ["/phone/"]);
    assert_eq!(found(&pages, "تېلېـــفون"), ["/phone/"]);
}

#[test]
fn mongolian_is_found_whatever_forms_its_letters_have() {
    let pages = [
        page("/money/", "ᠮᠥᠩᠭᠦ", "ᠮᠥᠩᠭᠦ\u{202f}ᠶᠢ ᠰᠢᠯᠵᠢᠭᠦᠯᠬᠦ ᠦᠭᠡᠢ"),
        page("/bank/", "ᠪᠠᠩᠬᠢ", "ᠭᠣ\u{180b}ᠣᠯ ᠬᠠᠯᠭ\u{180e}ᠠ"),
    ];
    assert_eq!(found(&pages, "ᠰᠢᠯᠵᠢᠭᠦᠯᠬᠦ"), ["/money/"]);
    assert_eq!(found(&pages, "ᠮᠥᠩᠭᠦ"), ["/money/"], "before its suffix");
    assert_eq!(found(&pages, "ᠭᠣᠣᠯ"), ["/bank/"], "without the selector");
    assert_eq!(found(&pages, "ᠬᠠᠯᠭᠠ"), ["/bank/"], "without the separator");
}

#[test]
fn words_of_any_spaced_script_are_found() {
    for (text, query) in [
        ("Ақшаны ешкімге аудармаңыз", "АУДАРМАҢЫЗ"),
        ("Gửi tiền cho người lạ", "gui tien"),
        ("돈을 보내지 마세요", "보내지"),
        ("Μην στέλνετε χρήματα", "χρηματα"),
        ("पैसे मत भेजिए", "भेजिए"),
        ("գումար մի՛ փոխանցեք", "փոխանցեք"),
    ] {
        let pages = [page("/a/", "1", text), page("/b/", "2", "unrelated")];
        assert_eq!(found(&pages, query), ["/a/"], "{query}");
    }
}
