// Narrows results to pages of one kind, one contact route, one payment, one audience. Repeats
// src/render/search/facets.rs.

/**
 * The documents that fit the filter, { facet: term }, and, by facet and term, how many would fit if
 * that term were chosen in that facet. `facets` are [facet, term, documents].
 */
export function narrow(matching, filter, facets, documents) {
  const chosen = Object.entries(filter).map(([facet, term]) => {
    const [, , holders = []] = facets.find(([of, own]) => of === facet && own === term) || [];
    return { facet, holders: membership(holders, documents) };
  });
  const fitting = (leftOut) => {
    const others = chosen.filter(({ facet }) => facet !== leftOut);
    return matching.filter((document) => others.every(({ holders }) => holders[document]));
  };
  const counts = {};
  for (const facet of new Set(facets.map(([of]) => of))) {
    const fits = membership(fitting(facet), documents);
    counts[facet] = {};
    for (const [of, term, holders] of facets) {
      const count = of === facet ? holders.reduce((sum, document) => sum + fits[document], 0) : 0;
      if (count > 0) counts[facet][term] = count;
    }
  }
  return { matching: fitting(), counts };
}

/** For each document 1 if it is a member, else 0. */
function membership(members, documents) {
  const flags = new Uint8Array(documents);
  for (const document of members) flags[document] = 1;
  return flags;
}
