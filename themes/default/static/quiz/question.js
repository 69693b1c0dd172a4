// How does one question answer? Its options become controls; a choice of one is judged at once, of several on request.

/**
 * `part` gives a copy of what is added, by its class; `judged` is told of the question when it has been answered, rightly
 * (`outcome` is `right`), `partly`, not (`wrong`), or by looking at the answer (`shown`).
 */
export function liveQuestion(section, part, judged) {
  const heading = section.querySelector('h2');
  const list = section.querySelector('.options');
  const answer = section.querySelector('.answer');
  const reason = [...answer.children].filter(({ localName }) => localName !== 'summary');
  const items = [...list.children];
  const isRight = items.map((item) => item.hasAttribute('data-right'));
  const takesSeveral = isRight.filter(Boolean).length > 1;

  heading.id = `${section.id}-title`;
  const group = document.createElement('fieldset');
  group.setAttribute('aria-labelledby', heading.id);
  const asked = list.previousElementSibling;
  if (asked && asked !== heading) {
    asked.id = `${section.id}-asked`;
    group.setAttribute('aria-describedby', asked.id);
  }
  list.before(group);
  const tools = part('quiz-tools');
  const check = tools.querySelector('.quiz-check');
  const feedback = Object.assign(document.createElement('div'), { className: 'feedback', tabIndex: -1 });
  feedback.setAttribute('role', 'status');
  group.append(list, tools, feedback);
  const on = part('quiz-on');
  answer.hidden = true;
  check.hidden = !takesSeveral;
  const inputs = items.map((item) => optionOf(item, takesSeveral ? 'checkbox' : 'radio', section.id));

  const question = {
    id: section.id,
    title: [...heading.childNodes].filter((node) => node.className !== 'question-number').map((node) => node.textContent).join('').trim(),
    /** Where the reason leads to. */
    links: reason.flatMap((element) => [...element.querySelectorAll('a[href]')]),
    outcome: undefined,
    leadTo(id, words) {
      const link = on.querySelector('a');
      link.href = `#${id}`;
      link.textContent = words;
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
      feedback.replaceChildren();
      on.remove();
      tools.hidden = false;
      check.hidden = !takesSeveral;
    },
  };

  // The arrow keys move a choice of one along: whoever uses them says when it is made.
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
  // What is judged stays; the controls can still be reached and heard.
  group.addEventListener('click', (event) => {
    if (question.outcome && event.target.localName === 'input') event.preventDefault();
  });
  check.addEventListener('click', () => {
    if (inputs.some(({ checked }) => checked)) judge();
    else feedback.replaceChildren(part('verdict-choose'));
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
    feedback.replaceChildren(part(`verdict-${question.outcome}`), ...reason);
    group.append(on);
    judged(question);
    if (wasInTools) feedback.focus({ preventScroll: true });
    // All of it where there is room, else its beginning.
    const { top, bottom } = group.getBoundingClientRect();
    const isShort = bottom - top - list.offsetHeight < innerHeight;
    (isShort ? on : feedback).scrollIntoView({ block: 'nearest' });
  }
}

/** The control of an option: it spans the row, and the words lie upon it. */
function optionOf(item, type, name) {
  const input = Object.assign(document.createElement('input'), { type, name: `${name}-choice`, autocomplete: 'off' });
  const words = Object.assign(document.createElement('span'), { className: 'option-words' });
  const box = Object.assign(document.createElement('span'), { className: `option-box option-${type}` });
  const label = Object.assign(document.createElement('label'), { className: 'option' });
  words.append(...item.childNodes);
  label.append(input, box, words);
  item.append(label);
  return input;
}

function outcomeOf(chosen, isRight) {
  if (!chosen.includes(true)) return 'shown';
  if (chosen.every((is, index) => is === isRight[index])) return 'right';
  return chosen.some((is, index) => is && isRight[index]) ? 'partly' : 'wrong';
}
