// What a page can do beyond showing itself: each thing in a module of its own. Every page works without it.

import { offerAloud } from './aloud/offer.js';
import { comfortPanel } from './comfort/panel.js';
import { choose } from './comfort/settings.js';
import { keepCopy } from './offline/keep.js';
import { copyButton } from './page/copy.js';
import { foldAway } from './page/fold.js';
import { liveForm } from './page/forms.js';
import { keepPlace } from './page/language.js';
import { shareButton, sharesAtOnce } from './page/share.js';
import { today } from './page/today.js';

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

each('[data-copy]', copyButton);
each('[data-send]', shareButton);
each('[data-shares]', sharesAtOnce);
each('.tongues a', keepPlace);
each('.comfort', comfortPanel);
each('.menu', foldAway);
each('.aloud', offerAloud);
each('form[data-script]', liveForm);
each('script[data-worker]', (script) => keepCopy(script.dataset.worker));

// What has come of age since the site was built.
each('[data-until]', (notice) => (notice.hidden &&= notice.dataset.until >= today()));

// A warning that was read need not be read again.
each('[data-put-away]', (button) =>
  button.addEventListener('click', () => {
    choose('alert', button.dataset.putAway);
    document.documentElement.dataset.calm = '';
    document.querySelector('main').focus();
  }),
);
