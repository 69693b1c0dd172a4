//! The registry of rules: each rule's id, severity, subject and help page.
//!
//! A rule is a kind of mistake that the program reports. Its id is named after the defect and never
//! changes: sites name it in `[rules]` and `[[exceptions]]`. Its help page, `docs/rules/<id>.md`,
//! explains the rule in English and Chinese and shows examples, which are also its tests.

use std::fmt;

/// How serious a rule's findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severities {
    /// Errors: nothing is written until they are fixed.
    Error,
    /// Warnings: an editor decides.
    Warning,
    /// Errors where the finding is certain, warnings where it is only likely.
    Either,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    People,
    Links,
    Truth,
    Words,
    Translations,
    Texts,
    Print,
    Files,
    Outputs,
}

impl Subject {
    /// In the order in which they are listed.
    pub const ALL: [Subject; 9] = [
        Subject::People,
        Subject::Links,
        Subject::Truth,
        Subject::Words,
        Subject::Translations,
        Subject::Texts,
        Subject::Print,
        Subject::Files,
        Subject::Outputs,
    ];

    /// In English and Chinese, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Subject::People => "People’s data · 个人信息",
            Subject::Links => "Links and addresses · 链接和网址",
            Subject::Truth => "Truth and dates · 事实和日期",
            Subject::Words => "Words · 用词",
            Subject::Translations => "Translations · 译文",
            Subject::Texts => "Sections and texts · 小节和正文",
            Subject::Print => "Print and screens · 印刷和屏幕",
            Subject::Files => "Files and settings · 文件和设置",
            Subject::Outputs => "What was built · 生成的文件",
        }
    }
}

macro_rules! rules {
    ($($rule:ident, $id:literal, $severities:ident, $subject:ident;)*) => {
        /// A rule of the registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($rule,)*
        }

        impl Rule {
            /// By subject, then by id.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            /// `broken-link`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Rule::$rule => $id,)*
                }
            }

            pub fn severities(self) -> Severities {
                match self {
                    $(Rule::$rule => Severities::$severities,)*
                }
            }

            pub fn subject(self) -> Subject {
                match self {
                    $(Rule::$rule => Subject::$subject,)*
                }
            }

            /// The help page, as Markdown.
            pub fn help(self) -> &'static str {
                match self {
                    $(Rule::$rule => include_str!(concat!("../../docs/rules/", $id, ".md")),)*
                }
            }
        }
    };
}

