// Finds pages in the prebuilt index.
//
//   const index = await open('zh', new URL('/search/', location.href));
//   const { total, isOpen, results } = await index.search('安全账户', { limit: 10 });
//   const { counts } = await index.search('安全账户', { filter: { kind: 'scams' } });
//
// Each result is { url, title, excerpt, section, kind, language, score }; `section` is { anchor, heading } or
// null, `language` is null where it is the index's own. `isOpen` says that more pages may match than `total`. `title` is
// plain text. `excerpt` is HTML and safe by construction: it is put together from escaped pieces of plain text and <mark>,
// so no text of a page can become markup. `open` and `search` reject with an Error whose message can be shown if a file is
// missing, damaged or of another format. With a filter, even an empty one, the whole answer is looked for, and `counts` says
// by axis and term how many pages it would have if that term were chosen: { channel: { phone: 7 } }.

import { analyse, foldCharacter, stem } from './analysis.js';
import { excerpt } from './excerpt.js';
import { narrow } from './facets.js';
import { IndexError, damaged, openFiles } from './files.js';
import { canBeMistaken, makePlan, makeSoundPlans, meant, withTexts } from './plan.js';
import { best, covered, holdingAll, rank } from './ranking.js';
import { lastAtMost, readDirectory, readPositions, readPostings, readRest, readShard } from './shards.js';

/**
 * Opens the index of one language; `base` is the folder of all. Nothing but its directory is fetched before a query;
 * `asked` is a promise of the directory's response, where it has been asked for already.
 */
export async function open(language, base, asked = undefined) {
  const files = openFiles(new URL(`${encodeURIComponent(language)}/`, base));
  return new Index(readDirectory(await files('index.bin', asked), language), files, base);
}

class Index {
  #directory;
  #files;
  #root;
  #fold;
  #syllables;
  #shards = new Map();

  constructor(directory, files, base) {
    this.#directory = directory;
    this.#files = files;
    this.#root = new URL('..', base);
    const [from, to] = directory.fold.map((characters) => Array.from(characters));
    this.#fold = new Map(from.map((character, at) => [character, to[at]]));
    this.#syllables = new Set(directory.syllables.split(' '));
  }

