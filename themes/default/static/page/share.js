// Sharing by the system's own dialog, where there is one.

/** Makes a link to the share section open the dialog at once. */
export function sharesAtOnce(link) {
  const button = document.querySelector('[data-send]');
  if (!navigator.share || !button) return;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    button.click();
  });
}

/** Shares `data-title`, `data-text` and `data-url`. */
export function shareButton(button) {
  if (!navigator.share) return;
  button.addEventListener('click', (event) => {
    event.preventDefault();
    // Closing the dialog rejects, and is no error.
    const { title, text, url } = button.dataset;
    navigator.share(url ? { title, text, url } : { title, text }).catch(() => {});
  });
}
