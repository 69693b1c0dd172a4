// Finds pages in the prebuilt index.
//
//   const index = await open('zh', new URL('/search/', location.href));
//   const { total, isOpen, isWeak, results } = await index.search('安全账户', { limit: 10 });
//   const { counts } = await index.search('安全账户', { filter: { kind: 'scams' } });
//
// Each result is { url, title, excerpt, section, kind, language, score }. `section` is
// { anchor, heading } or null; `language` is null if it is the index's own. `title` is plain text.
// `excerpt` is HTML that is safe by construction: it consists of escaped pieces of plain text and
// <mark>, so no text of a page can become markup. `isOpen` means that more pages than `total` may
// match; `isWeak`, that these hold little of the query and are no more than a guess. With a filter, even an empty one, all pages that match are found, and `counts` has, by
// facet and term, how many pages would match if that term were chosen: { channel: { phone: 7 } }.
// With `isBrief`, a small site shows the summary instead of an excerpt: then the answer has
// `isBrief` too, and costs fewer requests.
//
// `open` and `search` reject with an Error whose message can be shown if a file is missing, damaged
// or of another format.

import { analyse, foldCharacter, stem } from './analysis.js';
import { excerpt } from './excerpt.js';
import { narrow } from './facets.js';
import { IndexError, damaged, openFiles } from './files.js';
import { pinyinReadings } from './pinyin.js';
import { correctedPlan, makePlan, pinyinPlan } from './plan.js';
import { readList, readPositions, readPostings } from './postings.js';
import { best, covered, holdingAll, rank } from './ranking.js';
import { readDirectory, readShard, shardOf } from './shards.js';
import { canBeMisspelt, suggest } from './spelling.js';

/**
 * Opens the index of a language; `base` is the folder of all indexes. Only its directory is fetched
 * before a query. `response` is a promise of the directory's response, if it was requested before.
 */
export async function open(language, base, response = undefined) {
  const files = openFiles(new URL(`${encodeURIComponent(language)}/`, base));
  const read = async (asked) =>
    new Index(readDirectory(await files('index.bin', asked), language), files, base);
  let newest = await read(response);
  // After a deploy the parts of an older index are gone; a page may have been open since before.
  const ask = async (act) => {
    const used = newest;
    try {
      return await act(used);
    } catch (_) {
      if (newest === used) newest = await read();
      return act(newest);
    }
  };
  return {
    search: (query, options) => ask((index) => index.search(query, options)),
    patterns: () => ask((index) => index.patterns()),
  };
}

/** The most pages that are offered where none holds enough of a query. */
const GUESSES = 3;

class Index {
  constructor(directory, files, base) {
    this.directory = directory;
    this.files = files;
    this.shards = new Map();
    this.root = new URL('..', base);
    const [from, to] = directory.fold.map((characters) => Array.from(characters));
    this.fold = new Map(from.map((character, at) => [character, to[at]]));
    this.syllables = new Set(directory.syllables.split(' '));
    this.fillers = new Set(directory.fillers);
    this.staff = directory.staff.map((word) => word.split(' '));
    // What the score of each document is multiplied by, for the public and for staff.
    const factors = (place) => [].concat(...directory.kinds.map((row) => Array(row[0]).fill(row[place])));
    this.factors = [factors(1), factors(2)];
  }

  /** The best `limit` pages, and how many match. */
  async search(query, options = {}) {
    try {
      return await this.find(query, options);
    } catch (cause) {
      // The file could be read, but its contents make no sense.
      throw cause instanceof IndexError ? cause : damaged(this.directory.base, cause);
    }
  }

