// Live reload of a previewed page. The page reloads when the server says so, and shows errors in
// the sources above its content. Text is only ever set as text, because a message may contain a
// page's own words.

(() => {
  const version = new URL(document.currentScript.src).search.slice(1);
  const events = new EventSource(`/.wuzha/events?${version}`);
  events.addEventListener('reload', () => {
    events.close();
    location.reload();
  });
  events.addEventListener('errors', (event) => show(JSON.parse(event.data)));
  // The connection of a page that the reader has left would count against the browser's limit.
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  let panel = null;

  function show(errors) {
    panel?.remove();
    panel = null;
    if (errors.length === 0) return;
    if (!document.querySelector('link[href="/.wuzha/live.css"]')) {
      document.head.append(element('link', { rel: 'stylesheet', href: '/.wuzha/live.css' }));
    }
    const close = element('button', { type: 'button', textContent: 'Hide' });
    close.addEventListener('click', () => panel?.remove());
    panel = element('section', { id: 'wuzha-errors', lang: 'en' });
    panel.setAttribute('role', 'alert');
    const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
    const textContent = `${count}. The page stays as it was until all are fixed.`;
    panel.append(element('h2', { textContent }), close);
    const list = document.createElement('ol');
    for (const { code, file, line, column, message, hint } of errors) {
      const item = document.createElement('li');
      if (file) item.append(element('code', { textContent: `${file}:${line}:${column}` }));
      item.append(element('strong', { textContent: message }));
      if (hint) item.append(element('p', { textContent: hint }));
      item.append(element('small', { textContent: code }));
      list.append(item);
    }
    panel.append(list);
    document.body.append(panel);
  }

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }
})();
