// How is a text taken along? By a button that copies it.

/** Copies `data-copy`, or else the text it stands beside, where the browser can; and says that it did. */
export function copyButton(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  const said = Object.assign(document.createElement('span'), { className: 'visually-hidden', role: 'status' });
  button.after(said);
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy || button.closest('.texts details, .share').querySelector('pre').textContent);
    button.textContent = said.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = '';
    }, 2500);
  });
}
