// The search page: answers while one types, narrows them, and keeps the words and the choices in the address.

import { counted, element, onTyping, parts } from './results.js';

const STEP = 20;

/** Makes the form of the search page answer. `ask` gives an answer for words, a limit and perhaps a filter. */
export function attachPage(form, said, ask) {
  const input = form.elements.q;
  const status = document.querySelector('#search-status');
  const results = document.querySelector('#search-results');
  const list = results.querySelector('ol');
  const more = results.querySelector('button');
  const none = document.querySelector('#search-none');
  const narrow = document.querySelector('#narrow');
  const selects = [...narrow.querySelectorAll('select')];
  let asked = 0; // which question is the newest
  let limit = STEP;

  async function answer() {
    const query = input.value.trim();
    const mine = ++asked;
    const filter = Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    remember({ q: query, ...filter });
    if (!query) return show(null, '');
    if (results.hidden) status.textContent = said.searching;
    try {
      const found = await ask(query, { limit, filter: narrow.open || Object.keys(filter).length > 0 ? filter : undefined });
      if (mine === asked) show(found, query);
    } catch (error) {
      console.error(error);
      if (mine === asked) show(null, '', said.failed);
    }
  }

  /** Keeps the question in the address, so that it can be shared and come back to. */
  function remember(question) {
    const address = new URL(location.href);
    for (const name of ['q', ...selects.map((select) => select.name)]) {
      if (question[name]) address.searchParams.set(name, question[name]);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, '', address);
  }

  function show(found, query, message = '') {
    const { total = 0, isOpen = false, results: hits = [], counts } = found ?? {};
    list.replaceChildren(...hits.map(entry));
    results.hidden = hits.length === 0;
    more.hidden = hits.length >= total && !isOpen;
    none.hidden = !found || hits.length > 0;
    const isNarrowed = selects.some(({ value }) => value);
    narrow.hidden = !isNarrowed && hits.length === 0;
    if (counts) selects.forEach((select) => count(select, counts[select.name] ?? {}));
    status.textContent = found ? counted(found, query, said) : message;
  }

  /** Says beside each choice how many pages it would leave, and takes away those that would leave none. */
  function count(select, counts) {
    for (const option of select.options) {
      if (!option.value) continue;
      option.dataset.label ??= option.textContent;
      const pages = counts[option.value] ?? 0;
      option.textContent = `${option.dataset.label} (${pages})`;
      option.hidden = option.disabled = pages === 0 && !option.selected;
    }
  }

  function entry(result) {
    const { link, summary, meta } = parts(result, said);
    const item = element('li', 'entry');
    const heading = element('h2', 'entry-title');
    heading.append(link);
    item.append(heading, summary, meta);
    return item;
  }

  const asking = new URLSearchParams(location.search);
  for (const select of selects) {
    select.value = asking.get(select.name) ?? '';
    // A choice the page does not know is none.
    if (select.selectedIndex < 0) select.value = '';
  }
  narrow.open = selects.some(({ value }) => value);

  const again = () => {
    limit = STEP;
    return answer();
  };
  const cancel = onTyping(input, again);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    cancel();
    again();
  });
  narrow.addEventListener('toggle', () => narrow.open && again());
  narrow.addEventListener('change', again);
  narrow.querySelector('button').addEventListener('click', () => {
    for (const select of selects) select.value = '';
    again();
  });
  more.addEventListener('click', async () => {
    const seen = list.children.length;
    limit += STEP;
    await answer();
    list.children[seen]?.querySelector('a').focus();
  });
}
