//! A feed as Atom 1.0 (RFC 4287).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

use crate::render::feeds::feed::{Feed, FeedEntry, timestamp};

pub(super) fn render(feed: &Feed) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut writer, feed).expect("writing to memory cannot fail");
    let mut out = writer.into_inner();
    out.push(b'\n');
    out
}

fn write(writer: &mut Writer<Vec<u8>>, feed: &Feed) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", feed.language))
        .write_inner_content(|writer| {
            text(writer, "id", &feed.id)?;
            text(writer, "title", &feed.title)?;
            text(writer, "subtitle", feed.subtitle)?;
            text(writer, "updated", &timestamp(feed.updated))?;
            link(writer, "self", &feed.atom)?;
            link(writer, "alternate", &feed.home)?;
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", feed.author))?;
            feed.entries.iter().try_for_each(|one| entry(writer, one))
        })?;
    Ok(())
}

fn entry(writer: &mut Writer<Vec<u8>>, entry: &FeedEntry) -> io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &entry.id)?;
        text(writer, "title", entry.title)?;
        link(writer, "alternate", &entry.url)?;
        if let Some(published) = entry.published {
            text(writer, "published", &timestamp(published))?;
        }
        text(writer, "updated", &timestamp(entry.updated))?;
        text(writer, "summary", entry.summary)
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(content))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, url: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("href", url))
        .write_empty()?;
    Ok(())
}
