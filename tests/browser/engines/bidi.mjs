// Firefox, over WebDriver BiDi.

import { WebSocket } from 'ws';
import { middleOf } from './cdp.mjs';

/** Connects to the browser that listens at `address`, and opens a page. */
export async function connect(address) {
  const socket = new WebSocket(`${address}/session`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const page = new Page(socket);
  await page.start();
  return page;
}

class Page {
  #socket;
  #number = 0;
  #waiting = new Map();
  #context;
  trouble = [];

  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(data)));
  }

  #receive({ id, type, result, message, method, params }) {
    if (method === 'log.entryAdded' && params.type === 'javascript') this.trouble.push(params.text);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === 'error') waiting?.reject(new Error(message));
    else waiting?.resolve(result);
  }

  send(method, params = {}) {
    const id = ++this.#number;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async start() {
    await this.send('session.new', { capabilities: {} });
    await this.send('session.subscribe', { events: ['log.entryAdded'] });
    this.#context = (await this.send('browsingContext.create', { type: 'tab' })).context;
  }

  open(address) {
    return this.send('browsingContext.navigate', { context: this.#context, url: address, wait: 'complete' });
  }

  size(width, height) {
    return this.send('browsingContext.setViewport', { context: this.#context, viewport: { width, height } });
  }

  async evaluate(act, ...values) {
    // Values come back as text: BiDi writes objects in a form of its own.
    const expression = `Promise.resolve((${act})(...${JSON.stringify(values)})).then((value) => JSON.stringify(value))`;
    const { result, exceptionDetails } = await this.send('script.evaluate', { expression, target: { context: this.#context }, awaitPromise: true, userActivation: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.type === 'string' ? JSON.parse(result.value) : undefined;
  }

  #perform(actions) {
    return this.send('input.performActions', { context: this.#context, actions });
  }

  async click(selector) {
    // What typing or scrolling moves is in its place after two frames.
    await this.evaluate(middleOf, selector);
    await this.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))));
    const { x, y } = await this.evaluate(middleOf, selector);
    const actions = [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.#perform([{ type: 'pointer', id: 'finger', actions }]);
  }

  async type(selector, text) {
    await this.click(selector);
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.#perform([{ type: 'key', id: 'keys', actions }]);
  }

  press(key) {
    const value = { Enter: '\uE007' }[key];
    return this.#perform([{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }]);
  }

  async screenshot() {
    const { data } = await this.send('browsingContext.captureScreenshot', { context: this.#context });
    return Buffer.from(data, 'base64');
  }

  async close() {
    await this.send('browser.close').catch(() => {});
    this.#socket.close();
  }
}
