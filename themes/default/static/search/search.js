// Finds pages in the prebuilt index that lies beside this file.
//
//   import { open } from '/search/search.js';
//   const index = await open('zh');
//   const { total, results } = await index.search('安全账户', { limit: 10 });
//
// Each result is { url, title, excerpt, section, kind, language, score }; `section` is { anchor, heading } or
// null, `language` is null where it is the index's own. `title` is plain text. `excerpt` is HTML and
// safe by construction: it is put together from escaped pieces of plain text and <mark>, so no text
// of a page can become markup. `open` and `search` reject with an Error whose message can be shown
// if a file is missing, damaged or of another format.
//
// The files' format is described in src/search/shards.rs and the analysis in src/search/analysis.rs;
// this module repeats both. plan.js, ranking.js and excerpt.js are fetched together with the directory.

const FORMAT = 2;

/** Opens the index of one language. Nothing else is fetched before a query. */
export async function open(language) {
  const base = new URL(`./${encodeURIComponent(language)}/`, import.meta.url);
  const [bytes, plans, ranking, excerpts] = await Promise.all([
    fetchInflated(new URL('index.bin', base), 'no-cache'),
    import('./plan.js'),
    import('./ranking.js'),
    import('./excerpt.js'),
  ]);
  const directory = readJson(bytes, base.pathname);
  if (directory.format !== FORMAT) throw otherFormat(directory.format);
  return new Index(directory, base, { ...plans, ...ranking, ...excerpts });
}

class Index {
  #directory;
  #base;
  #modules;
  #fold;
  #syllables;
  #shards = new Map();

  constructor(directory, base, modules) {
    this.#directory = directory;
    this.#base = base;
    this.#modules = modules;
    const [from, to] = directory.fold.map((characters) => Array.from(characters));
    this.#fold = new Map(from.map((character, at) => [character, to[at]]));
    this.#syllables = new Set(directory.syllables.split(' '));
  }

