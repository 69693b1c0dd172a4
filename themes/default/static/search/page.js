// The search page: shows results during typing, narrows them, and keeps the query and the choices
// in the address.

import { reasonOf } from '../page/load.js';
import { renew } from '../page/renew.js';
import { element, onTyping, resultCount, resultParts } from './results.js';
import { replaceChildren, showRest } from '../page/nodes.js';

const STEP = 20;

/**
 * Attaches the results to the form of the search page. `search` finds pages for a query, a limit
 * and perhaps a filter.
 */
export function attachPage(form, messages, search) {
  const input = form.elements.q;
  const status = document.querySelector('#_search-status');
  const results = document.querySelector('#_search-results');
  const list = results.querySelector('ol');
  const more = results.querySelector('button');
  const none = document.querySelector('#_search-none');
  const narrow = document.querySelector('#_narrow');
  const selects = [...narrow.querySelectorAll('select')];
  let latest = 0; // the number of the latest query
  let limit = STEP;

  async function update() {
    const query = input.value.trim();
    const own = ++latest;
    const chosen = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    const isNarrowed = narrow.open || chosen.length > 0;
    const filter = isNarrowed ? {} : undefined;
    for (const [name, value] of chosen) filter[name] = value;
    remember(Object.assign({ q: query }, filter));
    if (!query) return show(null, '');
    if (results.hidden) status.textContent = messages.searching;
    try {
      const page = await search(query, { limit, filter, isBrief: true });
      if (own !== latest) return;
      show(page, query);
      // The words that match come after the list, which needs less of the index.
      if (page.isBrief) {
        const { results: whole } = await search(query, { limit, filter });
        if (own === latest) whole.forEach(showExcerpt);
      }
    } catch (error) {
      console.error(error);
      if (own !== latest || (await renew())) return;
      show(null, '', reasonOf(error, messages));
    }
  }

  /** Keeps the query and the choices in the address, so that it can be shared and reopened. */
  function remember(parameters) {
    const address = new URL(location.href);
    for (const name of ['q', ...selects.map((select) => select.name)]) {
      if (parameters[name]) address.searchParams.set(name, parameters[name]);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, '', address);
  }

  function show(page, query, message = '') {
    showRest();
    const { total = 0, isOpen = false, results: hits = [], counts } = page || {};
    replaceChildren(list, ...hits.map(entry));
    results.hidden = hits.length === 0;
    more.hidden = hits.length >= total && !isOpen;
    none.hidden = !page || hits.length > 0;
    const isNarrowed = selects.some(({ value }) => value);
    narrow.hidden = !isNarrowed && hits.length === 0;
    if (counts) selects.forEach((select) => showCounts(select, counts[select.name] || {}));
    status.textContent = page ? resultCount(page, query, messages) : message;
  }

  /** Shows beside each choice how many pages it would leave, and hides those that leave none. */
  function showCounts(select, counts) {
    for (const option of select.options) {
      if (!option.value) continue;
      if (!option.dataset.label) option.dataset.label = option.textContent;
      const pages = counts[option.value] || 0;
      option.textContent = `${option.dataset.label} (${pages})`;
      option.hidden = option.disabled = pages === 0 && !option.selected;
    }
  }

  function entry(result) {
    const { link, summary, meta } = resultParts(result, messages);
    const item = element('li', 'entry');
    const heading = element('h2', 'entry-title');
    heading.append(link);
    item.append(heading, summary, meta);
    return item;
  }

  /** Shows the words of a result that match, in its place in the list. */
  function showExcerpt(result, at) {
    const { summary, meta } = resultParts(result, messages);
    const [, ...old] = list.children[at].children;
    old.forEach((part, place) => part.replaceWith([summary, meta][place]));
  }

  const parameters = new URLSearchParams(location.search);
  for (const select of selects) {
    select.value = parameters.get(select.name) || '';
    // A choice that the page does not have is ignored.
    if (select.selectedIndex < 0) select.value = '';
  }
  narrow.open = selects.some(({ value }) => value);

  const restart = () => {
    limit = STEP;
    return update();
  };
  const cancel = onTyping(input, restart);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    cancel();
    restart();
  });
  narrow.addEventListener('toggle', () => narrow.open && restart());
  narrow.addEventListener('change', restart);
  narrow.querySelector('button').addEventListener('click', () => {
    for (const select of selects) select.value = '';
    restart();
  });
  more.addEventListener('click', async () => {
    const shown = list.children.length;
    limit += STEP;
    await update();
    if (list.children[shown]) list.children[shown].querySelector('a').focus();
  });
}
