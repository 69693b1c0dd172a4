// Reads what the files of the index hold; their format is described in src/search/shards.rs.

import { IndexError, damaged } from './files.js';

const FORMAT = 3;

const otherFormat = (format) =>
  new IndexError(`The search index has format ${format}, this page reads format ${FORMAT}. Reload the page.`);

/** The directory of an index, from its file. */
export function readDirectory(bytes, name) {
  const directory = readJson(bytes, name);
  if (directory.format !== FORMAT) throw otherFormat(directory.format);
  return directory;
}

function readJson(bytes, name) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** A shard: records, patterns, words or facets, [axis, term, documents], as a list; anything else as a Map from term to Block. */
export function readShard(bytes, family, name) {
  const kind = { postings: 'p', positions: 'q', rest: 'm', records: 'r', words: 'w', facets: 'f', patterns: 'c' }[family];
  if (bytes[0] !== 0x57 || bytes[1] !== 0x5a || bytes[3] !== kind.charCodeAt(0)) throw damaged(name);
  if (bytes[2] !== FORMAT) throw otherFormat(bytes[2]);
  if (family === 'records' || family === 'patterns') return readJson(bytes.subarray(4), name);
  if (family === 'words') return new TextDecoder().decode(bytes.subarray(4)).split('\n');
  try {
    const reader = new Reader(bytes.subarray(4));
    const terms = new TextDecoder().decode(reader.take(reader.number())).split('\n');
    if (family === 'facets') return terms.map((term) => [...term.split(' '), readRest(reader)]);
    const lengths = terms.map(() => reader.number());
    return new Map(terms.map((term, at) => [term, new Block(reader.take(lengths[at]), name)]));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** What a shard holds for one term, read when it is first needed. */
class Block {
  #bytes;
  #name;
  #value;

  constructor(bytes, name) {
    this.#bytes = bytes;
    this.#name = name;
  }

  read(parse, context) {
    try {
      return (this.#value ??= parse(new Reader(this.#bytes), context));
    } catch (cause) {
      throw damaged(this.#name, cause);
    }
  }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new RangeError('too short');
    return this.bytes.subarray(this.at, (this.at += length));
  }

  number() {
    for (let number = 0, shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('too short');
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number >>> 0;
    }
  }

  numbers(count) {
    // Each takes a byte at least: so many cannot follow, and are not to be made room for.
    if (count > this.bytes.length - this.at) throw new RangeError('too short');
    const numbers = new Uint32Array(count);
    for (let at = 0; at < count; at++) numbers[at] = this.number();
    return numbers;
  }

  /** Numbers that are written as the difference from the one before. */
  rising(count) {
    const numbers = this.numbers(count);
    for (let at = 1; at < count; at++) numbers[at] += numbers[at - 1];
    return numbers;
  }
}

/**
 * What is known of one term: `lists` by field: documents and how many hold it in truth and, where the field holds terms,
 * frequencies, perhaps norms and, unless the term is common, places. `holders` says how many documents hold it in whatever
 * field, `rest` which of them are not listed; both only where there are such, `rest` only if it stands here.
 */
export function readPostings(reader, { fields, rest: isRestApart }) {
  const [mask] = reader.take(1);
  const lists = new Map();
  let isCut = false;
  fields.forEach(({ holds, norms, common, depth }, field) => {
    if (!(mask & (1 << field))) return;
    const holders = reader.number();
    const count = Math.min(holders, depth);
    isCut ||= holders > depth;
    const list = { holders, documents: reader.rising(count) };
    if (holds === 'terms') {
      list.frequencies = reader.numbers(count);
      if (norms) list.norms = reader.take(count);
      if (holders <= common) list.places = readPlaces(reader, list);
    }
    lists.set(field, list);
  });
  const holders = isCut ? reader.number() : undefined;
  return { lists, holders, rest: isCut && !isRestApart ? readRest(reader) : undefined };
}

/** The documents that hold a term and are not listed. */
export const readRest = (reader) => reader.rising(reader.number());

/** The places of a common term, by field. */
export function readPositions(reader, lists) {
  const common = [...lists].filter(([, list]) => list.frequencies && !list.places);
  return new Map(common.map(([field, list]) => [field, readPlaces(reader, list)]));
}

/** The positions of all documents, and for each document where its own start. */
function readPlaces(reader, { frequencies }) {
  const starts = new Uint32Array(frequencies.length + 1);
  frequencies.forEach((count, at) => {
    starts[at + 1] = starts[at] + count;
  });
  const positions = reader.numbers(starts.at(-1));
  frequencies.forEach((count, document) => {
    for (let at = starts[document] + 1; at < starts[document + 1]; at++) positions[at] += positions[at - 1];
  });
  return { starts, positions };
}

/** The place of the last item that does not come after `term`. */
export function lastAtMost(items, term) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle], term) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The order of UTF-8, which differs from that of JavaScript beyond the first 65,536 characters. */
function compare(left, right) {
  const [a, b] = [Array.from(left), Array.from(right)];
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at < 0) return a.length - b.length;
  return at < b.length ? a[at].codePointAt(0) - b[at].codePointAt(0) : 1;
}