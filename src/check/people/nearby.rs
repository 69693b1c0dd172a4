//! Words before a number that say what it is the number of.

use std::sync::LazyLock;

use regex::Regex;

/// How far before a number its name is looked for, in characters.
const REACH: usize = 24;

/// What may be between a name and its number: a few characters of the same sentence.
const BETWEEN: &str = r"[^0-9。！？!?;；\n\x01]{0,8}$";

static IDENTITY: LazyLock<Regex> = LazyLock::new(|| {
    before(
        "身份证|身分证|证件|居留证|永居证|永久居留|身份号|公民号码|ID(?: card)?(?: no\\.?| number)?|identity",
    )
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    before(
        "账号|帐号|账户|帐户|户号|卡号|银行卡|储蓄卡|信用卡|借记卡|工资卡|存折|对公|收款卡|(?:汇款|转账|打款|转|汇|打)(?:到|给|入)|卡(?:是|为|[:：])|card(?: number| no\\.?)?|account(?: number| no\\.?)?|a/c",
    )
});
static CALL: LazyLock<Regex> = LazyLock::new(|| {
    before(
        "电话|手机|拨打|拨|致电|热线|联系|客服|来电|号码|座机|打给|打到|打|回拨|call|dial|ring|phone|tel|hotline|helpline|number|whatsapp|fax|传真",
    )
});

fn before(words: &str) -> Regex {
    Regex::new(&format!("(?i)(?:{words}){BETWEEN}")).expect("a pattern")
}

/// Whether words before a place of a text name an identity document.
pub(super) fn is_identity(text: &str, at: usize) -> bool {
    IDENTITY.is_match(reach(text, at))
}

/// Whether words before a place of a text name a bank account or card.
pub(super) fn is_account(text: &str, at: usize) -> bool {
    ACCOUNT.is_match(reach(text, at))
}

/// Whether words before a place of a text say that one calls what follows.
pub(super) fn is_called(text: &str, at: usize) -> bool {
    CALL.is_match(reach(text, at))
}

/// The last characters before a place of a text.
pub(super) fn reach(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let start = before.char_indices().rev().take(REACH).last().map_or(at, |(start, _)| start);
    &before[start..]
}
