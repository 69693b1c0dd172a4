// What is dangerous in a message whatever its story, and texts that warn of it. The words are those
// of themes/default/signs/, which explain them.

const SENTENCE_END = '。！？!?；;\\n';
/** What is quoted, the text itself does not say. */
const QUOTED = /“[^”]*”|「[^」]*」|"[^"]*"|\s['‘][^'’]{4,}['’](?=[\s.,!?]|$)/g;
/** A text warns if it says so in this many ways, or in one that leaves no doubt. */
const MIN_WARNINGS = 2;
const CERTAIN = Infinity;

/**
 * Makes a function that finds signs in a message as reading.js reads it:
 * { signs: [{ id, name, why, places: [{ start, end }] }], isWarning, mayWarn }. `lists` are the words
 * of each language, `names` [[id, name, why]] in the reader's.
 */
export function signsOf(names, lists) {
  const prepared = lists.map(({ sets, reach, certain, warning, demand, signs }) => {
    const near = (words) => words.map((word) => pattern(word, sets, `${SENTENCE_END}，,`, reach));
    const compile = (words) => words.map((word) => pattern(word, sets, SENTENCE_END, reach));
    const entries = signs.map((sign) => ({
      id: sign.id,
      words: compile(sign.words),
      withLink: compile(sign.with_link),
      always: compile(sign.always),
      unless: near(sign.unless),
    }));
    return { entries, certain: near(certain), warning: near(warning), demand: near(demand) };
  });

  return function find({ text }, hasLink) {
    const found = new Map();
    for (const { entries } of prepared) {
      for (const { id, words, withLink, always, unless } of entries) {
        const matches = matchesOf(hasLink ? words.concat(withLink) : words, text);
        const harmless = matches.length > 0 ? matchesOf(unless, text) : [];
        const kept = matches
          .filter((one) => !harmless.some((other) => overlap(one, other)))
          .concat(matchesOf(always, text));
        if (kept.length > 0) found.set(id, (found.get(id) || []).concat(kept));
      }
    }
    const signs = names
      .filter(([id]) => found.has(id))
      .map(([id, name, why]) => ({ id, name, why, places: parts(found.get(id)) }));
    const warnings = Math.max(...prepared.map((words) => warningsIn(words, text)));
    const isOutside = outside(text);
    const asks = signs.some(({ places }) => places.some(isOutside));
    const isWarning = warnings >= (asks ? CERTAIN : MIN_WARNINGS);
    return { signs, isWarning, mayWarn: warnings > 0 };
  };
}

/** Whether a place in a text is outside its quotations. */
export function outside(text) {
  const quotations = [];
  text.replace(QUOTED, (quoted, start) => quotations.push({ start, end: start + quoted.length }));
  return ({ start }) => !quotations.some((one) => start >= one.start && start < one.end);
}

/** In how many ways a text warns. One that tells its reader to do something does in none. */
function warningsIn({ certain, warning, demand }, text) {
  if (matchesOf(demand, text.replace(QUOTED, ' ')).length > 0) return 0;
  return matchesOf(certain, text).length > 0 ? CERTAIN : distinct(matchesOf(warning, text));
}

/** A word of a list as a regular expression; each part that counts is a group, as is what is between. */
function pattern(word, sets, stops, reach) {
  const source = word
    .split(/(\{[a-z_]+\}|…)/)
    .filter(Boolean)
    .map((part) => {
      if (part === '…') return `((?:[^.${stops}]|\\.(?!\\s)){0,${reach}}?)`;
      const set = /^\{(.*)\}$/.exec(part);
      const words = set ? sets[set[1]] || [] : [part];
      return `(${longestFirst(words).map(bounded).join('|')})`;
    });
  const gaps = word.split(/(\{[a-z_]+\}|…)/).filter(Boolean).map((part) => part === '…');
  return { expression: new RegExp(source.join(''), 'g'), gaps };
}

const longestFirst = (words) => words.slice().sort((left, right) => right.length - left.length);

/** Latin words do not match within longer ones. */
export function bounded(word) {
  const source = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const bound = (character) => (/[a-z0-9]/.test(character) ? '\\b' : '');
  return bound(word[0]) + source + bound(word[word.length - 1]);
}

/** All matches, { start, end, parts }; `parts` are the places of the words, without the gaps. */
function matchesOf(patterns, text) {
  const matches = [];
  for (const { expression, gaps } of patterns) {
    expression.lastIndex = 0;
    for (let match; (match = expression.exec(text)); ) {
      let at = match.index;
      const places = [];
      gaps.forEach((isGap, number) => {
        const end = at + match[number + 1].length;
        if (!isGap) places.push({ start: at, end });
        at = end;
      });
      matches.push({ start: match.index, end: at, parts: places });
      // The next may begin within this one.
      expression.lastIndex = match.index + 1;
    }
  }
  return matches;
}

const overlap = (one, other) => one.start < other.end && other.start < one.end;

/** The shortest matches' words, in order; none within another. */
function parts(matches) {
  const shortest = matches.slice().sort((left, right) => left.end - left.start - (right.end - right.start));
  const kept = [];
  for (const match of shortest) if (!kept.some((one) => overlap(one, match))) kept.push(match);
  return kept
    .reduce((all, match) => all.concat(match.parts), [])
    .sort((left, right) => left.start - right.start);
}

/** How many matches there are that do not overlap. */
function distinct(matches) {
  const kept = [];
  for (const match of matches) if (!kept.some((one) => overlap(one, match))) kept.push(match);
  return kept.length;
}
