// Reads what a shard holds for one term. src/render/search/postings.rs writes it;
// src/render/search/export.rs describes the format.

/**
 * The postings of one term. `lists` are by field: the listed documents, the number of all that hold
 * it and, if the field's kind is `terms`, frequencies, norms if it has them, and positions unless
 * the term is common. If a list is cut, `holders` is the number of documents that hold the term in
 * any field, and `rest` those that are not listed, if they are not in a file of their own.
 */
export function readPostings(reader, { fields, rest: isRestApart }) {
  const mask = reader.number();
  const lists = new Map();
  let isCut = false;
  fields.forEach(({ kind, norms, common, depth }, field) => {
    if (!(mask & (1 << field))) return;
    const holders = reader.number();
    const count = Math.min(holders, depth);
    isCut = isCut || holders > depth;
    const list = { holders, documents: reader.ascending(count) };
    if (kind === 'terms') {
      list.frequencies = reader.numbers(count);
      if (norms) list.norms = reader.take(count);
      if (holders <= common) list.positions = readListPositions(reader, list);
    }
    lists.set(field, list);
  });
  const holders = isCut ? reader.number() : undefined;
  return { lists, holders, rest: isCut && !isRestApart ? readList(reader) : undefined };
}

/** A list of documents. */
export const readList = (reader) => reader.ascending(reader.number());

/** The positions of a common term, by field. */
export function readPositions(reader, lists) {
  const common = [...lists].filter(([, list]) => list.frequencies && !list.positions);
  return new Map(common.map(([field, list]) => [field, readListPositions(reader, list)]));
}

/** The positions in all documents of a list, and for each document where its own start. */
function readListPositions(reader, { frequencies }) {
  const starts = new Uint32Array(frequencies.length + 1);
  frequencies.forEach((count, at) => {
    starts[at + 1] = starts[at] + count;
  });
  const values = reader.numbers(starts[starts.length - 1]);
  frequencies.forEach((count, document) => {
    const end = starts[document + 1];
    for (let at = starts[document] + 1; at < end; at++) values[at] += values[at - 1];
  });
  return { starts, values };
}
