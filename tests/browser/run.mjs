// Does the built site hold in a real browser? Runs every test against one folder:
//
//   npm test -- SITE COPY                 SITE is what `wuzha build --out SITE` wrote, COPY the same with `--bundle usb`
//   WUZHA=PROGRAM npm test -- SITE COPY   the program that built them builds more sites, for deploys.mjs
//   SHOTS=PLACE npm test -- SITE COPY     also leaves screenshots of the main pages in PLACE
//
// Exits with 1 if a test fails and with 2 if there is no site to test.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

// The slowest first, so that the two processes end together.
const TESTS = ['axe.mjs', 'layout.mjs', 'words.mjs', 'site.mjs', 'reader.mjs', 'clerk.mjs', 'voice.mjs', 'engines/engines.mjs', 'failing.mjs', 'inflate.mjs', 'speed.mjs', 'deploys.mjs', 'offline.mjs', 'html.mjs', 'folder.mjs'];

// npm runs this in its own folder; a relative path was meant from where it was called.
const from = process.env.INIT_CWD ?? process.cwd();
const [site, copy] = process.argv.slice(2).map((folder) => resolve(from, folder));
for (const folder of [site, copy]) {
  if (folder && existsSync(resolve(folder, 'index.html'))) continue;
  console.error(folder ? `There is no built site in ${folder}.` : 'Say which folders: npm test -- SITE COPY');
  process.exit(2);
}

const env = { ...process.env, SITE: site, FOLDER: copy };
const node = (...args) => spawnSync(process.execPath, args, { cwd: import.meta.dirname, env, stdio: 'inherit' }).status ?? 1;

let status = node('--test', '--test-concurrency=2', '--test-reporter=spec', ...TESTS);
if (env.SHOTS) status ||= node('shots.mjs', resolve(from, env.SHOTS));
process.exit(status);
