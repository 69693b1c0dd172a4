//! Beginnings of lines that look like markup: marks of lists, headings, tables and blocks, as people
//! type them and other tools read them.

/// A list that begins with this number or a larger one is none: a year, a sum, a number of a law.
pub(super) const LONG_LIST: u64 = 100;

/// A line of a text, without its end.
pub(super) struct Line<'t> {
    pub start: usize,
    pub words: &'t str,
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let words = line.trim_end_matches(['\n', '\r']);
        let line_start = start;
        start += line.len();
        Line { start: line_start, words }
    })
}

/// What a line begins with.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub kind: MarkKind,
    /// In bytes.
    pub length: usize,
    /// Whether it can hardly be meant as it is shown.
    pub is_certain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Number,
    /// `一、`: a heading in a letter, but items where several follow each other.
    ChineseNumber,
    /// `第一步`, `a)`, `问：`: what lines of their own begin with where several follow each other.
    Label,
    /// An arrow, a tick, a dash, where several lines begin so.
    Ornament,
    /// Words with tabs between them, as they come from a spreadsheet.
    Columns,
    /// A line of dashes of another kind.
    Rule,
    /// `[1]`, as word processors and articles begin a note.
    Note,
    Bullet,
    Heading,
    Quote,
    Row,
    TaskBox,
    Block,
    Contents,
    Module,
    Fence,
}

impl MarkKind {
    /// Whether it is reported of the line that is the `count`th of its kind in a row: of a list, one
    /// line is enough.
    pub(super) fn is_reported_as(self, count: usize) -> bool {
        match self {
            MarkKind::Number | MarkKind::Bullet | MarkKind::Row | MarkKind::Module => count == 1,
            MarkKind::ChineseNumber | MarkKind::Label | MarkKind::Ornament | MarkKind::Columns => {
                count == 2
            }
            _ => true,
        }
    }

    /// Whether it is no fault in an item of a list, nor below a line that ends with a line break.
    pub(super) fn is_of_joined_lines(self) -> bool {
        matches!(self, MarkKind::Label | MarkKind::Ornament | MarkKind::Columns)
    }

    pub(super) fn message(self, shown: &str) -> String {
        let shown = shown.trim_end();
        match self {
            MarkKind::Number | MarkKind::ChineseNumber => {
                format!("`{shown}` begins no list: the lines become one paragraph")
            }
            MarkKind::Bullet => {
                format!("`{shown}` begins no item of a list: the lines become one paragraph")
            }
            MarkKind::Label | MarkKind::Ornament => {
                format!("The line of `{shown}` and the one above it become one paragraph")
            }
            MarkKind::Columns => "These columns become the words of one paragraph".to_owned(),
            MarkKind::Rule => format!("`{shown}` draws no line"),
            MarkKind::Note => format!("`{shown}` begins no note"),
            MarkKind::Heading => format!("`{shown}` begins no heading here"),
            MarkKind::Quote => format!("`{shown}` begins no quotation"),
            MarkKind::Row => "This line begins no table".to_owned(),
            MarkKind::TaskBox => format!("`{shown}` is shown as it is: there are no boxes to tick"),
            MarkKind::Block => format!("`{shown}` begins no block here"),
            MarkKind::Contents => {
                format!("`{shown}` is shown as it is: every page has its list of contents")
            }
            MarkKind::Module => "A text runs nothing: this line is shown as it is".to_owned(),
            MarkKind::Fence => format!("`{shown}` begins no code"),
        }
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            MarkKind::Number | MarkKind::ChineseNumber => {
                "Begin each item with a number, a full stop and a blank: `1. `."
            }
            MarkKind::Bullet => "Begin each item with a hyphen and a blank: `- `.",
            MarkKind::Label | MarkKind::Ornament => {
                "For a list, begin each line with `- ` or `1. `; for lines of their own, put an empty line between them."
            }
            MarkKind::Columns => {
                "Write a table: `| 名称 | 电话 |`, below it `|---|---|`, then a line for each row."
            }
            MarkKind::Rule => "Write `---` with an empty line before and after it.",
            MarkKind::Note => {
                "Write `[^1]` in the sentence, and `[^1]: words` on a line of its own."
            }
            MarkKind::Heading => {
                "Write half-width `##`, one ordinary blank, the words and the id: `## 危险信号 {#flags}`."
            }
            MarkKind::Quote => "Begin the line with a half-width `>` and a blank.",
            MarkKind::Row => {
                "Put a line such as `|---|---|` below the head of the table, with half-width lines."
            }
            MarkKind::TaskBox => "Delete the brackets; an ordinary list is enough.",
            MarkKind::Block => "Write a notice as `> [!WARNING]` and lines that begin with `>`.",
            MarkKind::Contents => "Delete the line.",
            MarkKind::Module => "Delete the line.",
            MarkKind::Fence => "Use three half-width backticks.",
        }
    }
}

