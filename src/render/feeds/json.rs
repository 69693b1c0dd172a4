//! A feed as JSON Feed 1.1.

use serde_json::{Value, json};

use crate::render::feeds::feed::{Feed, FeedEntry, timestamp};

pub(super) fn render(feed: &Feed) -> Vec<u8> {
    let items: Vec<Value> = feed.entries.iter().map(|entry| item(entry, feed.language)).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "language": feed.language,
        "authors": [{ "name": feed.author }],
        "items": items,
    });
    let mut out = feed.to_string().into_bytes();
    out.push(b'\n');
    out
}

fn item(entry: &FeedEntry, language: &str) -> Value {
    let mut item = json!({
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.summary,
        "language": language,
        "date_modified": timestamp(entry.updated),
    });
    if let Some(published) = entry.published {
        item["date_published"] = json!(timestamp(published));
    }
    item
}
