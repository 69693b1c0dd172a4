// Which of the device's own voices reads a language? Never one of the network: it would send the text to somebody.

/** Where a language that names no region is at home; English is what the reader's browser says. */
const HOME = { zh: 'zh-cn', 'zh-hans': 'zh-cn', 'zh-hant': 'zh-tw' };

/** Voices that are there for fun. */
const TOYS = /^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Eddy|Flo|Fred|Good News|Grandma|Grandpa|Jester|Junior|Kathy|Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper|Wobble|Zarvox)\b/;

/** The voice for `language`, such as `zh`, `zh-HK` or `en`; undefined where the device has none. */
export function voiceFor(language) {
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService && spokenLanguage(voice.lang) === spokenLanguage(language));
  const regions = [language, HOME[plain(language)] ?? '', ...navigator.languages].map(plain);
  const rank = (voice) => {
    const region = regions.indexOf(plain(voice.lang));
    return (TOYS.test(voice.name) ? 100 : 0) + (region < 0 ? regions.length : region) - (voice.default ? 0.5 : 0);
  };
  return own.sort((a, b) => rank(a) - rank(b))[0];
}

/** What is spoken: Mandarin and Cantonese are written alike. */
export function spokenLanguage(language) {
  const [first, ...rest] = plain(language).split('-');
  if (first === 'yue' || (first === 'zh' && rest.some((part) => part === 'hk' || part === 'mo'))) return 'yue';
  return first === 'cmn' ? 'zh' : first;
}

/** Android writes `zh_CN`. */
function plain(language) {
  return language.toLowerCase().replaceAll('_', '-');
}