  async find(query, { limit = 10, filter, isBrief: mayBeBrief = false }) {
    const fold = (character) => foldCharacter(character, this.fold);
    const plan = makePlan(query, analyse(query, this.fold), this.fillers, fold);
    const { documents } = this.directory;
    const noCounts = filter && { counts: {} };
    if (plan.terms.length === 0 || documents === 0) {
      return Object.assign({ total: 0, isOpen: false, isWeak: false, results: [] }, noCounts);
    }
    // Choices can be counted only if all pages are known.
    const enough = filter ? Infinity : limit;
    const facets = filter && this.shard('facets', 0);
    const isBrief = mayBeBrief && Boolean(this.directory.cards);
    if (isBrief) this.shard('cards', 0).catch(() => {}); // requested together with the postings
    const { matching, scores, isOpen, isWeak = false, terms } = await this.answer(query, plan, enough);
    const narrowed = filter
      ? narrow(matching, filter, await facets, documents)
      : { matching, counts: undefined };
    const hits = best(narrowed.matching, scores, limit);
    const results = await Promise.all(hits.map((hit) => this.result(hit, terms, isBrief)));
    const counts = filter && { counts: narrowed.counts };
    return Object.assign({ total: narrowed.matching.length, isOpen, isWeak, isBrief, results }, counts);
  }

  async result({ document, score }, terms, isBrief) {
    const record = await (isBrief ? this.card(document) : this.record(document));
    const [path, title, kind, , , , language] = record;
    const url = this.address(path);
    const { html, section = null } = excerpt(record, terms, this.fold);
    return { url, title, excerpt: html, section, kind, language, score };
  }

  /**
   * What pasted messages are compared with, [{ url, title, phrases, flags, words, steps }], and the
   * table of characters.
   */
  async patterns() {
    const rows = this.directory.patterns ? await this.shard('patterns', 0) : [];
    const patterns = rows.map((row) => Object.assign({}, row, { url: this.address(row.url) }));
    return { patterns, fold: this.fold };
  }

  /** The answer of the first attempt that finds a page: see src/render/search/query.rs. */
  async answer(query, plan, enough) {
    const fold = (character) => foldCharacter(character, this.fold);
    const readings = pinyinReadings(query, this.syllables, fold);
    const plans = [plan, ...readings.map((names) => pinyinPlan(names, plan))];
    const filledPlans = await Promise.all(plans.map((one) => this.fill(one)));
    for (const filledPlan of filledPlans) {
      if (plan.isSentence && filledPlan === filledPlans[0]) continue;
      const found = await this.allTerms(filledPlan, enough);
      if (found.matching.length > 0) return found;
    }
    const nothing = { matching: [], scores: [], isOpen: false, terms: [] };
    if (plan.isStrict) return nothing;

    let [last] = filledPlans;
    const corrections = await this.corrections(query, last, fold);
    if (corrections.some((texts) => texts.length > 0)) {
      last = await this.fill(correctedPlan(last, corrections));
      const found = plan.isSentence ? nothing : await this.allTerms(last, enough);
      if (found.matching.length > 0) return found;
    }
    if (last.terms.length < 2) return nothing;
    const { chosen, shares, isWeak } = covered(last, this.directory);
    const found = this.rank(last, chosen, false, shares);
    const guesses = isWeak && best(found.matching, found.scores, GUESSES);
    if (guesses) found.matching = guesses.map(({ document }) => document).sort((a, b) => a - b);
    return Object.assign(found, { isWeak: isWeak && chosen.length > 0 });
  }

  /** For each term, its corrections; none for a term that some page holds. */
  async corrections(query, { terms }, fold) {
    const typed = ({ start, end }) => Array.from(query.slice(start, end), fold).join('');
    const isMisspelt = (term) => term.lists.length === 0 && canBeMisspelt(typed(term));
    const words = terms.some(isMisspelt) ? await this.words() : [];
    return terms.map((term) => {
      if (!isMisspelt(term)) return [];
      const isLast = term.end === query.length;
      return [...new Set(suggest(typed(term), isLast, words).map(stem))];
    });
  }

  /**
   * The pages that hold the whole plan: first as far as the lists go, then, if these are not
   * enough, all of them.
   */
  async allTerms(plan, enough) {
    const { documents } = this.directory;
    const isOpen = plan.terms.some(({ isCut }) => isCut);
    const found = this.rank(plan, holdingAll(plan.terms, documents), isOpen);
    if (!isOpen || found.matching.length >= enough) return found;
    // A term that no listed page holds, no other page holds either.
    if (plan.terms.some(({ lists }) => lists.length === 0)) {
      return Object.assign(found, { isOpen: false });
    }
    const withRest = async (term) => Object.assign({}, term, { rest: await this.rest(term) });
    const terms = await Promise.all(plan.terms.map(withRest));
    return this.rank(plan, holdingAll(terms, documents));
  }

