// Says which pages answer a plan best. Repeats src/search/query.rs and tantivy's BM25, so both give the same order.

const K1 = 1.2;
const B = 0.75;
const COVERED = 12;

/**
 * Which documents match, and the scores of all: of those `chosen`, the ones that hold every required phrase. A plan's terms
 * have `lists`, [field, postings] of all their texts, and `places`, a Map from field to places where these are not in the
 * list.
 */
export function rank(plan, directory, chosen) {
  const { documents, fields, phrase_boost: phraseBoost } = directory;
  const norms = fields.map((field) => (field.cache ??= normCache(field.average)));
  const scores = new Float64Array(documents);
  for (const { lists } of plan.terms) {
    for (const [field, list] of lists) {
      const most = idf(list.holders, documents) * (1 + K1) * fields[field].boost;
      for (let at = 0; at < list.documents.length; at++) {
        scores[list.documents[at]] += most * saturation(list, at, norms[field]);
      }
    }
  }

  let matching = chosen;
  const isMatch = new Uint8Array(documents);
  for (const document of matching) isMatch[document] = 1;
  for (const { parts: phrase, isRequired } of plan.phrases) {
    const found = new Set();
    for (const field of fields.keys()) {
      const parts = phrase.map(({ offset, term }) => {
        const list = listOf(plan.terms[term], field);
        return { offset, list, places: list?.places ?? (isRequired ? plan.terms[term].places.get(field) : undefined) };
      });
      if (!parts.every((part) => part.list && part.places)) continue;
      const idfs = parts.reduce((sum, { list }) => sum + idf(list.holders, documents), 0);
      const most = idfs * (1 + K1) * fields[field].boost * phraseBoost;
      for (const { document, count, at } of phraseMatches(parts, isMatch)) {
        scores[document] += most * (count / (count + norms[field][parts[0].list.norms?.[at] ?? 1]));
        found.add(document);
      }
    }
    if (isRequired) matching = matching.filter((document) => found.has(document));
  }
  return { matching, scores };
}

const listOf = ({ lists }, field) => lists.find(([of]) => of === field)?.[1];

/** Calls `visit` once for each document that is known to hold a term, in whatever field. */
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

/** The documents known to hold every term. */
export function holdingAll(terms, documents) {
  const held = new Uint8Array(documents);
  for (const term of terms) forHolders(term, documents, (document) => held[document]++);
  return placesOf(held, (count) => count === terms.length);
}

/** The documents that hold enough of the terms: a term counts by how rare it is. */
export function covered(terms, documents) {
  const held = new Uint32Array(documents);
  let all = 0;
  for (const term of terms) {
    const listed = [];
    forHolders(term, documents, (document) => listed.push(document));
    const counts = weight(Math.max(listed.length, term.holders), documents);
    all += counts;
    for (const document of listed) held[document] += counts;
  }
  return placesOf(held, (sum) => sum > 0 && sum * 100 >= all * COVERED);
}

/** Sixteen times the logarithm of the odds, to base two, in whole numbers. */
function weight(holders, documents) {
  const odds = 16 + Math.floor((16 * (2 * (documents - holders) + 1)) / (2 * holders + 1));
  const power = 31 - Math.clz32(odds);
  return 16 * (power - 4) + (Math.floor((odds * 16) / 2 ** power) & 15);
}

function placesOf(items, fits) {
  const places = [];
  items.forEach((item, place) => {
    if (fits(item)) places.push(place);
  });
  return places;
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

/** Frequency in proportion to itself and the norm; a field without norms has them all alike, one without frequencies too. */
function saturation({ frequencies, norms }, at, cache) {
  const frequency = frequencies?.[at] ?? 1;
  return frequency / (frequency + cache[norms?.[at] ?? 1]);
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
    if (count > 0) yield { document, count, at };
  }
}

/** The best documents, equal scores in the order of their ids. */
export function best(matching, scores, limit) {
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