  /** The best `limit` pages, and how many match in all. */
  async search(query, { limit = 10 } = {}) {
    const { makePlan, excerpt } = this.#modules;
    const plan = makePlan(query, analyse(query, this.#fold));
    if (plan.terms.length === 0 || this.#directory.documents === 0) return { total: 0, results: [] };
    const { total, best, terms } = await this.#answer(query, plan, limit);
    const results = best.map(async ({ document, score }) => {
      const record = await this.#record(document);
      const [url, title, kind, , , , language] = record;
      const { html, section } = excerpt(record, terms, this.#fold);
      return { url: this.#address(url), title, excerpt: html, section: section ?? null, kind, language, score };
    });
    return { total, results: await Promise.all(results) };
  }

  /** What is tried, until something is found: see src/search/query.rs. */
  async #answer(query, plan, limit) {
    const { makeSoundPlans, meant, withTexts, rank, covered } = this.#modules;
    const fold = (character) => foldCharacter(character, this.#fold);
    const answer = (plan, chosen) => ({ ...rank(plan, this.#directory, limit, chosen), terms: plan.terms });
    const [filled, ...sounds] = await Promise.all([plan, ...makeSoundPlans(query, this.#syllables, fold)].map((plan) => this.#fill(plan)));
    for (const plan of [filled, ...sounds]) {
      const found = answer(plan);
      if (found.total > 0) return found;
    }
    const nothing = { total: 0, best: [], terms: [] };
    if (plan.isStrict) return nothing;

    const isAbsent = ({ holds, lists }) => holds === 'terms' && lists.length === 0;
    const words = filled.terms.some(isAbsent) ? await this.#words() : [];
    const others = filled.terms.map((term) => {
      if (!isAbsent(term)) return [];
      const typed = Array.from(query.slice(term.start, term.end), fold).join('');
      return [...new Set(meant(typed, term.end === query.length, words).map(stem))];
    });
    let mended = filled;
    if (others.some((texts) => texts.length > 0)) {
      mended = await this.#fill(withTexts(filled, others));
      const found = answer(mended);
      if (found.total > 0) return found;
    }
    return mended.terms.length < 3 ? nothing : answer(mended, covered(mended.terms, this.#directory.documents));
  }

  /** The plan with what its terms are found by: `lists`, and `places` of common terms in quotation marks. */
  async #fill({ terms, phrases, isStrict }) {
    const { fields } = this.#directory;
    const isQuoted = (number) => phrases.some(({ parts, isRequired }) => isRequired && parts.some(({ term }) => term === number));
    const filled = terms.map(async (term, number) => {
      const blocks = await Promise.all(term.texts.map((text) => this.#block('postings', text)));
      const read = blocks.map((block) => (block ? block.read(readPostings, fields) : new Map()));
      const lists = read.flatMap((lists) => [...lists]).filter(([field]) => fields[field].holds === term.holds);
      const positions = isQuoted(number) && lists.some(([, { places }]) => !places) && await this.#block('positions', term.texts[0]);
      return { ...term, lists, places: positions ? positions.read(readPositions, read[0]) : new Map() };
    });
    return { terms: await Promise.all(filled), phrases, isStrict };
  }

  /** All words that a misspelt or unfinished one may stand for, in their order. */
  async #words() {
    return this.#directory.words ? this.#shard('words', 0) : [];
  }

  /** The block of a term, or nothing if no page holds the term. */
  async #block(family, term) {
    const number = lastAtMost(this.#directory[family].first, term);
    return number < 0 ? undefined : (await this.#shard(family, number)).get(term);
  }

  async #record(document) {
    const { counts } = this.#directory.records;
    let number = 0;
    let first = 0;
    while (first + counts[number] <= document) first += counts[number++];
    return (await this.#shard('records', number))[document - first];
  }

  #shard(family, number) {
    const name = `${family}-${this.#directory[family].hash}/${number}.bin`;
    if (!this.#shards.has(name)) {
      const shard = fetchInflated(new URL(name, this.#base)).then((bytes) => readShard(bytes, family, name));
      // A shard that failed to load is asked for again next time.
      shard.catch(() => this.#shards.delete(name));
      this.#shards.set(name, shard);
    }
    return this.#shards.get(name);
  }

  /** A site in a folder of its host keeps its addresses in that folder. */
  #address(url) {
    const root = new URL('../', new URL('../', this.#base)).pathname;
    return url.startsWith(root) ? url : root + url.slice(1);
  }
}

// ---- Files

async function fetchInflated(url, cache = 'default') {
  let response;
  try {
    response = await fetch(url, { cache });
  } catch (cause) {
    throw new Error(`The search index could not be loaded (${url.pathname}).`, { cause });
  }
  if (!response.ok) throw new Error(`The search index could not be loaded (${url.pathname}: ${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server may have declared the file's own compression, so that it arrives inflated.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (cause) {
    throw damaged(url.pathname, cause);
  }
}

const damaged = (name, cause) => new Error(`A part of the search index is damaged (${name}).`, { cause });
const otherFormat = (format) =>
  new Error(`The search index has format ${format}, this page reads format ${FORMAT}. Reload the page.`);

function readJson(bytes, name) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

function readShard(bytes, family, name) {
  const kind = { postings: 'p', positions: 'q', records: 'r', words: 'w' }[family];
  if (bytes[0] !== 0x57 || bytes[1] !== 0x5a || bytes[3] !== kind.charCodeAt(0)) throw damaged(name);
  if (bytes[2] !== FORMAT) throw otherFormat(bytes[2]);
  if (family === 'records') return readJson(bytes.subarray(4), name);
  if (family === 'words') return new TextDecoder().decode(bytes.subarray(4)).split('\n');
  try {
    const reader = new Reader(bytes.subarray(4));
    const terms = new TextDecoder().decode(reader.take(reader.number())).split('\n');
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
 * The lists of one term, by field: documents and, where the field holds terms, frequencies, perhaps norms and, unless the
 * term is common, places.
 */
function readPostings(reader, fields) {
  const [mask] = reader.take(1);
  const lists = new Map();
  fields.forEach(({ holds, norms, common }, field) => {
    if (!(mask & (1 << field))) return;
    const count = reader.number();
    const list = { documents: reader.rising(count) };
    if (holds === 'terms') {
      list.frequencies = reader.numbers(count);
      if (norms) list.norms = reader.take(count);
      if (count <= common) list.places = readPlaces(reader, list);
    }
    lists.set(field, list);
  });
  return lists;
}

/** The places of a common term, by field. */
function readPositions(reader, lists) {
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
function lastAtMost(items, term) {
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

// ---- Analysis

const HAN = /[\u3400-\u9fff\u3005\u3007\u{20000}-\u{3ffff}]/u;
const WORD = /[\p{Alphabetic}\p{N}\p{M}]/u;
const SPACE = /[\p{White_Space}\-‐]/u;
// The commonest characters are told apart without a pattern.
const isHan = (character) => (character >= '\u3400' && character <= '\u9fff') || (character > '\u3000' && HAN.test(character));
const isWord = (character) =>
  character > '\x7f' ? WORD.test(character) : (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
const DROPPED = /[\u0300-\u036f\u3099\u309a\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u20d0-\u20ff\u{e0100}-\u{e01ef}]/u;

/** The characters that one character folds to; `table` maps traditional to simplified ones. */
export function foldCharacter(character, table) {
  if (character <= '\x7f') return character.toLowerCase();
  if (character >= '\u3400' && character <= '\u9fff') return table.get(character) ?? character;
  let folded = '';
  for (const part of character.normalize('NFKD')) {
    for (const lower of part.toLowerCase()) {
      if (!DROPPED.test(lower)) folded += table.get(lower) ?? lower;
    }
  }
  return folded;
}

/**
 * The tokens of a text: { term, start, end, position, joined, kind }. `start` and `end` are places in
 * the original string; `kind` is 'word', 'pair' or 'single'.
 */
export function analyse(text, table = new Map()) {
  const tokens = [];
  let open; // The word or the run of Han characters that is being read.
  let gap = 0; // What stood since the last token: 0 nothing, 1 space, 2 anything else.
  let last; // The script of the last token: 'han' or 'other'.
  let next = 0; // The next position.

  const begin = (script, start) => {
    const joined = last !== undefined && (gap === 0 || (gap === 1 && !(last === 'han' && script === 'han')));
    if (last !== undefined && !joined) next++;
    last = script;
    gap = 0;
    open = { script, term: '', start, position: next, joined, length: 0 };
  };
  const close = () => {
    if (!open) return;
    const { script, term, start, end, position, joined, length, apostrophe } = open;
    if (script === 'other') tokens.push({ term: stem(term), start, end, position, joined, kind: 'word' });
    else if (length === 1) tokens.push({ term, start, end, position, joined, kind: 'single' });
    if (apostrophe) gap = 2;
    open = undefined;
  };
  const step = (character, start, end) => {
    if (isHan(character)) {
      if (open?.script === 'han') {
        const { term, position, joined } = open;
        tokens.push({ term: term + character, start: open.start, end, position, joined, kind: 'pair' });
        open.start = start;
        open.position++;
        open.joined = true;
      } else {
        close();
        begin('han', start);
      }
      open.term = character;
      open.end = end;
      open.length++;
      next++;
    } else if (isWord(character)) {
      if (open?.script !== 'other') {
        close();
        begin('other', start);
        next++;
      }
      open.term += character;
      open.end = end;
      open.apostrophe = false;
    } else if (open?.script === 'other' && !open.apostrophe && /['’]/.test(character)) {
      open.apostrophe = true;
    } else {
      close();
      gap = Math.max(gap, SPACE.test(character) ? 1 : 2);
    }
  };

  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const folded of foldCharacter(character, table)) step(folded, start, end);
    start = end;
  }
  close();
  return tokens;
}

/** Takes the plural and the endings of verbs off an English word. */
function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (/(sses|xes|ches|shes)$/.test(word)) word = word.slice(0, -2);
  else if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
  if (word.length >= 5 && word.endsWith('ied')) word = word.slice(0, -1);
  if (word.length >= 4) word = word.replace(/ie$/, 'y');
  for (const ending of ['ing', 'ed']) {
    const rest = word.slice(0, -ending.length);
    const isVerb = rest.length >= 4 || (rest.length === 3 && rest.endsWith('y'));
    if (isVerb && word.endsWith(ending) && !word.endsWith('eed') && /[aeiouy]/.test(rest)) {
      word = rest.replace(/([bdfgmnprt])\1$/, '$1');
      break;
    }
  }
  return word.length >= 5 ? word.replace(/e$/, '') : word;
}