/// How other tools begin a block.
const BLOCKS: [&str; 13] = [
    ":::",
    "!!!",
    "???",
    "%%%",
    "+++",
    "[!",
    ": ",
    "#+",
    "NOTE: ",
    "TIP: ",
    "WARNING: ",
    "CAUTION: ",
    "IMPORTANT: ",
];

/// The mark at the beginning of a line that is shown as it is written.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let first = line.chars().next()?;
    let of = |kind, length, is_certain| Some(Mark { kind, length, is_certain });
    let starts =
        |starts: &[&str]| starts.iter().find(|start| line.starts_with(**start)).map(|s| s.len());
    if let Some(length) = number(line) {
        let is_circled = line.starts_with(is_circled);
        return of(MarkKind::Number, length, !is_circled);
    }
    if let Some((kind, length)) = joined(line) {
        return of(kind, length, kind == MarkKind::Columns);
    }
    if heading(line) {
        return of(MarkKind::Heading, line.trim_end().len(), true);
    }
    if let Some(length) = starts(&["[ ] ", "[x] ", "[X] ", "[ ]　", "【 】", "□", "☐", "☑"])
    {
        // A box of its own may be printed to be ticked by hand.
        return of(MarkKind::TaskBox, length, line.starts_with('['));
    }
    if line.starts_with(".. ") && line.contains("::") {
        return of(MarkKind::Block, line.trim_end().len(), true);
    }
    if let Some(length) = starts(&BLOCKS) {
        return of(MarkKind::Block, length, true);
    }
    if let Some(length) =
        starts(&["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]", "@[toc]", "{:toc}"])
    {
        return of(MarkKind::Contents, length, true);
    }
    if starts(&["import ", "export "]).is_some()
        && (line.contains(" from ") || line.contains('=') || line.contains('{'))
        && line.ends_with([';', '\'', '"', '}'])
    {
        return of(MarkKind::Module, line.len(), true);
    }
    if let Some(length) = chinese_number(line) {
        return of(MarkKind::ChineseNumber, length, true);
    }
    if let Some(length) = rule(line) {
        return of(MarkKind::Rule, length, false);
    }
    if let Some(length) = note(line) {
        return of(MarkKind::Note, length, false);
    }
    if line.starts_with("＊＊") {
        return None;
    }
    match first {
        '·' | '•' | '●' | '○' | '◦' | '■' | '▪' | '◆' | '▶' | '►' | '➤' | '－' | '＋' | '＊' => {
            of(MarkKind::Bullet, first.len_utf8(), true)
        }
        '–' | '★' | '※' | '√' | '✓' | '✔' => {
            of(MarkKind::Bullet, first.len_utf8(), false)
        }
        '-' | '+' | '*' => {
            bullet_without_blank(line).and_then(|is_certain| of(MarkKind::Bullet, 1, is_certain))
        }
        '＞' | '》' | '〉' => of(MarkKind::Quote, first.len_utf8(), true),
        '|' | '｜' => {
            let is_row = line.trim_end().ends_with(first) || line.matches(first).count() > 1;
            is_row.then_some(())?;
            of(MarkKind::Row, line.trim_end().len(), true)
        }
        '｀' => {
            line.starts_with("｀｀｀").then_some(()).and_then(|()| of(MarkKind::Fence, 9, true))
        }
        _ => None,
    }
}

/// `1、`, `1．`, `1)`, `（1）`, `①` and `1.` without a blank after it.
fn number(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if is_circled(first) {
        return Some(first.len_utf8());
    }
    let (open, rest) = match line.strip_prefix(['（', '(']) {
        Some(rest) => (line.len() - rest.len(), rest),
        None => (0, line),
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let length = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    if length == 0 || rest[..length].chars().count() > 2 {
        return None;
    }
    let after = &rest[length..];
    let sign = after.chars().next()?;
    let next = after.chars().nth(1);
    let is_list = match sign {
        '）' | ')' => open > 0 || next.is_none_or(|c| !c.is_ascii_digit()),
        '、' | '．' | '。' => open == 0,
        // A number with decimals, a time, a name such as `1.8m` are none.
        '.' => open == 0 && next.is_some_and(|c| !c.is_ascii() && !is_digit(c) && c != ' '),
        _ => false,
    };
    is_list.then_some(open + length + sign.len_utf8())
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿' | '㈠'..='㈩')
}

const CHINESE: &str = "一二三四五六七八九十";

/// `一、`, `（一）`.
fn chinese_number(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['（', '(']).unwrap_or(line);
    let open = line.len() - rest.len();
    let digits = rest.find(|c| !CHINESE.contains(c)).unwrap_or(rest.len());
    let sign = rest[digits..].chars().next()?;
    let is_one = if open > 0 { matches!(sign, '）' | ')') } else { sign == '、' };
    (digits > 0 && is_one).then_some(open + digits + sign.len_utf8())
}

