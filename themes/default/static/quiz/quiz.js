// A quiz that answers: choose, and below stands at once what is right and why; after the last question, how it went.
// Nothing of it is kept or sent.

import { liveQuestion } from './question.js';
import { liveResult } from './result.js';
import { filled } from './texts.js';

for (const parts of document.querySelectorAll('#quiz-parts')) startQuiz(parts);

/** `parts` is a template that holds what is added to the questions, and the texts to fill in. */
function startQuiz(parts) {
  const said = parts.dataset;
  const part = (name) => parts.content.querySelector(`.${name}`).cloneNode(true);
  const sections = [...document.querySelectorAll('.question')];
  if (!sections.length) return;
  const result = liveResult(part('quiz-result'), said, startAgain);
  const questions = sections.map((section, index) => {
    const number = part('question-number');
    number.textContent = filled(said.progress, { number: index + 1, count: sections.length });
    section.querySelector('.question-number').replaceWith(number);
    return liveQuestion(section, part, leadOn);
  });

  /** An answered question leads to the next, and the one that was answered last to the result. */
  function leadOn(latest) {
    const open = questions.filter(({ outcome }) => !outcome);
    if (!open.length) parts.after(result.shown(questions));
    questions.forEach((question, index) => {
      const next = questions[index + 1];
      if (!open.length && (question === latest || !next)) question.leadTo('quiz-result', said.finish);
      else if (next) question.leadTo(next.id, said.next);
      else question.leadTo(open[0].id, filled(said.left, { count: open.length }));
    });
  }

  function startAgain() {
    for (const question of questions) question.reset();
    sections[0].scrollIntoView();
    sections[0].querySelector('input').focus({ preventScroll: true });
  }
}
