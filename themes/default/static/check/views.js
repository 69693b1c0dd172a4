// The parts of a verdict on the page /check/.

import { isStrongLink, isStrongNumber } from './verdict.js';

const make = (name, properties) => Object.assign(document.createElement(name), properties);

function makeList(tag, items, className = '') {
  const list = make(tag, { className });
  for (const item of items) {
    const entry = make('li');
    entry.append(...[].concat(item));
    list.append(entry);
  }
  return list;
}

/** A scam that the message resembles: what to do, and by what it was recognised. */
export function articleOf({ pattern, level, lines }, messages) {
  const article = make('article', { className: `resemblance ${level}` });
  const heading = make('h2');
  heading.append(
    make('span', { className: 'level', textContent: messages[level === 'warning' ? 'about' : level] }),
    ' ',
    make('a', { href: pattern.url, textContent: pattern.title }),
  );
  article.append(heading);
  const appendList = (title, tag, texts) => {
    if (texts.length === 0) return;
    article.append(make('h3', { textContent: title }), makeList(tag, texts));
  };
  if (level === 'likely' || level === 'possible') appendList(messages.do, 'ol', pattern.steps);
  if (level !== 'warning') {
    const texts = (areFlags) =>
      lines.filter(({ isFlag }) => isFlag === areFlags).map(({ text }) => text);
    appendList(messages.says, 'ul', texts(false));
    appendList(messages.flags, 'ul', texts(true));
    if (lines.length === 0) {
      article.append(make('p', { className: 'quiet', textContent: messages.words }));
    }
  }
  const more = make('p');
  more.append(make('a', { className: 'button', href: pattern.url, textContent: messages.read }));
  article.append(more);
  return article;
}

/** What to do now, where no scam is named. */
export function stepsOf(messages) {
  const section = make('section', { className: 'finding now' });
  const steps = [messages.stop, messages.ask_other, messages.if_paid];
  section.append(make('h2', { textContent: messages.do }), makeList('ol', steps));
  return section;
}

/** The signs, each with its place in the message and its reason. */
export function signsSection(signs, text, messages) {
  const section = make('section', { className: 'finding' });
  const items = signs.map(({ name, why, places }) => {
    const quoted = places.slice(0, 4).map(({ start, end }) => text.slice(start, end));
    const words = make('mark', { textContent: quoted.join(' … ') });
    return [make('strong', { textContent: name }), ' ', words, make('p', { textContent: why })];
  });
  section.append(make('h2', { textContent: messages.signs_title }), makeList('ul', items));
  return section;
}

/** The links and numbers, each with one of four answers; undefined if there are none. */
export function tracesSection({ text, links, numbers }, names, messages) {
  if (links.length + numbers.length === 0) return undefined;
  const entry = (place, isStrong, words) => {
    const written = make('strong', { className: 'trace', textContent: text.slice(place.start, place.end) });
    return { isStrong, parts: [written, make('p', { textContent: words })] };
  };
  const entries = [
    ...links.map((link) => entry(link, isStrongLink(link), linkWords(link, messages))),
    ...numbers.map((number) =>
      entry(number, isStrongNumber(number), numberWords(number, text, names, messages)),
    ),
  ];
  const those = (areStrong) => entries.filter(({ isStrong }) => isStrong === areStrong);
  const strongFirst = [...those(true), ...those(false)];
  const section = make('section', { className: 'finding' });
  section.append(
    make('h2', { textContent: messages.traces_title }),
    makeList('ul', strongFirst.map(({ parts }) => parts)),
    make('p', { className: 'quiet', textContent: messages.traces_note }),
  );
  return section;
}

function linkWords({ answer, like, reason }, messages) {
  if (answer === 'unclear') return messages[`link_${reason}`];
  const words = messages[`link_${answer}`].replace('{like}', like);
  return reason === 'file' ? `${words} ${messages.link_file}` : words;
}

function numberWords({ answer, like, start, end }, text, names, messages) {
  const digits = text.slice(start, end).normalize('NFKC').replace(/\D/g, '');
  const [, name = ''] = names.find(([known]) => known === digits) || [];
  return messages[`number_${answer}`].replace('{like}', like).replace('{name}', name);
}

/** Links to pages under a heading. */
export function linkRows(title, pages) {
  const section = make('section');
  const links = pages.map((page) =>
    make('a', { className: 'link-row', href: page.url, textContent: page.title }),
  );
  section.append(make('h2', { textContent: title }), makeList('ul', links, 'link-rows'));
  return section;
}

/** The text, with the stretches marked. */
export function markedText(text, stretches) {
  const nodes = [];
  let at = 0;
  for (const { start, end } of stretches) {
    nodes.push(text.slice(at, start), make('mark', { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...nodes, text.slice(at)];
}
