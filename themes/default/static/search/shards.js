// Reads the files of the index. src/render/search/export.rs describes their format.

import { IndexError, damaged } from './files.js';
import { readList } from './postings.js';

const FORMAT = 5;

const FAMILY_MARKS = {
  postings: 'p',
  positions: 'q',
  rest: 'm',
  records: 'r',
  words: 'w',
  facets: 'f',
  patterns: 'c',
  cards: 'k',
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
 * A shard: records, patterns, cards, words or facets, [facet, term, documents], as a list; any other as a
 * Map from term to Block.
 */
export function readShard(bytes, family, name) {
  const header = new TextDecoder().decode(bytes.subarray(0, 2));
  const isWhole = header === 'WZ' && bytes[3] === FAMILY_MARKS[family].charCodeAt(0);
  if (!isWhole) throw damaged(name);
  if (bytes[2] !== FORMAT) throw otherFormat(bytes[2]);
  if (['records', 'patterns', 'cards'].includes(family)) return readJson(bytes.subarray(4), name);
  if (family === 'words') return new TextDecoder().decode(bytes.subarray(4)).split('\n');
  try {
    const reader = new Reader(bytes.subarray(4));
    const terms = new TextDecoder().decode(reader.take(reader.number())).split('\n');
    if (family === 'facets') return terms.map((term) => [...term.split(' '), readList(reader)]);
    const lengths = terms.map(() => reader.number());
    return new Map(terms.map((term, at) => [term, new Block(reader.take(lengths[at]), name)]));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** What a shard holds for one term. It is read when it is first needed. */
class Block {
  constructor(bytes, name) {
    this.bytes = bytes;
    this.name = name;
  }

  read(parse, context) {
    try {
      if (this.value === undefined) this.value = parse(new Reader(this.bytes), context);
      return this.value;
    } catch (cause) {
      throw damaged(this.name, cause);
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

/** The number of the shard that may hold a term, or -1. `first` has the first text of each. */
export function shardOf(first, term) {
  let [low, high] = [0, first.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(first[middle], term) <= 0) low = middle + 1;
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