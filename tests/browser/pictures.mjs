// The pictures of README.md: a page on a phone, the inside of a leaflet, a poster, in each language.
//
//   SITE=FOLDER node pictures.mjs PROGRAM PLACE

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES, TEMPLATES, go, start } from './harness.mjs';

const [program, place] = process.argv.slice(2);
const ROOT = '../..';
const PAGE = 'fake-police';
const PHONE = { viewport: { width: 390, height: 780 }, width: 320 };

/** Printed forms by the name of their picture: which page of the PDF, how many pixels wide. */
const PRINTED = {
  leaflet: { format: 'trifold', side: 2, width: 600 },
  poster: { format: 'poster-a3', side: 1, width: 340 },
};

await mkdir(place, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
const site = await start();
const { page: canvas, close } = await site.open();
let bytes = 0;
for (const [language, prefix] of Object.entries(LANGUAGES)) {
  const phone = await site.open({ viewport: PHONE.viewport });
  await go(phone.page, prefix + TEMPLATES.scam);
  await save('phone', language, await phone.page.screenshot(), PHONE.width);
  await phone.close();
  for (const [name, printed] of Object.entries(PRINTED)) {
    await save(name, language, await drawn(printed, language), printed.width);
  }
}
await close();
await site.close();
await rm(folder, { recursive: true });
console.log(`${Math.round(bytes / 1024)} KB of pictures are in ${place}`);

/** A side of what is printed, as PNG. */
async function drawn({ format, side, width }, language) {
  const pdf = join(folder, `${format}.${language}.pdf`);
  execFileSync(program, ['print', PAGE, '--root', ROOT, '--lang', language, '--format', format, '-o', pdf]);
  const pages = ['-f', side, '-singlefile', '-png', '-scale-to-x', 2 * width, '-scale-to-y', -1];
  execFileSync('pdftoppm', [...pages.map(String), pdf, pdf]);
  return readFile(`${pdf}.png`);
}

/** Writes a PNG as WebP, which a browser makes a quarter as large. */
async function save(name, language, png, width) {
  const source = `data:image/png;base64,${png.toString('base64')}`;
  const address = await canvas.evaluate(smaller, { source, width });
  const webp = Buffer.from(address.split(',')[1], 'base64');
  bytes += webp.length;
  await writeFile(join(place, `${name}.${language}.webp`), webp);
}

/** Runs in the browser: the picture so many pixels wide, as the address of a WebP. */
async function smaller({ source, width }) {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((picture.height * width) / picture.width);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', 0.65);
}
