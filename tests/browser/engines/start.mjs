// Starts a browser of each engine, each with a profile of its own that is removed in the end.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from '../harness.mjs';
import * as bidi from './bidi.mjs';
import * as cdp from './cdp.mjs';
import * as webdriver from './webdriver.mjs';

/** Where `tests/install.sh` puts the old engines. */
const FOLDER = process.env.ENGINES_FOLDER ?? join(homedir(), '.cache/wuzha/engines');
/** A screen in memory. */
const SCREEN = ['-a', '-s', '-screen 0 1600x1200x24'];
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** By name: a function to a page. Those that are not current are versions of QtWebEngine. */
export const ENGINES = {
  'chromium-69': () => old(69),
  'chromium-77': () => old(77),
  'chromium-83': () => old(83),
  'chromium-90': () => old(90),
  'chromium-102': () => old(102),
  chromium: current,
  firefox,
  webkit,
};

/** The engines whose service worker is tried. */
export const CURRENT = ['chromium', 'firefox', 'webkit'];

/** Those of `make test`; `make browsers` tries all. The others are installed on Linux on x86-64 alone. */
export const USUAL = process.platform === 'linux' && process.arch === 'x64' ? ['chromium-69', 'chromium-83', 'chromium-90', ...CURRENT] : ['chromium'];

async function old(version) {
  const port = await freePort();
  const python = join(FOLDER, `chromium-${version}/bin/python`);
  const env = { QTWEBENGINE_DISABLE_SANDBOX: '1', QTWEBENGINE_CHROMIUM_FLAGS: '--disable-gpu', QTWEBENGINE_REMOTE_DEBUGGING: String(port), LIBGL_ALWAYS_SOFTWARE: '1' };
  const started = start('xvfb-run', [...SCREEN, python, join(import.meta.dirname, 'window.py')], env);
  const page = await started.with(async () => (await cdp.connect(port)).start());
  // The oldest engines cannot do so over their port.
  return Object.assign(page, {
    async size(width, height) {
      await started.say(`size ${width} ${height}`);
      await cdp.retry(async () => {
        if ((await page.evaluate(() => innerWidth)) !== width) throw new Error(`The window does not become ${width} wide.`);
      });
    },
    press: () => started.say('enter'),
    async screenshot() {
      const path = join(started.folder, 'picture.png');
      await started.say(`picture ${path}`);
      return readFileSync(path);
    },
  });
}

async function current() {
  const port = await freePort();
  const started = start(chromiumPath(), ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--remote-debugging-port=${port}`, 'about:blank']);
  started.args('--user-data-dir=');
  return started.with(async () => (await cdp.connect(port)).start());
}

async function firefox() {
  const port = await freePort();
  const started = start('firefox-esr', ['--headless', '--no-remote', `--remote-debugging-port=${port}`], { MOZ_HEADLESS: '1' });
  started.args('--profile', '');
  return started.with(() => cdp.retry(() => bidi.connect(`ws://127.0.0.1:${port}`)));
}

async function webkit() {
  const port = await freePort();
  const started = start('xvfb-run', [...SCREEN, 'WebKitWebDriver', `--port=${port}`], { WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' });
  return started.with(() => webdriver.connect(port, { binary: MINI_BROWSER, args: ['--automation'] }));
}

/** A program that begins when `with` is called, in a folder of its own. */
function start(program, args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'wuzha-engine-'));
  const all = [...args];
  let said = '';
  let child;
  return {
    folder,
    /** Says a line to the program, and waits until it answers with one. */
    say(line) {
      return new Promise((resolve) => {
        child.stdout.once('data', resolve);
        child.stdin.write(`${line}\n`);
      });
    },
    /** Adds the program's own folder behind the last of `flags`. */
    args(...flags) {
      all.push(...flags.slice(0, -1), flags.at(-1) + folder);
    },
    async with(connect) {
      child = spawn(program, all, { env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = (said + data).slice(-4000)));
      const ended = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code) => reject(new Error(`${program} has ended with ${code}:\n${said}`)));
      });
      ended.catch(() => {});
      const page = await Promise.race([connect(), ended]);
      return Object.assign(page, {
        async stop() {
          await page.close();
          try {
            // The program and all that it has started.
            process.kill(-child.pid);
          } catch {
            // It has ended already.
          }
          await ended.catch(() => {});
          rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        },
      });
    },
  };
}

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