  /** The best `limit` pages, and how many match in all. */
  async search(query, options = {}) {
    try {
      return await this.#found(query, options);
    } catch (cause) {
      // A file that could be read and yet says what cannot be.
      throw cause instanceof IndexError ? cause : damaged(this.#directory.base, cause);
    }
  }

  async #found(query, { limit = 10, filter }) {
    const plan = makePlan(query, analyse(query, this.#fold));
    const { documents } = this.#directory;
    const nothing = { total: 0, isOpen: false, results: [], ...(filter && { counts: {} }) };
    if (plan.terms.length === 0 || documents === 0) return nothing;
    // Nothing but the whole answer can be counted.
    const facets = filter && this.#shard('facets', 0);
    const { matching, scores, isOpen, terms } = await this.#answer(query, plan, filter ? Infinity : limit);
    const narrowed = filter ? narrow(matching, filter, await facets, documents) : { matching };
    const results = best(narrowed.matching, scores, limit).map(async ({ document, score }) => {
      const record = await this.#record(document);
      const [url, title, kind, , , , language] = record;
      const { html, section } = excerpt(record, terms, this.#fold);
      return { url: this.#address(url), title, excerpt: html, section: section ?? null, kind, language, score };
    });
    return { ...nothing, total: narrowed.matching.length, isOpen, results: await Promise.all(results), ...(filter && { counts: narrowed.counts }) };
  }

  /** What pasted messages are compared with, [{ url, title, phrases, flags, words, steps }], and the table of characters. */
  async patterns() {
    const rows = this.#directory.patterns ? await this.#shard('patterns', 0) : [];
    return { patterns: rows.map((row) => ({ ...row, url: this.#address(row.url) })), fold: this.#fold };
  }

  /** What is tried, until something is found: see src/search/query.rs. */
  async #answer(query, plan, enough) {
    const fold = (character) => foldCharacter(character, this.#fold);
    const plans = [plan, ...makeSoundPlans(query, this.#syllables, fold)].map((one) => this.#fill(one));
    const [filled, ...sounds] = await Promise.all(plans);
    for (const one of [filled, ...sounds]) {
      const found = await this.#whole(one, enough);
      if (found.matching.length > 0) return found;
    }
    const nothing = { matching: [], scores: [], isOpen: false, terms: [] };
    if (plan.isStrict) return nothing;

    const typed = ({ start, end }) => Array.from(query.slice(start, end), fold).join('');
    const isMistaken = (term) => term.lists.length === 0 && canBeMistaken(typed(term));
    const words = filled.terms.some(isMistaken) ? await this.#words() : [];
    const others = filled.terms.map((term) => {
      if (!isMistaken(term)) return [];
      return [...new Set(meant(typed(term), term.end === query.length, words).map(stem))];
    });
    let mended = filled;
    if (others.some((texts) => texts.length > 0)) {
      mended = await this.#fill(withTexts(filled, others));
      const found = await this.#whole(mended, enough);
      if (found.matching.length > 0) return found;
    }
    return mended.terms.length < 3 ? nothing : this.#rank(mended, covered(mended.terms, this.#directory.documents));
  }

  /** The pages that hold the whole plan: first as far as the lists go, all if these are not enough. */
  async #whole(plan, enough) {
    const { documents } = this.#directory;
    const isOpen = plan.terms.some(({ isCut }) => isCut);
    const found = this.#rank(plan, holdingAll(plan.terms, documents), isOpen);
    if (!isOpen || found.matching.length >= enough) return found;
    // What no page holds, no page behind the lists holds either.
    if (plan.terms.some(({ lists }) => lists.length === 0)) return { ...found, isOpen: false };
    const terms = await Promise.all(plan.terms.map(async (term) => ({ ...term, rest: await this.#rest(term) })));
    return this.#rank(plan, holdingAll(terms, documents));
  }

  #rank(plan, chosen, isOpen = false) {
    return { ...rank(plan, this.#directory, chosen), isOpen, terms: plan.terms };
  }

  /**
   * The plan with what its terms are found by: `lists`, [field, postings] of all their texts; `places` of common terms in
   * quotation marks; `isCut` if the lists do not go to the end, and then how many `holders` there are.
   */
  async #fill({ terms, phrases, isStrict }) {
    const { fields } = this.#directory;
    const isQuoted = (number) => phrases.some(({ parts, isRequired }) => isRequired && parts.some(({ term }) => term === number));
    const filled = terms.map(async (term, number) => {
      // Whether the positions are needed is known only with the postings, but asking one after another costs a round.
      const [positions, ...blocks] = await Promise.all([
        isQuoted(number) ? this.#block('positions', term.texts[0]) : undefined,
        ...term.texts.map((text) => this.#block('postings', text)),
      ]);
      const known = blocks.filter(Boolean).map((block) => block.read(readPostings, this.#directory));
      const lists = known.flatMap((block) => [...block.lists]).filter(([field]) => fields[field].holds === term.holds);
      const places = positions ? positions.read(readPositions, known[0].lists) : new Map();
      const holders = Math.max(0, ...known.map((block) => block.holders ?? 0));
      return { ...term, lists, places, known, holders, isCut: holders > 0 && term.holds !== 'sounds' };
    });
    return { terms: await Promise.all(filled), phrases, isStrict };
  }

  /** The documents that hold a term and are not listed, a list for each of its texts. */
  async #rest({ texts, known }) {
    return Promise.all(known.map(async ({ holders, rest }, at) => {
      if (holders === undefined || rest) return rest ?? [];
      return (await this.#block('rest', texts[at])).read(readRest);
    }));
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
      const shard = this.#files(name).then((bytes) => readShard(bytes, family, name));
      // A shard that failed to load is asked for again next time.
      shard.catch(() => this.#shards.delete(name));
      this.#shards.set(name, shard);
    }
    return this.#shards.get(name);
  }

  /** Where a page is in truth: the site may have been moved to another folder, or is one, in which pages are files. */
  #address(url) {
    const address = new URL(url.slice(this.#directory.base.length), this.#root);
    if (address.protocol === 'file:' && address.pathname.endsWith('/')) address.pathname += 'index.html';
    return decodeURI(address.pathname);
  }
}
