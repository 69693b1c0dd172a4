// The index of the catalogue, as src/render/html/catalogue/index.rs writes it.

/**
 * Reads the index; `rows` are its items, { page, format, language, name, languages, pages,
 * kilobytes }, in the order of the site.
 */
export function readIndex(bytes) {
  const index = JSON.parse(new TextDecoder().decode(bytes));
  const [[primary]] = index.languages;
  const rows = [];
  const pages = index.pages.map(([id, title, lang, audiences, numbers]) => {
    const page = { id, title, lang, audiences: audiences.map((place) => index.audiences[place]) };
    for (let at = 0; at < numbers.length; at += 4) {
      const format = index.formats[numbers[at]];
      const [language, name] = index.languages[numbers[at + 1]];
      // A bilingual item is for readers of either language.
      const pair = [primary, language, `${primary}.${language}`];
      const languages = format.bilingual ? pair : [language];
      const size = { pages: numbers[at + 2], kilobytes: numbers[at + 3] };
      rows.push(Object.assign({ page, format, language, name, languages }, size));
    }
    return page;
  });
  const bilingual = rows.filter(({ format }) => format.bilingual);
  const pairs = new Set(bilingual.map(({ language }) => language)).size;
  return Object.assign(index, { pages, rows, pairs });
}

/**
 * The rows that fit all choices, { audience: 'elderly', … }, those of the audience's own page
 * first.
 */
export function fitting(rows, chosen) {
  const choices = Object.entries(chosen);
  const fit = rows.filter((row) => choices.every(([name, value]) => fits(row, name, value)));
  const isOwn = ({ page }) => page.id === chosen.audience;
  return [...fit.filter(isOwn), ...fit.filter((row) => !isOwn(row))];
}

/** By value, how many rows there would be with that value for `name` and all other choices. */
export function countsOf(rows, chosen, name) {
  const others = withoutOne(chosen, name);
  const counts = new Map();
  for (const row of fitting(rows, others)) {
    for (const value of valuesOf(row, name)) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

/** All choices but one. */
export function withoutOne(chosen, name) {
  const others = Object.assign({}, chosen);
  delete others[name];
  return others;
}

function fits(row, name, value) {
  // A branch narrows nothing: it only adds its imprint.
  return name === 'branch' || valuesOf(row, name).includes(value);
}

/** The values of a choice that a row fits. */
function valuesOf({ page, format, languages }, name) {
  switch (name) {
    case 'audience':
      return page.audiences;
    case 'page':
      return [page.id];
    case 'format':
      return [format.id];
    case 'paper':
      return [format.paper];
    case 'language':
      return languages;
    default:
      return [];
  }
}
