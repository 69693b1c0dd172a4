//! The closed vocabularies of `page.toml`: kinds, contact routes, payments, audiences and more.
//!
//! An id is what authors write and what addresses contain; what readers see comes from `i18n/`.

/// Declares a closed list: an enum, its ids, and the way back from an id.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item_doc])* $variant),+ }

        impl Vocabulary for $name {
            const ALL: &'static [Self] = &[$($name::$variant),+];

            fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }
        }
    };
}

/// A closed list of words.
pub trait Vocabulary: Copy + Eq + 'static {
    /// Every word, in the order lists show them.
    const ALL: &'static [Self];

    fn id(self) -> &'static str;

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.id() == id)
    }

    fn ids() -> impl Iterator<Item = &'static str> + Clone {
        Self::ALL.iter().map(|v| v.id())
    }
}

vocabulary! {
    /// What sort of page: the folder under `content/`.
    Kind {
        Scams = "scams",
        Cases = "cases",
        Protocols = "protocols",
        Guides = "guides",
        Audiences = "audiences",
        Alerts = "alerts",
        /// Letters with a slip to tear off, pledges, record sheets: things to hand out and fill in.
        Letters = "letters",
        Quizzes = "quizzes",
        /// What staff rehearse at the counter.
        Drills = "drills",
        /// Class meetings and morning briefings, minute by minute.
        Sessions = "sessions",
        /// About, privacy: pages of the site itself, at `/<id>/`.
        Pages = "pages",
    }
}

impl Kind {
    /// Sections a page of this kind must have, in this order. Others may come between.
    pub fn required_sections(self) -> &'static [&'static str] {
        match self {
            Kind::Scams => &["how", "say", "flags", "do", "paid"],
            Kind::Cases => &["how", "flags", "do"],
            Kind::Protocols => &["text", "use", "exceptions"],
            Kind::Guides => &["now", "do", "dont"],
            Kind::Audiences => &["why", "flags", "do", "help"],
            Kind::Alerts => &["how", "flags", "do"],
            Kind::Letters => &["text"],
            Kind::Drills => &["setting", "roles", "script", "injects", "checklist", "debrief"],
            Kind::Sessions => &["aim", "prepare", "plan", "points", "close"],
            Kind::Quizzes | Kind::Pages => &[],
        }
    }

    /// Sections in the order a reader meets them: these first, then the others as they are written.
    /// What to do comes first, right below the title: a reader may have ten seconds. How a scam
    /// gives itself away, and what they say, come before how it works.
    pub fn first_sections(self) -> &'static [&'static str] {
        match self {
            Kind::Scams => &["do", "flags", "say", "paid"],
            Kind::Alerts | Kind::Audiences => &["do", "flags"],
            Kind::Guides => &["now"],
            _ => &[],
        }
    }

    /// Whether its pages are made for those who print, teach and rehearse, not for readers in
    /// trouble.
    pub fn is_material(self) -> bool {
        matches!(self, Kind::Letters | Kind::Drills | Kind::Sessions | Kind::Quizzes)
    }
}

vocabulary! {
    /// How the other side made contact.
    Channel {
        Phone = "phone",
        Sms = "sms",
        /// Any chat app.
        Wechat = "wechat",
        SocialMedia = "social-media",
        DatingApp = "dating-app",
        LiveStream = "live-stream",
        ShoppingApp = "shopping-app",
        Game = "game",
        MeetingApp = "meeting-app",
        Email = "email",
        QrCard = "qr-card",
        Parcel = "parcel",
        JobAd = "job-ad",
        InPerson = "in-person",
    }
}

vocabulary! {
    /// How the money was to move.
    Payment {
        MobileBank = "mobile-bank",
        Counter = "counter",
        Atm = "atm",
        QrPay = "qr-pay",
        GiftCard = "gift-card",
        Crypto = "crypto",
        CashPickup = "cash-pickup",
        Gold = "gold",
        CardDetails = "card-details",
        /// An app to install, a screen to share: then they move it themselves.
        ScreenShare = "screen-share",
        LoanApp = "loan-app",
        LendAccount = "lend-account",
    }
}

