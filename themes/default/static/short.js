// A short address opens the page at once, in the first of the reader's languages that it has, or in
// the site's own.

const choices = Array.from(document.querySelectorAll('.choice[hreflang]'));
const base = (tag) => tag.toLowerCase().split('-')[0];
const wanted = (navigator.languages || [navigator.language]).map(base);
const found = wanted
  .map((language) => choices.find((choice) => base(choice.hreflang) === language))
  .find((choice) => choice !== undefined);
const choice = found || choices[0];
if (choice) location.replace(choice.href);
