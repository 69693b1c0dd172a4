// How does a reader stay where they are when they change language? Sections have the same names in every language.

/** Before a link to another language is followed, it is led to the section that is being read. */
export function keepPlace(link) {
  link.addEventListener('click', () => {
    link.hash = placeNow();
  });
}

/** The id of the section at the top of the window; none above the first. */
function placeNow() {
  const line = innerHeight / 3;
  const begun = [...document.querySelectorAll('main section[id]')].filter((section) => section.getBoundingClientRect().top < line);
  return scrollY > line && begun.length ? begun.at(-1).id : '';
}