/// What begins lines that are meant to stay apart, where several follow each other.
fn joined(line: &str) -> Option<(MarkKind, usize)> {
    let first = line.chars().next()?;
    if line.trim().contains('\t') {
        return Some((MarkKind::Columns, line.trim_end().len()));
    }
    // Arrows, boxes, ticks, pictograms.
    let is_ornament = matches!(first, '—' | '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}'
        | '\u{25A0}'..='\u{25FF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F300}'..='\u{1FAFF}');
    if is_ornament && !"●○◦■▪◆▶►➤□☐☑★✓✔".contains(first) && rule(line).is_none()
    {
        return Some((MarkKind::Ornament, first.len_utf8()));
    }
    let next = line.chars().nth(1);
    if first.is_ascii_alphabetic() && matches!(next, Some(')' | '）' | '、')) {
        return Some((MarkKind::Label, 1 + next.map_or(0, char::len_utf8)));
    }
    // `第一步，`, `问：`.
    const LONGEST: usize = 4;
    let end = line.char_indices().take(LONGEST + 1).find(|(_, c)| "：:，、,".contains(*c));
    let (end, sign) = end.filter(|&(end, _)| end > 0)?;
    let word = &line[..end];
    let is_step = (word.starts_with('第') && word.ends_with('步')) || word.starts_with("步骤");
    let is_label = sign == '：' && word.chars().all(char::is_alphanumeric);
    (is_step || is_label).then_some((MarkKind::Label, end + sign.len_utf8()))
}

/// `———`, `＝＝＝`: a line of nothing else.
fn rule(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let first = line.chars().next().filter(|c| "—－–―＿＝＊─━".contains(*c))?;
    let is_one = line.chars().count() > 2 && line.chars().all(|c| c == first);
    is_one.then_some(line.len())
}

/// `[1] 说明`.
fn note(line: &str) -> Option<usize> {
    let end = line.strip_prefix('[')?.find(']')? + 2;
    let is_number = (3..6).contains(&end) && line[1..end - 1].bytes().all(|c| c.is_ascii_digit());
    (is_number && !line[end..].trim().is_empty()).then_some(end)
}

/// `##标题`, `＃＃ 标题`, a `#` before a blank that is none, and `h2. ` and `== ` of other tools.
fn heading(line: &str) -> bool {
    let is_textile = line.strip_prefix('h').is_some_and(|rest| {
        rest.starts_with(|c: char| ('1'..='6').contains(&c)) && rest[1..].starts_with(". ")
    });
    let signs = line.len() - line.trim_start_matches('=').len();
    if is_textile || ((2..=6).contains(&signs) && line[signs..].starts_with(' ')) {
        return true;
    }
    let marks = line.find(|c| c != '#' && c != '＃').unwrap_or(line.len());
    let count = line[..marks].chars().count();
    if count == 0 || count > 6 {
        return false;
    }
    let next = line[marks..].chars().next();
    // `#1` and `#反诈` in a sentence are no headings; two signs are.
    count > 1 || line.starts_with('＃') || next.is_some_and(char::is_whitespace)
}

/// A hyphen, plus or asterisk at the beginning of a line with no blank after it; whether it can
/// hardly be anything else than an item.
fn bullet_without_blank(line: &str) -> Option<bool> {
    let next = line.chars().nth(1)?;
    let is_other = next.is_ascii_digit() || next.is_ascii_whitespace() || "-+*>".contains(next);
    (!is_other).then_some(!next.is_ascii())
}

/// How many cells the source of a row has.
pub(super) fn cells(row: &str) -> usize {
    let row = row.lines().next().unwrap_or("").trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let bytes = row.as_bytes();
    let is_wall = |at: &usize| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\');
    let walls = (0..bytes.len()).filter(is_wall).count();
    let is_closed = bytes.last() == Some(&b'|') && is_wall(&(bytes.len() - 1));
    walls + 1 - usize::from(is_closed)
}
