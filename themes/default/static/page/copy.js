// Buttons that copy a text.

/** Copies `data-copy`, or else the text next to the button. Hidden where the browser cannot. */
export function copyButton(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  const status = document.createElement('span');
  Object.assign(status, { className: 'visually-hidden', role: 'status' });
  button.after(status);
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = () => button.closest('.texts details, .share').querySelector('pre').textContent;
    await navigator.clipboard.writeText(button.dataset.copy || text());
    button.textContent = status.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = '';
    }, 2500);
  });
}
