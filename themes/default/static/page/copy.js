// Buttons that copy a text.

/** Copies `data-copy`, or else the text next to the button; says so, or what to do instead. */
export function copyButton(button) {
  const status = document.createElement('span');
  status.className = 'copy-status';
  status.setAttribute('role', 'status');
  button.after(status);
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { copy, copied, uncopied } = button.dataset;
    const shown = button.closest('.texts details, .share').querySelector('pre');
    const isCopied = await copyText(copy || shown.textContent);
    if (!isCopied && !copy) {
      const fold = shown.closest('details');
      if (fold) fold.open = true;
      getSelection().selectAllChildren(shown);
    }
    said(button, status, isCopied ? copied : [uncopied, copy].filter(Boolean).join(' '), isCopied);
  });
}

/** Copies a text in one of two ways: the older one also works without a secure connection. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (_) {
    // There is no clipboard here, or it is refused.
    return copySelected(text);
  }
}

function copySelected(text) {
  const field = document.createElement('textarea');
  Object.assign(field, { value: text, readOnly: true, className: 'copied-text' });
  field.setAttribute('aria-hidden', 'true');
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  // Older iOS selects nothing otherwise.
  field.setSelectionRange(0, text.length);
  let isCopied = false;
  try {
    isCopied = document.execCommand('copy');
  } catch (_) {
    // It is refused: the answer says so.
  }
  field.remove();
  if (focused) focused.focus();
  return isCopied;
}

/** Says what became of a copy: on the button for a moment if it worked, else beside it. */
export function said(button, status, words, isCopied) {
  const label = button.textContent;
  status.textContent = words;
  status.classList.toggle('visually-hidden', isCopied);
  if (!isCopied) return;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = label;
    status.textContent = '';
  }, 2500);
}
