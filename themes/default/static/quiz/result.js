// The result of a quiz: a card to print or share, and links to the questions answered wrongly.

import { copyText, said } from '../page/copy.js';
import { filled } from './texts.js';
import { replaceChildren } from '../page/nodes.js';

/** This many right answers in ten are “most”. */
const MOST = 6;

/** `element` is the result with all its parts; `startAgain` is called when the reader restarts. */
export function liveResult(element, messages, startAgain) {
  const within = (selector) => element.querySelector(selector);
  const title = within('.certificate-title').textContent;
  const status = within('[role=status]');
  const name = within('.certificate-name');
  const field = within('#_quiz-name');
  let score;

  field.addEventListener('input', () => {
    name.textContent = field.value.trim();
    name.hidden = !name.textContent;
  });
  within('.quiz-print').addEventListener('click', () => {
    const { classList } = document.body;
    classList.add('prints-result');
    addEventListener('afterprint', () => classList.remove('prints-result'), { once: true });
    print();
  });
  const share = within('.quiz-share');
  share.hidden = !navigator.share;
  // Closing the dialog rejects, and is no error.
  share.addEventListener('click', () => navigator.share({ text: shareText() }).catch(() => {}));
  const copy = within('.quiz-copy');
  copy.addEventListener('click', async () => {
    const text = shareText();
    const isCopied = await copyText(text);
    said(copy, status, isCopied ? messages.copied : `${messages.uncopied} ${text}`, isCopied);
  });
  within('.quiz-again').addEventListener('click', () => {
    element.remove();
    startAgain();
  });

  return {
    /** The element, filled in for questions that are all answered. */
    shown(questions) {
      const missed = questions.filter(({ outcome }) => outcome !== 'right');
      score = { right: questions.length - missed.length, count: questions.length };
      within('.certificate-figure').textContent = `${score.right} / ${score.count}`;
      within('.certificate-words').textContent = filled(messages.score, score);
      const kind = kindOf(score);
      for (const text of element.querySelectorAll('.certificate-kind')) {
        text.hidden = !text.classList.contains(`kind-${kind}`);
      }
      const locale = messages.locale.replace('_', '-');
      const date = new Date().toLocaleDateString(locale, { dateStyle: 'long' });
      within('.certificate-date').textContent = date;
      within('.missed').hidden = !missed.length;
      replaceChildren(within('.missed ul'), ...missed.map(missedItem));
      return element;
    },
  };

  function shareText() {
    return filled(messages.share, Object.assign({ title, address: messages.address }, score));
  }
}

function kindOf({ right, count }) {
  if (right === count) return 'all';
  return right * 10 >= count * MOST ? 'most' : 'some';
}

/** A link to the question, and the first link of its reason. */
function missedItem({ id, title, links }) {
  const item = document.createElement('li');
  const question = document.createElement('a');
  Object.assign(question, { href: `#${id}`, textContent: title });
  item.append(question, ...links.slice(0, 1).map((link) => link.cloneNode(true)));
  return item;
}
