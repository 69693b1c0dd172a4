// Chromium of any age, over its debugging port: one page of a browser that was started for it.

import { WebSocket } from 'ws';

/** Connects to the first page of the browser that listens on `port`. */
export async function connect(port) {
  const [target] = await retry(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    const pages = (await answer.json()).filter(({ type }) => type === 'page');
    if (pages.length === 0) throw new Error('There is no page yet.');
    return pages;
  });
  const socket = new WebSocket(target.webSocketDebuggerUrl, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return new Page(socket);
}

/** Tries for ten seconds what may not be ready. */
export async function retry(act) {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

class Page {
  #socket;
  #number = 0;
  #waiting = new Map();
  #listeners = new Map();
  /** What went wrong on the pages so far. */
  trouble = [];

  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(data)));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The browser has ended.'));
    });
  }

  async start() {
    await Promise.all(['Page', 'Runtime'].map((domain) => this.send(`${domain}.enable`)));
    this.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => this.trouble.push(exception?.description ?? text));
    return this;
  }

  #receive({ id, error, result, method, params }) {
    if (method) this.#listeners.get(method)?.forEach((listener) => listener(params));
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(listener);
    return () => this.#listeners.get(event).delete(listener);
  }

  send(method, params = {}) {
    const id = ++this.#number;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async open(address) {
    const loaded = new Promise((resolve) => {
      const stop = this.on('Page.loadEventFired', () => resolve(stop()));
    });
    const { errorText } = await this.send('Page.navigate', { url: address });
    if (errorText) throw new Error(`${address}: ${errorText}`);
    await loaded;
    // The page before may have been loading when this one was asked for.
    const { pathname } = new URL(address);
    await retry(async () => {
      const isThere = await this.evaluate((path) => document.readyState === 'complete' && location.pathname === path, pathname);
      if (!isThere) throw new Error(`${address} does not open.`);
    });
  }

  size(width, height) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async evaluate(act, ...values) {
    const expression = `(${act})(...${JSON.stringify(values)})`;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Presses the middle of an element, as a finger would. */
  async click(selector) {
    const { x, y } = await this.evaluate(middleOf, selector);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
    }
  }

  async type(selector, text) {
    await this.click(selector);
    // `Input.insertText` is younger than the oldest engine.
    await this.evaluate((words) => document.execCommand('insertText', false, words), text);
  }

  async press(key) {
    const code = { Enter: 13 }[key];
    for (const type of ['rawKeyDown', 'char', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code, text: type === 'char' ? '\r' : undefined });
    }
  }

  async screenshot() {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  close() {
    this.#waiting.clear();
    this.#socket.close();
  }
}

/** The middle of an element that is scrolled into view. In ES2017, for it runs in the page. */
export function middleOf(selector) {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`${selector} is not there`);
  document.documentElement.style.scrollBehavior = 'auto';
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) throw new Error(`${selector} is not shown`);
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}
