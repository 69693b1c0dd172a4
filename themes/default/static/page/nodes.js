// Nodes of a page, changed in ways that engines of 2018 know.

/** Puts nodes or texts in the place of all that an element holds. */
export function replaceChildren(element, ...nodes) {
  element.textContent = '';
  element.append(...nodes);
}

/** Shows what waits below the results of a search (see early.js). */
export function showRest() {
  const { dataset } = document.documentElement;
  if (dataset.asked) dataset.asked = 'answered';
}
