// What a page can do beyond showing itself: copy its address and its texts, and search as one types.
// Every page works without it.

for (const button of document.querySelectorAll('[data-copy]')) copyButton(button);

const form = document.querySelector('form[data-module]');
if (form) searchPage(form);

// The menu closes as people expect of a menu.
const menu = document.querySelector('.menu');
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu?.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

/** Shows a button that copies its `data-copy`, or else the text it stands beside, where the browser can. */
function copyButton(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  const said = Object.assign(document.createElement('span'), { className: 'unseen', role: 'status' });
  button.after(said);
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy || button.closest('details').querySelector('pre').textContent);
    button.textContent = said.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = '';
    }, 2500);
  });
}

/** The search page: answers while one types, keeps the words in the address. */
function searchPage(form) {
  const STEP = 20;
  const input = form.elements.q;
  const status = document.querySelector('#search-status');
  const results = document.querySelector('#search-results');
  const list = results.querySelector('ol');
  const more = results.querySelector('button');
  const none = document.querySelector('#search-none');
  let index; // a promise, once someone searches
  let asked = 0; // which question is the newest
  let limit = STEP;
  let timer;

  const load = () => (index ??= import(new URL(form.dataset.module, location.href)).then((module) => module.open(document.documentElement.lang)));

  async function ask() {
    const query = input.value.trim();
    const mine = ++asked;
    const address = new URL(location.href);
    if (query) address.searchParams.set('q', query);
    else address.searchParams.delete('q');
    history.replaceState(null, '', address);
    if (!query) return show(null, '');
    if (results.hidden) status.textContent = form.dataset.searching;
    try {
      const found = await (await load()).search(query, { limit });
      if (mine === asked) show(found, query);
    } catch (error) {
      console.error(error);
      index = undefined;
      if (mine === asked) show(null, '', form.dataset.failed);
    }
  }

  function show(found, query, message = '') {
    const { total = 0, results: hits = [] } = found ?? {};
    list.replaceChildren(...hits.map(entry));
    results.hidden = hits.length === 0;
    more.hidden = hits.length >= total;
    none.hidden = !found || hits.length > 0;
    if (found) message = hits.length ? form.dataset.found.replace('{total}', total) : form.dataset.none.replace('{query}', () => query);
    status.textContent = message;
  }

  function entry({ url, title, excerpt, section, kind, language }) {
    const item = element('li', 'entry');
    const heading = element('h2', 'entry-title');
    const link = Object.assign(document.createElement('a'), { href: url, textContent: title });
    const summary = element('p', 'entry-summary');
    const meta = element('p', 'entry-meta');
    heading.append(link);
    summary.append(...marked(excerpt));
    meta.append(list.dataset[kind] ?? '');
    if (section) {
      const part = Object.assign(document.createElement('a'), { href: `${url}#${encodeURIComponent(section.anchor)}`, textContent: section.heading });
      meta.append(' › ', part);
    }
    if (language) {
      link.lang = summary.lang = language;
      const name = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(language);
      meta.append(` · ${form.dataset.only.replace('{language}', name)}`);
    }
    item.append(heading, summary, meta);
    return item;
  }

  const soon = () => {
    limit = STEP;
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };
  // While an input method is composing, the field does not yet hold what is meant.
  input.addEventListener('input', (event) => event.isComposing || soon());
  input.addEventListener('compositionend', soon);
  input.addEventListener('focus', () => load().catch(() => (index = undefined)), { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
  more.addEventListener('click', async () => {
    const seen = list.children.length;
    limit += STEP;
    await ask();
    list.children[seen]?.querySelector('a').focus();
  });

  input.value = new URLSearchParams(location.search).get('q') ?? '';
  if (input.value) ask();
}

/** The nodes of an excerpt: its text, and `<mark>` around what was found. Nothing else gets through. */
function marked(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return document.createTextNode(node.textContent);
    return Object.assign(document.createElement('mark'), { textContent: node.textContent });
  });
}

function element(name, className) {
  return Object.assign(document.createElement(name), { className });
}
