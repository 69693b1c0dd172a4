// How does a page reach somebody else? By the system's own sheet where there is one.

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
