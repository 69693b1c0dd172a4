// Says what is looked up for a query, and which pages answer it best. Repeats src/search/query.rs and
// tantivy's BM25, so both give the same order.

const K1 = 1.2;
const B = 0.75;
const MAX_TERMS = 24;
const MAX_PHRASE_TERMS = 8;

/** What is looked up: the different terms, and the stretches of tokens that follow each other. */
export function makePlan(tokens) {
  const terms = [];
  const stretches = [];
  for (const token of tokens) {
    let number = terms.findIndex(({ text }) => text === token.term);
    if (number < 0) {
      if (terms.length === MAX_TERMS) break;
      number = terms.push({ text: token.term, single: token.kind === 'single' }) - 1;
    }
    if (!token.joined) stretches.push([]);
    stretches.at(-1).push({ ...token, number });
  }
  if (terms.length > MAX_PHRASE_TERMS) return { terms, phrases: [] };
  return { terms, phrases: stretches.map(makePhrase).filter((phrase) => phrase.length > 1) };
}

/** Pairs overlap, so every second pair is enough to hold all characters of a run in place. */
function makePhrase(stretch) {
  const phrase = [];
  let first;
  let covered = 0;
  stretch.forEach(({ kind, position, number }, at) => {
    if (kind === 'single') return;
    const width = kind === 'pair' ? 2 : 1;
    const lastOfRun = stretch[at + 1]?.kind !== 'pair';
    if (position >= covered || (lastOfRun && position + width > covered)) {
      first ??= position;
      phrase.push({ offset: position - first, term: number });
      covered = position + width;
    }
  });
  return phrase;
}

/**
 * The best documents and how many match. `lists` and `places` have, for each term of the plan, a Map
 * from field to postings and to positions.
 */
export function rank(plan, lists, places, directory, limit) {
  const { documents, fields, phrase_boost: phraseBoost } = directory;
  const norms = fields.map((field) => normCache(field.average));
  const scores = new Float64Array(documents);
  const held = countTerms(lists, documents);
  for (const byField of lists) {
    for (const [field, list] of byField) {
      const weight = idf(list.documents.length, documents) * (1 + K1) * fields[field].boost;
      for (let at = 0; at < list.documents.length; at++) {
        scores[list.documents[at]] += weight * saturation(list, at, norms[field]);
      }
    }
  }

  let matching = holding(held, lists.length);
  if (matching.length === 0) matching = holding(held, minimum(lists.length));
  const isMatch = new Uint8Array(documents);
  for (const document of matching) isMatch[document] = 1;
  for (const phrase of plan.phrases) {
    for (const field of fields.keys()) {
      const parts = phrase.map(({ offset, term }) => ({ offset, list: lists[term].get(field), places: places[term].get(field) }));
      if (!parts.every((part) => part.list && part.places)) continue;
      const idfs = parts.reduce((sum, { list }) => sum + idf(list.documents.length, documents), 0);
      const weight = idfs * (1 + K1) * fields[field].boost * phraseBoost;
      for (const { document, count, norm } of phraseMatches(parts, isMatch)) {
        scores[document] += (weight * count) / (count + norms[field][norm]);
      }
    }
  }
  return { total: matching.length, best: best(matching, scores, limit) };
}

/** In single precision, as tantivy has it: of a term that nearly every page holds, little else is left. */
function idf(holding, documents) {
  const odds = Math.fround((documents - holding + 0.5) / (holding + 0.5));
  return Math.fround(Math.log(Math.fround(1 + odds)));
}

/** K1 × (1 − B + B × length ÷ average length) for each quantised length. */
function normCache(average) {
  return Float64Array.from({ length: 256 }, (_, id) => K1 * (1 - B + (B * normLength(id)) / average));
}

/** The length behind a field norm id: exact to 40, then three significant bits. */
function normLength(id) {
  if (id < 24) return id;
  const [bits, shift] = [(id - 24) & 7, ((id - 24) >> 3) - 1];
  return 24 + (shift < 0 ? bits : (bits | 8) * 2 ** shift);
}

/** Frequency in proportion to itself and the norm; a field of characters counts each once. */
function saturation({ frequencies, norms }, at, cache) {
  return frequencies ? frequencies[at] / (frequencies[at] + cache[norms[at]]) : 1 / (1 + cache[1]);
}

/** How many of the terms each document holds, in whatever field. */
function countTerms(lists, documents) {
  const held = new Uint8Array(documents);
  const seen = new Int8Array(documents).fill(-1);
  lists.forEach((byField, term) => {
    for (const list of byField.values()) {
      for (const document of list.documents) {
        if (seen[document] === term) continue;
        seen[document] = term;
        held[document]++;
      }
    }
  });
  return held;
}

/** How many of `count` terms a page must hold when no page holds them all. */
function minimum(count) {
  if (count <= 2) return count;
  return count <= 6 ? count - Math.floor(count / 3) : Math.floor(count / 3) + 2;
}

function holding(held, count) {
  const documents = [];
  held.forEach((terms, document) => {
    if (terms >= count) documents.push(document);
  });
  return documents;
}

/** The documents in which all parts stand at their offsets, and how often. */
function* phraseMatches(parts, isMatch) {
  const [first, ...rest] = parts;
  const cursors = rest.map(() => 0);
  const stands = (part, position) => {
    const { starts, positions } = rest[part].places;
    for (let at = starts[cursors[part]]; at < starts[cursors[part] + 1]; at++) {
      if (positions[at] === position) return true;
    }
    return false;
  };
  for (let at = 0; at < first.list.documents.length; at++) {
    const document = first.list.documents[at];
    if (!isMatch[document]) continue;
    const inAll = rest.every(({ list }, part) => {
      while (list.documents[cursors[part]] < document) cursors[part]++;
      return list.documents[cursors[part]] === document;
    });
    if (!inAll) continue;
    let count = 0;
    for (let place = first.places.starts[at]; place < first.places.starts[at + 1]; place++) {
      const start = first.places.positions[place];
      if (rest.every(({ offset }, part) => stands(part, start + offset))) count++;
    }
    if (count > 0) yield { document, count, norm: first.list.norms[at] };
  }
}

/** The best documents, equal scores in the order of their ids. */
function best(matching, scores, limit) {
  const found = [];
  for (const document of matching) {
    if (found.length === limit && !(scores[document] > found[limit - 1]?.score)) continue;
    let at = found.length;
    while (at > 0 && found[at - 1].score < scores[document]) at--;
    found.splice(at, 0, { document, score: scores[document] });
    if (found.length > limit) found.pop();
  }
  return found;
}
