// The page where a message can be pasted: names what it resembles and shows why. A build joins this file and all it imports
// into one classic script, which sets `wuzha.attachCheck`.

import { open } from '../search/engine.js';
import { compareWith, defang } from './resemblance.js';

/** The kinds of pages that help where no scam resembles the message. */
const ADVICE = ['scams', 'guides', 'alerts', 'cases'];

/**
 * Makes the form compare. It carries where the index lies, `data-index`, and its texts as JSON, `data-said`; `asked` is a
 * promise of the response that holds the directory of the index.
 */
export function attachCheck(form, asked) {
  const said = JSON.parse(form.dataset.said);
  const field = form.querySelector('textarea');
  const status = document.querySelector('#check-status');
  const compared = document.querySelector('#compared');
  const pasted = document.querySelector('#pasted');
  const list = document.querySelector('#resemblances');
  let ready; // a promise: the index, and what compares

  const start = async (directory) => {
    const index = await open(document.documentElement.lang, new URL(form.dataset.index, location.href), directory);
    const { patterns, fold } = await index.patterns();
    return { index, compare: compareWith(patterns, fold) };
  };

  async function answer() {
    // What is shown is what is compared, so that the marks fit; nobody opens a defanged link by accident.
    const message = defang(field.value.trim());
    if (!message) return clear();
    try {
      ready ??= start();
      const { index, compare } = await ready;
      const found = compare(message);
      const pages = found.length > 0 ? [] : (await index.search(message, { limit: 20 })).results;
      show(message, found, pages.filter(({ kind }) => ADVICE.includes(kind)).slice(0, 3));
    } catch (error) {
      console.error(error);
      ready = undefined;
      clear();
      status.textContent = said.failed;
    }
    return undefined;
  }

  function show(message, found, pages) {
    const [first] = found;
    status.textContent = first && first.level !== 'faint' ? said.found.replace('{title}', first.pattern.title) : said.nothing;
    compared.hidden = !first;
    document.querySelector('#pasted-note').hidden = message === field.value.trim();
    pasted.replaceChildren(...markedText(message, first?.marks ?? []));
    list.replaceChildren(...found.map(resemblance), ...(pages.length > 0 ? [suggestions(pages)] : []));
    status.scrollIntoView({ block: 'nearest' });
  }

  function resemblance({ pattern, level, lines }) {
    const article = make('article', { className: `resemblance ${level}` });
    const heading = make('h2');
    heading.append(make('span', { className: 'level', textContent: said[level] }), ' ', make('a', { href: pattern.url, textContent: pattern.title }));
    article.append(heading);
    const part = (title, tag, texts) => texts.length > 0 && article.append(make('h3', { textContent: title }), makeList(tag, texts));
    part(said.says, 'ul', lines.filter(({ isFlag }) => !isFlag).map(({ text }) => text));
    part(said.flags, 'ul', lines.filter(({ isFlag }) => isFlag).map(({ text }) => text));
    if (lines.length === 0) article.append(make('p', { className: 'quiet', textContent: said.words }));
    if (level !== 'faint') part(said.do, 'ol', pattern.steps);
    const more = make('p');
    more.append(make('a', { className: 'button', href: pattern.url, textContent: said.read }));
    article.append(more);
    return article;
  }

  function suggestions(pages) {
    const section = make('section');
    const links = pages.map(({ url, title }) => make('a', { className: 'way', href: url, textContent: title }));
    section.append(make('h2', { textContent: said.perhaps }), makeList('ul', links, 'ways'));
    return section;
  }

  function clear() {
    status.textContent = '';
    compared.hidden = true;
    pasted.replaceChildren();
    list.replaceChildren();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer();
  });
  form.addEventListener('reset', () => {
    clear();
    field.focus();
  });
  ready = start(asked);
  ready.catch(() => (ready = undefined));
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

function makeList(tag, items, className = '') {
  const list = make(tag, { className });
  list.append(...items.map((item) => {
    const entry = make('li');
    entry.append(item);
    return entry;
  }));
  return list;
}

/** The text, with the stretches marked. */
function markedText(text, stretches) {
  const nodes = [];
  let at = 0;
  for (const { start, end } of stretches) {
    nodes.push(text.slice(at, start), make('mark', { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...nodes, text.slice(at)];
}
