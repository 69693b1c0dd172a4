// What there is to print, from the file a build wrote. src/html/filter.rs says what stands where in it.

/** Everything printed as rows { page, format, language, tongues, pages, kilobytes }, in the order of the site. */
export function readStock(bytes) {
  const stock = JSON.parse(new TextDecoder().decode(bytes));
  const [[source]] = stock.languages;
  const rows = [];
  const pages = stock.pages.map(([id, title, lang, places, things]) => {
    const page = { id, title, lang, audiences: places.map((place) => stock.audiences[place]) };
    for (let at = 0; at < things.length; at += 4) {
      const format = stock.formats[things[at]];
      const [language, name] = stock.languages[things[at + 1]];
      // A sheet in two languages is for readers of either.
      const tongues = format.bilingual ? [source, language, `${source}.${language}`] : [language];
      rows.push({ page, format, language, name, tongues, pages: things[at + 2], kilobytes: things[at + 3] });
    }
    return page;
  });
  const pairs = new Set(rows.filter(({ format }) => format.bilingual).map(({ language }) => language)).size;
  return { ...stock, pages, rows, pairs };
}

/** The rows that fit all choices, { audience: 'elderly', … }; first those of the audience's own page. */
export function fitting(rows, chosen) {
  const found = rows.filter((row) => Object.entries(chosen).every(([name, value]) => fits(row, name, value)));
  const isOwn = ({ page }) => page.id === chosen.audience;
  return [...found.filter(isOwn), ...found.filter((row) => !isOwn(row))];
}

/** By value, how many rows there would be if it were chosen under `name` and all else stayed. */
export function countsOf(rows, chosen, name) {
  const { [name]: _, ...others } = chosen;
  const counts = new Map();
  const add = (value) => counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const row of fitting(rows, others)) {
    if (name === 'audience') row.page.audiences.forEach(add);
    else if (name === 'language') row.tongues.forEach(add);
    else add(name === 'page' ? row.page.id : name === 'paper' ? row.format.paper : row.format.id);
  }
  return counts;
}

function fits({ page, format, tongues }, name, value) {
  switch (name) {
    case 'audience': return page.audiences.includes(value);
    case 'page': return page.id === value;
    case 'format': return format.id === value;
    case 'paper': return format.paper === value;
    case 'language': return tongues.includes(value);
    default: return true; // A branch takes nothing away.
  }
}