rules! {
    AccountHandle, "account-handle", Error, People;
    BankCard, "bank-card", Either, People;
    EmailAddress, "email-address", Error, People;
    ExactAmount, "exact-amount", Warning, People;
    ExactDate, "exact-date", Error, People;
    FullName, "full-name", Either, People;
    IdentityNumber, "identity-number", Error, People;
    NamedBranch, "named-branch", Error, People;
    NumberPlate, "number-plate", Error, People;
    PhoneNumber, "phone-number", Either, People;
    ResidentId, "resident-id", Either, People;
    StreetAddress, "street-address", Error, People;
    UnregisteredNumber, "unregistered-number", Error, People;
    UnusedException, "unused-exception", Error, People;
    WalletAddress, "wallet-address", Error, People;
    WideException, "wide-exception", Error, People;
    BadLink, "bad-link", Error, Links;
    BadPath, "bad-path", Error, Links;
    BrokenLink, "broken-link", Error, Links;
    HostNotAllowed, "host-not-allowed", Error, Links;
    LiveAddress, "live-address", Error, Links;
    NumberNotRegistered, "number-not-registered", Error, Links;
    PrintedPageGone, "printed-page-gone", Error, Links;
    CaseWithoutSource, "case-without-source", Error, Truth;
    ConflictingAdvice, "conflicting-advice", Error, Truth;
    FactExpired, "fact-expired", Warning, Truth;
    HotlineExpired, "hotline-expired", Warning, Truth;
    InventedWording, "invented-wording", Error, Truth;
    ProtocolWithoutSource, "protocol-without-source", Error, Truth;
    ReviewOverdue, "review-overdue", Warning, Truth;
    UnknownSource, "unknown-source", Error, Truth;
    Blame, "blame", Error, Words;
    Jargon, "jargon", Warning, Words;
    LongSentence, "long-sentence", Warning, Words;
    Playbook, "playbook", Warning, Words;
    RegionalLabel, "regional-label", Error, Words;
    UnexplainedAbbreviation, "unexplained-abbreviation", Warning, Words;
    MisplacedKey, "misplaced-key", Error, Translations;
    MissingLanguage, "missing-language", Error, Translations;
    MissingString, "missing-string", Error, Translations;
    MissingStrings, "missing-strings", Error, Translations;
    NumbersDiffer, "numbers-differ", Either, Translations;
    OutlineDiffers, "outline-differs", Error, Translations;
    StaleTranslation, "stale-translation", Warning, Translations;
    UnknownLanguage, "unknown-language", Error, Translations;
    UnmarkedTranslation, "unmarked-translation", Warning, Translations;
    WrongDirection, "wrong-direction", Warning, Translations;
    BadAnswer, "bad-answer", Error, Texts;
    BadCharacter, "bad-character", Error, Texts;
    BadSectionId, "bad-section-id", Error, Texts;
    HeadingLevel, "heading-level", Error, Texts;
    MissingAlt, "missing-alt", Error, Texts;
    MissingImage, "missing-image", Error, Texts;
    MissingSection, "missing-section", Error, Texts;
    MissingSectionId, "missing-section-id", Error, Texts;
    NestedTooDeeply, "nested-too-deeply", Error, Texts;
    NoFrontMatter, "no-front-matter", Error, Texts;
    NotShown, "not-shown", Error, Texts;
    QuizAnswer, "quiz-answer", Error, Texts;
    QuizShape, "quiz-shape", Error, Texts;
    RawHtml, "raw-html", Error, Texts;
    RepeatedSectionId, "repeated-section-id", Error, Texts;
    SectionOrder, "section-order", Error, Texts;
    StrayMarkup, "stray-markup", Either, Texts;
    BadLock, "bad-lock", Error, Print;
    BadPrintSettings, "bad-print-settings", Error, Print;
    ItemTooLong, "item-too-long", Error, Print;
    LinkInShortText, "link-in-short-text", Error, Print;
    MissingFont, "missing-font", Error, Print;
    MissingGlyph, "missing-glyph", Error, Print;
    MissingLogo, "missing-logo", Error, Print;
    MissingShortText, "missing-short-text", Error, Print;
    NotInGb2312, "not-in-gb2312", Error, Print;
    NumberNotRepeated, "number-not-repeated", Error, Print;
    PrintFailed, "print-failed", Either, Print;
    SheetOverflow, "sheet-overflow", Error, Print;
    TooLong, "too-long", Error, Print;
    BadAddress, "bad-address", Error, Files;
    BadHotline, "bad-hotline", Error, Files;
    BadId, "bad-id", Error, Files;
    BadImage, "bad-image", Error, Files;
    BadLanguage, "bad-language", Error, Files;
    CannotLower, "cannot-lower", Error, Files;
    DuplicateOutput, "duplicate-output", Error, Files;
    EmptyValue, "empty-value", Error, Files;
    MergeConflict, "merge-conflict", Error, Files;
    MissingFile, "missing-file", Error, Files;
    MissingKey, "missing-key", Error, Files;
    NoConfig, "no-config", Error, Files;
    NotUtf8, "not-utf8", Error, Files;
    OutOfRange, "out-of-range", Error, Files;
    RepeatedId, "repeated-id", Error, Files;
    RepeatedPageId, "repeated-page-id", Error, Files;
    RepeatedWord, "repeated-word", Error, Files;
    StrayFile, "stray-file", Error, Files;
    Template, "template", Error, Files;
    Theme, "theme", Error, Files;
    TomlSyntax, "toml-syntax", Error, Files;
    UnknownHotline, "unknown-hotline", Error, Files;
    UnknownKey, "unknown-key", Error, Files;
    UnknownKind, "unknown-kind", Error, Files;
    UnknownTheme, "unknown-theme", Error, Files;
    UnknownWord, "unknown-word", Error, Files;
    UnsafeFile, "unsafe-file", Error, Files;
    UnusedThemeFile, "unused-theme-file", Warning, Files;
    WrongEnding, "wrong-ending", Error, Files;
    WrongType, "wrong-type", Error, Files;
    ActiveContent, "active-content", Error, Outputs;
    AlternatesDiffer, "alternates-differ", Error, Outputs;
    IncompleteHead, "incomplete-head", Error, Outputs;
    MalformedOutput, "malformed-output", Error, Outputs;
    RepeatedAnchor, "repeated-anchor", Error, Outputs;
    StrangeCode, "strange-code", Error, Outputs;
    ThirdPartyRequest, "third-party-request", Error, Outputs;
    UnsafeName, "unsafe-name", Error, Outputs;
}

impl Rule {
    pub fn from_id(id: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// Whether it finds people’s data: such a rule is never switched off.
    pub fn guards_people(self) -> bool {
        self.subject() == Subject::People
    }

    /// What the rule finds, a sentence each in English and Chinese.
    pub fn summary(self) -> [&'static str; 2] {
        let mut paragraphs = self.help().split("\n\n").skip(1);
        [". ", "。"].map(|end| {
            let paragraph = paragraphs.next().unwrap_or_default();
            paragraph.find(end).map_or(paragraph, |at| &paragraph[..at + end.trim_end().len()])
        })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.id())
    }
}
