// Shows results, in the same way in the list under a search box and on the search page.

/** The parts of a result: { link, summary, meta }. `messages` has the texts of the interface. */
export function resultParts({ url, title, excerpt, section, kind, language }, messages) {
  const link = element('a', '', { href: url, textContent: title });
  const summary = element('p', 'entry-summary');
  const meta = element('p', 'entry-meta');
  summary.append(...excerptNodes(excerpt));
  meta.append((messages.kinds || {})[kind] || '');
  if (section) {
    const href = `${url}#${encodeURIComponent(section.anchor)}`;
    meta.append(' › ', element('a', '', { href, textContent: section.heading }));
  }
  if (language) {
    link.lang = summary.lang = language;
    meta.append(` · ${messages.only.replace('{language}', nameOf(language))}`);
  }
  return { link, summary, meta };
}

/** The name of a language in that of the page; its code, in engines before 2020. */
function nameOf(language) {
  if (!Intl.DisplayNames) return language;
  return new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(language);
}

/** How many pages match, in words, or that they are no more than a guess. */
export function resultCount({ total, isOpen, isWeak }, query, messages) {
  if (total === 0) return messages.none.replace('{query}', () => query);
  if (isWeak) return messages.weak;
  return (isOpen ? messages.more : messages.found).replace('{total}', total);
}

export function element(name, className, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  if (className) made.className = className;
  // Not every engine makes an attribute of this property.
  if (properties.role) made.setAttribute('role', properties.role);
  return made;
}

/**
 * Calls `run` after a pause in typing, and now if the field has a value; not while an input method
 * is composing. Returns a function that cancels the next call.
 */
export function onTyping(input, run) {
  const PAUSE = 150; // milliseconds
  let timer;
  const runLater = () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  };
  const isComposing = () => 'composing' in input.dataset;
  input.addEventListener('input', () => isComposing() || runLater());
  input.addEventListener('compositionend', runLater);
  if (input.value && !isComposing()) run();
  return () => clearTimeout(timer);
}

/** The nodes of an excerpt: its text, and `<mark>` around what matches; no other element. */
function excerptNodes(html) {
  // Marked words stand at the odd places. No parser of HTML is needed, nor would one be allowed.
  return html.split(/<mark>([^]*?)<\/mark>/).map((part, at) => {
    const text = part.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => CHARACTERS[name]);
    return at % 2 ? element('mark', '', { textContent: text }) : document.createTextNode(text);
  });
}

/** What the excerpt escapes. */
const CHARACTERS = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
