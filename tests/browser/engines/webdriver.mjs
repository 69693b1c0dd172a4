// WebKitGTK, over WebDriver.

import { middleOf, retry } from './cdp.mjs';

/** Starts a session with the driver that listens on `port`. */
export async function connect(port, browser) {
  const page = new Page(`http://127.0.0.1:${port}`);
  await retry(() => page.start(browser));
  return page;
}

class Page {
  #address;
  /** WebDriver does not tell what goes wrong on a page. */
  trouble = [];

  constructor(address) {
    this.#address = address;
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#address + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(value?.message || value?.error || `${path}: ${answer.status}`);
    return value;
  }

  async start(browser) {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browser } };
    const { sessionId } = await this.#ask('POST', '/session', { capabilities });
    this.#address += `/session/${sessionId}`;
  }

  open(address) {
    return this.#ask('POST', '/url', { url: address });
  }

  /** Sizes the page, not the window: what the window adds around it is measured first. */
  async size(width, height) {
    const inner = await this.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const outer = await this.#ask('GET', '/window/rect');
    const added = { width: outer.width - inner.width, height: outer.height - inner.height };
    await this.#ask('POST', '/window/rect', { width: width + added.width, height: height + added.height });
  }

  evaluate(act, ...values) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${act})(...${JSON.stringify(values)})).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return this.#ask('POST', '/execute/async', { script, args: [] }).then(({ value, error }) => {
      if (error) throw new Error(error);
      return value;
    });
  }

  #perform(actions) {
    return this.#ask('POST', '/actions', { actions });
  }

  async click(selector) {
    const { x, y } = await this.evaluate(middleOf, selector);
    const actions = [{ type: 'pointerMove', duration: 0, x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.#perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  }

  async type(selector, text) {
    await this.click(selector);
    const element = await this.#ask('POST', '/element', { using: 'css selector', value: selector });
    await this.#ask('POST', `/element/${Object.values(element)[0]}/value`, { text });
  }

  press(key) {
    const value = { Enter: '\uE007' }[key];
    return this.#perform([{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }]);
  }

  async screenshot() {
    return Buffer.from(await this.#ask('GET', '/screenshot'), 'base64');
  }

  close() {
    return this.#ask('DELETE', '').catch(() => {});
  }
}
