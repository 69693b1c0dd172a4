// Cards of printed items. They are copies of one that the page brings.

import { replaceChildren } from '../page/nodes.js';

/**
 * Makes a function from a row of the index and a branch, { id, name } or undefined, to a card.
 * `root` is the address of the site's folder.
 */
export function cardMaker(template, index, messages, root) {
  const { file, copy, page: pagePath, thumbnail, pairs } = index;
  const own = document.documentElement.lang;
  const address = (pattern, { page, format, language }, branch) => {
    const values = { page: page.id, format: format.id, language, branch };
    return new URL(pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]), root);
  };
  return (row, branch) => {
    const { page, format, language, name, pages, kilobytes } = row;
    const card = template.content.firstElementChild.cloneNode(true);
    const part = (selector) => card.querySelector(selector);
    const hasImprint = branch && format.imprint;
    const stem = address(hasImprint ? copy : file, row, branch && branch.id).href;
    const href = stem + format.ending;
    const isPicture = format.ending.endsWith('.png');
    const type = isPicture ? 'image/png' : 'application/pdf';
    const title = `${format.label} ${page.title}`;

    const names = [hasImprint && branch.id, page.id, format.id, language];
    const get = part('.get');
    Object.assign(get, { href, type, download: names.filter(Boolean).join('.') + format.ending });
    const download = messages.download.replace('{ending}', isPicture ? 'PNG' : 'PDF');
    const hidden = element('span', 'visually-hidden', title);
    replaceChildren(get.firstElementChild, `${download} `, hidden);

    const sample = part('.sample');
    Object.assign(sample, { href, type });
    const look = messages.look.replace('{title}', () => title);
    sample.querySelector('.visually-hidden').textContent = look;
    const { width, height } = format;
    part('img').classList.toggle('tall', height > width);
    Object.assign(part('img'), { src: stem + thumbnail, width, height });

    const ofPage = address(pagePath, row);
    if (ofPage.protocol === 'file:') ofPage.pathname += 'index.html';
    const lang = page.lang || own;
    Object.assign(part('.printed-item-title a'), { href: ofPage, textContent: page.title, lang });
    const isOther = language !== own && (!format.bilingual || pairs > 1);
    const label = isOther ? `${format.label} · ${name}` : format.label;
    part('.printed-item-format').textContent = label;
    part('.printed-item-paper').textContent = format.paper_label;
    const one = isPicture ? messages.picture : messages.page;
    const many = isPicture ? messages.pictures : messages.pages;
    const count = pages === 1 ? one : many.replace('{count}', pages);
    part('.printed-item-size').textContent = `${count} · ${kilobytes} KB`;
    const fold = part('.fold');
    if (fold) fold.remove();
    if (branch) {
      const imprint = hasImprint ? messages.imprint : messages.no_imprint;
      const text = imprint.replace('{name}', () => branch.name);
      get.parentElement.before(element('p', 'printed-item-imprint', text));
    }
    return card;
  };
}

function element(name, className, textContent) {
  return Object.assign(document.createElement(name), { className, textContent });
}
