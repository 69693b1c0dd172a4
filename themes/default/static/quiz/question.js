// One question of a quiz. Its options become controls. A single choice is judged at once, several
// choices on request.

import { replaceChildren } from '../page/nodes.js';

/**
 * `part` copies what is added, by its class. `judged` is called with the question once it is
 * answered: its `outcome` is `right`, `partly`, `wrong`, or `shown` if the reader looked at the
 * answer.
 */
export function liveQuestion(section, part, judged) {
  const heading = section.querySelector('h2');
  const list = section.querySelector('.options');
  const answer = section.querySelector('.answer');
  const reason = [...answer.children].filter(({ localName }) => localName !== 'summary');
  const items = [...list.children];
  const isRight = items.map((item) => item.hasAttribute('data-right'));
  const takesSeveral = isRight.filter(Boolean).length > 1;

  heading.id = `_${section.id}-title`;
  const group = document.createElement('fieldset');
  group.setAttribute('aria-labelledby', heading.id);
  const asked = list.previousElementSibling;
  if (asked && asked !== heading) {
    asked.id = `_${section.id}-asked`;
    group.setAttribute('aria-describedby', asked.id);
  }
  list.before(group);
  const tools = part('quiz-tools');
  const check = tools.querySelector('.quiz-check');
  const feedback = Object.assign(element('div', 'feedback'), { tabIndex: -1 });
  feedback.setAttribute('role', 'status');
  group.append(list, tools, feedback);
  const on = part('quiz-on');
  answer.hidden = true;
  check.hidden = !takesSeveral;
  const type = takesSeveral ? 'checkbox' : 'radio';
  const inputs = items.map((item) => optionOf(item, type, section.id));

  const question = {
    id: section.id,
    title: titleOf(heading),
    /** The links of the reason. */
    links: reason.flatMap((each) => [...each.querySelectorAll('a[href]')]),
    outcome: undefined,
    linkTo(id, text) {
      const link = on.querySelector('a');
      link.href = `#${id}`;
      link.textContent = text;
    },
    reset() {
      question.outcome = undefined;
      section.classList.remove('is-answered');
      for (const input of inputs) {
        input.checked = false;
        input.removeAttribute('aria-disabled');
      }
      for (const mark of list.querySelectorAll('.option-mark')) mark.remove();
      for (const item of items) item.classList.remove('is-right', 'is-wrong');
      answer.append(...reason);
      replaceChildren(feedback);
      on.remove();
      tools.hidden = false;
      check.hidden = !takesSeveral;
    },
  };

  // Arrow keys move a single choice along; a button or Enter confirms it.
  let isMoving = false;
  group.addEventListener('pointerdown', () => (isMoving = false));
  group.addEventListener('keydown', (event) => {
    if (takesSeveral || event.target.type !== 'radio' || question.outcome) return;
    isMoving = event.key.startsWith('Arrow');
    if (event.key !== 'Enter' && (event.key !== ' ' || !event.target.checked)) return;
    event.preventDefault();
    event.target.checked = true;
    judge();
  });
  group.addEventListener('change', () => {
    if (takesSeveral || isMoving) check.hidden = false;
    else judge();
  });
  // An answered question does not change; its controls stay reachable for screen readers.
  group.addEventListener('click', (event) => {
    if (question.outcome && event.target.localName === 'input') event.preventDefault();
  });
  check.addEventListener('click', () => {
    if (inputs.some(({ checked }) => checked)) judge();
    else replaceChildren(feedback, part('verdict-choose'));
  });
  tools.querySelector('.quiz-unsure').addEventListener('click', () => {
    for (const input of inputs) input.checked = false;
    judge();
  });
  return question;

  function judge() {
    const chosen = inputs.map(({ checked }) => checked);
    question.outcome = outcomeOf(chosen, isRight);
    section.classList.add('is-answered');
    items.forEach((item, index) => {
      inputs[index].setAttribute('aria-disabled', 'true');
      const mark = isRight[index] ? 'right' : chosen[index] && 'wrong';
      if (!mark) return;
      item.classList.add(`is-${mark}`);
      item.querySelector('.option').append(part(`mark-${mark}`));
    });
    const wasInTools = tools.contains(document.activeElement);
    tools.hidden = true;
    replaceChildren(feedback, part(`verdict-${question.outcome}`), ...reason);
    group.append(on);
    judged(question);
    if (wasInTools) feedback.focus({ preventScroll: true });
    // Shows all of the feedback where there is room, else its beginning.
    const { top, bottom } = group.getBoundingClientRect();
    const isShort = bottom - top - list.offsetHeight < innerHeight;
    (isShort ? on : feedback).scrollIntoView({ block: 'nearest' });
  }
}

/** The control of an option. It spans the row, below the text. */
function optionOf(item, type, name) {
  const input = document.createElement('input');
  Object.assign(input, { type, name: `${name}-choice`, autocomplete: 'off' });
  const text = element('span', 'option-text');
  const box = element('span', `option-box option-${type}`);
  const label = element('label', 'option');
  text.append(...item.childNodes);
  label.append(input, box, text);
  item.append(label);
  return input;
}

function outcomeOf(chosen, isRight) {
  if (!chosen.includes(true)) return 'shown';
  if (chosen.every((is, index) => is === isRight[index])) return 'right';
  return chosen.some((is, index) => is && isRight[index]) ? 'partly' : 'wrong';
}

/** The heading without the number. */
function titleOf(heading) {
  const nodes = [...heading.childNodes].filter((node) => node.className !== 'question-number');
  return nodes.map((node) => node.textContent).join('').trim();
}

function element(name, className) {
  return Object.assign(document.createElement(name), { className });
}
