// Shows results, the same way in the list under a search box and on the search page.

/** The parts of a result: { link, summary, meta }. `said` has the texts of the interface. */
export function parts({ url, title, excerpt, section, kind, language }, said) {
  const link = Object.assign(document.createElement('a'), { href: url, textContent: title });
  const summary = element('p', 'entry-summary');
  const meta = element('p', 'entry-meta');
  summary.append(...excerptNodes(excerpt));
  meta.append(said.kinds?.[kind] ?? '');
  if (section) {
    const part = Object.assign(document.createElement('a'), { href: `${url}#${encodeURIComponent(section.anchor)}`, textContent: section.heading });
    meta.append(' › ', part);
  }
  if (language) {
    link.lang = summary.lang = language;
    const name = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(language);
    meta.append(` · ${said.only.replace('{language}', name)}`);
  }
  return { link, summary, meta };
}

/** How many were found, in words. */
export function counted({ total, isOpen }, query, said) {
  if (total === 0) return said.none.replace('{query}', () => query);
  return (isOpen ? said.more : said.found).replace('{total}', total);
}

export function element(name, className) {
  return Object.assign(document.createElement(name), { className });
}

/** Calls `run` when someone has stopped typing, and now if something stands there; not while an input method is composing. */
export function onTyping(input, run) {
  const PAUSE = 150; // milliseconds
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  };
  const isComposing = () => 'composing' in input.dataset;
  input.addEventListener('input', () => isComposing() || soon());
  input.addEventListener('compositionend', soon);
  if (input.value && !isComposing()) run();
  return () => clearTimeout(timer);
}

/** The nodes of an excerpt: its text, and `<mark>` around what was found. Nothing else gets through. */
function excerptNodes(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return document.createTextNode(node.textContent);
    return Object.assign(document.createElement('mark'), { textContent: node.textContent });
  });
}
