//! Numbers in both languages: which ones `numbers-differ` takes for the same.

use std::fmt::Write as _;

use crate::support::site::html;

/// The same number in Chinese and in English.
const SAME: &[(&str, &str)] = &[
    // The last unit may be left out.
    ("三万四", "34,000"),
    ("三万四", "34 thousand"),
    ("三万四", "34k"),
    ("三萬四", "34,000"),
    ("一百二", "120"),
    ("两千三", "2,300"),
    ("一亿二", "120,000,000"),
    ("一亿二", "120 million"),
    ("一亿二千万", "120 million"),
    ("一万两千三", "12,300"),
    ("两百五", "250"),
    ("二百五十", "250"),
    ("十万五", "105,000"),
    ("1万2", "12,000"),
    // A zero says that it is not.
    ("一百零二", "102"),
    ("一百〇二", "102"),
    ("三万零四", "30,004"),
    // Digits and units.
    ("34,000", "thirty-four thousand"),
    ("3.4万", "34,000"),
    ("3 万 5 千元", "35,000 yuan"),
    ("1亿2000万", "120 million"),
    ("1万2000元", "12,000 yuan"),
    ("0.5 万", "5,000"),
    ("120 万", "1.2 million"),
    ("2000 多万", "over 20 million"),
    ("三十多万", "over 300,000"),
    ("十余万", "over 100,000"),
    ("5 千克", "5 kg"),
    ("5 千元", "5,000 yuan"),
    ("3万和5万", "30,000 and 50,000"),
    // A range with one unit.
    ("3 至 5 万", "30,000 to 50,000"),
    ("三到五万", "30,000 to 50,000"),
    ("300 万到 500 万", "3 to 5 million"),
    ("300 万到 500 万", "three to five million"),
    ("三四十", "30 to 40"),
    ("十七八", "17 or 18"),
    // Digits in a row.
    ("二〇二六", "2026"),
    ("二○二六", "2026"),
    ("一一〇", "110"),
    ("幺幺零", "110"),
    ("110", "one one zero"),
    ("96110", "nine six one one zero"),
    ("2026", "twenty twenty-six"),
    ("０２０", "020"),
    // Forms that banks write, older and traditional ones.
    ("叁万肆仟元", "34,000 yuan"),
    ("壹佰贰拾", "120"),
    ("兩億", "200 million"),
    ("廿三", "23"),
    ("卅", "30"),
    // Parts.
    ("百分之十五", "15%"),
    ("百分之三点五", "3.5 per cent"),
    ("15%", "fifteen per cent"),
    ("三分之一", "1/3"),
    ("1/3", "one third"),
    ("2/3", "two thirds"),
    ("五分之一", "20%"),
    ("四分之三", "75%"),
    ("20%", "a fifth"),
    ("75%", "three quarters"),
    ("七成", "70%"),
    ("3 成", "30%"),
    ("3 成", "three in ten"),
    ("三到五成", "30% to 50%"),
    ("八折", "20% off"),
    ("8.5 折", "15% off"),
    ("八五折", "85%"),
    ("50%", "half"),
    ("一半", "50%"),
    ("一点二万", "12,000"),
    ("零点五", "0.5"),
    ("一个半小时", "1.5 hours"),
    ("1.5 小时", "an hour and a half"),
    ("250 万", "two and a half million"),
    ("50 万", "half a million"),
    // Words.
    ("2 次", "twice"),
    ("两次", "2 times"),
    ("12 个", "a dozen"),
    ("24 个", "two dozen"),
    ("半小时", "30 minutes"),
    ("下午三点五十五分", "3:55 pm"),
    ("一刻钟", "15 minutes"),
    ("12 月 21 日", "the twenty-first of December"),
    ("205", "two hundred and five"),
    ("100 到 200", "between one hundred and two hundred"),
    ("第 20 条", "the twentieth article"),
];

/// Not the same, and what is reported as written in one of them.
const OTHER: &[(&str, &str, &[&str])] = &[
    ("三万四", "30,004", &["30,004"]),
    ("一百二", "102", &["102"]),
    ("一百零二", "120", &["120"]),
    ("三万零四", "34,000", &["34,000"]),
    ("三百二十", "3", &["3"]),
    ("百分之十五", "100", &["100"]),
    // Nobody knows how many.
    ("十几个", "10", &["10"]),
    ("几十个", "10", &["10"]),
    ("十几万", "100,000", &["100,000"]),
    ("数百个", "100", &["100"]),
    ("100", "a few hundred", &["100"]),
    ("12", "dozens", &["12"]),
    // The same signs, no numbers.
    ("参加", "3", &["3"]),
    ("大陆的队伍", "5 of 6", &["5", "6"]),
    // A number that is not one.
    ("3万5万", "35,000", &["3万", "5万", "35,000"]),
    ("1.2 万", "1.2 million", &["1.2 万", "1.2 million"]),
    ("3 成", "40%", &["3 成", "40"]),
    ("8 折", "30% off", &["8 折", "30"]),
    ("110", "one two zero", &["110"]),
    ("205", "two hundred", &["205"]),
];

#[test]
fn a_number_is_the_same_in_both_languages_however_it_is_written() {
    let rows: Vec<(&str, &str)> =
        SAME.iter().copied().chain(OTHER.iter().map(|(zh, en, _)| (*zh, *en))).collect();
    let mut facts =
        String::from("[[sources]]\nid = \"law\"\ntitle = { zh = \"公报\", en = \"Gazette\" }\n");
    for (row, (zh, en)) in rows.iter().enumerate() {
        let _ = writeln!(
            facts,
            "[[facts]]\nid = \"row-{row}\"\nkind = \"law\"\nclaim = {{ zh = \"有{zh}。\", en = \"It is {en}.\" }}\n\
             source = \"law\"\nverified_on = 2026-01-31"
        );
    }
    let built = html(&format!(
        "-- content/pages/numbers/page.toml --\n{facts}\
        -- content/pages/numbers/zh.md --\n+++\ntitle = \"数\"\nsummary = \"数。\"\n+++\n\n数。\n\
        -- content/pages/numbers/en.md --\n+++\ntitle = \"Numbers\"\nsummary = \"Numbers.\"\n\
        translates = \"{{digest}}\"\n+++\n\nNumbers.\n"
    ));
    let found = built.diagnostics_short();
    let mut wrong = String::new();
    for (row, (zh, en)) in rows.iter().enumerate() {
        let expected = row.checked_sub(SAME.len()).map_or(&[][..], |other| OTHER[other].2);
        let place = format!("claim `row-{row}`");
        let reported: Vec<&str> = found
            .lines()
            .filter(|line| line.contains("[numbers-differ]") && line.contains(&place))
            .map(|line| line.split('`').nth(1).unwrap_or_default())
            .collect();
        if reported != expected {
            let _ = writeln!(wrong, "{zh} = {en}: reported {reported:?}, expected {expected:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
