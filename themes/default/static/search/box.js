// The search box in the head of every page: a list of the best pages opens under it during typing.
// Arrow keys move in the list, Enter opens the chosen page or else the search page, Escape closes
// the list.

import { element, onTyping, resultCount, resultParts } from './results.js';
import { replaceChildren } from '../page/nodes.js';

const LIMIT = 6;

/** Attaches the list to a form. `search` finds pages for a query and a limit. */
export function attachBox(form, messages, search) {
  const input = form.elements.q;
  const list = element('div', 'find-results', { role: 'listbox', hidden: true });
  list.id = '_find-results';
  const status = element('p', 'visually-hidden', { role: 'status' });
  let latest = 0; // the number of the latest query
  let options = [];
  let chosen = -1;
  list.setAttribute('aria-label', messages.results);
  form.append(list, status);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-controls', '_find-results');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');

  async function update() {
    const query = input.value.trim();
    const own = ++latest;
    if (!query) return close();
    try {
      const page = await search(query, { limit: LIMIT, isBrief: true });
      if (own === latest && form.contains(document.activeElement)) show(page, query);
    } catch (error) {
      // The search page shows the error.
      console.error(error);
      close();
    }
  }

  function show(page, query) {
    options = page.results.map(option);
    const address = new URL(form.action);
    address.searchParams.set('q', query);
    const count = resultCount(page, query, messages);
    const all = element('a', 'find-all', {
      href: address,
      textContent: page.total ? messages.all : count,
      role: 'option',
      id: `_find-result-${options.length}`,
      tabIndex: -1,
    });
    options.push(all);
    const note = element('div', 'find-note', { role: 'presentation', textContent: count });
    replaceChildren(list, ...(page.isWeak ? [note] : []), ...options);
    status.textContent = count;
    choose(-1);
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  }

  function option(result, at) {
    const { link, summary } = resultParts(result, messages);
    const title = element('span', 'find-result-title', { textContent: link.textContent });
    const text = element('span', 'find-result-text');
    text.append(...summary.childNodes);
    link.className = 'find-result';
    replaceChildren(link, title, text);
    link.setAttribute('role', 'option');
    return Object.assign(link, { id: `_find-result-${at}`, tabIndex: -1 });
  }

  function choose(at) {
    chosen = at;
    options.forEach((one, place) => one.setAttribute('aria-selected', String(place === at)));
    if (at < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', options[at].id);
    return options[at].scrollIntoView({ block: 'nearest' });
  }

  function close() {
    latest++;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    status.textContent = '';
  }

  const cancel = onTyping(input, update);
  input.addEventListener('keydown', (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in steps && !list.hidden) {
      event.preventDefault();
      // After the last option and before the first comes the field itself.
      const places = options.length + 1;
      choose(((chosen + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === 'ArrowDown') update();
    else if (event.key === 'Enter' && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      options[chosen].click();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      cancel();
      close();
    }
  });
  form.addEventListener('focusout', ({ relatedTarget }) => form.contains(relatedTarget) || close());
}
