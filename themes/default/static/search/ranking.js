// Ranks the pages that match a plan. Repeats src/render/search/scoring.rs and coverage.rs, and
// tantivy's BM25, so both give the same order.

import { isHan } from './analysis.js';

const K1 = 1.2;
const B = 0.75;
const MIN_COVERAGE = 25; // per cent of the weight of a query
const STRONG = 65; // per cent
const MANY = 4; // terms

/**
 * Which documents match, and the scores of all: those of `chosen` that hold every required phrase.
 * `factors` are what the scores are multiplied by, and `shares` how much of the plan each holds.
 * A plan's terms have `lists`, [field, postings] of all their texts, and `positions`, a Map from
 * field to positions if these are not in the list.
 */
export function rank(plan, directory, chosen, factors, shares) {
  const { documents, fields, phrase_boost: phraseBoost } = directory;
  const norms = fields.map((field) => normsOf(field));
  const scores = new Float64Array(documents);
  for (const { lists } of plan.terms) {
    for (const [field, list] of lists) {
      const weight = idf(list.holders, documents) * (1 + K1) * fields[field].boost;
      for (let at = 0; at < list.documents.length; at++) {
        scores[list.documents[at]] += weight * saturation(list, at, norms[field]);
      }
    }
  }

  let matching = chosen;
  const isMatch = new Uint8Array(documents);
  for (const document of matching) isMatch[document] = 1;
  for (const phrase of plan.phrases) {
    const found = new Set();
    for (const field of fields.keys()) {
      const parts = partsInField(phrase, plan.terms, field);
      if (!parts.every(({ list, positions }) => list && positions)) continue;
      const idfs = parts.reduce((sum, { list }) => sum + idf(list.holders, documents), 0);
      const weight = idfs * (1 + K1) * fields[field].boost * phraseBoost;
      for (const { document, count, at } of phraseMatches(parts, isMatch)) {
        const norm = norms[field][normAt(parts[0].list, at)];
        scores[document] += weight * (count / (count + norm));
        found.add(document);
      }
    }
    if (phrase.isRequired) matching = matching.filter((document) => found.has(document));
  }
  for (const document of matching) {
    const share = shares ? shares[document] : 1;
    scores[document] *= factors[document] * share * share;
  }
  return { matching, scores };
}

/** The parts of a phrase with their lists and positions in a field, as far as there are any. */
function partsInField({ parts, isRequired }, terms, field) {
  return parts.map(({ offset, term }) => {
    const [, list] = terms[term].lists.find(([of]) => of === field) || [];
    const common = isRequired ? terms[term].positions.get(field) : undefined;
    return { offset, list, positions: (list && list.positions) || common };
  });
}

/** Calls `visit` once for each document that is known to hold a term, in any field. */
function forHolders({ lists, rest = [] }, documents, visit) {
  const seen = new Uint8Array(documents);
  for (const holders of [...lists.map(([, list]) => list.documents), ...rest]) {
    for (const document of holders) {
      if (seen[document]) continue;
      seen[document] = 1;
      visit(document);
    }
  }
}

/** The documents that are known to hold every term. */
export function holdingAll(terms, documents) {
  const held = new Uint8Array(documents);
  for (const term of terms) forHolders(term, documents, (document) => held[document]++);
  return documentsWhere(held, (count) => count === terms.length);
}

/**
 * The documents that hold enough of the terms, two of them or more, with the share of each; if there
 * are none, those that have a term in their names, which are only a guess. The rarer a term is, the
 * more it counts, and a term in a name as much as it is rare in names; fillers count nothing.
 */
export function covered(plan, { documents, fields }) {
  const telling = plan.terms.filter(({ isFiller }) => !isFiller);
  const terms = telling.length > 0 ? telling : plan.terms;
  const held = new Uint32Array(documents);
  const counts = new Uint8Array(documents);
  const isNamed = new Uint8Array(documents);
  const isNumber = new Uint8Array(documents);
  let all = 0;
  for (const term of terms) {
    const listed = documentsOf(term, documents);
    const named = documentsOf({ lists: term.lists.filter(([field]) => fields[field].names) }, documents);
    const weight = coverageWeight(Math.max(listed.length, term.holders), documents);
    const nameWeight = coverageWeight(named.length, documents);
    all += listed.length === 0 && isHan(term.texts[0]) ? weight >> 1 : weight;
    for (const document of listed) {
      held[document] += weight;
      counts[document]++;
    }
    for (const document of named) {
      held[document] += nameWeight - weight;
      isNamed[document] = 1;
      if (/^[0-9]{3,}$/.test(term.texts[0])) isNumber[document] = 1;
    }
  }
  // A telephone number is enough.
  isNumber.forEach((is, document) => {
    if (is) [held[document], counts[document]] = [all, MANY];
  });
  const least = Math.min(2, terms.length);
  const isEnough = (sum, document) => counts[document] >= least && sum * 100 >= all * MIN_COVERAGE;
  const shares = Float64Array.from(held, (sum) => (sum >= all ? 1 : sum / all));
  let chosen = documentsWhere(held, isEnough);
  const isStrong = (document) => held[document] * 100 >= all * STRONG || counts[document] >= MANY;
  const isWeak = !chosen.some(isStrong);
  if (chosen.length === 0) chosen = documentsWhere(held, (sum, document) => isNamed[document] === 1);
  return { chosen, shares, isWeak };
}