vocabulary! {
    /// Whom a page is written for.
    Audience {
        Elderly = "elderly",
        Students = "students",
        FinanceStaff = "finance-staff",
        Parents = "parents",
        Merchants = "merchants",
        NewResidents = "new-residents",
        JobSeekers = "job-seekers",
        BranchStaff = "branch-staff",
    }
}

vocabulary! {
    /// Whom the other side pretends to be.
    Role {
        Police = "police",
        Court = "court",
        Government = "government",
        Bank = "bank",
        CustomerService = "customer-service",
        Boss = "boss",
        FriendOrFamily = "friend-or-family",
        Teacher = "teacher",
        Courier = "courier",
        Airline = "airline",
        InvestmentAdviser = "investment-adviser",
        Partner = "partner",
        Employer = "employer",
        Lender = "lender",
        Seller = "seller",
        Charity = "charity",
    }
}

vocabulary! {
    /// Where a case comes from. A composite never pretends to be real.
    Provenance {
        Real = "real",
        Composite = "composite",
        Drill = "drill",
    }
}

vocabulary! {
    /// What was lost, in yuan. Bands, because an exact sum can identify a person.
    Loss {
        None = "none",
        Under10k = "under-10k",
        From10k = "10k-100k",
        From100k = "100k-1m",
        Over1m = "over-1m",
    }
}

vocabulary! {
    /// How sure the wording of a protocol is.
    TextStatus {
        /// Seen in the issuer's own publication.
        Verified = "verified",
        /// In use in this form; no official wording was found.
        Circulating = "circulating",
        /// The name circulates; the wording was not found and is not invented.
        Missing = "missing",
    }
}

vocabulary! {
    /// Whether a page is built.
    Status {
        Published = "published",
        Draft = "draft",
    }
}

vocabulary! {
    /// How a site wants the findings of a rule to be judged.
    Level {
        Off = "off",
        Warning = "warning",
        Error = "error",
    }
}

vocabulary! {
    /// What sort of fact: it decides how long a check of it holds.
    ClaimKind {
        Law = "law",
        Statistic = "statistic",
        Hotline = "hotline",
        Date = "date",
        Amount = "amount",
    }
}

vocabulary! {
    /// Where a hotline answers.
    Region {
        Mainland = "mainland",
        HongKong = "hk",
        Singapore = "sg",
        Taiwan = "tw",
        UnitedKingdom = "uk",
        UnitedStates = "us",
    }
}

vocabulary! {
    /// The three ways a reader looks for a page without knowing its name.
    Taxonomy {
        Channel = "channel",
        Payment = "payment",
        Audience = "audience",
    }
}

vocabulary! {
    /// What a page's plain text is for, in the order the page offers them.
    Medium {
        /// A message to a chat.
        Share = "share",
        /// A ticker of one line.
        Led = "led",
        Sms = "sms",
        /// The screen and the voice of a cash machine.
        Atm = "atm",
        /// A loudspeaker.
        Broadcast = "broadcast",
    }
}

impl Medium {
    /// The file of such texts, before the language is added to its name.
    pub fn file(self) -> &'static str {
        match self {
            Medium::Share => "share.txt",
            Medium::Led => "led.txt",
            Medium::Sms => "sms.txt",
            Medium::Atm => "atm.csv",
            Medium::Broadcast => "broadcast.txt",
        }
    }
}

impl Taxonomy {
    /// The closed list of the axis.
    pub fn terms(self) -> Vec<&'static str> {
        match self {
            Taxonomy::Channel => Channel::ids().collect(),
            Taxonomy::Payment => Payment::ids().collect(),
            Taxonomy::Audience => Audience::ids().collect(),
        }
    }
}
