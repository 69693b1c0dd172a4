//! Numbers in digits and in words, in an original and its translation.

use crate::support::site::{html, plain};

/// The rules that a page breaks whose lead has these words.
fn codes(zh: &str, en: &str) -> Vec<&'static str> {
    html(&plain("about").lead("zh", zh).lead("en", en).to_string()).codes()
}

#[test]
fn chinese_words_are_the_numbers_that_people_mean() {
    for (zh, en) in [
        ("共十二页。", "There are 12 pages."),
        ("共三十一页。", "There are 31 pages."),
        ("花了一百二。", "It cost 120."),
        ("花了一百零二。", "It cost 102."),
        ("花了两千三。", "It cost 2,300."),
        ("花了三万四。", "It cost 34,000."),
        ("花了十万五。", "It cost 105,000."),
        ("花了一百二十万。", "It cost 1,200,000."),
        ("花了一亿五。", "It cost 150 million."),
        ("花了三亿四千万。", "It cost 340 million."),
        ("花了三万亿。", "It cost 3,000 billion."),
        ("在二〇二三年。", "It was in 2023."),
        ("在两千零二十三年。", "It was in 2023."),
    ] {
        assert!(codes(zh, en).is_empty(), "{zh} {en}");
    }
    assert_eq!(codes("花了三万四。", "It cost 30,004."), ["numbers-differ"]);
    assert_eq!(codes("花了一百零二。", "It cost 120."), ["numbers-differ"]);
}
