// Reads the files of the index. src/render/search/export.rs describes their format.

import { IndexError, damaged } from './files.js';

const FORMAT = 4;

const FAMILY_MARKS = {
  postings: 'p',
  positions: 'q',
  rest: 'm',
  records: 'r',
  words: 'w',
  facets: 'f',
  patterns: 'c',
};

function otherFormat(format) {
  const versions = `The search index has format ${format}, this page reads format ${FORMAT}.`;
  return new IndexError(`${versions} Reload the page.`);
}

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

/**
 * A shard: records, patterns, words or facets, [facet, term, documents], as a list; any other as a
 * Map from term to Block.
 */
export function readShard(bytes, family, name) {
  const header = new TextDecoder().decode(bytes.subarray(0, 2));
  const isWhole = header === 'WZ' && bytes[3] === FAMILY_MARKS[family].charCodeAt(0);
  if (!isWhole) throw damaged(name);
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

/** What a shard holds for one term. It is read when it is first needed. */
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
    // Each takes at least one byte. A number that is too large must not allocate memory.
    if (count > this.bytes.length - this.at) throw new RangeError('too short');
    const numbers = new Uint32Array(count);
    for (let at = 0; at < count; at++) numbers[at] = this.number();
    return numbers;
  }

  /** Numbers that are each written as the difference from the one before. */
  ascending(count) {
    const numbers = this.numbers(count);
    for (let at = 1; at < count; at++) numbers[at] += numbers[at - 1];
    return numbers;
  }
}

/**
 * The postings of one term. `lists` are by field: the listed documents, the number of all that hold
 * it and, if the field's kind is `terms`, frequencies, norms if it has them, and positions unless
 * the term is common. If a list is cut, `holders` is the number of documents that hold the term in
 * any field, and `rest` those that are not listed, if they are not in a file of their own.
 */
export function readPostings(reader, { fields, rest: isRestApart }) {
  const [mask] = reader.take(1);
  const lists = new Map();
  let isCut = false;
  fields.forEach(({ kind, norms, common, depth }, field) => {
    if (!(mask & (1 << field))) return;
    const holders = reader.number();
    const count = Math.min(holders, depth);
    isCut ||= holders > depth;
    const list = { holders, documents: reader.ascending(count) };
    if (kind === 'terms') {
      list.frequencies = reader.numbers(count);
      if (norms) list.norms = reader.take(count);
      if (holders <= common) list.positions = readListPositions(reader, list);
    }
    lists.set(field, list);
  });
  const holders = isCut ? reader.number() : undefined;
  return { lists, holders, rest: isCut && !isRestApart ? readRest(reader) : undefined };
}

/** The documents that hold a term and are not listed. */
export const readRest = (reader) => reader.ascending(reader.number());

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
  const values = reader.numbers(starts.at(-1));
  frequencies.forEach((count, document) => {
    const end = starts[document + 1];
    for (let at = starts[document] + 1; at < end; at++) values[at] += values[at - 1];
  });
  return { starts, values };
}

/** The place of the last item that does not come after `term`; -1 if all do. */
export function lastAtMost(items, term) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle], term) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The order of UTF-8, which differs from that of JavaScript after the first 65,536 characters. */
function compare(left, right) {
  const [a, b] = [Array.from(left), Array.from(right)];
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at < 0) return a.length - b.length;
  return at < b.length ? a[at].codePointAt(0) - b[at].codePointAt(0) : 1;
}