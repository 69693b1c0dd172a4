// A quiz that answers: after a choice it shows at once what is right and why, and after the last
// question the result. Nothing is stored or sent.

import { liveQuestion } from './question.js';
import { liveResult } from './result.js';
import { filled } from './texts.js';

for (const parts of document.querySelectorAll('#_quiz-parts')) startQuiz(parts);

/** `parts` is a template with what is added to the questions; its dataset has the messages. */
function startQuiz(parts) {
  const messages = parts.dataset;
  const part = (name) => parts.content.querySelector(`.${name}`).cloneNode(true);
  const sections = [...document.querySelectorAll('.question')];
  if (!sections.length) return;
  const result = liveResult(part('quiz-result'), messages, startAgain);
  const questions = sections.map((section, index) => {
    const place = { number: index + 1, count: sections.length };
    const number = part('question-number');
    number.textContent = filled(messages.progress, place);
    section.querySelector('.question-number').replaceWith(number);
    return liveQuestion(section, part, linkOn);
  });

  /** Links each question to the next, and the one that was answered last to the result. */
  function linkOn(latest) {
    const open = questions.filter(({ outcome }) => !outcome);
    if (!open.length) parts.after(result.shown(questions));
    questions.forEach((question, index) => {
      const next = questions[index + 1];
      if (!open.length && (question === latest || !next)) {
        question.linkTo('_quiz-result', messages.finish);
      } else if (next) question.linkTo(next.id, messages.next);
      else question.linkTo(open[0].id, filled(messages.left, { count: open.length }));
    });
  }

  function startAgain() {
    for (const question of questions) question.reset();
    sections[0].scrollIntoView();
    sections[0].querySelector('input').focus({ preventScroll: true });
  }
}
