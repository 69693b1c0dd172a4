// How does the site look? Screenshots of the main pages, for people to look at:
//
//   SITE=FOLDER node shots.mjs PLACE

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PAGES, go, start } from './harness.mjs';

const WIDTHS = { 390: 844, 1280: 900 };

const place = process.argv[2];
await mkdir(place, { recursive: true });
const site = await start();
for (const [width, height] of Object.entries(WIDTHS)) {
  const { page, close } = await site.open({ viewport: { width: Number(width), height } });
  for (const { name, language, address, prepare } of PAGES) {
    const file = `${name.replaceAll(' ', '-')}.${language}.${width}`;
    await go(page, address, prepare);
    await page.screenshot({ path: join(place, `${file}.png`) });
    await page.screenshot({ path: join(place, `${file}.whole.png`), fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(place, `${file}.dark.png`) });
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await close();
}
await site.close();
console.log(`Screenshots are in ${place}`);
