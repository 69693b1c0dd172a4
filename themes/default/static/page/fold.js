// Menus that close by Escape and by a click elsewhere.

/** Closes a `<details>` that covers the page. */
export function foldAway(details) {
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  addEventListener('click', (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  });
}
