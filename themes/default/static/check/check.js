// The page for checking a message: names the scams that a pasted message resembles and shows why. A
// build joins this file and all it imports into one classic script, which sets `wuzha.attachCheck`.

import { reasonOf } from '../page/load.js';
import { renew } from '../page/renew.js';
import { open } from '../search/engine.js';
import { compareWith, defang } from './resemblance.js';
import { replaceChildren } from '../page/nodes.js';

/** The kinds of pages that help if the message resembles no scam. */
const ADVICE = ['scams', 'guides', 'alerts', 'cases'];

/**
 * Attaches the comparison to the form. It has the address of the index folder in `data-index` and
 * its texts as JSON in `data-messages`. `response` is a promise of the response with the directory
 * of the index.
 */
export function attachCheck(form, response) {
  const messages = JSON.parse(form.dataset.messages);
  const field = form.querySelector('textarea');
  const status = document.querySelector('#_check-status');
  const compared = document.querySelector('#_compared');
  const pasted = document.querySelector('#_pasted');
  const list = document.querySelector('#_resemblances');
  let ready; // a promise of { index, compare }

  const start = async (directory) => {
    const language = document.documentElement.lang;
    const index = await open(language, new URL(form.dataset.index, location.href), directory);
    const { patterns, fold } = await index.patterns();
    return { index, compare: compareWith(patterns, fold) };
  };

  async function update() {
    // The text that is shown is the one that is compared, so that the marks fit. Its links are
    // defanged: nobody opens one by accident.
    const message = defang(field.value.trim());
    if (!message) return clear();
    clear();
    status.textContent = messages.comparing;
    form.dataset.sent = '';
    try {
      if (!ready) ready = start();
      const { index, compare } = await ready;
      const resemblances = compare(message);
      const pages = resemblances.length > 0 ? [] : await advice(index, message);
      show(message, resemblances, pages);
    } catch (error) {
      console.error(error);
      ready = undefined;
      if (await renew()) return undefined;
      clear();
      status.textContent = reasonOf(error, messages);
    }
    delete form.dataset.sent;
    return undefined;
  }

  function show(message, resemblances, pages) {
    const [first] = resemblances;
    status.textContent =
      first && first.level !== 'faint'
        ? messages.found.replace('{title}', first.pattern.title)
        : messages.nothing;
    status.dataset.level = first ? first.level : 'none';
    compared.hidden = !first;
    document.querySelector('#_pasted-note').hidden = message === field.value.trim();
    replaceChildren(pasted, ...markedText(message, first ? first.marks : []));
    replaceChildren(list, ...resemblances.map(resemblanceArticle));
    if (pages.length > 0) list.append(suggestions(pages));
    status.scrollIntoView({ block: 'start' });
  }

  function resemblanceArticle({ pattern, level, lines }) {
    const article = make('article', { className: `resemblance ${level}` });
    const heading = make('h2');
    heading.append(
      make('span', { className: 'level', textContent: messages[level] }),
      ' ',
      make('a', { href: pattern.url, textContent: pattern.title }),
    );
    article.append(heading);
    const appendList = (title, tag, texts) => {
      if (texts.length === 0) return;
      article.append(make('h3', { textContent: title }), makeList(tag, texts));
    };
    if (level !== 'faint') appendList(messages.do, 'ol', pattern.steps);
    const texts = (areFlags) =>
      lines.filter(({ isFlag }) => isFlag === areFlags).map(({ text }) => text);
    appendList(messages.says, 'ul', texts(false));
    appendList(messages.flags, 'ul', texts(true));
    if (lines.length === 0) {
      article.append(make('p', { className: 'quiet', textContent: messages.words }));
    }
    const more = make('p');
    more.append(make('a', { className: 'button', href: pattern.url, textContent: messages.read }));
    article.append(more);
    return article;
  }

  function suggestions(pages) {
    const section = make('section');
    const links = pages.map(({ url, title }) =>
      make('a', { className: 'link-row', href: url, textContent: title }),
    );
    const heading = make('h2', { textContent: messages.perhaps });
    section.append(heading, makeList('ul', links, 'link-rows'));
    return section;
  }

  function clear() {
    status.textContent = '';
    delete status.dataset.level;
    compared.hidden = true;
    replaceChildren(pasted);
    replaceChildren(list);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update();
  });
  form.addEventListener('reset', () => {
    clear();
    field.focus();
  });
  ready = start(response);
  ready.catch(() => (ready = undefined));
}

/** Up to three pages of advice for a message. */
async function advice(index, message) {
  const { results } = await index.search(message, { limit: 20 });
  return results.filter(({ kind }) => ADVICE.includes(kind)).slice(0, 3);
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

function makeList(tag, items, className = '') {
  const list = make(tag, { className });
  for (const item of items) {
    const entry = make('li');
    entry.append(item);
    list.append(entry);
  }
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
