// How does a page reach somebody else? By the system's own sheet where there is one.

/** A link to where sharing is offered opens the sheet at once. */
export function sharesAtOnce(link) {
  const button = document.querySelector('[data-send]');
  if (!navigator.share || !button) return;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    button.click();
  });
}

/** `data-title`, `data-text` and `data-url` are what is sent. */
export function shareButton(button) {
  if (!navigator.share) return;
  button.addEventListener('click', (event) => {
    event.preventDefault();
    // Closing the sheet is no mistake.
    const { title, text, url } = button.dataset;
    navigator.share({ title, text, ...(url && { url }) }).catch(() => {});
  });
}
