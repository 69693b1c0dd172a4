//! The objects of a finished PDF in object streams (ISO 32000-1, 7.5.7), which the compiler does
//! not write: outlines and tags are then packed like everything else. They were a quarter of the
//! leaflets and half of a handbook.
//!
//! Objects are moved as they are, and none is read.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// How many objects are in a stream: a reader unpacks all of them to read one, and some look through
/// the places of all of them.
const IN_A_STREAM: usize = 100;

const LEVEL: u32 = 6;

/// Bytes of an entry of the cross-reference stream: its kind, a place, a place in there.
const ENTRY: [usize; 3] = [1, 4, 2];

/// Where an object is, as the cross-reference stream says it.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At { offset: usize },
    In { stream: usize, index: usize },
}

/// `None` for a file that is not written as the compiler writes: with one cross-reference table, at
/// its end, and no changes behind it.
pub(super) fn pack(pdf: &[u8]) -> Option<Vec<u8>> {
    let table = Table::of(pdf)?;
    let (streams, plain): (Vec<_>, Vec<_>) =
        table.objects(pdf)?.into_iter().partition(|(_, body)| body.ends_with(b"endstream"));
    let mut places = vec![Place::Free; table.offsets.len()];
    let first = table.offsets.iter().flatten().min()?;
    let mut out = pdf.get(..*first)?.to_vec();
    for (number, body) in streams {
        places[number] = Place::At { offset: out.len() };
        match packed_metadata(body) {
            Some(packed) => write_object(&mut out, number, &packed)?,
            None => write_object(&mut out, number, body)?,
        }
    }
    for some in plain.chunks(IN_A_STREAM) {
        let stream = places.len();
        for (index, (number, _)) in some.iter().enumerate() {
            places[*number] = Place::In { stream, index };
        }
        places.push(Place::At { offset: out.len() });
        write_object(&mut out, stream, &object_stream(some)?)?;
    }
    let (number, offset) = (places.len(), out.len());
    places.push(Place::At { offset });
    write_object(&mut out, number, &cross_references(&places, table.trailer)?)?;
    write!(out, "startxref\n{offset}\n%%EOF").ok()?;
    Some(out)
}

/// The cross-reference table of a file and what follows it.
struct Table<'a> {
    /// Where the table begins.
    start: usize,
    /// By number of the object; `None` for one that is not in use.
    offsets: Vec<Option<usize>>,
    /// The entries of the trailer, except the number of objects.
    trailer: &'a str,
}

impl<'a> Table<'a> {
    fn of(pdf: &'a [u8]) -> Option<Table<'a>> {
        // A number has up to twenty digits.
        let end = String::from_utf8_lossy(&pdf[pdf.len().saturating_sub(40)..]).into_owned();
        let start: usize =
            end.split_once("startxref")?.1.split_once("%%EOF")?.0.trim().parse().ok()?;
        let table = std::str::from_utf8(pdf.get(start..)?).ok()?;
        let (entries, rest) = table.strip_prefix("xref\n0 ")?.split_once("trailer")?;
        let (count, entries) = entries.split_once('\n')?;
        let offsets: Vec<_> = entries
            .lines()
            .map(|entry| {
                let in_use = entry.trim_end().ends_with('n');
                in_use.then(|| entry.split(' ').next()?.parse().ok()).flatten()
            })
            .collect();
        let size = format!("/Size {}", offsets.len());
        let trailer = rest.split_once("startxref")?.0.trim();
        let trailer = trailer.strip_prefix("<<")?.strip_suffix(">>")?.trim();
        let trailer = trailer.strip_prefix(&size)?;
        (count == offsets.len().to_string()).then_some(Table { start, offsets, trailer })
    }

    /// Numbers and bodies of all objects, in the order of the file.
    fn objects(&self, pdf: &'a [u8]) -> Option<Vec<(usize, &'a [u8])>> {
        let places = self.offsets.iter().enumerate();
        let mut places: Vec<_> =
            places.filter_map(|(number, offset)| Some(((*offset)?, number))).collect();
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|(offset, _)| *offset).chain([self.start]);
        let object = |(&(offset, number), end): (&(usize, usize), usize)| {
            let object = pdf.get(offset..end)?.strip_prefix(format!("{number} 0 obj\n").as_bytes());
            Some((number, object?.trim_ascii_end().strip_suffix(b"endobj")?.trim_ascii_end()))
        };
        places.iter().zip(ends).map(object).collect()
    }
}

fn write_object(out: &mut Vec<u8>, number: usize, body: &[u8]) -> Option<()> {
    writeln!(out, "{number} 0 obj").ok()?;
    out.extend(body);
    out.extend(b"\nendobj\n");
    Some(())
}

/// The description of the document, which the compiler leaves as plain text.
fn packed_metadata(body: &[u8]) -> Option<Vec<u8>> {
    const ENTRIES: &str = "/Type/Metadata/Subtype/XML";
    let (head, rest) = std::str::from_utf8(body).ok()?.split_once(">>")?;
    let entries: String = head.split_whitespace().collect();
    let plain = entries.contains(ENTRIES) && !entries.contains("/Filter");
    let text = rest.trim_start().strip_prefix("stream")?.strip_suffix("endstream")?.trim();
    plain.then(|| stream(ENTRIES, text.as_bytes()))?
}

/// A stream of objects: their numbers and where each begins, then the objects.
fn object_stream(objects: &[(usize, &[u8])]) -> Option<Vec<u8>> {
    let (mut head, mut bodies) = (String::new(), Vec::new());
    for (number, body) in objects {
        head.push_str(&format!("{number} {} ", bodies.len()));
        bodies.extend(*body);
        bodies.push(b'\n');
    }
    let entries = format!("/Type/ObjStm/N {}/First {}", objects.len(), head.len());
    stream(&entries, &[head.as_bytes(), &bodies].concat())
}

/// The cross-reference stream, with what the trailer says. Entries are written as differences from
/// the one before, since most count up.
fn cross_references(places: &[Place], trailer: &str) -> Option<Vec<u8>> {
    let mut entries = Vec::new();
    let mut above = Vec::from([0; ENTRY[0] + ENTRY[1] + ENTRY[2]]);
    for place in places {
        let fields = match *place {
            Place::Free => [0, 0, 0xFFFF],
            Place::At { offset } => [1, offset, 0],
            Place::In { stream, index } => [2, stream, index],
        };
        let row: Vec<u8> = fields
            .iter()
            .zip(ENTRY)
            .flat_map(|(field, bytes)| {
                let field = field.to_be_bytes();
                field[field.len() - bytes..].to_vec()
            })
            .collect();
        entries.push(2);
        entries.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above = row;
    }
    let [kind, place, index] = ENTRY;
    let entries_of = format!(
        "/Type/XRef/Size {}/W[{kind} {place} {index}]/DecodeParms<</Predictor 12/Columns {}>>{trailer}",
        places.len(),
        above.len()
    );
    stream(&entries_of, &entries)
}

fn stream(entries: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    let head = format!("<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    Some([head.as_bytes(), &packed, b"\nendstream"].concat())
}
