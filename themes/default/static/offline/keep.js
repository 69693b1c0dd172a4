// Offline reading: a service worker keeps pages, once everything else is loaded.

import { scriptAddress } from '../page/trusted.js';

/** Starts the worker at `address` and asks it to keep essential pages in the page's language. */
export function keepCopy(address) {
  const { connection, serviceWorker } = navigator;
  if (!serviceWorker || location.protocol === 'file:' || (connection && connection.saveData)) return;
  addEventListener('load', async () => {
    try {
      await serviceWorker.register(scriptAddress(address));
      const { active } = await serviceWorker.ready;
      active.postMessage({ keep: document.documentElement.lang });
    } catch (error) {
      // The page works all the same; a preview has no worker.
      console.info('This site is not kept for reading offline.', error.message);
    }
  });
}