function documentsOf(term, documents) {
  const own = [];
  forHolders(term, documents, (document) => own.push(document));
  return own;
}

/** Sixteen times the binary logarithm of the odds, in whole numbers. */
function coverageWeight(holders, documents) {
  const odds = 16 + Math.floor((16 * (2 * (documents - holders) + 1)) / (2 * holders + 1));
  const power = 31 - Math.clz32(odds);
  return 16 * (power - 4) + (Math.floor((odds * 16) / 2 ** power) & 15);
}

/** The documents whose value is accepted. */
function documentsWhere(values, accepts) {
  const documents = [];
  values.forEach((value, document) => {
    if (accepts(value, document)) documents.push(document);
  });
  return documents;
}

/** In single precision, as in tantivy: rounding matters for a term that most pages hold. */
function idf(holding, documents) {
  const odds = Math.fround((documents - holding + 0.5) / (holding + 0.5));
  return Math.fround(Math.log(Math.fround(1 + odds)));
}

/** The norm of a field at a place of its list; 1 in a field without norms. */
const normAt = ({ norms }, at) => (norms ? norms[at] : 1);

/** Computed once for each field. */
function normsOf(field) {
  if (!field.cache) field.cache = normCache(field.average);
  return field.cache;
}

/** K1 × (1 − B + B × length ÷ average length) for each quantised length. */
function normCache(average) {
  const norm = (_, id) => K1 * (1 - B + (B * normLength(id)) / average);
  return Float64Array.from({ length: 256 }, norm);
}

/** The length that a field norm id represents: exact up to 40, then three significant bits. */
function normLength(id) {
  if (id < 24) return id;
  const [bits, shift] = [(id - 24) & 7, ((id - 24) >> 3) - 1];
  return 24 + (shift < 0 ? bits : (bits | 8) * 2 ** shift);
}

/**
 * The frequency in proportion to itself and the norm. In a field without norms all norms are the
 * same, and in one without frequencies all frequencies.
 */
function saturation({ frequencies, norms }, at, cache) {
  const frequency = frequencies ? frequencies[at] : 1;
  return frequency / (frequency + cache[normAt({ norms }, at)]);
}

/** The documents in which all parts are at their offsets, and how often. */
function* phraseMatches(parts, isMatch) {
  const [first, ...others] = parts;
  const cursors = others.map(() => 0);
  const isAt = (part, position) => {
    const { starts, values } = others[part].positions;
    for (let at = starts[cursors[part]]; at < starts[cursors[part] + 1]; at++) {
      if (values[at] === position) return true;
    }
    return false;
  };
  const { starts, values } = first.positions;
  for (let at = 0; at < first.list.documents.length; at++) {
    const document = first.list.documents[at];
    if (!isMatch[document]) continue;
    const inAll = others.every(({ list }, part) => {
      while (list.documents[cursors[part]] < document) cursors[part]++;
      return list.documents[cursors[part]] === document;
    });
    if (!inAll) continue;
    let count = 0;
    for (let place = starts[at]; place < starts[at + 1]; place++) {
      if (others.every(({ offset }, part) => isAt(part, values[place] + offset))) count++;
    }
    if (count > 0) yield { document, count, at };
  }
}

/** The best documents, those with equal scores in the order of their ids. */
export function best(matching, scores, limit) {
  const hits = [];
  for (const document of matching) {
    const isFull = hits.length === limit;
    if (isFull && (limit === 0 || scores[document] <= hits[limit - 1].score)) continue;
    let at = hits.length;
    while (at > 0 && hits[at - 1].score < scores[document]) at--;
    hits.splice(at, 0, { document, score: scores[document] });
    if (hits.length > limit) hits.pop();
  }
  return hits;
}
