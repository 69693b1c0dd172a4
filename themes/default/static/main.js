// What scripts add to every page, each in a module of its own. Every page works without them. The
// last line shows the controls that need them: early.js keeps their places.

import { keepCopy } from './offline/keep.js';
import { copyButton } from './page/copy.js';
import { foldAway } from './page/fold.js';
import { liveForm } from './page/forms.js';
import { keepPlace } from './page/language.js';
import { shareButton, sharesAtOnce } from './page/share.js';
import { today } from './page/today.js';
import { choose } from './preferences/choices.js';
import { preferencesPanel } from './preferences/panel.js';
import { offerReadAloud } from './read-aloud/offer.js';

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

each('[data-copy]', copyButton);
each('[data-send]', shareButton);
each('[data-shares]', sharesAtOnce);
each('.language-switch a', keepPlace);
each('.preferences', preferencesPanel);
each('.menu', foldAway);
each('.read-aloud', offerReadAloud);
each('form[data-script]', liveForm);
each('script[data-worker]', (script) => keepCopy(script.dataset.worker));

// Notices of what has expired since the site was built.
each('[data-until]', (notice) => {
  notice.hidden = notice.hidden && notice.dataset.until >= today();
});

// A dismissed alert stays hidden.
each('[data-dismiss]', (button) =>
  button.addEventListener('click', () => {
    choose('alert', button.dataset.dismiss);
    document.documentElement.dataset.alertDismissed = '';
    document.querySelector('main').focus();
  }),
);

document.documentElement.dataset.script = '';
