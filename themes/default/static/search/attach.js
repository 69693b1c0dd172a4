// Attaches search to a form: the one in the head of every page, or that of the search page.

import { attachBox } from './box.js';
import { attachPage } from './page.js';
import { open } from './engine.js';

/**
 * `form` has the address of the index folder in `data-index` and the texts of the interface as JSON
 * in `data-messages`. `response` is a promise of the response with the directory of the index.
 */
export function attachSearch(form, response) {
  const messages = JSON.parse(form.dataset.messages);
  const language = document.documentElement.lang;
  const base = new URL(form.dataset.index, location.href);
  // The directory is loaded before the first word is complete.
  let index = open(language, base, response);
  const search = async (query, options) => {
    if (!index) index = open(language, base);
    try {
      return await (await index).search(query, options);
    } catch (error) {
      index = undefined;
      throw error;
    }
  };
  index.catch(() => (index = undefined));
  if (form.dataset.place === 'page') attachPage(form, messages, search);
  else attachBox(form, messages, search);
}
