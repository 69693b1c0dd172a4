// Shows a printed thing as a card, the same that the pages of the catalogue have: the page brings one to be copied.

/** A function from a row of the stock to its card. `root` is the site's folder; `branch` the id and name of a branch, or null. */
export function cardMaker(template, { file, copy, page: ofPage, thumbnail, pairs }, said, root) {
  const address = (pattern, row, branch) => {
    const parts = { page: row.page.id, format: row.format.id, language: row.language, branch };
    return new URL(pattern.replace(/\{(\w+)\}/g, (_, name) => parts[name]), root);
  };
  return (row, branch) => {
    const { page, format, language, name, pages, kilobytes } = row;
    const card = template.content.firstElementChild.cloneNode(true);
    const part = (selector) => card.querySelector(selector);
    const isCopy = branch && format.imprint;
    const stem = address(isCopy ? copy : file, row, branch?.id).href;
    const href = stem + format.ending;
    const isPicture = format.ending.endsWith('.png');
    const ending = isPicture ? 'PNG' : 'PDF';
    const type = isPicture ? 'image/png' : 'application/pdf';
    const lang = page.lang || document.documentElement.lang;

    const saved = [isCopy && branch.id, page.id, format.id, language].filter(Boolean).join('.');
    const get = part('.get');
    Object.assign(get, { href, type, download: saved + format.ending });
    get.firstElementChild.replaceChildren(`${said.download.replace('{ending}', ending)} `, words('visually-hidden', `${format.label} ${page.title}`));
    const sample = part('.sample');
    Object.assign(sample, { href, type });
    sample.querySelector('.visually-hidden').textContent = said.look.replace('{title}', () => `${format.label} ${page.title}`);
    part('img').classList.toggle('tall', format.height > format.width);
    Object.assign(part('img'), { src: stem + thumbnail, width: format.width, height: format.height });

    const own = address(ofPage, row);
    if (own.protocol === 'file:') own.pathname += 'index.html';
    Object.assign(part('.printed-item-title a'), { href: own, textContent: page.title, lang });
    const isOther = language !== document.documentElement.lang && (!format.bilingual || pairs > 1);
    part('.printed-item-format').textContent = isOther ? `${format.label} · ${name}` : format.label;
    part('.printed-item-paper').textContent = format.paper_label;
    const [one, many] = isPicture ? [said.picture, said.pictures] : [said.page, said.pages];
    part('.printed-item-size').textContent = `${pages === 1 ? one : many.replace('{count}', pages)} · ${kilobytes} KB`;
    part('.fold')?.remove();
    if (branch) get.parentElement.before(words('printed-item-imprint', (isCopy ? said.imprint : said.no_imprint).replace('{name}', () => branch.name), 'p'));
    return card;
  };
}

const words = (className, textContent, name = 'span') => Object.assign(document.createElement(name), { className, textContent });
