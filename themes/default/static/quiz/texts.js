// Texts with places to fill in.

/** Replaces the names in braces by their values. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
