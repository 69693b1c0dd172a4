// The only addresses that scripts may be loaded from are the site's own. Where a browser knows
// Trusted Types, the policy of the page lets no other way of loading a script work.

const rules = {
  createScriptURL(address) {
    const origin = (url) => new URL(url, location.href).origin;
    if (origin(address) !== origin(location.href)) throw new TypeError(`${address} is not ours.`);
    return address;
  },
};

/** An address that may become that of a script. */
export function scriptAddress(address) {
  // One policy for all scripts of a page: a second one of its name would be refused.
  if (!self.wuzhaPolicy) {
    const { trustedTypes } = self;
    self.wuzhaPolicy = trustedTypes ? trustedTypes.createPolicy('wuzha', rules) : rules;
  }
  return self.wuzhaPolicy.createScriptURL(String(address));
}
