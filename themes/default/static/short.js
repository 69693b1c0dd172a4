// A short address, or an old one, opens the page at once, in the first of the reader's languages
// that it offers, or in the site's own. What was asked of the address and the place in the page go
// along.

const choices = Array.from(document.querySelectorAll('.choice[hreflang]'));
const base = (tag) => tag.toLowerCase().split('-')[0];
const wanted = (navigator.languages || [navigator.language]).map(base);
const found = wanted
  .map((language) => choices.find((choice) => base(choice.hreflang) === language))
  .find((choice) => choice !== undefined);
const choice = found || choices[0];
if (choice) {
  const { search, hash } = location;
  location.replace(choice.href + search + hash);
}
