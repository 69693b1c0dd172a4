// The form that narrows all that is printed: cards as one chooses, how many there are, and the choices in the address, so that
// a branch can keep them as a bookmark or send them.

import { openFiles } from '../search/files.js';
import { cardMaker } from './cards.js';
import { countsOf, fitting, readStock } from './index.js';

const STEP = 24;

/** `form` carries the site's folder, `data-root`, the file that says what there is, `data-file`, and its texts, `data-messages`. */
export function attachFilter(form) {
  const said = JSON.parse(form.dataset.messages);
  const root = new URL(form.dataset.root, location.href);
  const selects = [...form.querySelectorAll('select')];
  const [status, clear, results, list, more, none, part, rest] = [
    '#filter-status', '#filter-clear', '#filter-results', '#filter-results ul', '#filter-more', '#filter-none', '#filter-part', '#unfiltered',
  ].map((selector) => document.querySelector(selector));
  const open = selects.find((select) => 'open' in select.dataset); // The pages of a large site come with the file.
  let limit = STEP;
  let asked = 0; // which answer is the newest
  let last; // the choice that was made last
  let stock; // a promise

  /** Asks for the file, once, as soon as someone seems about to choose. */
  const load = () => {
    stock ??= openFiles(root)(form.dataset.file).then((bytes) => {
      const read = readStock(bytes);
      if (open?.options.length === 1) fill(open, read);
      return { ...read, card: cardMaker(document.querySelector('#filter-card'), read, said, root) };
    });
    stock.catch(() => (stock = undefined));
    return stock;
  };
  const usual = (select) => select.querySelector('[data-default]').value;
  /** What is chosen: by name, without what leaves everything in. */
  const choices = () => Object.fromEntries(selects.filter((select) => select.value !== select.options[0].value).map(({ name, value }) => [name, value]));
  const isActive = () => selects.some((select) => select.value !== usual(select));

  async function answer() {
    const mine = ++asked;
    if (!isActive()) {
      show();
      return stock && touched();
    }
    if (results.hidden) status.textContent = said.loading;
    try {
      const { rows, whole, card } = await load();
      if (mine !== asked) return undefined;
      const found = fitting(rows, choices());
      const chosen = selects.find(({ name, value }) => name === 'branch' && value);
      const branch = chosen && { id: chosen.value, name: chosen.selectedOptions[0].textContent };
      show(found.slice(0, limit).map((row) => card(row, branch)), found.length, whole);
      count(rows);
    } catch (error) {
      console.error(error);
      if (mine === asked) show([], 0, true, said.failed);
    }
    return undefined;
  }

  function show(cards = [], total = 0, whole = true, message) {
    list.replaceChildren(...cards);
    rest.hidden = isActive() && !message;
    results.hidden = cards.length === 0;
    more.hidden = cards.length >= total;
    none.hidden = Boolean(message) || !isActive() || total > 0;
    part.hidden = whole;
    clear.hidden = !isActive();
    status.textContent = message ?? (isActive() ? counted(total) : '');
    for (const link of document.querySelectorAll('.language-switch a')) link.search = location.search;
  }

  const counted = (total) => (total === 1 ? said.one : said.count).replace('{count}', total);

  /** Says beside each choice what it would give, and what could be left out where nothing is found. */
  function count(rows) {
    const chosen = choices();
    const ways = [];
    for (const select of selects.filter(({ name }) => name !== 'branch')) {
      const counts = countsOf(rows, chosen, select.name);
      for (const option of [...select.options].slice(1)) {
        option.dataset.label ??= option.textContent;
        const things = counts.get(option.value) ?? 0;
        option.textContent = option.selected ? option.dataset.label : `${option.dataset.label} (${things})`;
        option.disabled = things === 0 && !option.selected;
      }
      const { [select.name]: left, ...others } = chosen;
      const without = left ? fitting(rows, others).length : 0;
      if (without > 0) ways.push(way(select, without));
    }
    none.querySelector('ul').replaceChildren(...(none.hidden ? [] : ways));
  }

  /** A button that takes one choice back. */
  function way(select, total) {
    const { label } = select.selectedOptions[0].dataset;
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button' });
    button.textContent = said.without.replace('{choice}', () => label).replace('{count}', total);
    button.addEventListener('click', () => {
      select.value = select.options[0].value;
      changed(select);
      select.focus();
    });
    const item = document.createElement('li');
    item.append(button);
    return item;
  }

  /** Takes what the address says; a choice the page does not know is none. */
  async function recall() {
    const asking = new URLSearchParams(location.search);
    if (open && asking.has(open.name)) await load().catch(() => {});
    for (const select of selects) {
      select.value = asking.get(select.name) ?? usual(select);
      if (select.selectedIndex < 0) select.value = usual(select);
    }
    limit = history.state?.limit ?? STEP;
    return answer();
  }

  /** Puts what is chosen into the address. One step back undoes a choice, not each row one passed on the way to it. */
  function changed(select) {
    const address = new URL(location.href);
    for (const each of selects) {
      if (each.value === usual(each)) address.searchParams.delete(each.name);
      else address.searchParams.set(each.name, each.value);
    }
    history[select && select === last ? 'replaceState' : 'pushState'](null, '', address);
    last = select;
    limit = STEP;
    return answer();
  }

  /** The pages under their kinds. */
  function fill(select, { pages, kinds }) {
    let at = 0;
    for (const [label, number] of kinds) {
      const group = Object.assign(document.createElement('optgroup'), { label });
      group.append(...pages.slice(at, (at += number)).map(({ id, title }) => new Option(title, id)));
      select.append(group);
    }
  }

  // An answer has counted already, and what it offers must not be replaced under the finger that touches it.
  const touched = () => load().then(({ rows }) => isActive() || count(rows), () => {});
  for (const event of ['pointerenter', 'touchstart', 'focusin']) form.addEventListener(event, touched, { once: true, passive: true });
  for (const select of selects) select.addEventListener('change', () => changed(select));
  clear.addEventListener('click', () => {
    for (const select of selects) select.value = usual(select);
    changed();
    selects[0].focus();
  });
  more.addEventListener('click', async () => {
    const seen = list.children.length;
    limit += STEP;
    history.replaceState({ limit }, '');
    await answer();
    list.children[seen]?.querySelector('.get').focus();
  });
  addEventListener('popstate', () => {
    last = undefined;
    recall();
  });
  recall();
  form.classList.add('ready');
}
