// The filter of the catalogue: shows cards for the choices, counts them, and keeps the choices in
// the address, so that a branch can bookmark or send them.

import { openFiles } from '../search/files.js';
import { cardMaker } from './cards.js';
import { countsOf, fitting, readIndex, withoutOne } from './index.js';
import { renew } from '../page/renew.js';
import { replaceChildren } from '../page/nodes.js';

const STEP = 24;

/**
 * `form` carries the path of the site's folder, `data-root`, that of the index, `data-file`, and
 * the messages, `data-messages`.
 */
export function attachFilter(form) {
  const messages = JSON.parse(form.dataset.messages);
  const root = new URL(form.dataset.root, location.href);
  const selects = [...form.querySelectorAll('select')];
  const status = document.querySelector('#_filter-status');
  const clear = document.querySelector('#_filter-clear');
  const results = document.querySelector('#_filter-results');
  const list = results.querySelector('ul');
  const more = document.querySelector('#_filter-more');
  const none = document.querySelector('#_filter-none');
  const part = document.querySelector('#_filter-part');
  const rest = document.querySelector('#_unfiltered');
  // The pages of a large site come with the index.
  const open = selects.find((select) => 'open' in select.dataset);
  let limit = STEP;
  let asked = 0; // the number of the newest update
  let last; // the choice that was made last
  let index; // a promise

  /** Loads the index, once, as soon as a reader touches the form. */
  const load = () => {
    if (index) return index;
    index = openFiles(root)(form.dataset.file).then((bytes) => {
      const read = readIndex(bytes);
      if (open && open.options.length === 1) fill(open, read);
      const template = document.querySelector('#_filter-card');
      return Object.assign(read, { card: cardMaker(template, read, messages, root) });
    });
    index.catch(() => (index = undefined));
    return index;
  };

  const defaultOf = (select) => select.querySelector('[data-default]').value;
  const isActive = () => selects.some((select) => select.value !== defaultOf(select));

  /** The choices by name, without those that leave everything in. */
  const choices = () => {
    const chosen = selects.filter((select) => select.value !== select.options[0].value);
    const byName = {};
    for (const { name, value } of chosen) byName[name] = value;
    return byName;
  };

  async function update() {
    const own = ++asked;
    if (!isActive()) {
      show();
      return index && countAtFirst();
    }
    if (results.hidden) status.textContent = messages.loading;
    try {
      const { rows, whole, card } = await load();
      if (own !== asked) return undefined;
      const fit = fitting(rows, choices());
      const chosen = selects.find(({ name, value }) => name === 'branch' && value);
      const branch = chosen && { id: chosen.value, name: chosen.selectedOptions[0].textContent };
      const cards = fit.slice(0, limit).map((row) => card(row, branch));
      show(cards, fit.length, whole);
      count(rows);
    } catch (error) {
      console.error(error);
      if (own !== asked || (await renew())) return undefined;
      show([], 0, true, messages.failed);
    }
    return undefined;
  }

  function show(cards = [], total = 0, whole = true, message = undefined) {
    replaceChildren(list, ...cards);
    rest.hidden = isActive() && !message;
    results.hidden = cards.length === 0;
    more.hidden = cards.length >= total;
    none.hidden = Boolean(message) || !isActive() || total > 0;
    part.hidden = whole;
    clear.hidden = !isActive();
    status.textContent = message || (isActive() ? totalText(total) : '');
    for (const link of document.querySelectorAll('.language-switch a')) {
      link.search = location.search;
    }
  }

  function totalText(total) {
    return (total === 1 ? messages.one : messages.count).replace('{count}', total);
  }

  /** Shows how many items each value would give and, if nothing fits, which choice to drop. */
  function count(rows) {
    const chosen = choices();
    const suggestions = [];
    for (const select of selects.filter(({ name }) => name !== 'branch')) {
      const counts = countsOf(rows, chosen, select.name);
      for (const option of [...select.options].slice(1)) {
        if (!option.dataset.label) option.dataset.label = option.textContent;
        const { label } = option.dataset;
        const items = counts.get(option.value) || 0;
        option.textContent = option.selected ? label : `${label} (${items})`;
        option.disabled = items === 0 && !option.selected;
      }
      const isChosen = Boolean(chosen[select.name]);
      const without = isChosen ? fitting(rows, withoutOne(chosen, select.name)).length : 0;
      if (without > 0) suggestions.push(suggestion(select, without));
    }
    replaceChildren(none.querySelector('ul'), ...(none.hidden ? [] : suggestions));
  }

  /** A button that drops one choice. */
  function suggestion(select, total) {
    const { label } = select.selectedOptions[0].dataset;
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'button' });
    const text = messages.without.replace('{choice}', () => label);
    button.textContent = text.replace('{count}', total);
    button.addEventListener('click', () => {
      select.value = select.options[0].value;
      changed(select);
      select.focus();
    });
    const item = document.createElement('li');
    item.append(button);
    return item;
  }

  /** Takes the choices from the address; an unknown one is ignored. */
  async function recall() {
    const asking = new URLSearchParams(location.search);
    if (open && asking.has(open.name)) await load().catch(() => {});
    for (const select of selects) {
      select.value = asking.has(select.name) ? asking.get(select.name) : defaultOf(select);
      if (select.selectedIndex < 0) select.value = defaultOf(select);
    }
    limit = (history.state && history.state.limit) || STEP;
    return update();
  }

  /**
   * Puts the choices into the address. Going back undoes a whole choice, not each value that arrow
   * keys passed on the way to it.
   */
  function changed(select) {
    const address = new URL(location.href);
    for (const each of selects) {
      if (each.value === defaultOf(each)) address.searchParams.delete(each.name);
      else address.searchParams.set(each.name, each.value);
    }
    history[select && select === last ? 'replaceState' : 'pushState'](null, '', address);
    last = select;
    limit = STEP;
    return update();
  }

  /** Adds the pages under their kinds. */
  function fill(select, { pages, kinds }) {
    let at = 0;
    for (const [label, number] of kinds) {
      const group = Object.assign(document.createElement('optgroup'), { label });
      const ofKind = pages.slice(at, at + number);
      group.append(...ofKind.map(({ id, title }) => new Option(title, id)));
      select.append(group);
      at += number;
    }
  }

  // An update has counted already: its suggestions must not move under the reader's finger.
  const countAtFirst = () => load().then(({ rows }) => isActive() || count(rows), () => {});
  for (const event of ['pointerenter', 'touchstart', 'focusin']) {
    form.addEventListener(event, countAtFirst, { once: true, passive: true });
  }
  for (const select of selects) select.addEventListener('change', () => changed(select));
  clear.addEventListener('click', () => {
    for (const select of selects) select.value = defaultOf(select);
    changed();
    selects[0].focus();
  });
  more.addEventListener('click', async () => {
    const shown = list.children.length;
    limit += STEP;
    history.replaceState({ limit }, '');
    await update();
    if (list.children[shown]) list.children[shown].querySelector('.get').focus();
  });
  addEventListener('popstate', () => {
    last = undefined;
    recall();
  });
  recall();
  form.classList.add('ready');
}
