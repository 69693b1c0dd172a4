// The search box in the head of every page: a list of the best pages opens under it as one types. Arrows walk the list,
// Enter opens what is chosen or else the search page, Escape closes the list.

import { counted, element, onTyping, parts } from './results.js';

const SHOWN = 6;

/** Makes a form answer while one types. `ask` gives an answer for words and a limit. */
export function attachBox(form, said, ask) {
  const input = form.elements.q;
  const list = Object.assign(element('div', 'found'), { id: 'found', role: 'listbox', hidden: true });
  const status = Object.assign(element('p', 'unseen'), { role: 'status' });
  let asked = 0; // which question is the newest
  let options = [];
  let chosen = -1;
  list.ariaLabel = said.results;
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-controls': 'found', 'aria-autocomplete': 'list', 'aria-expanded': 'false' })) {
    input.setAttribute(name, value);
  }

  async function answer() {
    const query = input.value.trim();
    const mine = ++asked;
    if (!query) return close();
    try {
      const found = await ask(query, { limit: SHOWN });
      if (mine === asked && form.contains(document.activeElement)) show(found, query);
    } catch (error) {
      // The search page says what is wrong.
      console.error(error);
      close();
    }
  }

  function show(found, query) {
    options = found.results.map(option);
    const all = element('a', 'found-all');
    const address = new URL(form.action);
    address.searchParams.set('q', query);
    Object.assign(all, { href: address, textContent: found.total ? said.all : counted(found, query, said), role: 'option', id: `found-${options.length}`, tabIndex: -1 });
    options.push(all);
    list.replaceChildren(...options);
    status.textContent = counted(found, query, said);
    choose(-1);
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  }

  function option(result, at) {
    const { link, summary } = parts(result, said);
    const name = Object.assign(element('span', 'found-title'), { textContent: link.textContent });
    const text = element('span', 'found-text');
    text.append(...summary.childNodes);
    link.className = 'found-page';
    link.replaceChildren(name, text);
    return Object.assign(link, { role: 'option', id: `found-${at}`, tabIndex: -1 });
  }

  function choose(at) {
    chosen = at;
    options.forEach((one, place) => one.setAttribute('aria-selected', String(place === at)));
    if (at < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', options[at].id);
    return options[at].scrollIntoView({ block: 'nearest' });
  }

  function close() {
    asked++;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    status.textContent = '';
  }

  const cancel = onTyping(input, answer);
  input.addEventListener('keydown', (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in steps && !list.hidden) {
      event.preventDefault();
      // Behind the last, and before the first, the field itself is reached.
      const places = options.length + 1;
      choose(((chosen + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === 'ArrowDown') answer();
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
