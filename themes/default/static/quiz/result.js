// How did it go? A card to print or to pass on, and what is worth another look.

import { filled } from './texts.js';

/** From how many right answers in ten it is most of them. */
const MOST = 6;

/** `element` is the result with everything it may hold; `startAgain` is called when the quiz is to begin anew. */
export function liveResult(element, said, startAgain) {
  const within = (selector) => element.querySelector(selector);
  const title = within('.certificate-title').textContent;
  const status = within('[role=status]');
  const name = within('.certificate-name');
  const field = within('#quiz-name');
  let score;

  field.addEventListener('input', () => {
    name.textContent = field.value.trim();
    name.hidden = !name.textContent;
  });
  within('.quiz-print').addEventListener('click', () => {
    document.body.classList.add('prints-result');
    addEventListener('afterprint', () => document.body.classList.remove('prints-result'), { once: true });
    print();
  });
  const share = within('.quiz-share');
  share.hidden = !navigator.share;
  // Who changes their mind has not met an error.
  share.addEventListener('click', () => navigator.share({ text: shared() }).catch(() => {}));
  const copy = within('.quiz-copy');
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', async () => {
    const label = copy.textContent;
    await navigator.clipboard.writeText(shared());
    copy.textContent = status.textContent = said.copied;
    setTimeout(() => {
      copy.textContent = label;
      status.textContent = '';
    }, 2500);
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
      within('.certificate-words').textContent = filled(said.score, score);
      const kind = !missed.length ? 'all' : score.right * 10 >= score.count * MOST ? 'most' : 'some';
      for (const words of element.querySelectorAll('.certificate-kind')) words.hidden = !words.classList.contains(`kind-${kind}`);
      within('.certificate-date').textContent = new Date().toLocaleDateString(said.locale.replace('_', '-'), { dateStyle: 'long' });
      within('.missed').hidden = !missed.length;
      within('.missed ul').replaceChildren(...missed.map(lookAgain));
      return element;
    },
  };

  function shared() {
    return filled(said.share, { ...score, title, address: said.address });
  }

  /** The question, and where its reason leads to. */
  function lookAgain({ id, title: words, links }) {
    const item = document.createElement('li');
    const question = Object.assign(document.createElement('a'), { href: `#${id}`, textContent: words });
    item.append(question, ...links.slice(0, 1).map((link) => link.cloneNode(true)));
    return item;
  }
}
