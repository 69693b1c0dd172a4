// The language switch keeps the reader's place: sections have the same ids in every language.

/** Makes a link to another language lead to the section that is being read. */
export function keepPlace(link) {
  link.addEventListener('click', () => {
    link.hash = placeNow();
  });
}

/** The id of the section at the top of the window; none above the first. */
function placeNow() {
  const line = innerHeight / 3;
  const sections = [...document.querySelectorAll('main section[id]')];
  const begun = sections.filter((section) => section.getBoundingClientRect().top < line);
  return scrollY > line && begun.length ? begun[begun.length - 1].id : '';
}
