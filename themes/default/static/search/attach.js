// Brings a search form to life: the one in the head of every page, or that of the search page.

import { attachBox } from './box.js';
import { attachPage } from './page.js';
import { open } from './engine.js';

/**
 * `form` carries where the index lies, `data-index`, and the texts of the interface as JSON, `data-said`; `asked` is a
 * promise of the response that holds the directory of the index.
 */
export function attachSearch(form, asked) {
  const said = JSON.parse(form.dataset.said);
  const start = (directory) => open(document.documentElement.lang, new URL(form.dataset.index, location.href), directory);
  // The directory is there before the first word is typed out.
  let index = start(asked);
  const ask = async (query, options) => {
    index ??= start();
    try {
      return await (await index).search(query, options);
    } catch (error) {
      index = undefined;
      throw error;
    }
  };
  index.catch(() => (index = undefined));
  if (form.dataset.place === 'page') attachPage(form, said, ask);
  else attachBox(form, said, ask);
}
