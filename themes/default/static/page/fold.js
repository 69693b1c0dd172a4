// How does a menu close? As people expect: by Escape, and by a touch elsewhere.

/** Closes a `<details>` that lies over the page. */
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