  rank(plan, chosen, isOpen = false, shares = undefined) {
    const isPlanned = (text) => plan.terms.some(({ texts }) => texts.includes(text));
    const isStaff = this.staff.some((word) => word.every(isPlanned));
    const ranked = rank(plan, this.directory, chosen, this.factors[Number(isStaff)], shares);
    return Object.assign(ranked, { isOpen, terms: plan.terms });
  }

  /** The plan with what each of its terms is found by. */
  async fill({ terms, phrases, isStrict }) {
    const quoted = new Set();
    for (const { parts, isRequired } of phrases) {
      if (isRequired) for (const { term } of parts) quoted.add(term);
    }
    const filled = terms.map((term, number) => this.fillTerm(term, quoted.has(number)));
    return { terms: await Promise.all(filled), phrases, isStrict };
  }

  /**
   * A term with `lists`, [field, postings] of all its texts; `positions` of a common term in
   * quotation marks; `isCut` if the lists end before the last document, and then how many `holders`
   * there are.
   */
  async fillTerm(term, isQuoted) {
    // Only the postings show whether the positions are needed, but waiting for them would take
    // another round of requests.
    const [positionsBlock, ...blocks] = await Promise.all([
      isQuoted ? this.block('positions', term.texts[0]) : undefined,
      ...term.texts.map((text) => this.block('postings', text)),
    ]);
    const known = blocks
      .filter(Boolean)
      .map((block) => block.read(readPostings, this.directory));
    const lists = known
      .flatMap((postings) => [...postings.lists])
      .filter(([field]) => this.directory.fields[field].kind === term.fieldKind);
    const positions = positionsBlock
      ? positionsBlock.read(readPositions, known[0].lists)
      : new Map();
    const holders = Math.max(0, ...known.map((postings) => postings.holders || 0));
    const isCut = holders > 0 && term.fieldKind !== 'pinyin';
    return Object.assign({}, term, { lists, positions, known, holders, isCut });
  }

  /** The documents that hold a term and are not listed, a list for each of its texts. */
  async rest({ texts, known }) {
    const rests = known.map(async ({ holders, rest }, at) => {
      if (rest || holders === undefined) return rest || [];
      return (await this.block('rest', texts[at])).read(readList);
    });
    return Promise.all(rests);
  }

  /** All words that a misspelt or unfinished word may be corrected to, in their order. */
  async words() {
    return this.directory.words ? this.shard('words', 0) : [];
  }

  /** The block of a term; undefined if no page holds the term. */
  async block(family, term) {
    const number = shardOf(this.directory[family].first, term);
    return number < 0 ? undefined : (await this.shard(family, number)).get(term);
  }

  async record(document) {
    const { counts } = this.directory.records;
    let number = 0;
    let first = 0;
    while (first + counts[number] <= document) first += counts[number++];
    return (await this.shard('records', number))[document - first];
  }

  /** The record of a document without its text. */
  async card(document) {
    const [url, title, kind, summary, language] = (await this.shard('cards', 0))[document];
    return [url, title, kind, summary, '', [], language];
  }

  shard(family, number) {
    const name = `${family}-${this.directory[family].hash}/${number}.bin`;
    if (!this.shards.has(name)) {
      const shard = this.files(name).then((bytes) => readShard(bytes, family, name));
      // A shard that failed to load is requested again next time.
      shard.catch(() => this.shards.delete(name));
      this.shards.set(name, shard);
    }
    return this.shards.get(name);
  }

  /**
   * The actual address of a page: the site may have been moved to another folder, or be a folder,
   * in which pages are files.
   */
  address(url) {
    const address = new URL(url.slice(this.directory.base.length), this.root);
    if (address.protocol !== 'file:') return decodeURI(address.pathname) + address.hash;
    // The name of a folder may hold what looks like an escape.
    if (address.pathname.endsWith('/')) address.pathname += 'index.html';
    return address.pathname + address.hash;
  }
}
