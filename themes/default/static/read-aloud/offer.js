// Offers reading aloud if the device has a voice of its own. A click loads the script that reads.

import { loadScript } from '../page/load.js';
import { renew } from '../page/renew.js';
import { voiceFor } from './voices.js';

/** Shows the button once there is a voice for its language. */
export function offerReadAloud(bar) {
  if (!self.speechSynthesis) return;
  const offer = () => bar.classList.toggle('is-offered', Boolean(voiceFor(bar.dataset.language)));
  offer();
  speechSynthesis.onvoiceschanged = offer;
  const play = bar.querySelector('.read-aloud-play');
  let loaded; // promises
  let begun;
  const load = () => {
    if (!loaded) loaded = loadScript(bar.dataset);
    return loaded;
  };
  for (const touch of ['pointerdown', 'focus']) play.addEventListener(touch, load, { once: true });
  play.addEventListener('click', () => {
    if (begun) return;
    // Some browsers only let a page speak if it starts within the click.
    speechSynthesis.speak(new SpeechSynthesisUtterance(''));
    begun = load().then(() => wuzha.readAloud(bar));
    begun.catch(() => {
      begun = undefined;
      loaded = undefined;
      renew();
    });
  });
}
