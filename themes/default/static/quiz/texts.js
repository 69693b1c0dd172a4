// How is a text with places to fill made whole?

/** Puts values into the braces of a text. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
