//! The short texts of a page, for chats, tickers, text messages, cash machines and loudspeakers.
//!
//! The page offers them to be copied and `share` writes them as files: both read this, so that they
//! agree.

pub mod broadcast;
pub mod sentences;

use crate::base::document::Item;
use crate::base::text::sentences;
use crate::base::vocabulary::Medium;
use crate::parse::sink::Spanned;
use crate::site::Site;
use crate::site::page::{Reading, State};
use crate::site::route::Route;
use broadcast::Script;
use sentences::items;

/// How many points the text for chats makes.
const POINTS: usize = 3;

/// A plain text of a page, in one language.
#[derive(Clone, Debug, PartialEq)]
pub enum ShortText {
    Share(String),
    Led(String),
    Sms(String),
    Atm(Screen),
    Broadcast(Vec<Script>),
}

/// What a cash machine shows and says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    pub lines: [String; 2],
    pub spoken: String,
}

impl ShortText {
    pub fn medium(&self) -> Medium {
        match self {
            ShortText::Share(_) => Medium::Share,
            ShortText::Led(_) => Medium::Led,
            ShortText::Sms(_) => Medium::Sms,
            ShortText::Atm(_) => Medium::Atm,
            ShortText::Broadcast(_) => Medium::Broadcast,
        }
    }

    /// The words as a person copies them. `heading` says how long a script takes: “{seconds}
    /// seconds”.
    pub fn text(&self, heading: &str) -> String {
        match self {
            ShortText::Share(text) | ShortText::Led(text) | ShortText::Sms(text) => text.clone(),
            ShortText::Atm(Screen { lines: [first, second], spoken }) => {
                let lines = [first, second, spoken].into_iter().filter(|line| !line.is_empty());
                lines.map(String::as_str).collect::<Vec<_>>().join("\n")
            }
            ShortText::Broadcast(scripts) => {
                let script = |script: &Script| {
                    format!(
                        "{}\n{}",
                        heading.replace("{seconds}", &script.seconds.to_string()),
                        script.text
                    )
                };
                scripts.iter().map(script).collect::<Vec<_>>().join("\n\n")
            }
        }
    }
}

/// The texts a reader is handed, the one for chats first. None where the page is not written in the
/// reader's language.
pub fn short_texts(site: &Site, reading: &Reading) -> Vec<ShortText> {
    if reading.state == State::Fallback {
        return Vec::new();
    }
    let short = &reading.text.front.short;
    let written = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let code = site.config.languages.code(reading.language);
    let mut short_texts = vec![ShortText::Share(share(site, reading))];
    short_texts.extend(written(&short.led).map(ShortText::Led));
    short_texts.extend(written(&short.sms).map(ShortText::Sms));
    short_texts.extend(screen(reading).map(ShortText::Atm));
    short_texts.extend(
        written(&short.broadcast)
            .map(|closing| ShortText::Broadcast(broadcast::scripts(reading, code, &closing))),
    );
    short_texts
}

/// Title, three points and the short address.
fn share(site: &Site, reading: &Reading) -> String {
    let flags: Vec<Item> = items(&reading.text.document(), "flags").collect();
    let mut points: Vec<&str> = flags.iter().map(|item| item.text.as_str()).take(POINTS).collect();
    if points.is_empty() {
        points = sentences(reading.summary()).take(POINTS).collect();
    }
    let mut text = format!("{}\n", reading.title());
    for point in points {
        text.push_str(&format!("• {point}\n"));
    }
    text + &site.routes.readable(Route::Short(&reading.page.id), reading.language)
}

fn screen(reading: &Reading) -> Option<Screen> {
    let short = &reading.text.front.short;
    let line = |number: usize| short.atm.get(number).map(|line| line.value.clone());
    let first = line(0)?;
    let announced = short.broadcast.as_ref().and_then(|text| sentences(&text.value).next());
    let spoken = short.led.as_ref().map(|line| line.value.as_str()).or(announced);
    Some(Screen {
        lines: [first, line(1).unwrap_or_default()],
        spoken: spoken.unwrap_or_default().to_owned(),
    })
}
